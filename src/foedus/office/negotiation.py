"""Shows a plan under negotiation, line by line: our text, theirs, where they differ, why, and what we can say now.

It changes nothing. What it costs grows with what is on the table and with the lines that the plan's texts name, not
with what the cooperation has gathered.
"""

from collections.abc import Callable, Collection, Iterator
from typing import Any

import msgspec

from foedus.ledger.author import waits_for
from foedus.ledger.consent import is_unexpired, last_word
from foedus.ledger.facts import RecordFacts, VersionFacts
from foedus.office.composing import ACTIVITY, PLAN, is_kind
from foedus.office.consents import answerable, consentable
from foedus.office.errors import ConsentError, NotFoundError
from foedus.office.looking import standing_word
from foedus.office.names import find_record
from foedus.office.ports import Cooperation, Draft, Ledger, Node
from foedus.office.review import Changed, changes
from foedus.office.sheets import by_serial
from foedus.office.signing import own_number
from foedus.office.versions import (
    body_of,
    captions_of,
    codes_of,
    has_consented,
    has_declined,
    heads_of,
    open_versions,
    past_of,
    places_of,
    present_codes,
    shown_as,
)
from foedus.records.base import Body

WORDS = ("accept", "ad_referendum", "confirm", "counter", "amend", "decline", "ask", "withdraw")
"""What can be said of a line; ``confirm``: in full, after a consent in part; ``amend``: a next text on our own."""


class Refusal(msgspec.Struct, frozen=True):
    """Who does not accept a text, and why, in the languages in which it was said."""

    party: str
    note: dict[str, Any]


class Side(msgspec.Struct, frozen=True):
    """A text of a line: its names, author and time, its body, why it is so, who does not accept it.

    ``consented`` are those who accept it in full, ``partly`` those who do so ad referendum, or initialled, or until a
    day that has passed.
    """

    version: str
    shown: str
    author: str
    at: str
    body: Body
    note: dict[str, Any]
    declined_by: tuple[Refusal, ...]
    consented: tuple[str, ...]
    partly: tuple[str, ...]


class Prepared(msgspec.Struct, frozen=True):
    """A draft of a line, and where it differs from the text that it would answer or follow."""

    number: int
    body: Body
    differences: tuple[Changed, ...]


class Line(msgspec.Struct, frozen=True):
    """A line, or the plan itself: the agreed text, the last of ours and the last of another's that are on the table.

    ``differences`` lead from the first of ``compared`` to the second (``ours``, ``theirs`` or ``agreed``), both empty
    where there is one text alone. ``can`` are words of ``WORDS``: accepting, declining and asking are about the text
    ``answers``, taking back about ``withdraws``.
    """

    record: str
    kind: str
    serial: str
    captions: dict[str, str]
    standing: str
    agreed: Side | None
    ours: Side | None
    theirs: Side | None
    compared: tuple[str, str]
    differences: tuple[Changed, ...]
    drafts: tuple[Prepared, ...]
    waits_for: tuple[str, ...]
    can: tuple[str, ...]
    answers: str = ""
    withdraws: str = ""


class Outline(msgspec.Struct, frozen=True):
    """A line in short.

    ``is_open``: something of it is on the table or in draft; ``differs``: two texts of it are; ``is_ours``: its answer
    waits for us, ``is_theirs``: for another party; ``is_refused``: another does not accept our text, and has no other.
    """

    record: str
    serial: str
    is_open: bool
    differs: bool = False
    is_ours: bool = False
    is_theirs: bool = False
    is_refused: bool = False


class Negotiation(msgspec.Struct, frozen=True):
    """A plan and its lines; ``waiting`` counts those of them whose answer waits for us."""

    plan: Line
    lines: tuple[Line, ...]
    waiting: int


def negotiation(node: Node, coop: Cooperation, plan: str, also: Collection[str] = ()) -> Negotiation:
    """A plan as it is negotiated, its lines by serial.

    :param plan: the plan, as people name it.
    :param also: records of further lines that the caller knows of, such as those agreed after the plan.
    :raises NotFoundError: no plan is called so.
    """
    return laid_out(node, coop, plan, lambda lines: [line.record for line in lines], also)[1]


def laid_out(
    node: Node,
    coop: Cooperation,
    plan: str,
    choose: Callable[[tuple[Outline, ...]], Collection[str]],
    also: Collection[str] = (),
) -> tuple[tuple[Outline, ...], Negotiation]:
    """Every line of a plan in short, and those in full that are chosen among them, such as those of one page.

    :param choose: given all lines by serial, the records of those to be shown in full.
    """
    ledger = node.store.open(coop.id)
    ledger.look_ahead(records=[plan, *also])
    name = _plan(node, ledger, plan)
    us = own_number(node, ledger)
    drafts = node.store.drafts(coop.id)
    records = _records(ledger, name, drafts, also)
    outlines = (_outlined(ledger, us, record, drafts) for record in records)
    lines = tuple(sorted((line for line in outlines if line is not None), key=_place))
    told = {record: _line(ledger, us, node.clock(), record, drafts) for record in (name, *choose(lines))}
    head = told.pop(name)
    if head is None or not is_kind(head.kind, PLAN):
        raise NotFoundError("plan-unknown", name=name)
    shown = [line for line in told.values() if line is not None and is_kind(line.kind, ACTIVITY)]
    shown.sort(key=_place)
    return lines, Negotiation(head, tuple(shown), sum(coop.code in line.waits_for for line in shown))


