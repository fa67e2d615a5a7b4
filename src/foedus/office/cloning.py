"""Drafts a plan and its lines again for a later period, from what became of them; it agrees and signs nothing.

What is carried over into the new texts, and what is not:

- **Years** in a title or a code that lie in the plan's period move with it; a translation of such a title is moved
  too, and remembers the moved original if it remembered the one before.
- **Days and weeks** are not guessed: a line settled to the day or the week gets the month, or months, that hold the
  same days of the new year, and keeps how many days it took. Months, quarters, half-years and years move as they are.
- **Serials** stay. **continues** names the earlier line. The **origin** is recurrent where the earlier line took place
  or still may, carried over where it did not.
- What belongs to one year alone is left behind: where it was agreed, each party's filing numbers, the stage, the place
  and day of signatures, attached files.
"""

import copy
import re
from collections.abc import Collection, Mapping
from datetime import date
from typing import Any

import msgspec

from foedus.office import drafts as d
from foedus.office.errors import OfficeError
from foedus.office.looking import holdings
from foedus.office.names import find_record
from foedus.office.ports import Cooperation, Draft, Node
from foedus.office.sheets import lines_of, plan_body
from foedus.office.versions import captions_of
from foedus.records.activity_table import Row, table_of
from foedus.records.base import Body, dump
from foedus.records.holdings import understood
from foedus.records.values import Period, text_hash

LEFT_OUT = ("cancelled", "proposed")
"""The statuses of lines that are not drafted again unless they are asked for."""

_TOOK_NO_PLACE = frozenset({"not_held", "postponed", "carried_over", "lapsed", "cancelled"})
_OF_ONE_YEAR = ("agreed_at", "references", "origin", "plan", "continues")
_EXACT = frozenset({"day", "week"})
_YEAR = re.compile(r"(?<!\d)(19|20|21)\d{2}(?!\d)")


class LineAgain(msgspec.Struct, frozen=True):
    """A line of the earlier plan, and what it would become; ``before`` and ``after`` are its periods."""

    record: str
    serial: str
    captions: dict[str, str]
    status: str
    origin: str
    before: dict[str, Any]
    after: dict[str, Any]
    is_left_out: bool


class Cloned(msgspec.Struct, frozen=True):
    """The drafts that were made: the plan's, its lines'; and the earlier lines that were left out."""

    plan: int
    lines: tuple[int, ...]
    left_out: tuple[str, ...]


def preview(
    node: Node,
    coop: Cooperation,
    plan: str,
    today: date,
    *,
    years: int = 1,
    leave_out: Collection[str] = LEFT_OUT,
    without: Collection[str] = (),
) -> tuple[LineAgain, ...]:
    """What the lines of a plan would become, by serial; all that is held of the cooperation is read for it.

    :param plan: the plan, agreed or recorded on paper, as people name it.
    :param years: by how many years it moves; none where the same year is planned anew.
    :param leave_out: statuses whose lines are left out; a line that is only a draft always is.
    :param without: records that are left out.
    """
    ledger = node.store.open(coop.id)
    name = find_record(node, ledger, plan)
    rows = _rows(node, coop, today)
    span = _years_of(plan_body(node, ledger, name))
    found = []
    for line in lines_of(node, ledger, name):
        row = rows.get(line.record)
        status = row.status.status if row is not None else "proposed"
        origin = origin_after(status)
        again = body_again(line.body, years=years, continues=line.record, origin=origin, span=span)
        found.append(
            LineAgain(
                record=line.record,
                serial=str(line.body.get("serial", "")),
                captions=captions_of("activity/1", line.body),
                status=status,
                origin=origin,
                before=dict(line.body.get("period", {})),
                after=dict(again.get("period", {})),
                is_left_out=status in leave_out or line.record in without or line.version is None,
            )
        )
    return tuple(found)


