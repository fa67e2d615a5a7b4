"""Changes this party's own keys: a new signing key, a new encryption key, a recovery; it prints and compares none."""

import hashlib
from collections.abc import Sequence

import msgspec
from msgspec import UNSET

from foedus.exchange.envelope import recipient_of
from foedus.ledger import acts as a
from foedus.ledger.author import leaves, next_entry, recovery_entry
from foedus.ledger.keys import Jwk, SigningKey, thumbprint_words
from foedus.ledger.past import has_left
from foedus.office.errors import GuardError, OfficeError
from foedus.office.parties import renew_own_card
from foedus.office.ports import Cooperation, Ledger, Node, Prepared
from foedus.office.recovery_words import RecoveryWordsError
from foedus.office.review import Review, ReviewedAct
from foedus.office.sealing import keep_books
from foedus.office.signing import SignedEntry, check_guard, keys_in_force, own_number, sign, take_own
from foedus.office.versions import past_of
from foedus.office.witness import look


class OwnKeys(msgspec.Struct, frozen=True):
    """This party's keys in force in one cooperation, and since when: all of them public.

    ``since`` is the time of the entry that brought the signing key, empty before this party has joined.
    """

    cooperation: Cooperation
    thumbprint: str
    words: tuple[str, ...]
    recovery: str
    age: str
    since: str
    has_left: bool


class KeysSigned(msgspec.Struct, frozen=True):
    """What was signed in one cooperation when keys were changed."""

    cooperation: Cooperation
    entries: tuple[SignedEntry, ...]


def own_keys(node: Node) -> tuple[OwnKeys, ...]:
    """This party's keys in every cooperation, by its name."""
    return tuple(_own_keys(node, coop) for coop in node.store.cooperations())


def _own_keys(node: Node, coop: Cooperation) -> OwnKeys:
    ledger = node.store.open(coop.id)
    us = own_number(node, ledger)
    held = keys_in_force(ledger, us)
    brought = ledger.entry(held.since)
    return OwnKeys(
        cooperation=coop,
        thumbprint=held.signing,
        words=thumbprint_words(held.signing),
        recovery=held.recovery,
        age=held.age,
        since=brought.at if brought is not None else "",
        has_left=has_left(ledger.facts(), past_of(ledger), us),
    )


def ends(node: Node) -> tuple[tuple[str, str, str, str], ...]:
    """The ends of our registers where they conflict: the cooperation, the entry as people name it, its time, its hash.

    A recovery goes on from one of them.
    """
    found = []
    for coop in node.store.cooperations():
        ledger = node.store.open(coop.id)
        held = [ledger.entry(hash_) for hash_ in leaves(ledger.facts(), own_number(node, ledger))]
        if len(held) > 1:
            found += [(coop.name, f"{coop.code}/{one.seq}", one.at, one.hash) for one in held if one is not None]
    return tuple(found)


def present_cooperations(node: Node) -> tuple[Cooperation, ...]:
    """The cooperations in which this party can change its keys: those that it has not left."""
    return tuple(one.cooperation for one in own_keys(node) if not one.has_left)


def rotate(node: Node, coops: Sequence[Cooperation], *, key: bool = True, age: bool = False) -> tuple[KeysSigned, ...]:
    """Go on with a new signing key, a new encryption key, or both: the same in each of these cooperations.

    They are kept beside the old ones before anything is signed: what is older stays verified and can still be opened.

    :raises GuardError: this copy must not sign in one of them; then nothing is signed in any.
    """
    new = node.keyring.prepared(node.chance)
    act = a.Rotate(key=SigningKey(new.seed).jwk if key else UNSET, age=recipient_of(new.identity) if age else UNSET)
    with node.store.transaction():
        ledgers = [_open(node, coop) for coop in coops]
        for ledger in ledgers:
            check_guard(node, ledger, own_number(node, ledger))
        look(_review([[(act, ledger, {})] for ledger in ledgers]))
        node.keyring.add(seed=new.seed if key else None, identity=new.identity if age else None)
        signed = tuple(KeysSigned(ledger.cooperation, (sign(node, ledger, [act]),)) for ledger in ledgers)
        _after(node, ledgers, key=act.key or None, age=act.age or None)
        return signed


