"""The recovery sheet: what stands on it, and the key that is removed once the sheet was read back."""

import pytest

from foedus.office import own_keys, partnerships
from foedus.office.errors import KeyringError, OfficeError
from foedus.office.recovery_sheet import remove_recovery, sheet_of
from foedus.office.recovery_words import RecoveryWordsError, read_sheet
from tests.office.desk import Desk, Open

Pair = tuple[Desk, Desk]


def test_sheet_holds_the_keys_in_force_where_they_are_in_force(pair: Pair) -> None:
    italy, _azerbaijan = pair
    sheet = sheet_of(italy.node)
    (key,), (opener,) = sheet.keys, sheet.openers
    assert (sheet.code, sheet.name, key.thumbprint, key.cooperations, opener.recipient, opener.cooperations) == (
        "ITA", "Sample ITA", italy.card.recovery_thumbprint, ("AZE",), italy.card.age, ("AZE",),
    )  # fmt: skip
    read = read_sheet(key.scanned)
    assert (read, read.key.thumbprint) == (read_sheet(" ".join(key.words) + opener.secret), key.thumbprint)
    assert read.identities == (opener.secret,)


def test_sheet_is_there_before_the_first_cooperation(open_desk: Open) -> None:
    sheet = sheet_of(open_desk("KAZ").node)
    assert [(one.cooperations, len(one.words)) for one in sheet.keys] == [((), 24)]


def test_sheet_after_a_recovery_holds_the_new_keys_alone(pair: Pair) -> None:
    italy, _azerbaijan = pair
    before = sheet_of(italy.node)
    own_keys.recover(italy.node, [italy.coop], age=True)
    (key,), (opener,) = sheet_of(italy.node).keys, sheet_of(italy.node).openers
    assert {key.thumbprint, opener.recipient} & {before.keys[0].thumbprint, before.openers[0].recipient} == set()


def test_key_is_removed_once_its_sheet_was_read_back(pair: Pair) -> None:
    italy, _azerbaijan = pair
    own_keys.recover(italy.node, [italy.coop])
    scanned = sheet_of(italy.node).keys[0].scanned
    with pytest.raises(RecoveryWordsError, match="words-count"):
        remove_recovery(italy.node, "abandon")
    assert italy.node.keyring.has_recovery
    remove_recovery(italy.node, scanned)
    assert (italy.node.keyring.has_recovery, italy.node.keyring.recovery_seeds()) == (False, {})
    for refused in (lambda: sheet_of(italy.node), lambda: remove_recovery(italy.node, scanned)):
        with pytest.raises(OfficeError, match="recovery-key-not-here"):
            refused()
    with pytest.raises(KeyringError, match="key-file-missing"):
        own_keys.recover(italy.node, [italy.coop])
    own_keys.recover(italy.node, [italy.coop], sheet_seed=read_sheet(scanned).seed)
    assert italy.node.keyring.has_recovery


def test_key_in_force_elsewhere_stays_until_its_own_sheet_is_read_back(pair: Pair) -> None:
    italy, _azerbaijan = pair
    partnerships.found(italy.node, "Second", expected={"KAZ": "Sample"}, name="KAZ")
    own_keys.recover(italy.node, [italy.coop])
    new, old = sheet_of(italy.node).keys
    assert ({new.cooperations, old.cooperations}) == {("AZE",), ("KAZ",)}
    remove_recovery(italy.node, new.scanned)
    assert set(italy.node.keyring.recovery_seeds()) == {old.thumbprint}
