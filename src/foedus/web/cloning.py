"""Shows what a plan's lines would become in a later year, and has the chosen ones drafted; it signs nothing."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any, Final

from django.http import QueryDict

from foedus.office import cloning as office
from foedus.office.cloning import Cloned, LineAgain
from foedus.office.ports import Cooperation
from foedus.records import phrases
from foedus.store.listing import RecordRow
from foedus.web import intents
from foedus.web.desk import Desk

_MOST_YEARS: Final = 20


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


def clone(desk: Desk, coop: Cooperation, plan: str, years: int, chosen: Collection[str], token: str) -> Cloned | None:
    """Draft the plan and the chosen lines, once.

    :param chosen: the records of the lines that are drafted again.
    :param token: of the form.
    :returns: None where it was taken before: nothing is drafted a second time.
    """
    found = lines(desk, coop, plan, years)
    without = tuple(one.record for one in found if one.record not in chosen)
    with desk.node.store.transaction():
        if not intents.take_once(token, {"plan": plan}):
            return None
        desk.log("plan.clone", coop, plan, years=years)
        return office.clone(desk.node, coop, plan, desk.today, years=years, leave_out=(), without=without)
