"""`foedus standing`: lays the state of play of one year out on a page; the numbers come from the records."""

from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any

import click

from foedus.cli import page
from foedus.cli.commands import Option, command
from foedus.cli.desk import Desk, pass_desk, with_json
from foedus.cli.language import N_, _, ngettext

if TYPE_CHECKING:
    from foedus.office.looking import RecordRow
    from foedus.records.standing import ActivityLine, Standing


def _day(_ctx: click.Context, _parameter: click.Parameter, value: str | None) -> date | None:
    if value is None:
        return None
    try:
        return date.fromisoformat(value)
    except ValueError:
        raise click.BadParameter(_("{value} is not a day written YYYY-MM-DD").format(value=value)) from None


@command("standing")
@click.argument("cooperation", metavar="COOPERATION")
@click.option(
    "--year", type=click.IntRange(1900, 2200), cls=Option, help=N_("The year; else every year that has anything.")
)
@click.option("--on", "day", metavar="DAY", callback=_day, cls=Option, help=N_("As of this day; else today."))
@with_json
@pass_desk
def standing(desk: Desk, cooperation: str, year: int | None, day: date | None, as_json: bool) -> None:
    """Draw the state of play of a cooperation: what was planned and held, by whom, what is open.

    How each number comes about: docs/kinds, and the page on the state of play.
    """
    from foedus.office import looking
    from foedus.records.standing import to_plain

    coop = desk.cooperation(cooperation)
    today = day or datetime.now(UTC).date()
    years = (year,) if year is not None else looking.years(desk.node, coop, today) or (today.year,)
    drawn = [looking.standing(desk.node, coop, one, today) for one in years]
    if as_json:
        page.print_json(to_plain(drawn[0]) if year is not None else [to_plain(one) for one in drawn])
        return
    rows = {row.record: row for row in looking.records(desk.node, coop, kind="activity")}
    for place, one in enumerate(drawn):
        if place:
            page.line()
        _tell(coop.name, one, rows)
    _tell_undated(drawn[-1], rows)


def _tell(name: str, drawn: "Standing", rows: Mapping[str, "RecordRow"]) -> None:
    page.heading(
        _("State of play {year}: cooperation {name}, as of {day}").format(
            year=drawn.year, name=name, day=drawn.drawn_on
        )
    )
    _tell_plan(drawn)
    _tell_activities(drawn, rows)
    page.facts([*_participation(drawn), *_promises(drawn)], indent=1)
    if drawn.not_understood:
        page.line(_("Not understood here, and not counted: {number}").format(number=len(drawn.not_understood)), 1)


def _figures(figures: Mapping[str, Any]) -> str:
    return ", ".join(f"{key} {figure.number}" for key, figure in figures.items() if figure.number)


def _number(figure: Any) -> str:
    return str(figure.number) if figure.number else ""


def _tell_plan(drawn: "Standing") -> None:
    from foedus.cli.language import current
    from foedus.records.activity_terms import OUTCOMES, STATUSES

    plan, venues = drawn.plan, drawn.venues
    statuses = {  # where only a number follows, "cancelled by" would want a name
        (OUTCOMES if status == "cancelled" else STATUSES).label(status, current()): figure
        for status, figure in plan.by_status.items()
    }
    hosts = {
        **venues.by_host,
        _("in a third country"): venues.third_country,
        _("online"): venues.online,
        _("aboard"): venues.aboard,
        _("host not said"): venues.not_said,
    }
    page.facts(
        [
            (_("Planned"), str(plan.planned.number)),
            (_("of these in reserve"), _number(plan.reserve)),
            (_("Out of plan"), _number(plan.out_of_plan)),
            (_("By status"), _figures(statuses)),
            (_("Cancelled by"), _figures(plan.cancelled_by)),
            (_("By host Party"), _figures(hosts)),
            (_("Over, and without an outcome"), _number(plan.without_report)),
        ],
        indent=1,
    )


def _tell_activities(drawn: "Standing", rows: Mapping[str, "RecordRow"]) -> None:
    if drawn.activities:
        page.line(_("Activities"), 1)
        page.table(_lines(drawn.activities, rows), indent=2)


def _tell_undated(drawn: "Standing", rows: Mapping[str, "RecordRow"]) -> None:
    """What is agreed and has no date: it counts in no year, and would be forgotten if each year stood alone."""
    if not drawn.undated:
        return
    number = len(drawn.undated)
    page.line()
    page.heading(
        ngettext(
            "Agreed, no date yet: {number} activity, which counts in no year",
            "Agreed, no date yet: {number} activities, which count in no year",
            number,
        ).format(number=number)
    )
    page.table(_lines(drawn.undated, rows), indent=1)


def _lines(lines: Iterable["ActivityLine"], rows: Mapping[str, "RecordRow"]) -> list[tuple[str, ...]]:
    """Activities in the order in which records are listed."""
    place = {record: number for number, record in enumerate(rows)}
    return [_activity(line, rows[line.record]) for line in sorted(lines, key=lambda line: place[line.record])]


def _activity(line: "ActivityLine", row: "RecordRow") -> tuple[str, ...]:
    from foedus.cli.body import say
    from foedus.cli.language import current
    from foedus.cli.saying import short_record
    from foedus.records.activity_terms import STATUSES

    status = STATUSES.label(line.status, current())
    return short_record(line.record), say(row.captions), status, ", ".join(line.by)


def _participation(drawn: "Standing") -> list[tuple[str, str]]:
    told = drawn.participation
    costs = ", ".join(f"{one.party} {one.amount // 100}.{one.amount % 100:02} {one.currency}" for one in told.costs)
    return [
        (_("Places offered"), _figures(told.places_offered)),
        (_("Places used"), _figures(told.places_used)),
        (_("Person-days"), _figures(told.person_days)),
        (_("Person-days not known"), _number(told.person_days_not_known)),
        (_("Costs borne, where shared"), costs),
    ]


def _promises(drawn: "Standing") -> list[tuple[str, str]]:
    told = drawn.promises
    return [
        (_("Undertakings open"), _with_parties(told.undertakings_open, told.open_by)),
        (_("Undertakings due"), _number(told.undertakings_due)),
        (_("Undertakings kept"), _with_parties(told.undertakings_kept, told.kept_by)),
        (_("Requests without answer"), _number(told.requests_without_answer)),
        (_("Questions without answer"), _number(told.comments_without_answer)),
        (_("Milestones"), _number(told.milestones)),
        (_("Ours to answer"), str(len(drawn.ours)) if drawn.ours else ""),
        (_("Theirs to answer"), str(len(drawn.theirs)) if drawn.theirs else ""),
    ]


def _with_parties(figure: Any, parties: Mapping[str, Any]) -> str:
    if not figure.number:
        return ""
    by = _figures(parties)
    return f"{figure.number} ({by})" if by else str(figure.number)
