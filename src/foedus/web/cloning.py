"""Shows what a plan's lines would become in a later year, and has the chosen ones drafted; it signs nothing."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any, Final

from django.http import QueryDict

from foedus.office import cloning as office
from foedus.office.cloning import Cloned, LineAgain
from foedus.office.ports import Cooperation
from foedus.records import phrases
from foedus.records.base import Body
from foedus.store import listing
from foedus.store.listing import RecordRow
from foedus.web import intents
from foedus.web.desk import Desk

_MOST_YEARS: Final = 20
_GONE: Final = frozenset({"withdrawn", "declined"})


@dataclass(frozen=True)
class There:
    """A plan that continues the lines of an earlier one: a draft, or signed already."""

    record: str
    is_signed: bool


@dataclass(frozen=True)
class LineShown:
    """A line of the earlier plan beside what it would become."""

    line: LineAgain
    before: str
    after: str
    is_taken: bool


def years_of(sent: QueryDict, row: RecordRow) -> int:
    """By how many years the plan moves: what was said, else as many as the plan is long."""
    text = sent.get("years", "")
    if text.isascii() and text.isdecimal() and int(text) <= _MOST_YEARS:
        return int(text)
    return row.ends.year - row.begins.year + 1 if row.begins is not None and row.ends is not None else 1


def lines(desk: Desk, coop: Cooperation, plan: str, years: int) -> tuple[LineAgain, ...]:
    """What each line would become."""
    return office.preview(desk.node, coop, plan, desk.today, years=years)


def context(found: tuple[LineAgain, ...], row: RecordRow, years: int, language: str) -> dict[str, Any]:
    """The context of the page: the lines, and the period of the new plan."""
    shown = [
        LineShown(one, _period(one.before, language), _period(one.after, language), not one.is_left_out)
        for one in found
    ]
    period = row.body.get("period")
    return {
        "lines": shown,
        "years": years,
        "taken": sum(one.is_taken for one in shown),
        "period_before": _period(period or {}, language),
        "period_after": _period(office.period_again(period, years), language) if period else "",
    }


def _period(period: Any, language: str) -> str:
    return phrases.period(period, language) if period else ""


def there_already(desk: Desk, coop: Cooperation, plan: str, years: int) -> There | None:
    """The plan that this one has become for these years already: its draft, else what was signed of it."""
    draft = office.drafted_again(desk.node, coop, plan, years)
    if draft is not None:
        return There(draft.record, is_signed=False)
    number = desk.number(coop)
    earlier = listing.record_row(desk.node, number, plan)
    if earlier is None or earlier.begins is None:
        return None
    lines = listing.link_sources(desk.node, number, [plan], "activities").get(plan, ())
    again = {one for those in listing.link_sources(desk.node, number, lines, "continued_by").values() for one in those}
    with_lines = {str(row.body.get("plan", "")) for row in listing.record_rows(desk.node, number, again).values()}
    year, body = earlier.begins.year + years, office.plan_again(earlier.body, years)
    for row in listing.records(desk.node, [number], kind="plan", year=year).rows:
        if row.name == plan or row.standing in _GONE or row.begins is None or row.begins.year != year:
            continue
        if row.name in with_lines or _is_text_again(row.body, body):
            return There(row.name, is_signed=True)
    return None


def _is_text_again(body: Body, again: Body) -> bool:
    """Say whether a plan is what an earlier one becomes, by its years and its title or code."""
    is_called_so = any(name in again and body.get(name) == again[name] for name in ("title", "code"))
    return is_called_so and body.get("period") == again.get("period")


def clone(
    desk: Desk,
    coop: Cooperation,
    plan: str,
    years: int,
    chosen: Collection[str],
    token: str,
    *,
    beside: bool = False,
) -> Cloned | None:
    """Draft the plan and the chosen lines, once for these years.

    The browser's way back brings a form with a new token, so the token alone would let a plan be drafted twice.

    :param chosen: the records of the lines that are drafted again.
    :param token: of the form.
    :param beside: draft it although there is a draft for these years already.
    :returns: None where it was taken before, or is there already: nothing is drafted a second time.
    """
    with desk.node.store.transaction():
        if not beside and there_already(desk, coop, plan, years) is not None:
            return None
        if not intents.take_once(token, {"plan": plan}):
            return None
        found = lines(desk, coop, plan, years)
        without = tuple(one.record for one in found if one.record not in chosen)
        desk.log("plan.clone", coop, plan, years=years)
        return office.clone(desk.node, coop, plan, desk.today, years=years, leave_out=(), without=without)
