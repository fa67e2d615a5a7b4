"""Chooses the key that signs a part over the line: the newest that its receiver can verify; it signs nothing.

A change of keys is an entry like any other, and may follow more entries than one part holds, or be lost at a receiver
that was restored from a backup. A part signed with a key that it does not know would be turned away for ever.
"""

import hashlib
from typing import Final

from foedus.exchange.envelope import recipient_of
from foedus.ledger.facts import Keys
from foedus.ledger.keys import SigningKey
from foedus.office.ports import Dispatch, Ledger, Node
from foedus.office.signing import keys_in_force, thumbprint_in_force

_CHANGES: Final = (b'"kty"', b'"age1')
"""What stands in an entry that changes keys; in others it may stand, too."""


class Vouched:
    """Our keys as the receiver of a part knows them: from what it said that it holds, and from the part as it grows.

    :param us: our party's number. :param told: what the receiver said last.
    """

    def __init__(self, node: Node, ledger: Ledger, us: int, told: Dispatch | None) -> None:
        self._node = node
        self._ledger = ledger
        self._us = us
        self._code = ledger.cooperation.code
        self._keys = _known(ledger, us, told)
        self._identities = frozenset(map(recipient_of, node.keyring.identities()))
        self._thumbprints = node.keyring.signing_thumbprints()

    def note(self, code: str, line: bytes) -> None:
        """Take into account that a line stands in the part."""
        if code == self._code and any(one in line for one in _CHANGES):
            placed = self._ledger.entry(hashlib.sha256(line[line.index(b" ") + 1 :]).hexdigest())
            if placed is not None and placed.party == self._us:
                self._keys = self._ledger.facts().keys[placed.keys]

    @property
    def is_enough(self) -> bool:
        """Say whether we hold the key that the receiver knows, and can open what it encrypts to us.

        Where we lost both, and recovered, the part has to reach as far as the recovery.
        """
        return self._keys.signing in self._thumbprints and self._keys.age in self._identities

    def newest(self) -> SigningKey:
        """The newest of our keys that the receiver knows; where it is not here, the one in force."""
        known = self._keys.signing
        name = known if known in self._thumbprints else thumbprint_in_force(self._ledger, self._us)
        return self._node.keyring.signing(name)

    def oldest(self) -> SigningKey:
        """The oldest of our keys that is here: a receiver that lost what it held knows that one soonest."""
        facts = self._ledger.facts()
        ever = [facts.parties[self._us].key]
        for keys in facts.keys:
            placed = self._ledger.entry(keys.since)
            if placed is not None and placed.party == self._us:
                ever.append(keys.signing)
        return self._node.keyring.signing(next((one for one in ever if one in self._thumbprints), ever[-1]))


def _known(ledger: Ledger, us: int, told: Dispatch | None) -> Keys:
    """Our keys after the last of our entries that a receiver holds; those of the charter where it holds none."""
    facts = ledger.facts()
    party = facts.parties[us]
    hashes = told.have.get(party.code, ()) if told is not None else ()
    held = [placed for hash_ in hashes if (placed := ledger.entry(hash_)) is not None and placed.party == us]
    if held:
        return facts.keys[max(held, key=lambda one: one.number).keys]
    if hashes:  # it holds more of our register than we do
        return keys_in_force(ledger, us)
    return Keys(party.key, party.recovery, party.age, "")
