"""Changes this party's own keys in a partnership: a new signing key, or a recovery with the key from the safe."""

from foedus.ledger import acts as a
from foedus.ledger.author import leaves, recovery_entry
from foedus.ledger.keys import KEY_BYTES, SigningKey
from foedus.office.composing import Composition, Piece
from foedus.office.errors import OfficeError
from foedus.office.ports import Cooperation, Ledger, Node
from foedus.office.proposing import Signed, sign_composition
from foedus.office.signing import SignedEntry, own_number, take_own


def rotate(node: Node, coop: Cooperation) -> Signed:
    """Go on with a new signing key, which is kept beside the old one before anything is signed.

    :raises GuardError: this copy must not sign.
    """
    with node.store.transaction():
        ledger = node.store.open(coop.id)
        seed = node.chance(KEY_BYTES)
        node.keyring.add(seed=seed)
        composition = Composition(((Piece(a.Rotate(key=SigningKey(seed).jwk)),),))
        return sign_composition(node, ledger, composition)


def recover(node: Node, coop: Cooperation, going_on_from: str | None = None) -> SignedEntry:
    """Set a new signing key and a new recovery key with the recovery key in force: after a theft, or a conflict.

    :param going_on_from: hash of the entry of ours to go on with; left out, the end of our longest register.
    :raises KeyringError: the recovery key is not here. :raises SigningError: there is no such entry of ours.
    """
    with node.store.transaction():
        ledger = node.store.open(coop.id)
        us = own_number(node, ledger)
        prev = going_on_from or _longest(ledger, us)
        placed = ledger.entry(prev)
        facts = ledger.facts()
        in_force = facts.keys[placed.keys].recovery if placed is not None else facts.parties[us].recovery
        key = node.keyring.recovery(in_force)
        seed, recovery_seed = node.chance(KEY_BYTES), node.chance(KEY_BYTES)
        act = a.Recover(SigningKey(seed).jwk, SigningKey(recovery_seed).jwk)
        entry = recovery_entry(ledger, us, prev, act, node.clock())
        node.keyring.add(seed=seed, recovery_seed=recovery_seed)
        return take_own(node, ledger, entry, key)


def _longest(ledger: Ledger, us: int) -> str:
    ends = [placed for hash_ in leaves(ledger.facts(), us) if (placed := ledger.entry(hash_)) is not None]
    if not ends:
        raise OfficeError("nothing-to-sign")
    return max(ends, key=lambda one: (one.seq, one.hash)).hash
