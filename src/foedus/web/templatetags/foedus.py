"""What templates say of values: days, periods, numbers, texts, names; the wording stands in ``records.phrases``."""

import re
from collections.abc import Mapping
from datetime import date, datetime
from functools import lru_cache
from typing import Any, Final

from django import template
from django.template.context import RequestContext
from django.templatetags.static import static
from django.urls import get_script_prefix, reverse
from django.utils import timezone, translation
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from foedus.records import phrases
from foedus.web import display, names
from foedus.web.forms import days

register = template.Library()
register.filter(days.typed_day)
register.simple_tag(days.day_examples)

_ICONS: Final = {
    **dict.fromkeys(("held", "kept", "done", "good", "in_force", "agreed", "accepted", "dates_confirmed"), "done"),
    **dict.fromkeys(("partly_held", "partly_kept", "under_way"), "half"),
    **dict.fromkeys(("postponed", "carried_over"), "right"),
    **dict.fromkeys(("cancelled", "not_held", "refused", "declined", "withdrawn"), "cross"),
    **dict.fromkeys(("accounts_differ", "in-dispute"), "swap"),
    **dict.fromkeys(("late", "bad", "suspended"), "alert"),
    **dict.fromkeys(("lapsed", "near", "due", "warn"), "clock"),
    **dict.fromkeys(("proposed", "draft"), "ring"),
}
_STRENGTHS: Final = ("hope", "request", "offer", "decision", "agreement")


def _language() -> str:
    return (translation.get_language() or "en")[:2]


# Values


@register.filter
def day(value: Any) -> str:
    """A day, or the day of a time as entries write it, in words."""
    if isinstance(value, datetime):
        value = timezone.localtime(value).date()
    if not value:
        return ""
    return phrases.day(value if isinstance(value, date) else str(value)[:10], _language())


@register.filter
def moment(value: Any) -> str:
    """A time as entries write it (``YYYY-MM-DDThh:mm:ssZ``), where the office is: day, hours and minutes."""
    if not value:
        return ""
    at = value if isinstance(value, datetime) else datetime.fromisoformat(str(value))
    local = timezone.localtime(at)
    return f"{phrases.day(local.date(), _language())}, {local:%H:%M}"


@register.filter
def period(value: Any) -> str:
    """A period in words; nothing where there is none; what is not of its form, as it is."""
    return phrases.period(value, _language()) if isinstance(value, Mapping) and value else str(value or "")


@register.filter
def row_period(row: Any) -> str:
    """The period of a row that has ``begins``, ``ends`` and ``precision``."""
    return _row_period(row.begins, row.ends or row.begins, row.precision or "day", _language()) if row.begins else ""


@lru_cache(4096)
def _row_period(begins: Any, ends: Any, precision: str, language: str) -> str:
    return phrases.period({"from": str(begins), "to": str(ends), "precision": precision}, language)


@register.filter
def place(value: Any) -> str:
    """A place in words; what is not of its form, as it is."""
    return phrases.place(value, _language()) if isinstance(value, Mapping) and value else str(value or "")


@register.filter
def money(value: Any) -> str:
    """An amount with its currency; what is not of its form, as it is."""
    return phrases.money(value, _language()) if isinstance(value, Mapping) and value else str(value or "")


@register.filter
def number(value: Any) -> str:
    """A number as the language writes it."""
    return phrases.number(value, _language()) if isinstance(value, int) else str(value or "")


@register.filter
def text(value: Mapping[str, Any] | str | None) -> str:
    """A text in the reader's language, else in its original one."""
    if not value:
        return ""
    return value if isinstance(value, str) else display.text(value, _language())


@register.filter
def caption(captions: Mapping[str, str] | None) -> str:
    """A title from its captions by language: the reader's, else English, else any."""
    held = captions or {}
    return held.get(_language()) or held.get("en") or next(iter(held.values()), "") or "–"


@register.filter
def term(id_: str | None, list_name: str) -> str:
    """The label of a term: ``{{ row.type|term:"activity_types" }}``."""
    return names.term(list_name, id_, _language()) if id_ else ""


@register.filter
def party(code: str | None) -> str:
    """What a party is called."""
    return names.party_name(code, _language()) if code else ""


