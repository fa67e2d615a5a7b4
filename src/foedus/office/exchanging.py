"""Exchanges with another office in parts until neither has more, or answers one that calls; others carry the parts.

Each part is taken in whole before the next is asked for, so that a line may break at any moment: what came is kept,
what did not come is asked for again, and what comes twice changes nothing.
"""

import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Final

import msgspec
from msgspec.structs import replace

from foedus.exchange.envelope import decrypt, is_encrypted
from foedus.exchange.errors import ExchangeError
from foedus.ledger.bundle import read_cover
from foedus.ledger.errors import LedgerError
from foedus.ledger.past import has_left
from foedus.office.callers import Caller
from foedus.office.errors import CallerError, OfficeError
from foedus.office.exchanged import IN, holds, wants
from foedus.office.parts import Part, note_sent, write_part
from foedus.office.peers import (
    FEWEST_ENTRIES,
    MOST_ENTRIES,
    Contact,
    Failure,
    Peer,
    contact_of,
    exchanged_with,
    keep_contact,
    next_try,
    peer_of,
)
from foedus.office.ports import Cooperation, Dispatch, Ledger, Node
from foedus.office.receiving import Received, receive
from foedus.office.signing import own_number
from foedus.office.versions import past_of

MOST_ROUNDS: Final = 10_000
"""Times to and fro in one exchange: what is left over then is left for the next."""
UNANSWERED_AFTER_LEAVING: Final = 10
"""After so many in a row, of which the last was not answered, whoever has left tries by itself no more: some hours."""
UNREACHED_AFTER_LEAVING: Final = 40
"""After so many in a row, whatever was in the way: about a month."""
_NO_ANSWER: Final = "no-answer"
_LEFT_UNANSWERED: Final = "left-unanswered"
_SMALLER: Final = frozenset({"cut", "silent", "too-slow", _NO_ANSWER})
"""After these, the next part is smaller: the line may carry that much."""

Post = Callable[[str, Path, Path], None]
"""Hands a file over at an address, and writes the answer to another."""
Took = Callable[[Received], None]
"""Called within the transaction in which a part was taken in."""


class Exchanged(msgspec.Struct, frozen=True):
    """What came of an exchange: how often it went to and fro, entries and files sent and taken, what was refused.

    ``is_left`` says that the other office did not take all that it was offered, or holds what it did not send;
    ``is_unfinished`` that it would have gone on.
    ``failure`` is why it ended early: what went and came before that counts.
    """

    code: str
    rounds: int = 0
    sent: int = 0
    taken: int = 0
    blobs_sent: int = 0
    blobs_taken: int = 0
    refused: int = 0
    is_left: bool = False
    is_unfinished: bool = False
    failure: Failure | None = None

    @property
    def is_done(self) -> bool:
        """Say whether it came to its end."""
        return self.failure is None


def failure_of(error: LedgerError | OfficeError | OSError) -> Failure:
    """What is kept of an error, so that it can be worded when it is shown."""
    if isinstance(error, OSError):
        facts = {"errno": error.errno or 0, "detail": error.strerror or str(error), "file": str(error.filename or "")}
        return Failure("OSError", "", facts)
    return Failure(type(error).__name__, error.reason, dict(error.facts))


