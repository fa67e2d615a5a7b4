"""Says what waits for us and what waits for the others, with what they had last seen; it reminds nobody."""

from collections.abc import Collection, Iterator
from datetime import date

import msgspec

from foedus.ledger.author import waits_for
from foedus.ledger.consent import last_word
from foedus.ledger.facts import RecordFacts, VersionFacts
from foedus.office.held import holdings_of, keeper_code
from foedus.office.ports import Cooperation, Ledger, Node
from foedus.office.signing import own_number
from foedus.office.versions import Named, body_of, named, open_versions, past_of
from foedus.records.answers import Due
from foedus.records.standing import standing


class Turn(msgspec.Struct, frozen=True):
    """Something that a party has to do: ``what`` is answer, report, acknowledge or comment.

    ``since`` is the time of the text that it is about; ``seen`` the day of the last of our entries that the party had
    seen, where it is not ours to do.
    """

    party: str
    what: str
    named: Named
    asked_by: str
    since: str
    seen: str


class Pending(msgspec.Struct, frozen=True):
    """A text that all have consented to and that is not recorded as agreed: by whom it would be, and since when.

    ``waits_for_plan``: a line that is agreed together with its plan.
    """

    named: Named
    keeper: str
    since: str
    waits_for_plan: bool


class Todo(msgspec.Struct, frozen=True):
    """What waits for us, what for the others, and what only waits to be recorded as agreed."""

    ours: tuple[Turn, ...]
    theirs: tuple[Turn, ...]
    pending: tuple[Pending, ...]


def todo(node: Node, coop: Cooperation) -> Todo:
    """Say what waits for whom in a cooperation."""
    ledger = node.store.open(coop.id)
    return todo_of(node, ledger, own_number(node, ledger))


def todo_of(node: Node, ledger: Ledger, us: int, only: Collection[str] | None = None) -> Todo:
    """As ``todo``, where the memory is open already.

    :param us: our party's number.
    :param only: what these records alone ask, by name; None stands for all.
    """
    today = date.fromisoformat(node.clock()[:10])
    drawn = standing(holdings_of(node, ledger, us, only), today.year, today)
    return Todo(
        tuple(_turn(ledger, due) for due in drawn.ours),
        tuple(_turn(ledger, due) for due in drawn.theirs),
        tuple(pending(ledger)),
    )


def _turn(ledger: Ledger, due: Due) -> Turn:
    told = named(ledger, due.version)
    return Turn(due.party, due.what, told, due.asked_by, told.at, due.seen)


def pending(ledger: Ledger) -> Iterator[Pending]:
    """Texts that all have consented to in full and that are not recorded as agreed."""
    for record in ledger.open_records():
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
