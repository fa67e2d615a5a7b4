"""The only place where this party signs; it knows when it must not, and refuses to know what the acts are for."""

from collections.abc import Sequence

import msgspec

from foedus.ledger import acts as a
from foedus.ledger.author import leaves, next_entry, own_tip
from foedus.ledger.errors import SigningError
from foedus.ledger.facts import Keys, Placed
from foedus.ledger.keys import Jwk, SigningKey
from foedus.ledger.line import Line, read_line, write_entry
from foedus.ledger.partnership import Partnership, Taken
from foedus.ledger.past import is_in
from foedus.office.errors import GuardError
from foedus.office.ports import Ledger, Node

OWN_CARD, FORMER_KEYS = "card", "former-keys"
"""Settings: this party's own card, and the thumbprints of the signing keys that its cards showed before."""


class SignedEntry(msgspec.Struct, frozen=True):
    """An entry that was signed and applied here: its hash, its place, and how many acts it holds."""

    hash: str
    seq: int
    acts: int


def own_number(node: Node, ledger: Ledger) -> int:
    """The number of our own party in a partnership.

    :raises GuardError: no charter here names us with our first key.
    """
    facts = ledger.facts()
    code = ledger.cooperation.code
    for number, party in enumerate(facts.parties):
        if party.code == code and is_own_key(node, party.key):
            return number
    raise GuardError("not-a-party", code=code)


def is_own_key(node: Node, thumbprint: str) -> bool:
    """Say whether a charter names this party by this key: its card's, or that of a card that it had before."""
    card = node.store.setting(OWN_CARD)
    if not card or Jwk(**card["key"]).thumbprint() == thumbprint:
        return True
    return thumbprint in (node.store.setting(FORMER_KEYS) or ())


def keys_in_force(ledger: Ledger, party: int) -> Keys:
    """A party's keys after its last entry; those that the charter gives it before any."""
    facts = ledger.facts()
    placed = _last(ledger, party)
    if placed is not None:
        return facts.keys[placed.keys]
    known = facts.parties[party]
    return Keys(known.key, known.recovery, known.age, "")


def thumbprint_in_force(ledger: Ledger, party: int) -> str:
    """The thumbprint of a party's signing key after its last entry; of its first key before any."""
    return keys_in_force(ledger, party).signing


def age_in_force(ledger: Ledger, party: int) -> str:
    """What is encrypted to a party goes to this recipient."""
    return keys_in_force(ledger, party).age


def _last(ledger: Ledger, party: int) -> Placed | None:
    """A party's last entry; where its registers are in conflict, the end of one of them."""
    try:
        return own_tip(ledger, party)
    except SigningError:
        return ledger.entry(leaves(ledger.facts(), party)[0])


def check_guard(node: Node, ledger: Ledger, party: int) -> Placed | None:
    """Check that our next entry may be signed here.

    :returns: the entry that it follows, None before the first.
    :raises GuardError: our register is in conflict, or this copy is older than what we last signed.
    """
    try:
        tip = own_tip(ledger, party)
    except SigningError as error:
        raise GuardError(error.reason, **error.facts) from None
    last = node.keyring.last_signed(ledger.cooperation.id)
    if last is None:
        return tip
    seq, hash_ = last
    if tip is None or tip.seq < seq:
        raise GuardError("copy-behind", last_signed=seq, held=tip.seq if tip is not None else -1)
    placed = ledger.entry(hash_)
    if placed is None or not is_in(tip.past, placed.branch, placed.seq):
        raise GuardError("copy-differs", last_signed=seq, held=tip.seq)
    return tip


def sign(node: Node, ledger: Ledger, acts: Sequence[a.Act]) -> SignedEntry:
    """Sign one entry, and take it in as any other. To be called inside a transaction.

    :raises GuardError: this copy must not sign.
    :raises SigningError: an act would have no effect; the transaction around is to fail with it.
    """
    party = own_number(node, ledger)
    check_guard(node, ledger, party)
    entry = next_entry(ledger, party, acts, node.clock())
    key = node.keyring.signing(thumbprint_in_force(ledger, party))
    return take_own(node, ledger, entry, key)


def take_own(node: Node, ledger: Ledger, entry: a.Entry, key: SigningKey) -> SignedEntry:
    """Write an entry of our own as a line, and take it in by the one way in.

    :raises SigningError: it is no entry here, or an act of it would have no effect.
    :raises GuardError: this key has signed another entry in this place.
    """
    if not ledger.claim(key.thumbprint, entry.seq):
        raise GuardError("signed-already", seq=entry.seq)
    line: Line = read_line(write_entry(entry, key), {key.thumbprint: key.jwk.point()})
    outcome = Partnership(ledger).receive(line, entry.party)
    if outcome.taken is not Taken.APPLIED:
        raise SigningError(outcome.reason or outcome.taken.value, detail=outcome.detail)
    for index in range(len(entry.acts)):
        why = ledger.void_reason(f"{line.hash}/{index}")
        if why is not None:
            raise SigningError(why, act=a.WORDS[type(entry.acts[index])], index=index)
    placed = ledger.entry(line.hash)
    if placed is not None:
        node.store.after_commit(lambda: note_last(node, ledger, placed))
    return SignedEntry(line.hash, entry.seq, len(entry.acts))


def note_last(node: Node, ledger: Ledger, placed: Placed) -> None:
    """Note beside the keys what was signed last, unless what another process signed after it is noted already.

    Processes commit one after the other and note in any order: the last to commit is what must stay.
    """
    node.keyring.note_signed(
        ledger.cooperation.id,
        placed.seq,
        placed.hash,
        unless=lambda noted: any(later.hash == noted for later in ledger.applied_since(placed.number)),
    )
