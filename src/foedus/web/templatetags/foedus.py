"""What templates say of values: days, periods, numbers, texts, names; the wording itself stands in ``display``."""

from typing import Any

from django import template
from django.template.context import RequestContext
from django.urls import reverse
from django.utils import translation

register = template.Library()


def _language() -> str:
    return (translation.get_language() or "en")[:2]


@register.simple_tag
def record_url(row: Any, coop: str, page: str = "record") -> str:
    """The address of a record: of a row that has ``kind`` and ``name`` (``ITA/uuid``) or ``record``."""
    name = getattr(row, "record", "") or row.name
    code, _, uid = name.partition("/")
    kind = row.kind.partition("/")[0]
    if page == "outcome":
        return reverse(page, args=[coop, code, uid])
    return reverse(page, args=[coop, kind, code, uid])


@register.simple_tag(takes_context=True)
def address_with(context: RequestContext, **changed: Any) -> str:
    """This page's address with other parameters: one of None or "" goes out."""
    query = context["request"].GET.copy()
    for name, value in changed.items():
        if value in {None, ""}:
            query.pop(name, None)
        else:
            query[name] = value
    return f"?{query.urlencode()}"