def exchange(
    node: Node,
    coop: Cooperation,
    code: str,
    post: Post,
    *,
    took: Took = lambda _received: None,
    most_rounds: int = MOST_ROUNDS,
) -> Exchanged:
    """Exchange with another office now, and keep how it went.

    Whatever goes wrong on the way is told in the result; it may be repeated at any time.

    :param post: carries a part. :param took: called with what each part brought.
    :param most_rounds: after so many it ends, so that others have their turn; the next try is then due at once.
    :raises NotFoundError: the office has no address.
    """
    peer = peer_of(node, coop.id, code)
    contact = replace(contact_of(node, coop.id, code), tried_at=node.clock(), under_way=node.clock())
    keep_contact(node, coop.id, code, contact)
    is_doubted = contact.failure is not None and contact.failure.reason == _NO_ANSWER
    going = _Going(node, coop, peer, contact.most, post, took, is_doubted=is_doubted)
    try:
        for told in going.rounds(most_rounds):
            _keep(node, coop, code, told, going.most, is_over=False)
    except (LedgerError, OfficeError, OSError) as error:
        going.told = replace(going.told, failure=_why(node, coop, error))
        if isinstance(error, LedgerError) and error.reason in _SMALLER:
            going.most = max(FEWEST_ENTRIES, going.most // 4)
    _keep(node, coop, code, going.told, going.most, is_over=True)
    return going.told


def _why(node: Node, coop: Cooperation, error: LedgerError | OfficeError | OSError) -> Failure:
    """What is kept of an error; that nobody answers who has left is no fault of the line."""
    failure = failure_of(error)
    if failure.reason != _NO_ANSWER:
        return failure
    return replace(failure, reason=_LEFT_UNANSWERED) if _we_have_left(node, coop) else failure


def _we_have_left(node: Node, coop: Cooperation) -> bool:
    ledger = node.store.open(coop.id)
    return has_left(ledger.facts(), past_of(ledger), own_number(node, ledger))


def is_over(node: Node, coop: Cooperation, code: str, contact: Contact) -> bool:
    """Say whether an office is called by itself no more, since it or this Party has left; people may still call it.

    Whoever has left is answered no more, even where its farewell arrived, and some cannot be reached at all: so it
    does not try for ever.
    """
    ledger = node.store.open(coop.id)
    if not any(party.leaves for party in ledger.facts().parties):
        return False
    if code not in exchanged_with(node, ledger):
        return True
    most = UNANSWERED_AFTER_LEAVING if _is_unanswered(contact) else UNREACHED_AFTER_LEAVING
    return contact.tries_after_leaving >= most


def is_untold(contact: Contact) -> bool:
    """Say whether an office that could not be reached does not know from us that this Party has left.

    It is called by itself no more, and is to be told by a file.
    """
    return contact.tries_after_leaving >= UNREACHED_AFTER_LEAVING and not _is_unanswered(contact)


def _is_unanswered(contact: Contact) -> bool:
    return contact.failure is not None and contact.failure.reason == _LEFT_UNANSWERED


def note_failure(node: Node, coop: Cooperation, code: str, failure: Failure) -> Exchanged:
    """Keep that an exchange ended early for a reason that only its caller knows."""
    contact = contact_of(node, coop.id, code)
    told = Exchanged(code, sent=contact.sent, taken=contact.taken, refused=contact.refused, failure=failure)
    _keep(node, coop, code, told, contact.most, is_over=True)
    return told


def _keep(node: Node, coop: Cooperation, code: str, told: Exchanged, most: int, *, is_over: bool) -> None:
    with node.store.transaction():
        before = contact_of(node, coop.id, code)
        now = node.clock()
        contact = replace(
            before, sent=told.sent, taken=told.taken, refused=told.refused, most=most, under_way="" if is_over else now
        )
        if is_over:
            failures = 0 if told.is_done else before.failures + 1
            after_leaving = before.tries_after_leaving + 1 if failures and _we_have_left(node, coop) else 0
            contact = replace(
                contact,
                reached_at=now if told.is_done else before.reached_at,
                failures=failures,
                failure=told.failure,
                next_at=next_try(node, failures, after_leaving, is_soon=told.is_unfinished),
                tries_after_leaving=after_leaving,
            )
        keep_contact(node, coop.id, code, contact)


class _Going:
    """One exchange as it goes to and fro."""

    def __init__(
        self, node: Node, coop: Cooperation, peer: Peer, most: int, post: Post, took: Took, *, is_doubted: bool
    ) -> None:
        self._node = node
        self._coop = coop
        self._peer = peer
        self._post = post
        self._took = took
        self._is_doubted = is_doubted
        """It gave no answer last time: perhaps it was restored from a backup, and does not know our newest key."""
        self.most = most
        self.told = Exchanged(peer.code)

    def rounds(self, most: int) -> Iterator[Exchanged]:
        """Go to and fro, giving how it stands after each time, until neither has more or nothing moves."""
        has_moved = True
        for number in range(most + 1):
            with tempfile.TemporaryDirectory(prefix="foedus-") as name:
                folder = Path(name)
                ours, theirs, plain = folder / "ours", folder / "theirs", folder / "plain"
                is_doubted = self._is_doubted and not number
                part = write_part(self._node, self._coop, self._peer.code, ours, self.most, is_doubted=is_doubted)
                if number and (not has_moved or (part.is_empty and not self._lacks())):
                    self.told = replace(self.told, is_left=not part.is_empty or self._lacks())
                    return
                if number == most:
                    self.told = replace(self.told, is_unfinished=True)
                    return
                self._post(self._peer.address, ours, theirs)
                self._check(theirs, plain)
                has_moved = self._take(part, plain)
                self.most = min(MOST_ENTRIES, 2 * self.most)
                yield self.told

    def _check(self, theirs: Path, plain: Path) -> None:
        """See that an answer is for us, and of the office that was asked: nothing of it is taken in before."""
        if not is_encrypted(theirs):
            raise ExchangeError("not-an-answer", host=self._peer.address)
        decrypt(theirs, plain, self._node.keyring.identities())
        manifest = read_cover(plain).manifest
        if manifest.partnership != self._coop.id or self._coop.code not in manifest.to:
            raise ExchangeError("for-others", host=self._peer.address)
        if manifest.from_ != self._peer.code:
            raise ExchangeError("another-office", host=self._peer.address, code=manifest.from_)

    def _take(self, part: Part, plain: Path) -> bool:
        """Take an answer in; say whether anything moved with it, here or there."""
        before = self._last()
        with self._node.store.transaction():
            received = receive(self._node, plain, jobs=0, over_the_line=True)
            note_sent(self._node, self._coop, self._peer.code, part)
            self._took(received)
        after = self._last()
        told, applied = self.told, sum(received.applied.values())
        self.told = replace(
            told,
            rounds=told.rounds + 1,
            sent=told.sent + part.count,
            taken=told.taken + applied,
            blobs_sent=told.blobs_sent + part.blobs,
            blobs_taken=told.blobs_taken + received.blobs,
            refused=told.refused + received.refused_count,
        )
        has_told = before is None or after is None or (before.have, before.want) != (after.have, after.want)
        return bool(applied or received.blobs or has_told)

    def _last(self) -> Dispatch | None:
        return self._node.store.last_dispatch(self._coop.id, IN, self._peer.code)

    def _lacks(self) -> bool:
        """Say whether the other office holds entries that are not here, or files are missing that it may hold."""
        ledger = self._node.store.open(self._coop.id)
        last = self._last()
        held = last.have.values() if last is not None else ()
        return bool(wants(ledger)) or any(ledger.entry(one) is None for hashes in held for one in hashes)


def answer(node: Node, caller: Caller, plain: Path, target: Path, *, took: Took = lambda _received: None) -> Exchanged:
    """Take in what a proved caller brought, and write the answer, encrypted to it.

    :param plain: what it brought, decrypted. :param target: where the answer goes.
    :raises CallerError: it has left, if only with what it brought now: that is taken in, and not answered.
    """
    coop, code = caller.coop, caller.code
    with node.store.transaction():
        received = receive(node, plain, jobs=0, over_the_line=True)
        took(received)
    with node.store.transaction():
        ledger = node.store.open(coop.id)
        if code not in exchanged_with(node, ledger):
            raise CallerError("has-left", partnership=coop.id, code=code)
        contact = contact_of(node, coop.id, code)
        most = _after_offering(node, ledger, code, contact)
        part = write_part(node, coop, code, target, most)
        note_sent(node, coop, code, part)
        contact = replace(contact, called_at=node.clock(), answer_most=most, offered=part.last)
        keep_contact(node, coop.id, code, contact)
    applied = sum(received.applied.values())
    return Exchanged(code, 1, part.count, applied, part.blobs, received.blobs, received.refused_count)


def _after_offering(node: Node, ledger: Ledger, code: str, contact: Contact) -> int:
    """How many entries the next answer may hold: more where the last one arrived, fewer where it did not."""
    last = node.store.last_dispatch(ledger.cooperation.id, IN, code)
    if not contact.offered or last is None:
        return contact.answer_most
    have_arrived = all(holds(ledger, last.have.get(name, ()), hash_) for name, hash_ in contact.offered.items())
    if have_arrived:
        return min(MOST_ENTRIES, 2 * contact.answer_most)
    return max(FEWEST_ENTRIES, contact.answer_most // 4)
