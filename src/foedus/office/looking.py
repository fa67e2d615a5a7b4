"""Shows what this node holds: lists, one record in full, the state of play, check codes; it changes nothing."""

import re
from collections import Counter
from collections.abc import Iterator
from datetime import date
from typing import Any

import msgspec

from foedus.ledger.author import waits_for
from foedus.ledger.digest import digest_lines, partnership_check, version_check
from foedus.ledger.facts import RecordFacts
from foedus.ledger.state import state as state_of
from foedus.office.drafts import DraftView, view_of
from foedus.office.errors import NotFoundError, OfficeError
from foedus.office.held import holdings_of
from foedus.office.names import find_record
from foedus.office.ports import Cooperation, Draft, Ledger, Node, PrivateNote
from foedus.office.signing import own_number
from foedus.office.texts import VersionText, text_of
from foedus.office.versions import (
    Named,
    body_of,
    captions_of,
    codes_of,
    has_declined,
    head_of,
    heads_of,
    last_stated,
    named,
    open_versions,
    place_in_register,
    read_ahead,
)
from foedus.records import catalogue
from foedus.records.activity_table import table_of
from foedus.records.base import Body
from foedus.records.holdings import Holdings, understood
from foedus.records.standing import Standing
from foedus.records.standing import standing as standing_of

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")

RANKS = ("agreed", "in-dispute", "proposed", "declined", "on-paper", "stated", "withdrawn", "draft")
"""Of a record that is both, the first of these is its standing in a list."""


class RecordRow(msgspec.Struct, frozen=True):
    """A record in a list; ``standing`` is one of ``RANKS``, ``featured`` what its kind shows in a row."""

    record: str
    kind: str
    captions: dict[str, str]
    standing: str
    version_shown: str
    author: str
    at: str
    featured: dict[str, Any]
    is_understood: bool


class Shown(msgspec.Struct, frozen=True):
    """A record in full: the agreed text, proposals side by side, what its author declares, and what is ours alone."""

    record: str
    kind: str
    captions: dict[str, str]
    standing: str
    agreed: tuple[VersionText, ...]
    open: tuple[VersionText, ...]
    stated: VersionText | None
    drafts: tuple[DraftView, ...]
    notes: tuple[PrivateNote, ...]
    links_back: dict[str, tuple[Named, ...]]
    waits_for: tuple[str, ...]
    is_understood: bool


class Checked(msgspec.Struct, frozen=True):
    """A check code: in full, as digits, and as words for the telephone."""

    what: str
    named: Named | None
    code: str
    digits: str
    words: tuple[str, ...]


def records(node: Node, coop: Cooperation, *, kind: str | None = None) -> tuple[RecordRow, ...]:
    """The records of a cooperation, drafts too, one row each: by kind, then serial, date and title.

    :param kind: a name without its form's number.
    """
    ledger = node.store.open(coop.id)
    rows: dict[str, RecordRow] = {}
    for row in _rows(node, ledger, kind):
        known = rows.get(row.record)
        if known is None or RANKS.index(row.standing) < RANKS.index(known.standing):
            rows[row.record] = row
    return tuple(sorted(rows.values(), key=_order))


def _order(row: RecordRow) -> tuple[Any, ...]:
    """By what records are put in order for people; ``7``, ``7a`` and ``10`` in this order, what has no serial last."""
    serial = str(row.featured.get("serial", ""))
    digits = serial[: len(serial) - len(serial.lstrip("0123456789"))]
    days = (value.get("from") if isinstance(value, dict) else value for value in row.featured.values())
    begins = next((day for day in days if isinstance(day, str) and _DAY.fullmatch(day)), "9999")
    title = next(iter(row.captions.values()), "").casefold()
    return row.kind, not serial, int(digits or 0), serial, begins, title, place_in_register(row.version_shown)


def _rows(node: Node, ledger: Ledger, kind: str | None) -> Iterator[RecordRow]:
    for record in ledger.records(kind=kind):
        standing, name = standing_word(ledger, record)
        if name is None:
            continue
        told = named(ledger, name)
        body = body_of(ledger, name)
        yield _row(told.kind, body, standing, told)
    for draft in node.store.drafts(ledger.cooperation.id):
        if kind is None or draft.kind.partition("/")[0] == kind:
            code = ledger.cooperation.code
            told = Named(draft.record, "", "", draft.kind, captions_of(draft.kind, draft.body), code, draft.changed)
            yield _row(draft.kind, draft.body, "draft", told)


def _row(form: str, body: Body, standing: str, told: Named) -> RecordRow:
    is_understood = catalogue.understands(form, body)
    fields = catalogue.kind(form).featured if is_understood else ()
    featured = {name: body[name] for name in fields if name in body}
    return RecordRow(
        told.record, form, told.captions, standing, told.shown, told.author, told.at, featured, is_understood
    )


def standing_word(ledger: Ledger, record: RecordFacts) -> tuple[str, str | None]:
    """Where a record stands, and the version that shows it."""
    if record.is_stated:
        last = last_stated(ledger, record)
        paper = getattr(ledger.declaration(last), "paper", None) if last is not None else None
        return ("on-paper" if paper else "stated"), last
    known = heads_of(ledger, record)
    if len(known) > 1:
        return "in-dispute", known[0]
    if known:
        return "agreed", known[0]
    waiting = open_versions(ledger, record)
    if not waiting:
        return "withdrawn", max(record.versions.values(), key=lambda one: (one.depth, one.seq, one.index)).name
    undecided = [one for one in waiting if not any(has_declined(one, party) for party in one.concerned)]
    return ("proposed" if undecided else "declined"), (undecided or waiting)[-1].name


