"""Puts what single pages tell into lists for files, a row for each line, in their order; it looks for nothing."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any, Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from foedus.publishing.lists import List, Row
from foedus.records import phrases
from foedus.store.listing.answers import RecordRow
from foedus.web import figures, names
from foedus.web.arrivals import Brought, ChangeShown, TextShown
from foedus.web.calendar_page import Clash
from foedus.web.changes import Change
from foedus.web.feeding import words_in
from foedus.web.finding import Found
from foedus.web.lists import list_of

RECORD: Final = {
    "partner": gettext_lazy("Partner"),
    "record": gettext_lazy("Record"),
    "kind": gettext_lazy("Kind"),
    "title": gettext_lazy("Title"),
    "period": gettext_lazy("Period"),
    "begins": gettext_lazy("From"),
    "ends": gettext_lazy("To"),
    "standing": gettext_lazy("Where it stands"),
}
FOUND: Final = {**RECORD, "words": gettext_lazy("Words")}
FIGURE: Final = {
    "partner": gettext_lazy("Partner"),
    "year": gettext_lazy("Year"),
    "group": gettext_lazy("Group"),
    "what": gettext_lazy("What is counted"),
    "number": gettext_lazy("Number"),
    "amount": gettext_lazy("Costs that were shared"),
    "formula": gettext_lazy("How it is counted"),
}
CLASH: Final = {
    "what": gettext_lazy("What"),
    "sort": gettext_lazy("Kind"),
    "begins": gettext_lazy("From"),
    "ends": gettext_lazy("To"),
    "partner": gettext_lazy("Partner"),
    "record": gettext_lazy("Record"),
    "title": gettext_lazy("One"),
    "other_partner": gettext_lazy("Partner"),
    "other_record": gettext_lazy("Record"),
    "other_title": gettext_lazy("The other"),
}
CHANGE: Final = {
    "partner": gettext_lazy("Partner"),
    "record": gettext_lazy("Record"),
    "field": gettext_lazy("Field"),
    "before": gettext_lazy("From"),
    "after": gettext_lazy("To"),
    "who": gettext_lazy("By whom"),
    "at": gettext_lazy("When"),
    "text": gettext_lazy("Text of"),
    "standing": gettext_lazy("What became of it"),
}
EVENT: Final = {
    "partner": gettext_lazy("Partner"),
    "day": gettext_lazy("Day"),
    "when": gettext_lazy("When"),
    "kind": gettext_lazy("Kind"),
    "what": gettext_lazy("What"),
    "more": gettext_lazy("More"),
    "address": gettext_lazy("Address"),
}

BROUGHT: Final = {
    "partner": gettext_lazy("Partner"),
    "section": gettext_lazy("Section"),
    "what": gettext_lazy("What"),
    "kind": gettext_lazy("Kind"),
    "title": gettext_lazy("Title"),
    "text": gettext_lazy("Text of"),
    "more": gettext_lazy("More"),
    "address": gettext_lazy("Address"),
}
_TOLD: Final = ("day", "when", "kind", "what", "more")
_SORTS: Final = {
    "place": gettext_lazy("the same place"),
    "entity": gettext_lazy("the same entity"),
    "in_charge": gettext_lazy("the same person in charge"),
}


def found(shown: Mapping[str, Any], language: str) -> List:
    """What was found: what is called exactly so, then the records. Private notes are on the page alone: they stay.

    :param shown: what the page of the search is handed.
    """
    return list_of(_("Search"), FOUND, _found(shown, language))


def _found(shown: Mapping[str, Any], language: str) -> Iterator[Row]:
    straight: Sequence[Found] = shown["straight"]
    records: Sequence[Found] = shown["found"]
    yield from (_hit(one, language) for one in straight)
    yield from (_hit(one, language) for one in records)


def _hit(one: Found, language: str) -> Row:
    return {**_record(one.coop, one.row, language), "words": _joined(one.runs)}


def _record(partner: str, row: RecordRow, language: str) -> Row:
    period = {"from": str(row.begins), "to": str(row.ends or row.begins), "precision": row.precision or "day"}
    return {
        "partner": partner,
        "record": row.name,
        "kind": names.kind_label(row.kind, language),
        "title": words_in(row.captions, language),
        "period": phrases.period(period, language) if row.begins else "",
        "begins": row.begins,
        "ends": row.ends,
        "standing": names.standing_label(row.standing, language),
    }


def _joined(runs: Iterable[tuple[Any, Any]]) -> str:
    """Runs that begin with their words."""
    return "".join(words for words, _mark in runs)


def state(partner: str, year: int, groups: Iterable[figures.Group]) -> List:
    """The figures of a year's state of play, each with the sentence that says how it is counted."""
    rows = (_figure(partner, year, group, row) for group in groups if not group.is_empty for row in group.rows)
    return list_of(f"{_('State of play')} {year}", FIGURE, rows)