def recover(
    node: Node,
    coops: Sequence[Cooperation],
    going_on_from: str | None = None,
    *,
    sheet_seed: bytes | None = None,
    age: bool = False,
) -> tuple[KeysSigned, ...]:
    """Set a new signing key and a new recovery key with the recovery key in force: after a theft, a loss, a conflict.

    :param going_on_from: hash of the entry of ours to go on with, in one cooperation; left out, the end of our longest
        register.
    :param sheet_seed: the recovery key from the sheet; left out, it must be on this machine.
    :param age: set a new encryption key too, in an entry that follows: what is sent from then on opens with it alone.
    :raises RecoveryWordsError: the key from the sheet is not the recovery key in force.
    :raises KeyringError: the recovery key is not here. :raises SigningError: there is no such entry of ours.
    """
    new = node.keyring.prepared(node.chance)
    act = a.Recover(SigningKey(new.seed).jwk, SigningKey(new.recovery_seed).jwk)
    rotation = a.Rotate(age=recipient_of(new.identity)) if age else None
    with node.store.transaction():
        ledgers = [_open(node, coop) for coop in coops]
        previous = [going_on_from or _longest(ledger, own_number(node, ledger)) for ledger in ledgers]
        look(_review([_recovered(*one, act, rotation) for one in zip(ledgers, previous, strict=True)]))
        keys = [_recovery_key(node, ledger, prev, sheet_seed) for ledger, prev in zip(ledgers, previous, strict=True)]
        node.keyring.add(
            seed=new.seed, recovery_seed=new.recovery_seed, identity=new.identity if rotation is not None else None
        )
        signed = []
        for ledger, prev, key in zip(ledgers, previous, keys, strict=True):
            entries = [_sign_recovery(node, ledger, prev, act, key)]
            if rotation is not None:
                entries.append(_sign_after(node, ledger, rotation, new))
            signed.append(KeysSigned(ledger.cooperation, tuple(entries)))
        _after(node, ledgers, key=act.key, recovery=act.recovery, age=rotation.age or None if rotation else None)
        return tuple(signed)


def _open(node: Node, coop: Cooperation) -> Ledger:
    """A cooperation in which our keys can change.

    :raises GuardError: we have left it.
    """
    ledger = node.store.open(coop.id)
    if has_left(ledger.facts(), past_of(ledger), own_number(node, ledger)):
        raise GuardError("not-a-party", code=coop.code)
    return ledger


def _recovery_key(node: Node, ledger: Ledger, prev: str, sheet_seed: bytes | None) -> SigningKey:
    placed = ledger.entry(prev)
    facts = ledger.facts()
    us = own_number(node, ledger)
    in_force = facts.keys[placed.keys].recovery if placed is not None else facts.parties[us].recovery
    if sheet_seed is None:
        return node.keyring.recovery(in_force)
    key = SigningKey(sheet_seed)
    if key.thumbprint != in_force:
        raise RecoveryWordsError("not-in-force", thumbprint=key.thumbprint, name=ledger.cooperation.name)
    return key


def _sign_recovery(node: Node, ledger: Ledger, prev: str, act: a.Recover, key: SigningKey) -> SignedEntry:
    entry = recovery_entry(ledger, own_number(node, ledger), prev, act, node.clock())
    return take_own(node, ledger, entry, key)


def _sign_after(node: Node, ledger: Ledger, act: a.Rotate, new: Prepared) -> SignedEntry:
    """What follows a recovery at once: what was last signed before it, perhaps lost, does not stand against it."""
    entry = next_entry(ledger, own_number(node, ledger), [act], node.clock())
    return take_own(node, ledger, entry, SigningKey(new.seed))


def _after(
    node: Node, ledgers: Sequence[Ledger], *, key: Jwk | None, age: str | None, recovery: Jwk | None = None
) -> None:
    renew_own_card(node, key=key, recovery=recovery, age=age)
    for ledger in ledgers:
        keep_books(node, ledger.cooperation)


_Shown = tuple[a.Rotate | a.Recover, Ledger, dict[str, str]]


def _recovered(ledger: Ledger, prev: str, act: a.Recover, rotation: a.Rotate | None) -> list[_Shown]:
    placed = ledger.entry(prev)
    from_ = {"prev": f"{ledger.cooperation.code}/{placed.seq}" if placed is not None else prev, "prev_hash": prev}
    shown: list[_Shown] = [(act, ledger, from_)]
    if rotation is not None:
        shown.append((rotation, ledger, {}))
    return shown


def _review(changes: Sequence[Sequence[_Shown]]) -> Review:
    """What changing keys would sign: one entry after the other, cooperation by cooperation."""
    entries = [(_reviewed(*shown),) for of_one in changes for shown in of_one]
    signed = [
        (ledger.cooperation.id, act, more.get("prev_hash", "")) for of_one in changes for act, ledger, more in of_one
    ]
    return Review(tuple(entries), digest=hashlib.sha256(msgspec.json.encode(signed)).hexdigest())


def _reviewed(act: a.Rotate | a.Recover, ledger: Ledger, more: dict[str, str]) -> ReviewedAct:
    keys = {"cooperation": ledger.cooperation.name}
    if act.key is not UNSET:
        keys["key"] = act.key.thumbprint()
        keys["words"] = " ".join(thumbprint_words(keys["key"]))
    if isinstance(act, a.Recover):
        keys["recovery"] = act.recovery.thumbprint()
    elif act.age is not UNSET:
        keys["age"] = act.age
    if "prev" in more:
        keys["prev"] = more["prev"]
    return ReviewedAct(a.WORDS[type(act)], None, "", "", {}, {}, keys=keys)


def _longest(ledger: Ledger, us: int) -> str:
    ends = [placed for hash_ in leaves(ledger.facts(), us) if (placed := ledger.entry(hash_)) is not None]
    if not ends:
        raise OfficeError("nothing-to-sign")
    return max(ends, key=lambda one: (one.seq, one.hash)).hash
