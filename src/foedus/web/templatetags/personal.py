"""Marks in a text that is shown what looks like personal data; it judges nothing."""

import re
from collections.abc import Collection

from django import template
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

register = template.Library()

_TAGS = re.compile(r"(<[^>]*>)")


@register.simple_block_tag
def marked(content: SafeString, texts: Collection[str]) -> SafeString:
    """Mark these texts wherever they stand in what the block shows; what stands in its tags is left alone."""
    wanted = sorted({escape(text) for text in texts if text}, key=len, reverse=True)
    if not wanted:
        return content
    found = re.compile("|".join(re.escape(text) for text in wanted))
    parts = _TAGS.split(content)
    parts[::2] = [found.sub(r'<mark class="personal">\g<0></mark>', part) for part in parts[::2]]
    return mark_safe("".join(parts))  # noqa: S308 - it was shown by a template, and only marks were put around
