"""Puts together what an activity's page shows beyond any record's: its status, both accounts, the suspense list."""

from dataclasses import dataclass
from itertools import islice
from typing import Any, Final

from django.utils.translation import gettext_lazy as _

from foedus.office import suspense
from foedus.office.ports import Cooperation
from foedus.planning.conflicts import Engagement, conflicts, engagement_of
from foedus.store import listing
from foedus.store.listing import ActivityRow, RecordRow
from foedus.store.listing.steps import subject_of
from foedus.web import display, names, telling
from foedus.web.desk import Desk

_AROUND: Final = 200
"""How many activities of the same days are looked at for conflicts."""
_SHOWN: Final = 6
_OWN_PLACES: Final = frozenset({"reports", "continued_by"})
_CLASHES: Final = {
    "place": _("same place, same days"),
    "entity": _("same entity, same days"),
    "in_charge": _("same person in charge, same days"),
}


@dataclass(frozen=True)
class AccountRow:
    """One field of the reports, side by side; ``differs`` where two sides say different things."""

    label: str
    values: tuple[Any, ...]
    differs: bool


@dataclass(frozen=True)
class Accounts:
    """What each side told last."""

    reports: tuple[RecordRow, ...]
    rows: tuple[AccountRow, ...]


@dataclass(frozen=True)
class Clash:
    """An activity of the same days that asks for the same."""

    sort: str
    what: str
    row: ActivityRow
    coop: str

    @property
    def label(self) -> str:
        """What both ask for, in words."""
        return str(_CLASHES[self.sort])


def page(desk: Desk, cooperation: Cooperation, record: str, links: dict[str, tuple[RecordRow, ...]]) -> dict[str, Any]:
    """The context of an activity's page; of one that nobody offered yet, a draft, little is known."""
    number = desk.number(cooperation)
    row = listing.activity_row(desk.node, number, record, today=desk.today)
    if row is None:
        return {"activity": None}
    asked = [row.plan, str(row.body.get("continues", ""))]
    linked = listing.record_rows(desk.node, number, [name for name in asked if name])
    subject = subject_of(cooperation, row)
    return {
        "activity": row,
        "plan": linked.get(row.plan),
        "continues": linked.get(str(row.body.get("continues", ""))),
        "continued_by": links.get("continued_by", ()),
        "accounts": accounts(desk, cooperation, row, links.get("reports", ())),
        "steps": suspense.lines(desk.node, {cooperation.id: cooperation.code}, [subject], desk.today)[
            cooperation.id, record
        ],
        "told_by_units": telling.told_by_units(desk, cooperation, record),
        "other_links": [
            (str(names.WAYS.get(way, way)), those) for way, those in links.items() if way not in _OWN_PLACES
        ],
        "clashes": list(islice(clashes(desk, row), _SHOWN)),
    }


def accounts(desk: Desk, cooperation: Cooperation, row: ActivityRow, reports: tuple[RecordRow, ...]) -> Accounts | None:
    """What each side told last, field by field; None where nobody told anything."""
    last = [one for one in reports if one.name in row.reports]
    last.sort(key=lambda one: one.author != cooperation.code)
    if not last:
        return None
    parties = names.PartyNames(desk.language)
    columns = [
        {field.field: field for field in display.rows(one.form, one.body, desk.language, parties)} for one in last
    ]
    fields = dict.fromkeys(name for column in columns for name in column if name not in {"activity", "side"})
    return Accounts(
        tuple(last),
        tuple(
            AccountRow(
                next(column[name].label for column in columns if name in column),
                tuple(column[name].value if name in column else None for column in columns),
                len({repr(one.body[name]) for one in last if name in one.body}) > 1,
            )
            for name in fields
        ),
    )


def clashes(desk: Desk, row: ActivityRow) -> list[Clash]:
    """The activities of the same days, with any partner, that ask for the same place, entity or person."""
    mine = _engagement(row)
    if mine is None or row.status in suspense.OFF:
        return []
    days = listing.ActivityFilter(first=mine.first, last=mine.last, is_agreed=True)
    page = listing.activities(desk.node, desk.numbers(), days, today=desk.today, size=_AROUND)
    others = {_key(one): one for one in page.rows if _key(one) != _key(row) and one.status not in suspense.OFF}
    asked = [asking for one in others.values() if (asking := _engagement(one)) is not None]
    coops = {desk.number(one): one.name for one in desk.cooperations()}
    meeting: list[Clash] = []
    for clash in conflicts([mine, *asked]):
        keys = (clash.one.key, clash.other.key)
        if mine.key in keys:
            other = others[keys[keys[0] == mine.key]]
            meeting.append(Clash(clash.sort, clash.what, other, coops[other.cooperation]))
    return meeting


def _key(row: ActivityRow) -> str:
    return f"{row.cooperation} {row.name}"


def _engagement(row: ActivityRow) -> Engagement | None:
    if row.begins is None or row.ends is None:
        return None
    period = {"from": row.begins.isoformat(), "to": row.ends.isoformat(), "precision": row.precision}
    return engagement_of(_key(row), row.body, period)