def outline(node: Node, coop: Cooperation, plan: str, also: Collection[str] = ()) -> tuple[Outline, ...]:
    """Every line of a plan in short, by serial.

    :param plan: the plan, as people name it. :param also: as in ``negotiation``.
    :raises NotFoundError: no plan is called so.
    """
    return laid_out(node, coop, plan, lambda _lines: (), also)[0]


def single(node: Node, coop: Cooperation, record: str) -> Line:
    """A text that stands alone, such as an agreement or an activity of no plan, with what we can say of it.

    :param record: its record in full.
    :raises NotFoundError: nothing of it is here but what one party declares alone.
    """
    ledger = node.store.open(coop.id)
    line = _line(ledger, own_number(node, ledger), node.clock(), record, node.store.drafts(coop.id))
    if line is None:
        raise NotFoundError("record-unknown", name=record)
    return line


def _place(line: Line | Outline) -> tuple[list[tuple[int, str]], str]:
    return by_serial(line.record, {"serial": line.serial or "~"})


def _plan(node: Node, ledger: Ledger, plan: str) -> str:
    """The plan's record: named in full it is not looked for."""
    return plan if ledger.record(plan, is_stated=False) is not None else find_record(node, ledger, plan)


def _outlined(ledger: Ledger, us: int, name: str, drafts: Collection[Draft]) -> Outline | None:
    own = [draft for draft in drafts if draft.record == name]
    record = ledger.record(name, is_stated=False)
    if record is None:
        return Outline(name, str(own[-1].body.get("serial", "")), is_open=True) if own else None
    waiting, heads = open_versions(ledger, record), heads_of(ledger, record)
    ours = next((one.name for one in reversed(waiting) if one.party == us), None)
    theirs = next((one.name for one in reversed(waiting) if one.party != us), None)
    bodies = [body_of(ledger, one) for one in (*heads[:1], ours, theirs) if one is not None]
    if not bodies:
        bodies = [body_of(ledger, next(reversed(record.versions)))]
    asked = _asked(ledger, waiting)
    return Outline(
        record=name,
        serial=str(bodies[-1].get("serial", "")),
        is_open=bool(waiting or own) or len(heads) > 1,
        differs=len(bodies) > 1 and bodies[-1] != bodies[-2],
        is_ours=us in asked,
        is_theirs=bool(asked - {us}),
        is_refused=theirs is None and any(one.party == us and _is_refused(one) for one in waiting),
    )


def _asked(ledger: Ledger, waiting: Collection[VersionFacts]) -> set[int]:
    """Who has not said yet what it says of the texts on the table; whoever does not accept one has."""
    return {party for version in waiting for party in waits_for(ledger, version) if not has_declined(version, party)}


def _is_refused(version: VersionFacts) -> bool:
    return any(has_declined(version, party) for party in version.concerned)


def _records(ledger: Ledger, plan: str, drafts: Collection[Draft], also: Collection[str]) -> tuple[str, ...]:
    """The lines that the plan's texts name, those on the table or in draft that name the plan, and ``also``.

    All that was said of them is read at once, however many they are.
    """
    found: dict[str, None] = {}
    known = ledger.record(plan, is_stated=False)
    waiting = list(ledger.open_records())
    near = [known, *(ledger.record(name, is_stated=False) for name in also), *waiting]
    ledger.look_ahead(places=[place for record in near if record is not None for place in places_of(record)])
    texts = list(_texts_of(ledger, known)) if known is not None else []
    ledger.look_ahead({name.partition("/")[0] for version in texts for name in version.with_})
    for version in texts:
        for name in version.with_:
            record = ledger.record_of(name)
            if record is not None:
                found[record.name] = None
    for record in waiting:
        if any(is_kind(one.kind, ACTIVITY) for one in record.versions.values()) and any(
            body_of(ledger, one.name).get("plan") == plan for one in open_versions(ledger, record)
        ):
            found[record.name] = None
    found.update((draft.record, None) for draft in drafts if draft.body.get("plan") == plan)
    found.update((name, None) for name in also)
    found.pop(plan, None)
    ledger.look_ahead(records=found)
    lines = [record for name in found if (record := ledger.record(name, is_stated=False)) is not None]
    ledger.look_ahead(places=[place for record in lines for place in places_of(record)])
    return tuple(found)


def _texts_of(ledger: Ledger, record: RecordFacts) -> Iterator[VersionFacts]:
    yield from (record.versions[name] for name in heads_of(ledger, record))
    yield from open_versions(ledger, record)