def _figure(partner: str, year: int, group: figures.Group, row: figures.Row) -> Row:
    return {
        "partner": partner,
        "year": year,
        "group": group.heading,
        "what": row.label,
        "number": None if row.words else row.number,
        "amount": row.words,
        "formula": row.formula or group.formula,
    }


def behind(partner: str, year: int, figure: figures.Row, rows: Iterable[RecordRow], language: str) -> List:
    """The records behind a figure."""
    title = f"{_('State of play')} {year}: {figure.label}"
    return list_of(title, RECORD, (_record(partner, row, language) for row in rows))


def clashes(those: Iterable[Clash], language: str) -> List:
    """What asks for the same place, entity or person at once."""
    return list_of(_("Conflicts"), CLASH, (_clash(one, language) for one in those))


def _clash(one: Clash, language: str) -> Row:
    return {
        "what": one.conflict.what,
        "sort": str(_SORTS[one.conflict.sort]),
        "begins": one.conflict.first,
        "ends": one.conflict.last,
        "partner": one.one.coop,
        "record": one.one.name,
        "title": words_in(one.one.captions, language),
        "other_partner": one.other.coop,
        "other_record": one.other.name,
        "other_title": words_in(one.other.captions, language),
    }


def changes(partner: str, record: str, title: str, those: Iterable[Change], language: str) -> List:
    """Who changed what of a record, and when."""
    rows = (_change(partner, record, one, language) for one in those)
    return list_of(f"{_('History')}: {title}", CHANGE, rows)


def _change(partner: str, record: str, one: Change, language: str) -> Row:
    return {
        "partner": partner,
        "record": record,
        "field": one.where,
        "before": one.before,
        "after": one.after,
        "who": names.party_name(one.who, language),
        "at": one.at,
        "text": one.shown,
        "standing": _became(one, language),
    }


def _became(one: Change, language: str) -> str:
    if one.standing == "told":
        return _("told")
    if one.standing == "agreed" and one.settled:
        return _("agreed, %(when)s") % {"when": phrases.day(one.settled[:10], language)}
    return names.standing_label(one.standing, language)


def events(partner: str, those: Iterable[Mapping[str, Any]], whole: Callable[[str], str]) -> List:
    """What happened with a partner, and what comes.

    :param those: as ``story.Story.events`` tells them.
    :param whole: makes an address on this office one that leads there from anywhere.
    """
    rows = ({"partner": partner, **{name: one[name] for name in _TOLD}, "address": whole(one["url"])} for one in those)
    return list_of(_("What happened, and what comes"), EVENT, rows)


def brought(partner: str, those: Brought, whole: Callable[[str], str]) -> List:
    """What a dispatch brought: the lines that were refused, what changed, what is agreed with it.

    :param whole: makes an address on this office one that leads there from anywhere.
    """
    rows: list[Row] = [
        {"partner": partner, "section": _("Refused, and why"), "what": one.where, "more": one.why}
        for one in those.refused
    ]
    for change in those.changes:
        row = _named(change.named, whole) if change.named is not None else {}
        more = "\n".join(_said_of(change))
        rows.append({"partner": partner, "section": _("What changed"), **row, "what": change.what, "more": more})
    agreed = _("Agreed with this")
    rows += [{"partner": partner, "section": agreed, **_named(text, whole)} for text in those.agreed]
    return list_of(_("What a dispatch brought"), BROUGHT, rows)


def _named(text: TextShown, whole: Callable[[str], str]) -> dict[str, str]:
    address = whole(text.url) if text.url else ""
    return {"kind": text.kind, "title": text.title, "text": text.shown, "address": address}


def _said_of(change: ChangeShown) -> Iterator[str]:
    if change.note:
        yield change.note
    for text in change.versions:
        yield f"{text.kind} {text.shown}: {text.title}"
    for one in change.differences:
        yield f"{one.where}: {one.before or '-'} / {one.after or '-'}"