@register.filter
def parties(codes: Any) -> str:
    """What several parties are called, in one line."""
    return ", ".join(names.party_name(code, _language()) for code in codes or ())


@register.filter
def turn(what: str) -> str:
    """What waits for somebody, in words."""
    return str(names.TURNS.get(what, what))


@register.filter
def get(held: Mapping[Any, Any] | None, key: Any) -> Any:
    """What a mapping holds under a key; nothing where it holds none."""
    return (held or {}).get(key)


# Marks


@register.simple_tag
@lru_cache
def icon(name: str) -> SafeString:
    """An icon that says nothing by itself."""
    return format_html(
        '<svg class="icon" aria-hidden="true" focusable="false"><use href="{}#{}"></use></svg>',
        static("foedus/icons.svg"),
        name,
    )


@register.simple_tag
def badge(status: str, by: Any = "", label: str = "") -> SafeString:
    """A status as a word with a shape, with who said or decided it; the colour only helps.

    :param by: a code or several.
    :param label: other words than the status's own.
    """
    if not status:
        return mark_safe("")
    codes = (by,) if isinstance(by, str) and by else by or ()
    return _badge(status, tuple(codes), label, _language())


@lru_cache(1024)
def _badge(status: str, codes: tuple[str, ...], label: str, language: str) -> SafeString:
    said = ", ".join(names.party_name(code, language) for code in codes)
    words = label or names.badge_label(status, language)
    return format_html(
        '<span class="badge badge--{}">{}<span class="badge__words">{}</span></span>',
        status,
        _strength(status) if status in _STRENGTHS else icon(_ICONS.get(status, "dot")),
        f"{words} {said}".strip() if status == "cancelled" else (f"{words} ({said})" if said else words),
    )


@register.simple_tag
def standing(where: str) -> SafeString:
    """Where a record stands, as ``badge`` shows a status."""
    return badge(where, label=names.standing_label(where, _language()) if where else "")


def _strength(status: str) -> SafeString:
    on = _STRENGTHS.index(status) + 1
    dots = format_html_join("", "<i{}></i>", ((mark_safe(' class="on"') if i < on else "",) for i in range(5)))
    return format_html('<span class="strength" aria-hidden="true">{}</span>', dots)


# Addresses


@register.simple_tag
def record_url(row: Any, coop: str, page: str = "record") -> str:
    """The address of a record: of a row that has ``kind`` and ``name`` (``ITA/uuid``) or ``record``.

    :param page: the name of a page of that record: ``record``, ``history``, ``outcome``, ``negotiation`` ...
    """
    name = getattr(row, "record", "") or row.name
    return name_url(name, getattr(row, "kind", "activity").partition("/")[0], coop, page)


@register.simple_tag
def name_url(name: str, kind: str, coop: str, page: str = "record") -> str:
    """The address of a record by its name and kind."""
    if not _PLAIN_NAME(name):
        return _reversed(page, coop, kind, *name.split("/", 1))
    return _addresses(page, coop, kind, get_script_prefix()).replace(_ANY_NAME, name)


_PLAIN_NAME: Final = re.compile(r"[A-Za-z0-9]+/[A-Za-z0-9-]+").fullmatch
"""A name that stands in an address letter by letter: all but those that other programs may have given."""
_ANY_NAME: Final = "code-of-any/uid-of-any"


@lru_cache(1024)
def _addresses(page: str, coop: str, kind: str, prefix: str) -> str:  # noqa: ARG001 - reversing asks for the prefix
    """The addresses of a page for all records of a kind: a list has many, and to look up each takes long."""
    return _reversed(page, coop, kind, *_ANY_NAME.split("/"))


def _reversed(page: str, coop: str, kind: str, code: str, uid: str = "") -> str:
    return reverse(page, args=[coop, kind, code, uid] if page in {"record", "history", "answer"} else [coop, code, uid])


@register.simple_tag(takes_context=True)
def address_with(context: RequestContext, **changed: Any) -> str:
    """This page's address with other parameters: one of None or "" goes out."""
    query = context["request"].GET.copy()
    for name, value in changed.items():
        if value is None or value == "":
            query.pop(name, None)
        else:
            query[name] = value
    return f"?{query.urlencode()}"
