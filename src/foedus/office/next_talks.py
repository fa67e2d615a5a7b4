"""Prepares the next talks: drafts the meeting out of what goes with us, and the lines to propose; it signs nothing."""

from collections.abc import Collection, Iterator, Sequence
from datetime import date
from typing import Any

import msgspec

from foedus.office import drafts as d
from foedus.office.cloning import body_again, origin_after
from foedus.office.errors import NotFoundError
from foedus.office.looking import holdings
from foedus.office.names import find_record
from foedus.office.ports import Cooperation, Node
from foedus.office.versions import expected_codes, present_codes
from foedus.records.activity_table import Row, table_of
from foedus.records.agenda import item
from foedus.records.base import Body, dump
from foedus.records.holdings import understood
from foedus.records.talks import STAFF_TALKS, Talks
from foedus.records.values import Text

SECTIONS = ("not_done", "carried_over", "asked", "promised", "questions", "decisions", "recurring")
"""The points that get an item of the agenda each, in its order, where there are any."""


class Prepared(msgspec.Struct, frozen=True):
    """The drafts that were made: the meeting's, and those of the activities to propose."""

    meeting: int
    drafts: tuple[int, ...]


def prepare(
    node: Node,
    coop: Cooperation,
    today: date,
    found: Talks,
    *,
    propose: Collection[str] = (),
    plan: str | None = None,
    year: int | None = None,
) -> Prepared:
    """Draft the next staff talks with their agenda, and again the activities that we mean to propose there.

    :param found: what goes into them, as it was shown.
    :param propose: records of agreed activities, as people name them.
    :param plan: the plan, drafted or agreed, of which they are to be lines; left out, of none.
    :param year: the year to which they move; left out, the next one.
    :raises NotFoundError: one is no agreed activity.
    """
    with node.store.transaction():
        ledger = node.store.open(coop.id)
        target = year or today.year + 1
        parties = (*present_codes(ledger), *expected_codes(ledger))
        meeting = d.new(
            node,
            coop,
            "meeting",
            body=_meeting(found, target, d.languages_of(ledger), parties),
            source={"talks": {name: _sources(found, name) for name in SECTIONS}, "since": found.since},
        )
        rows = _rows(node, coop, today) if propose else {}
        numbers = []
        for text in propose:
            name = find_record(node, ledger, text)
            if name not in rows:
                raise NotFoundError("activity-unknown", name=name)
            body = _again(rows[name], target)
            numbers.append(d.new(node, coop, "activity", body=body, plan=plan, source={"cloned_from": name}).number)
        return Prepared(meeting.number, tuple(numbers))


def _rows(node: Node, coop: Cooperation, today: date) -> dict[str, Row]:
    agreed, stated, _, _ = understood(holdings(node, coop))
    return {row.name: row for row in table_of(agreed, stated, (), today)}


def _again(row: Row, year: int) -> Body:
    moved = max(year - (row.year or year), 0)
    return body_again(dump(row.activity), years=moved, continues=row.name, origin=origin_after(row.status.status))


def _sources(found: Talks, section: str) -> list[str]:
    return list(dict.fromkeys(name for point in getattr(found, section) for name in point.sources))


def _meeting(found: Talks, year: int, languages: Sequence[str], parties: Sequence[str]) -> Body:
    title = "title_edition" if found.edition else "title"
    body: dict[str, Any] = {
        "title": dump(item(title, languages, edition=found.edition)),
        "level": STAFF_TALKS,
        "delegations": [{"party": party} for party in parties],
        "agenda": [dump(one) for one in _agenda(found, year, languages)],
    }
    known = {"edition": found.edition, "dates": found.period, "place": found.place, "host": found.host}
    return {**body, **{name: value for name, value in known.items() if value}}


def _agenda(found: Talks, year: int, languages: Sequence[str]) -> Iterator[Text]:
    yield item("opening", languages)
    yield item("carried_out", languages, since=found.since)
    for section in SECTIONS:
        points = getattr(found, section)
        if points:
            yield item(section, languages, _titles(points))
    yield item("proposals", languages, year=year)
    yield item("next", languages)


def _titles(points: Sequence[Any]) -> list[Text]:
    """What activities are called; other points are words of one side, and stand in no common agenda."""
    titles = [Text.from_body(one.title) for one in points if hasattr(one, "status") or hasattr(one, "years")]
    return list(dict.fromkeys(titles))