def clone(
    node: Node,
    coop: Cooperation,
    plan: str,
    today: date,
    *,
    years: int = 1,
    leave_out: Collection[str] = LEFT_OUT,
    without: Collection[str] = (),
) -> Cloned:
    """Draft a plan again, and the lines that are not left out.

    The parameters are those of ``preview``.

    :raises OfficeError: it would move back.
    """
    if years < 0:
        raise OfficeError("years-not-moved", years=years)
    with node.store.transaction():
        ledger = node.store.open(coop.id)
        name = find_record(node, ledger, plan)
        before = plan_body(node, ledger, name)
        source = {"cloned_from": name, "years": years}
        drafted = d.new(node, coop, "plan", body=plan_again(before, years), source=source)
        lines, left_out = [], []
        bodies = {line.record: line.body for line in lines_of(node, ledger, name)}
        for one in preview(node, coop, name, today, years=years, leave_out=leave_out, without=without):
            if one.is_left_out:
                left_out.append(one.record)
                continue
            body = body_again(
                bodies[one.record], years=years, continues=one.record, origin=one.origin, span=_years_of(before)
            )
            origin = {"cloned_from": one.record, "status": one.status}
            lines.append(d.new(node, coop, "activity", body=body, plan=drafted.record, source=origin).number)
        return Cloned(drafted.number, tuple(lines), tuple(left_out))


def drafted_again(node: Node, coop: Cooperation, plan: str, years: int) -> Draft | None:
    """The draft of a plan that was made from this one for so many years later; None where there is none any more.

    :param plan: the earlier plan's record, in full.
    """
    for draft in node.store.drafts(coop.id):
        if draft.source.get("cloned_from") == plan and draft.source.get("years") == years:
            return draft
    return None


def _rows(node: Node, coop: Cooperation, today: date) -> dict[str, Row]:
    agreed, stated, offered, _ = understood(holdings(node, coop))
    return {row.name: row for row in table_of(agreed, stated, offered, today)}


def origin_after(status: str) -> str:
    """The origin of a line drafted again after one of this status."""
    return "carried_over" if status in _TOOK_NO_PLACE else "recurrent"


def plan_again(body: Mapping[str, Any], years: int) -> Body:
    """A plan's text for the period so many years later."""
    again: Body = copy.deepcopy(dict(body))
    for name in ("agreed_at", "stage", "attachments"):
        again.pop(name, None)
    span = _years_of(body)
    _move_words(again, span, years)
    if "period" in again:
        again["period"] = period_again(again["period"], years)
    if "edition" in again:
        again["edition"] += 1
    for signature in again.get("signatures", ()):
        signature.pop("place", None)
        signature.pop("date", None)
    return again


def body_again(body: Mapping[str, Any], *, years: int, continues: str, origin: str, span: range | None = None) -> Body:
    """A line's text so many years later.

    :param continues: the earlier line's record.
    :param origin: an id of `origins`.
    :param span: the years that move where words name them; left out, those of the line's own period.
    """
    again: Body = {name: copy.deepcopy(value) for name, value in body.items() if name not in _OF_ONE_YEAR}
    _move_words(again, span if span is not None else _years_of(body), years)
    if "period" in again:
        length = Period.from_body(again["period"]).length_days
        if length is not None:
            again.setdefault("days", length)
        again["period"] = period_again(again["period"], years)
    return {**again, "continues": continues, "origin": origin}


def period_again(period: Mapping[str, Any], years: int) -> Body:
    """A period so many years later; one of days or weeks becomes the months that hold the same days."""
    known = Period.from_body(period)
    if known.from_ is None or known.to is None:
        return dict(period)
    precision = "month" if known.precision in _EXACT else known.precision
    return dump(Period.around(_later(known.from_, years), _later(known.to, years), precision))


def _later(day: date, years: int) -> date:
    is_leap_day = (day.month, day.day) == (2, 29)
    return day.replace(year=day.year + years, day=28 if is_leap_day else day.day)


def _years_of(body: Mapping[str, Any]) -> range:
    period = body.get("period", {})
    if "from" not in period:
        return range(0)
    return range(int(period["from"][:4]), int(period["to"][:4]) + 1)


def _move_words(body: Body, span: range, years: int) -> None:
    """Move the years that the title and the code name."""
    if "code" in body:
        body["code"] = _moved(body["code"], span, years)
    if "title" in body:
        body["title"] = _text_moved(body["title"], span, years)


def _text_moved(text: Mapping[str, Any], span: range, years: int) -> Body:
    plain = {language: words for language, words in text.items() if language not in ("original", "of")}
    moved: Body = {language: _moved(words, span, years) for language, words in plain.items()}
    original = text["original"]
    before, after = text_hash(plain[original]), text_hash(moved[original])
    remembered = {language: after if hash_ == before else hash_ for language, hash_ in text.get("of", {}).items()}
    return {**text, **moved, **({"of": remembered} if remembered else {})}


def _moved(words: str, span: range, years: int) -> str:
    return _YEAR.sub(lambda match: str(int(match[0]) + years) if int(match[0]) in span else match[0], words)