def _line(ledger: Ledger, us: int, now: str, name: str, drafts: Collection[Draft]) -> Line | None:
    own = [draft for draft in drafts if draft.record == name]
    record = ledger.record(name, is_stated=False)
    if record is None:
        return _drafted_line(own[-1], own) if own else None
    waiting = open_versions(ledger, record)
    heads = heads_of(ledger, record)
    agreed = _side(ledger, record.versions[heads[0]], now) if len(heads) == 1 else None
    our_last = next((one for one in reversed(waiting) if one.party == us), None)
    their_last = next((one for one in reversed(waiting) if one.party != us), None)
    ours = _side(ledger, our_last, now) if our_last is not None else None
    theirs = _side(ledger, their_last, now) if their_last is not None else None
    standing, shows = standing_word(ledger, record)
    shown = theirs or ours or agreed
    if shown is None and shows is not None:
        shown = _side(ledger, record.versions[shows], now)
    if shown is None:
        return None
    sides = [(word, side) for word, side in (("agreed", agreed), ("ours", ours), ("theirs", theirs)) if side][-2:]
    kind = record.versions[shown.version].kind
    asked = _asked(ledger, waiting)
    is_two = len(sides) > 1
    return Line(
        record=name,
        kind=kind,
        serial=str(shown.body.get("serial", "")),
        captions=captions_of(kind, shown.body),
        standing=standing,
        agreed=agreed,
        ours=ours,
        theirs=theirs,
        compared=(sides[0][0], sides[1][0]) if is_two else ("", ""),
        differences=changes(sides[0][1].body, sides[1][1].body) if is_two else (),
        drafts=tuple(Prepared(one.number, one.body, changes(shown.body, one.body)) for one in own),
        waits_for=codes_of(ledger, sorted(asked)),
        can=_can(ledger, us, now, our_last, their_last, is_agreed=agreed is not None),
        answers=(theirs or agreed or shown).version,
        withdraws=ours.version if ours is not None else "",
    )


def _drafted_line(last: Draft, drafts: list[Draft]) -> Line:
    return Line(
        record=last.record,
        kind=last.kind,
        serial=str(last.body.get("serial", "")),
        captions=captions_of(last.kind, last.body),
        standing="draft",
        agreed=None,
        ours=None,
        theirs=None,
        compared=("", ""),
        differences=(),
        drafts=tuple(Prepared(one.number, one.body, ()) for one in drafts),
        waits_for=(),
        can=(),
    )


def _side(ledger: Ledger, version: VersionFacts, now: str) -> Side:
    placed = ledger.entry_at(version.branch, version.seq)
    consented: list[int] = []
    partly: list[int] = []
    for party in version.concerned:
        if has_consented(ledger, version, party):
            (consented if _is_full(ledger, version, party, now) else partly).append(party)
    return Side(
        version=version.name,
        shown=shown_as(ledger, version.name),
        author=codes_of(ledger, [version.party])[0],
        at=placed.at,
        body=body_of(ledger, version.name),
        note=getattr(ledger.declaration(version.name), "note", None) or {},
        declined_by=tuple(_refusals(ledger, version)),
        consented=codes_of(ledger, consented),
        partly=codes_of(ledger, partly),
    )


def _is_full(ledger: Ledger, version: VersionFacts, party: int, now: str) -> bool:
    past = past_of(ledger)
    word = last_word(ledger.facts(), version, party, past)
    return word is not None and word.capacity == "full" and is_unexpired(ledger, word, past, now)


def _refusals(ledger: Ledger, version: VersionFacts) -> Iterator[Refusal]:
    for party in version.concerned:
        if has_declined(version, party):
            said = [one for one in version.consents if one.party == party and one.word == "decline"]
            last = max(said, key=lambda one: (one.seq, one.index))
            act = ledger.act(f"{ledger.entry_at(last.branch, last.seq).hash}/{last.index}")
            yield Refusal(codes_of(ledger, [party])[0], getattr(act, "note", None) or {})


def _can(
    ledger: Ledger, us: int, now: str, ours: VersionFacts | None, theirs: VersionFacts | None, *, is_agreed: bool
) -> tuple[str, ...]:
    """What we can say of a line now, in the order of ``WORDS``."""
    if codes_of(ledger, [us])[0] not in present_codes(ledger):
        return ()
    found = {"withdraw"} if ours is not None else set()
    if ours is not None or is_agreed:
        found.add("amend")
    if theirs is not None or is_agreed:
        found.add("ask")
    if theirs is not None:
        found |= _answers(ledger, us, theirs, now)
    return tuple(word for word in WORDS if word in found)


def _answers(ledger: Ledger, us: int, theirs: VersionFacts, now: str) -> set[str]:
    try:
        answerable(ledger, us, theirs.name)
    except ConsentError:
        return set()
    found = {"counter"} if has_declined(theirs, us) else {"counter", "decline"}
    if _is_full(ledger, theirs, us, now):
        return found
    try:
        consentable(ledger, us, theirs.name)
    except ConsentError:
        return found
    return found | ({"confirm"} if has_consented(ledger, theirs, us) else {"accept", "ad_referendum"})