def show(node: Node, coop: Cooperation, record: str, *, with_links: bool = True) -> Shown:
    """One record in full.

    :param record: as people name it.
    :param with_links: with the records that name it, for which the whole register is read; without, none are given.
    :raises NotFoundError: nothing is called so.
    """
    ledger = node.store.open(coop.id)
    name = find_record(node, ledger, record)
    read_ahead(ledger, [name])
    joint, own = ledger.record(name, is_stated=False), ledger.record(name, is_stated=True)
    drafts = [draft for draft in node.store.drafts(coop.id) if draft.record == name]
    standing, kind, body = _current(ledger, name, drafts)
    agreed = heads_of(ledger, joint) if joint is not None else []
    waiting = open_versions(ledger, joint) if joint is not None else []
    last = last_stated(ledger, own)
    asked = {party for version in waiting for party in waits_for(ledger, version)}
    return Shown(
        record=name,
        kind=kind,
        captions=captions_of(kind, body),
        standing=standing,
        agreed=tuple(text_of(ledger, joint, one) for one in agreed) if joint is not None else (),
        open=tuple(text_of(ledger, joint, one.name) for one in waiting) if joint is not None else (),
        stated=text_of(ledger, own, last) if own is not None and last is not None else None,
        drafts=tuple(view_of(ledger, draft) for draft in drafts),
        notes=tuple(node.store.notes(coop.id, name)),
        links_back=_links_back(ledger, name) if with_links else {},
        waits_for=codes_of(ledger, sorted(asked)),
        is_understood=catalogue.understands(kind, body),
    )


def _current(ledger: Ledger, name: str, drafts: list[Draft]) -> tuple[str, str, Body]:
    """Where a record stands, its kind, and the text that shows it."""
    found = []
    for is_stated in (False, True):
        record = ledger.record(name, is_stated=is_stated)
        if record is not None:
            standing, version = standing_word(ledger, record)
            if version is not None:
                found.append((standing, record.versions[version].kind, body_of(ledger, version)))
    found += [("draft", draft.kind, draft.body) for draft in drafts]
    if not found:
        raise NotFoundError("record-unknown", name=name)
    return min(found, key=lambda one: RANKS.index(one[0]))


def _links_back(ledger: Ledger, name: str) -> dict[str, tuple[Named, ...]]:
    """The records whose current text names this one, by the name of the way back."""
    found: dict[str, dict[str, Named]] = {}
    for record in ledger.records():
        _, version = standing_word(ledger, record)
        if version is None or record.name == name:
            continue
        form = record.versions[version].kind
        try:
            links = catalogue.kind(form).links
        except catalogue.UnknownKindError:
            continue
        body = body_of(ledger, version)
        for field, way in links.items():
            value = body.get(field)
            values = value if isinstance(value, list) else [value]
            if any(_leads_to(ledger, one, name) for one in values):
                found.setdefault(way, {})[record.name] = named(ledger, version)
    return {way: tuple(those.values()) for way, those in sorted(found.items())}


def _leads_to(ledger: Ledger, value: Any, name: str) -> bool:
    if value == name:
        return True
    record = ledger.record_of(value) if isinstance(value, str) and value[64:65] == "/" else None
    return record is not None and record.name == name


def holdings(node: Node, coop: Cooperation) -> Holdings:
    """All that the state of play of a cooperation is drawn from."""
    ledger = node.store.open(coop.id)
    return holdings_of(node, ledger, own_number(node, ledger))


def standing(node: Node, coop: Cooperation, year: int, today: date) -> Standing:
    """The state of play of a cooperation in a year."""
    return standing_of(holdings(node, coop), year, today)


def years(node: Node, coop: Cooperation, today: date) -> tuple[int, ...]:
    """The years in which activities of a cooperation count."""
    agreed, stated, offered, _ = understood(holdings(node, coop))
    found = {row.year for row in table_of(agreed, stated, offered, today)}
    return tuple(sorted(year for year in found if year is not None))


def state(node: Node, coop: Cooperation) -> dict[str, Any]:
    """The state of a cooperation as one object, by which others check us."""
    ledger = node.store.open(coop.id)
    waiting = Counter(one.line.envelope.party for one in ledger.all_waiting())
    return state_of(ledger, ledger.records(), ledger.voids(), waiting)


def check(node: Node, coop: Cooperation, record: str | None = None) -> Checked:
    """The check code of a record's agreed text, or of all that is agreed in a cooperation.

    :param record: as people name it; left out, the whole cooperation.
    :raises OfficeError: the record has no agreed text, or is in dispute.
    """
    ledger = node.store.open(coop.id)
    if record is None:
        told = partnership_check(coop.id, digest_lines(ledger, ledger.records(is_stated=False)))
        return Checked("partnership", None, told.code, told.digits, told.words)
    name = find_record(node, ledger, record)
    known = ledger.record(name, is_stated=False)
    version = head_of(ledger, known)
    if version is None or known is None or not any(seal.version == version for seal in known.seals):
        raise OfficeError("not-agreed", record=name)
    told = version_check(coop.id, version)
    return Checked("record", named(ledger, version), told.code, told.digits, told.words)
