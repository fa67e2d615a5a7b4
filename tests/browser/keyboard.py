"""Goes through a page with the keyboard alone: knows where the focus is and whether it is seen; it clicks nothing."""

import re
from typing import Literal

from playwright.sync_api import Page

MOST_STOPS = 150
Role = Literal["button", "checkbox", "combobox", "link", "radio", "searchbox", "spinbutton", "tab", "textbox"]
FOCUSED = """() => {
    const held = document.activeElement;
    const style = getComputedStyle(held);
    const isSeen = (style.outlineStyle !== "none" && parseFloat(style.outlineWidth) > 0) || style.boxShadow !== "none";
    const words = held.innerText || held.getAttribute("aria-label") || held.getAttribute("name") || held.id || "";
    return {isSeen, words: `${held.tagName.toLowerCase()} ${words.trim().slice(0, 60)}`.trim()};
}"""


class Keyboard:
    """A person's hands on the keys of one page."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def to(self, role: Role, name: str | re.Pattern[str]) -> None:
        """Press Tab until the element of this role and name has the focus.

        :raises AssertionError: it is never reached, or the focus cannot be seen somewhere on the way.
        """
        wanted = self.page.get_by_role(role, name=name, exact=isinstance(name, str))
        stops: list[str] = []
        for _ in range(MOST_STOPS):
            self.page.keyboard.press("Tab")
            focused = self.page.evaluate(FOCUSED)
            stops.append(focused["words"])
            assert focused["isSeen"] or focused["words"].startswith("body"), f"no focus is seen on {stops[-1]}"
            if wanted.evaluate_all("found => found.includes(document.activeElement)"):
                return
        raise AssertionError(f"Tab never reaches {role} {name!r}; it stops at {list(dict.fromkeys(stops))}")

    def press(self, *keys: str) -> None:
        """Press keys, one after the other, by the names that Playwright gives them."""
        for key in keys:
            self.page.keyboard.press(key)

    def type(self, text: str) -> None:
        """Type a text where the focus is, in place of what stands there."""
        self.page.keyboard.press("ControlOrMeta+A")
        self.page.keyboard.insert_text(text)
