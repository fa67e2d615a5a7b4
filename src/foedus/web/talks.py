"""Puts what goes into the next talks on one page, every line with the records behind it; it drafts nothing."""

import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final

from django.core.paginator import Paginator
from django.utils.translation import gettext as _

from foedus.office.ports import Cooperation
from foedus.office.versions import captions_of
from foedus.records.talks import Heard, OpenDecision, Promise, Question, Recurring, Talks, Undone
from foedus.store import listing
from foedus.store.listing.answers import RecordRow
from foedus.store.listing.talks import newest, talks
from foedus.web import display, names
from foedus.web.desk import Desk

MOST: Final = 25
"""How many lines of a section stand on the whole page; the rest on a page of its own."""
SIZE: Final = 100
_PLANS: Final = 20


@dataclass(frozen=True)
class Point:
    """One line: what it says, whose it is, its marks, and the records behind it.

    ``propose`` is the record of an activity that can be proposed again; ``badge`` a status or a strength with ``by``
    whom; ``more`` short facts in words.
    """

    text: str
    sources: tuple[RecordRow, ...]
    badge: str = ""
    by: tuple[str, ...] = ()
    more: tuple[str, ...] = ()
    propose: str = ""
    due: date | None = None
    is_late: bool = False


@dataclass(frozen=True)
class Section:
    """The lines of one sort: ``groups`` are a side in words (or nothing) and its lines."""

    name: str
    title: str
    groups: tuple[tuple[str, tuple[Point, ...]], ...]
    total: int
    more: int
    page: Any = None
    can_propose: bool = field(default=False)

    @property
    def proposable(self) -> tuple[str, ...]:
        """The activities among the lines shown that can be proposed again."""
        return tuple(point.propose for _side, points in self.groups for point in points if point.propose)

    @property
    def can_tick(self) -> bool:
        """Say whether there is more than one to tick."""
        return len(self.proposable) > 1


def talks_page(
    desk: Desk, coop: Cooperation, *, since: int | None, only: str, page: str, is_whole: bool = False
) -> dict[str, Any]:
    """The context of the page.

    :param since: the year from which on activities count; None lets the last talks decide.
    :param only: the name of the one section that is shown, in full; empty for all, each with its first lines.
    :param page: of that one section.
    :param is_whole: every line of what is shown, on one page.
    """
    found = talks(desk.node, desk.number(coop), desk.today, since=since)
    size = sys.maxsize if is_whole else SIZE if only else MOST
    cuts = [
        _cut(name, title, getattr(found, name), page if only else None, size)
        for name, title in _titles()
        if only in {"", name}
    ]
    rows = listing.record_rows(desk.node, desk.number(coop), _sources(found, cuts))
    sections = [_section(cut, rows, desk.language) for cut in cuts]
    plans = newest(desk.node, desk.number(coop), "plan", _PLANS)
    return {
        "talks": found,
        "last": rows.get(found.last),
        "planned": rows.get(found.planned),
        "sections": [section for section in sections if section.total],
        "seats": found.seats if not only else (),
        "only": only,
        "since": found.since,
        "plans": plans,
        "plan_drafts": [
            (one.record, captions_of(one.kind, one.body))
            for one in desk.node.store.drafts(coop.id)
            if one.kind.partition("/")[0] == "plan"
        ],
        "year": desk.today.year + 1,
        "is_empty": not any(section.total for section in sections),
        "gathered": desk.today,
    }


def _titles() -> tuple[tuple[str, str], ...]:
    return (
        ("not_done", _("What was not done")),
        ("carried_over", _("Postponed or carried over")),
        ("asked", _("Asked for in outcomes")),
        ("what_next", _("What outcomes say comes next")),
        ("promised", _("Promised and not yet kept, the firmest words first")),
        ("questions", _("Questions that wait for an answer")),
        ("decisions", _("Decisions of the last talks without follow-up")),
        ("recurring", _("What recurs")),
    )


@dataclass(frozen=True)
class _Cut:
    """What of a section stands on the page."""

    name: str
    title: str
    points: Sequence[Any]
    total: int
    page: Any


def _cut(name: str, title: str, points: Sequence[Any], page: str | None, size: int) -> _Cut:
    """So many lines of a section: of a page of it, or the first where it has none."""
    ordered = sorted(points, key=_by_year) if name in _UNDONE else points
    pages = Paginator(range(len(points)), size).get_page(page) if page is not None else None
    shown = ordered[max(pages.start_index() - 1, 0) : pages.end_index()] if pages is not None else ordered[:size]
    return _Cut(name, title, shown, len(points), pages)


