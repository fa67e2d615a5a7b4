"""What a page says, as a reader finds it: the lines of its lists, its chips, its words; it judges nothing."""

import html
import json
import re
from typing import Any

from django.test import Client


def page_of(answer: Any) -> str:
    """The page as text."""
    page: str = answer.content.decode()
    return page


def words_of(answer: Any) -> str:
    """The words of a page's content, without its tags."""
    page = page_of(answer)
    return html.unescape(" ".join(re.sub(r"<[^>]+>", " ", page[page.find("<main") :]).split()))


def opened(answer: Any) -> list[str]:
    """The words of the link that opens each line of the page's lists."""
    found = re.findall(r"<a[^>]* data-open[^>]*>(.*?)</a>", page_of(answer), re.DOTALL)
    return [html.unescape(" ".join(re.sub(r"<[^>]+>", " ", one).split())) for one in found]


def addresses(answer: Any, css_class: str = "") -> list[str]:
    """Where the links of a class lead; where the lines of lists lead, for the class is left out."""
    wanted = f'class="{css_class}"' if css_class else " data-open"
    tags = [tag for tag in re.findall(r"<a [^>]*>", page_of(answer)) if wanted in tag]
    return [html.unescape(re.search(r'href="([^"]*)"', tag)[1]) for tag in tags]  # type: ignore[index]  # links have one


def rows_of(client: Client, address: str, **asked: str) -> list[dict[str, Any]]:
    """The rows of a page's list as its file holds them."""
    found: list[dict[str, Any]] = json.loads(client.get(address, {"as": "json", **asked}).content)
    return found
