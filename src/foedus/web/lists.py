"""Every list as rows whose names are for ever: for a workbook, CSV or JSON; it asks no question of its own."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Any, Final

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from foedus.office.ports import Cooperation
from foedus.publishing.lists import List, Row
from foedus.records import catalogue, phrases
from foedus.records.base import Body
from foedus.store import listing
from foedus.store.listing import calendar
from foedus.store.listing import promises as tables
from foedus.store.listing.answers import ActivityRow, RecordRow
from foedus.store.listing.calendar import Event, Stretch
from foedus.store.listing.promises import Promise, PromiseFilter
from foedus.web import display, names, showing
from foedus.web.board import BoardRow
from foedus.web.desk import Desk
from foedus.web.feeding import words_in
from foedus.web.traffic import Partner, Passed

MOST: Final = 100_000
"""More rows than these are not written into one file."""

ACTIVITY: Final = {
    "partner": _("Partner"),
    "record": _("Record"),
    "plan": _("Plan"),
    "serial": _("Number"),
    "code": _("Code"),
    "title": _("Title"),
    "type": _("Type"),
    "area": _("Area"),
    "branches": _("Branches"),
    "host": _("Host Party"),
    "place": _("Place"),
    "period": _("Period"),
    "begins": _("From"),
    "ends": _("To"),
    "places": _("Places"),
    "lead": _("Lead unit"),
    "status": _("Status"),
    "status_by": _("Status: by whom"),
    "owed_by": _("Outcome owed by"),
}
PROMISE: Final = {
    "partner": _("Partner"),
    "record": _("Record"),
    "words": _("What was said"),
    "who": _("Who"),
    "to_whom": _("To whom"),
    "strength": _("How firmly"),
    "made": _("Made on"),
    "source": _("Source"),
    "due": _("Due"),
    "state": _("State"),
    "overdue": _("Overdue"),
}
EVENT: Final = {
    "partner": _("Partner"),
    "record": _("Record"),
    "kind": _("Kind"),
    "title": _("Title"),
    "begins": _("From"),
    "ends": _("To"),
    "precision": _("Precision"),
    "status": _("Where it stands"),
}
BOARD: Final = {
    "partner": _("Partner"),
    "parties": _("Parties"),
    "plan": _("Plan"),
    "planned": _("Planned"),
    "held": _("Held"),
    "cancelled": _("Cancelled"),
    "put_off": _("Put off"),
    "silent": _("No outcome"),
    "talks": _("Next talks"),
    "expiring": _("Agreement expires"),
    "undertakings": _("Undertakings"),
    "ours": _("Ours"),
    "theirs": _("Theirs"),
    "heard": _("Last heard"),
}
DISPATCH: Final = {
    "partner": _("Partner"),
    "at": _("When"),
    "way": _("Which way"),
    "party": _("Party"),
    "written": _("Written"),
    "file": _("File"),
    "entries": _("Entries"),
    "refused": _("Refused"),
    "why": _("Why"),
}
DISPATCHES: Final = {
    "partner": _("Partner"),
    "troubles": _("What does not go well"),
    "came": _("Last came"),
    "went": _("Last went"),
    "seen": _("They have seen ours of"),
    "waiting": _("Waiting"),
    "aside": _("Set aside"),
    "alarms": _("Alarms"),
}


def list_of(title: str, columns: Mapping[str, Any], rows: Iterable[Row]) -> List:
    """Put a list together, its headings in the reader's language."""
    return List(title, tuple((name, str(words)) for name, words in columns.items()), rows)


def activities(desk: Desk, coops: Collection[Cooperation], filters: listing.ActivityFilter, sort: str) -> Iterator[Row]:
    """The activities that a filter leaves, in its order."""
    called = {desk.number(one): one.name for one in coops}
    page = listing.activities(desk.node, list(called), filters, today=desk.today, sort=sort, size=MOST)
    return (activity(row, called[row.cooperation], desk.language) for row in page.rows)


def activity(row: ActivityRow, partner: str, language: str) -> Row:
    """An activity as a row."""
    parties = names.PartyNames(language)
    period = {"from": _day(row.begins), "to": _day(row.ends), "precision": row.precision}
    return {
        "partner": partner,
        "record": row.name,
        "plan": row.plan_code or row.plan,
        "serial": row.serial,
        "code": row.code,
        "title": words_in(row.captions, language),
        "type": names.term("activity_types", row.type, language) if row.type else "",
        "area": names.term("areas", row.area, language) if row.area else "",
        "branches": ", ".join(f"{code}: {names.term('branches', one, language)}" for code, one in row.branches),
        "host": parties[row.host] if row.host else "",
        "place": display.place(row.body["place"], language) if "place" in row.body else "",
        "period": phrases.period(period, language) if row.begins else "",
        "begins": row.begins,
        "ends": row.ends,
        "places": ", ".join(f"{code} {number}" for code, number in row.places.items()),
        "lead": row.lead,
        "status": names.term("statuses", row.status, language),
        "status_by": ", ".join(row.status_by),
        "owed_by": ", ".join(row.owed_by),
    }


def _day(value: Any) -> str:
    return value.isoformat() if value is not None else ""


def records(desk: Desk, coop: Cooperation, kind: str, standing: tuple[str, ...], order: str) -> List:
    """The records of a kind: title, what its class features, where they stand."""
    cls = catalogue.kind(kind)
    shown = [name for name in cls.featured if name not in cls.caption]
    page = listing.records(desk.node, [desk.number(coop)], kind=kind, standing=standing, order=order, size=MOST)
    columns = {
        "partner": _("Partner"),
        "record": _("Record"),
        "title": _("Title"),
        **{name: showing.label(cls, name, desk.language) for name in shown},
        "standing": _("Where it stands"),
        "at": _("Text of"),
    }
    rows = (record(row, coop.name, shown, desk.language) for row in page.rows)
    return list_of(cls.label.text(desk.language), columns, rows)