def _sources(found: Talks, cuts: Iterable[_Cut]) -> set[str]:
    """The records that the page names."""
    names_ = {found.last, found.planned}
    for point in (point for cut in cuts for point in cut.points):
        names_ |= {*point.sources, *getattr(point, "taken_up_by", ()), *getattr(point, "undertakings", ())}
    return names_ - {""}


_UNDONE: Final = ("not_done", "carried_over")


def _by_year(point: Undone) -> tuple[bool, int, int, str]:
    digits = point.serial[: len(point.serial) - len(point.serial.lstrip("0123456789"))]
    return not point.sides, point.year or 0, int(digits or 0), point.serial


def _section(cut: _Cut, rows: Mapping[str, RecordRow], language: str) -> Section:
    make = _MAKERS[cut.name]
    sided: dict[str, list[Point]] = {}
    for point in cut.points:
        side, made = make(point, rows, language)
        sided.setdefault(side, []).append(made)
    return Section(
        name=cut.name,
        title=cut.title,
        groups=tuple((side, tuple(those)) for side, those in sided.items()),
        total=cut.total,
        more=cut.total - len(cut.points) if cut.page is None else 0,
        page=cut.page,
        can_propose=cut.name in {*_UNDONE, "recurring"},
    )


# One line of each sort: whose it is, and what it says


def _undone(point: Undone, rows: Mapping[str, RecordRow], language: str) -> tuple[str, Point]:
    again = tuple(rows[one] for one in point.taken_up_by if one in rows)
    more = [names.term("activity_types", point.type, language)] if point.type else []
    more += [str(point.year)] if point.year is not None else []
    more += [names.term("reasons", reason, language) for reason in point.reasons]
    more += (
        [_("taken up by %(titles)s") % {"titles": ", ".join(row.caption(language) for row in again)}] if again else []
    )
    title = display.text(point.title, language)
    text = f"{point.serial}. {title}" if point.serial else title
    propose = "" if again else point.record
    side = _parties(point.sides, language) or _("Nobody said what came of it")
    return side, Point(text, _behind(point.sources, rows), point.status, point.sides, tuple(more), propose)


def _heard(point: Heard, rows: Mapping[str, RecordRow], language: str) -> tuple[str, Point]:
    more = (_("about %(title)s") % {"title": display.text(point.title, language)},)
    return names.party_name(point.side, language), Point(
        display.text(point.text, language), _behind(point.sources, rows), more=more
    )


def _promised(point: Promise, rows: Mapping[str, RecordRow], language: str) -> tuple[str, Point]:
    to_whom = _parties(point.to_whom, language)
    more = (_("to %(whom)s") % {"whom": to_whom},) if to_whom else ()
    text = display.text(point.words, language)
    behind = _behind(point.sources, rows)
    who = names.party_name(point.who, language)
    return who, Point(text, behind, point.strength, more=more, due=point.due, is_late=point.is_due)


def _question(point: Question, rows: Mapping[str, RecordRow], language: str) -> tuple[str, Point]:
    about = rows.get(point.about)
    more = (_("about %(title)s") % {"title": about.caption(language)},) if about is not None else ()
    return names.party_name(point.side, language), Point(
        display.text(point.text, language), _behind(point.sources, rows), more=more
    )


def _decision(point: OpenDecision, rows: Mapping[str, RecordRow], language: str) -> tuple[str, Point]:
    who = _parties(point.who, language)
    still = _("its undertakings are still open") if point.undertakings else _("no undertaking is named")
    more = tuple(one for one in (who, still) if one)
    return "", Point(display.text(point.what, language), _behind(point.sources, rows), more=more, due=point.due)


def _recurring(point: Recurring, rows: Mapping[str, RecordRow], language: str) -> tuple[str, Point]:
    years = ", ".join(str(year) for year in point.years)
    more = ([names.term("activity_types", point.type, language)] if point.type else []) + [years]
    text = display.text(point.title, language)
    return "", Point(text, _behind(point.sources, rows), more=tuple(more), propose=point.sources[-1])


_MAKERS: Final[Mapping[str, Callable[[Any, Mapping[str, RecordRow], str], tuple[str, Point]]]] = {
    "not_done": _undone,
    "carried_over": _undone,
    "asked": _heard,
    "what_next": _heard,
    "promised": _promised,
    "questions": _question,
    "decisions": _decision,
    "recurring": _recurring,
}


def _parties(codes: Iterable[str], language: str) -> str:
    return ", ".join(names.party_name(code, language) for code in codes)


def _behind(sources: Iterable[str], rows: Mapping[str, RecordRow]) -> tuple[RecordRow, ...]:
    return tuple(_each(sources, rows))


def _each(sources: Iterable[str], rows: Mapping[str, RecordRow]) -> Iterator[RecordRow]:
    for name in dict.fromkeys(sources):
        if name in rows:
            yield rows[name]
