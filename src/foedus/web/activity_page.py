"""Puts together what an activity's page shows beyond any record's: its status, both accounts, the suspense list."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import islice
from typing import Any, Final

from django.utils.translation import gettext_lazy as _

from foedus.office import suspense
from foedus.office.ports import Cooperation
from foedus.planning.conflicts import Engagement, conflicts_with, engagement_of
from foedus.store import listing
from foedus.store.listing import ActivityRow, RecordRow, calendar
from foedus.store.listing.around import Around
from foedus.store.listing.steps import subject_of
from foedus.web import display, names, telling
from foedus.web.desk import Desk

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
    other: calendar.Asked
    captions: Mapping[str, str]
    coop: str

    @property
    def begins(self) -> date:
        """Its first day."""
        return self.other.engagement.first

    @property
    def ends(self) -> date:
        """Its last day."""
        return self.other.engagement.last

    @property
    def precision(self) -> str:
        """How exactly its days are meant."""
        return self.other.precision

    @property
    def name(self) -> str:
        """The activity's record."""
        return self.other.name

    @property
    def label(self) -> str:
        """What both ask for, in words."""
        return str(_CLASHES[self.sort])


def page(desk: Desk, cooperation: Cooperation, record: str, near: Around) -> dict[str, Any]:
    """The context of an activity's page; of one that nobody offered yet, a draft, little is known."""
    number = desk.number(cooperation)
    row = listing.activity_row(desk.node, number, record, today=desk.today)
    if row is None:
        return {"activity": None}
    links = near.links_back
    subject = subject_of(cooperation, row)
    return {
        "activity": row,
        "plan": near.named.get(row.plan),
        "continues": near.named.get(str(row.body.get("continues", ""))),
        "continued_by": links.get("continued_by", ()),
        "accounts": accounts(desk, cooperation, row, links.get("reports", ())),
        "steps": suspense.lines(desk.node, {cooperation.id: cooperation.code}, [subject], desk.today)[
            cooperation.id, record
        ],
        "told_by_units": telling.told_by_units(desk, cooperation, record, _told_at(cooperation, links)),
        "other_links": [
            (str(names.WAYS.get(way, way)), those) for way, those in links.items() if way not in _OWN_PLACES
        ],
        "clashes": clashes(desk, row),
    }


def _told_at(cooperation: Cooperation, links: Mapping[str, tuple[RecordRow, ...]]) -> str:
    """When this office told an outcome last; empty where it never did."""
    return max((one.at for one in links.get("reports", ()) if one.author == cooperation.code), default="")


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
    """The first activities of the same days, with any partner, that ask for the same place, entity or person."""
    if row.begins is None or row.ends is None or row.status in suspense.OFF:
        return []
    period = {"from": row.begins.isoformat(), "to": row.ends.isoformat(), "precision": row.precision}
    mine = engagement_of(row.name, row.body, period)
    if mine is None:
        return []
    stretch = calendar.Stretch(desk.numbers(), mine.first, mine.last, ["activity"])
    others: dict[str, calendar.Asked] = {}
    found = list(islice(conflicts_with(mine, _others(desk, stretch, row.name, others)), _SHOWN))
    captions = calendar.captions(desk.node, [others[one.other.key].number for one in found]) if found else {}
    coops = {desk.number(one): one.name for one in desk.cooperations()}
    return [
        Clash(one.sort, one.what, other, captions[other.number], coops[other.cooperation])
        for one in found
        for other in (others[one.other.key],)
    ]


def _others(desk: Desk, stretch: calendar.Stretch, but: str, found: dict[str, calendar.Asked]) -> Iterator[Engagement]:
    """What the agreed activities of the same days ask for as long as it is taken, and which activities they are."""
    for one in calendar.asked(desk.node, stretch, is_agreed=True):
        if one.name != but:
            found[one.name] = one
            yield one.engagement
