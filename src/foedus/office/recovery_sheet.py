"""Gathers what a recovery sheet holds, and removes the recovery key once its sheet was read back; it prints nothing."""

from collections.abc import Iterable

from foedus.exchange.envelope import recipient_of
from foedus.office.errors import OfficeError
from foedus.office.own_keys import own_keys
from foedus.office.parties import own_card
from foedus.office.ports import Node
from foedus.office.recovery_words import check_read_back, scanned_text, words_of
from foedus.publishing.recovery_sheet import RecoverySheet, SheetKey, SheetOpener


def sheet_of(node: Node) -> RecoverySheet:
    """Gather the recovery keys in force that are on this machine, and the keys that open dispatches.

    :raises OfficeError: no recovery key in force is on this machine: it was removed.
    """
    card = own_card(node)
    seeds = node.keyring.recovery_seeds()
    held = [one for one in own_keys(node) if not one.has_left]
    keys = _by((one.recovery, one.cooperation.name) for one in held)
    keys.setdefault(card.recovery_thumbprint, [])
    ages = _by((one.age, one.cooperation.name) for one in held)
    ages.setdefault(card.age, [])
    secrets = {recipient_of(identity): identity for identity in node.keyring.identities()}
    openers = tuple(SheetOpener(secrets[age], age, tuple(names)) for age, names in ages.items() if age in secrets)
    here = tuple(
        SheetKey(words_of(seeds[key]), key, tuple(names), scanned_text(seeds[key], [one.secret for one in openers]))
        for key, names in keys.items()
        if key in seeds
    )
    if not here:
        raise OfficeError("recovery-key-not-here")
    return RecoverySheet(card.code, card.name, node.clock(), here, openers)


def _by(pairs: Iterable[tuple[str, str]]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for key, name in pairs:
        found.setdefault(key, []).append(name)
    return found


def remove_recovery(node: Node, read_back: str) -> None:
    """Remove a recovery key from this machine, once its sheet was read: what was typed from it is that key.

    Keys that are in force nowhere any more go with it; others that are in force stay until their sheet is read back.

    :param read_back: the words, or the square's text.
    :raises RecoveryWordsError: it is none of the keys that are here.
    :raises OfficeError: there is none here.
    """
    seeds = node.keyring.recovery_seeds()
    if not seeds:
        raise OfficeError("recovery-key-not-here")
    typed = check_read_back(read_back, seeds)
    in_force = {own_card(node).recovery_thumbprint, *(one.recovery for one in own_keys(node) if not one.has_left)}
    node.keyring.drop_recovery(kept=(in_force & seeds.keys()) - {typed})
