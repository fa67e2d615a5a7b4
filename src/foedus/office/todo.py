"""Says what waits for us and what waits for the others, with what they had last seen; it reminds nobody."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import date
from typing import Any

import msgspec

from foedus.ledger import charter
from foedus.ledger.author import waits_for
from foedus.ledger.consent import last_word
from foedus.ledger.facts import RecordFacts, VersionFacts
from foedus.office.held import holdings_of, keeper_code
from foedus.office.ports import Cooperation, Ledger, Node
from foedus.office.signing import own_number
from foedus.office.versions import (
    Named,
    body_of,
    codes_of,
    heads_of,
    named,
    open_versions,
    past_of,
    place_in_register,
    shown_as,
    version_of,
)
from foedus.records.answers import Due
from foedus.records.holdings import Holdings
from foedus.records.standing import standing


class Turn(msgspec.Struct, frozen=True):
    """Something that a party has to do: ``what`` is answer, confirm, mend, report, acknowledge, comment or join.

    ``confirm``: its consent is not in full, or has run out. ``mend``: its text was not accepted; it amends it or takes
    it back. ``join``: it is named as a party, and has not joined yet.

    ``since`` is the time of the text that it is about; ``seen`` the day of the last of our entries that the party had
    seen, where it is not ours to do; ``together_with`` the name (as people see it) of the plan that names the text as
    one of its lines; ``note`` what ``asked_by`` said when it declined.
    """

    party: str
    what: str
    named: Named
    asked_by: str
    since: str
    seen: str
    together_with: str = ""
    note: dict[str, Any] = {}


class Pending(msgspec.Struct, frozen=True):
    """A text that all have consented to and that is not recorded as agreed: by whom it would be, and since when.

    ``waits_for_plan``: a line that is agreed together with its plan.
    """

    named: Named
    keeper: str
    since: str
    waits_for_plan: bool


class Todo(msgspec.Struct, frozen=True):
    """What waits for us, what for the others, what only waits to be recorded as agreed, and our drafts by number."""

    ours: tuple[Turn, ...]
    theirs: tuple[Turn, ...]
    pending: tuple[Pending, ...]
    drafts: tuple[int, ...] = ()


def todo(node: Node, coop: Cooperation) -> Todo:
    """Say what waits for whom in a cooperation."""
    ledger = node.store.open(coop.id)
    found = todo_of(node, ledger, own_number(node, ledger))
    return msgspec.structs.replace(found, drafts=tuple(draft.number for draft in node.store.drafts(coop.id)))


def todo_of(node: Node, ledger: Ledger, us: int, only: Collection[str] | None = None) -> Todo:
    """As ``todo``, where the memory is open already.

    :param us: our party's number.
    :param only: what these records alone ask, by name; None stands for all.
    """
    today = date.fromisoformat(node.clock()[:10])
    held = holdings_of(node, ledger, us, only)
    drawn = standing(held, today.year, today)
    plans = _plans_of(ledger, held)
    theirs = [_turn(ledger, due, plans) for due in drawn.theirs]
    told = {(turn.party, turn.named.version) for turn in theirs}
    rules = (turn for turn in rules_turns(ledger, us, held.seen) if (turn.party, turn.named.version) not in told)
    return Todo(
        _in_order(_turn(ledger, due, plans) for due in drawn.ours),
        _in_order((*theirs, *rules)),
        tuple(sorted(pending(ledger), key=lambda one: place_in_register(one.named.shown))),
    )


def _in_order(turns: Iterable[Turn]) -> tuple[Turn, ...]:
    return tuple(sorted(turns, key=lambda turn: (turn.party, place_in_register(turn.named.shown))))


def _turn(ledger: Ledger, due: Due, plans: Mapping[str, str]) -> Turn:
    told = named(ledger, due.version)
    together_with = plans.get(due.version, "") if due.what in {"answer", "confirm"} else ""
    note = note_of_refusal(ledger, due) if due.what == "mend" else {}
    return Turn(due.party, due.what, told, due.asked_by, told.at, due.seen, together_with, note)


def _plans_of(ledger: Ledger, held: Holdings) -> dict[str, str]:
    """For each text that an offered plan names as a line: that plan's text, as people see it; the last one counts."""
    plans = (item.version for item in held.offered if item.kind.partition("/")[0] == "plan")
    return {line: shown_as(ledger, plan) for plan in plans for line in version_of(ledger, plan)[1].with_}


def note_of_refusal(ledger: Ledger, due: Due) -> dict[str, Any]:
    """What the party that declined said of it; empty where it said nothing."""
    _, version = version_of(ledger, due.version)
    said = [one for one in version.consents if codes_of(ledger, [one.party]) == (due.asked_by,)]
    last = max((one for one in said if one.word == "decline"), key=lambda one: (one.seq, one.index))
    entry = ledger.entry_at(last.branch, last.seq).hash
    return getattr(ledger.act(f"{entry}/{last.index}"), "note", None) or {}


def rules_turns(ledger: Ledger, us: int, seen: Mapping[str, str]) -> Iterator[Turn]:
    """Parties that are named and have not joined, and those for whom a change of Parties and rules waits.

    :param us: our party's number, who is not among them.
    :param seen: for each party the day of the last of our entries that it had seen.
    """
    facts, past = ledger.facts(), past_of(ledger)
    record = ledger.record(facts.charter_name, is_stated=False)
    if record is None:
        return
    in_force = heads_of(ledger, record)[0]
    waiting = [(party, in_force) for party in charter.present(ledger, past) if not facts.parties[party].branches]
    changes = (one for one in open_versions(ledger, record) if one.depth > 0)
    waiting += [(party, one.name) for one in changes for party in waits_for(ledger, one)]
    for party, version in waiting:
        if party != us:
            code, told = facts.parties[party].code, named(ledger, version)
            what = "answer" if facts.parties[party].branches else "join"
            yield Turn(code, what, told, told.author, told.at, seen.get(code, ""))


def pending(ledger: Ledger) -> Iterator[Pending]:
    """Texts that all have consented to in full and that are not recorded as agreed."""
    for record in ledger.open_records():
        yield from pending_in(ledger, record)


def pending_in(ledger: Ledger, record: RecordFacts) -> Iterator[Pending]:
    """Texts of one joint record that all have consented to in full and that are not recorded as agreed."""
    for version in open_versions(ledger, record):
        if len(version.concerned) > 1 and not waits_for(ledger, version):
            yield _pending(ledger, record, version)


def _pending(ledger: Ledger, record: RecordFacts, version: VersionFacts) -> Pending:
    facts, past = ledger.facts(), past_of(ledger)
    words = (last_word(facts, version, party, past) for party in version.concerned)
    since = max(ledger.entry_at(word.branch, word.seq).at for word in words if word is not None)
    plan = body_of(ledger, version.name).get("plan")
    known = ledger.record(plan, is_stated=False) if isinstance(plan, str) else None
    return Pending(
        named(ledger, version.name),
        keeper_code(ledger, record, version),
        since,
        waits_for_plan=known is not None and not known.seals and not record.seals,
    )
