"""Knows the state of play of one cooperation in one year, as numbers with the records behind each; refuses to judge it.

One fold, pure: what is held and a day go in, numbers come out. How a status comes about is in `activity_status`, what
has to be answered in `answers`. A line **counts in the year** in which its agreed period begins; one without a date
in the year in which the dates begin that a side reported. The formulas, each over the activities that count in the
year:

- **planned**: agreed activities of agreed plans, but those that came from outside the plan; **out of plan**: all
  other agreed ones. **reserve**: the planned ones that take place only if money allows.
- **by status**: agreed activities, planned or not, of each status; **proposed** ones are not agreed and stand under
  that status alone.
- **cancelled by X**: those of status cancelled, under each party whose decision it was.
- **without a report**: agreed activities that are over and of which no side has said an outcome.
- **by host**: agreed activities by host party, where they take place in a party's country or nothing else is said;
  those in a **third country**, **online** or **aboard** are counted there and under no host; **not said**: neither
  host nor place.
- **places offered**: the places of agreed activities by party; **places used**: the people of each party, by the
  report that tells.
- **person-days**: people times days, of activities held or partly held, by party. Days are the reported ones, else
  those that the line gives, else the agreed ones where they are settled; an activity of which one of both is not
  known stands under **not known**, since unknown is not zero.
- **the report that tells** is the host's where it says held, or held in part, and names people, else the first other
  that does.
- **costs**: what each party says in its own reports that it has borne, by currency, where it chooses to share that.
- **milestones**: the declared ones that begin in the year.

As of the day, whatever the year:

- **no date yet**: agreed activities of which neither the agreed text nor a report says when; they count in no year.
- **undertakings kept**: declared kept, or naming what keeps them; **open**: open, partly kept, or nothing said;
  **due**: open, and their day has come.
- **requests without answer**: open undertakings that are requests and on which no other party has commented;
  **comments without answer**: comments that ask and on which no other party has commented.
"""

from datetime import date

import msgspec

from foedus.records.activity_table import table_of
from foedus.records.answers import Due, ours, theirs, waiting_in
from foedus.records.counted import Counted, counted
from foedus.records.holdings import Holdings, Understood, understood
from foedus.records.participation import Participation, participation_of
from foedus.records.promises import Promises, promises_of
from foedus.records.tally import PlanTally, VenueTally, plan_tally, venue_tally


class ActivityLine(msgspec.Struct, frozen=True):
    """One activity in the state of play.

    Attributes:
        record, version: its names.
        status: an id of the list `statuses`.
        by: whose word or whose decision that is.
        reports: the names of the reports behind it.
        is_agreed: whether a version of it is agreed; else it is only proposed.
        is_planned: whether it stands in an agreed plan.
    """

    record: str
    version: str
    status: str
    by: tuple[str, ...]
    reports: tuple[str, ...]
    is_agreed: bool
    is_planned: bool


class Standing(msgspec.Struct, frozen=True):
    """The state of play; the docstring of this module gives the formula of every number.

    Attributes:
        us: our own code.
        year: the year that is counted.
        drawn_on: the day on which it was drawn.
        activities: the activities that count in the year, one line each.
        undated: the agreed activities that have no date yet, and count in no year, one line each.
        plan: planned, out of plan, by status, cancelled by whom, without a report.
        venues: by host, in a third country, online, aboard.
        participation: places, people, days and costs.
        promises: undertakings, requests, comments, milestones.
        ours: what falls to us to answer.
        theirs: what falls to each other party to answer.
        not_understood: the names of records that this program does not understand, and does not count.
    """

    us: str
    year: int
    drawn_on: date
    activities: tuple[ActivityLine, ...]
    undated: tuple[ActivityLine, ...]
    plan: PlanTally
    venues: VenueTally
    participation: Participation
    promises: Promises
    ours: tuple[Due, ...]
    theirs: tuple[Due, ...]
    not_understood: tuple[str, ...]


def standing(held: Holdings, year: int, today: date) -> Standing:
    """Draw the state of play of a cooperation.

    Args:
        held: what the parties agreed, declared and offered.
        year: the year that is counted.
        today: the day on which it is drawn.
    """
    read = understood(held)
    agreed, stated, offered, _ = read
    table = table_of(agreed, stated, offered, today)
    waiting = waiting_in(held, offered, stated, table)
    rows = tuple(map(counted, table))
    return drawn(held.us, read, rows, year, today, ours=ours(held, waiting), theirs=theirs(held, waiting))


def drawn(
    us: str,
    read: Understood,
    rows: tuple[Counted, ...],
    year: int,
    today: date,
    *,
    ours: tuple[Due, ...],
    theirs: tuple[Due, ...],
) -> Standing:
    """Draw the state of play from what was read already.

    Args:
        us: our own code.
        read: what `understood` gives; of activities and reports nothing is looked at.
        rows: what is counted of its activities on that day; those of the year and those of no year are enough.
        year: the year that is counted.
        today: the day on which it is drawn.
        ours: what falls to us to answer.
        theirs: what falls to each other party to answer.
    """
    agreed, stated, _, strange = read
    of_year = tuple(row for row in rows if row.year == year)
    agreed_rows = tuple(row for row in of_year if row.is_agreed)
    return Standing(
        us=us,
        year=year,
        drawn_on=today,
        activities=tuple(map(_line, of_year)),
        undated=tuple(_line(row) for row in rows if row.is_agreed and row.year is None),
        plan=plan_tally(of_year),
        venues=venue_tally(agreed_rows),
        participation=participation_of(agreed_rows),
        promises=promises_of(agreed, stated, year, today),
        ours=ours,
        theirs=theirs,
        not_understood=strange,
    )


def to_plain(drawn: Standing) -> dict[str, object]:
    """Give the state of play as plain JSON values, days as `YYYY-MM-DD`."""
    plain: dict[str, object] = msgspec.json.decode(msgspec.json.encode(drawn))
    return plain


def _line(row: Counted) -> ActivityLine:
    return ActivityLine(row.name, row.version, row.status, row.by, row.reports, row.is_agreed, row.is_planned)