def record(row: RecordRow, partner: str, shown: Collection[str], language: str) -> Row:
    """A record as a row: its featured fields in words."""
    return {
        "partner": partner,
        "record": row.name,
        "title": words_in(row.captions, language),
        **{name: _worded(row.form, row.body, name, language) for name in shown},
        "standing": names.standing_label(row.standing, language),
        "at": row.at[:10],
    }


def _worded(form: str, body: Body, name: str, language: str) -> str:
    found = display.rows(form, body, language, names.PartyNames(language), fields=[name])
    return "; ".join(display.in_line(row.value) for row in found)


def promises(desk: Desk, coops: Collection[Cooperation], filters: PromiseFilter) -> List:
    """The undertakings that a filter leaves, overdue first."""
    called = {desk.number(one): one.name for one in coops}
    page = tables.promises(desk.node, list(called), filters, today=desk.today, size=MOST)
    rows = (promise(one, called[one.row.cooperation], desk.language) for one in page.rows)
    return list_of(str(_("Undertakings")), PROMISE, rows)


def promise(one: Promise, partner: str, language: str) -> Row:
    """An undertaking as a row."""
    row = one.row
    return {
        "partner": partner,
        "record": row.name,
        "words": words_in(row.captions, language),
        "who": names.party_name(row.who, language),
        "to_whom": ", ".join(names.party_name(code, language) for code in row.to_whom),
        "strength": names.term("strengths", row.strength, language),
        "made": one.made,
        "source": str(one.source.get("number", "")),
        "due": row.due,
        "state": names.term("undertaking_states", row.state, language),
        "overdue": row.is_due,
    }


def events(desk: Desk, coops: Collection[Cooperation], stretch: Stretch) -> List:
    """What takes place in some days."""
    called = {desk.number(one): one.name for one in coops}
    page = calendar.events(desk.node, stretch, today=desk.today, size=MOST)
    rows = (event(one, called[one.cooperation], desk.language) for one in page.rows)
    return list_of(str(_("Calendar")), EVENT, rows)


def event(one: Event, partner: str, language: str) -> Row:
    """An activity or a meeting of the calendar as a row."""
    is_activity = one.kind == "activity"
    status = names.term("statuses", one.status, language) if is_activity else names.standing_label(one.status, language)
    return {
        "partner": partner,
        "record": one.name,
        "kind": catalogue.kind(one.kind).label.text(language),
        "title": words_in(one.captions, language),
        "begins": one.begins,
        "ends": one.ends,
        "precision": names.term("precisions", one.precision, language),
        "status": status,
    }


def board(desk: Desk, rows: Iterable[BoardRow], year: int) -> List:
    """All partners in a year."""
    found = (_partner(one, desk.language) for one in rows)
    return list_of(f"{_('All partners')} {year}", BOARD, found)


def _partner(one: BoardRow, language: str) -> Row:
    row = one.row
    return {
        "partner": row.cooperation.name,
        "parties": one.parties,
        "plan": names.standing_label(one.standing, language) if one.standing else "",
        "planned": one.planned.value,
        "held": one.held.value,
        "cancelled": one.cancelled.value,
        "put_off": one.others.value,
        "silent": one.silent.value,
        "talks": row.next_talks.begins if row.next_talks else None,
        "expiring": min((each.ends for each in row.agreements_ending if each.ends), default=None),
        "undertakings": row.undertakings_open,
        "ours": row.ours,
        "theirs": row.theirs,
        "heard": row.cooperation.last_heard,
    }


def passed(partner: str, rows: Iterable[Passed], language: str) -> List:
    """What went to a partner and came from it."""
    return list_of(str(_("What went and came")), DISPATCH, (_dispatch(partner, one, language) for one in rows))


def _dispatch(partner: str, one: Passed, language: str) -> Row:
    out = _("written unencrypted, for an auditor") if one.is_plain else _("Out")
    why = [f"{line.where}: {line.why}" for line in one.refused]
    if one.refused_more:
        why.append(ngettext("and one more", "and %(n)s more", one.refused_more) % {"n": one.refused_more})
    return {
        "partner": partner,
        "at": one.at,
        "way": str(_("In") if one.is_in else out),
        "party": names.party_name(one.peer, language) if one.peer else "",
        "written": one.created,
        "file": one.file or str(_("direct exchange")),
        "entries": one.entries,
        "refused": len(one.refused) + one.refused_more,
        "why": "; ".join(why),
    }


def dispatches(rows: Iterable[Partner], language: str) -> List:
    """The dispatches of every partner: when the last ones passed, and what stands open."""
    return list_of(str(_("Dispatches")), DISPATCHES, (_dispatches(one, language) for one in rows))


def _dispatches(one: Partner, language: str) -> Row:
    seen = ((names.party_name(code, language), one.row.seen.get(code) or _("nothing yet")) for code in one.row.others)
    return {
        "partner": one.row.name,
        "troubles": "; ".join(f"{names.party_name(wrong.code, language)}: {wrong.words}" for wrong in one.troubles),
        "came": one.last_in,
        "went": one.last_out,
        "seen": "; ".join(f"{party}: {day}" for party, day in seen),
        "waiting": one.waiting,
        "aside": one.aside,
        "alarms": one.alarms,
    }
