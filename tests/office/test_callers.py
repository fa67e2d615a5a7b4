"""Who calls proves itself by its signature before anything is unpacked; everybody else proves nothing."""

import os
from pathlib import Path

import pytest

from foedus.exchange.envelope import EnvelopeError, decrypt, encrypt
from foedus.ledger.errors import BundleError
from foedus.office import dispatching, own_keys, partnerships
from foedus.office.callers import prove
from foedus.office.errors import CallerError
from tests.office.desk import Desk, Open


def refused(desk: Desk, source: Path) -> tuple[str, str]:
    """Why a caller is none, and in whose name it came."""
    with pytest.raises(CallerError) as told:
        prove(desk.node, source, source.with_name(f"{source.name}-plain"))
    return told.value.reason, str(told.value.facts.get("code", ""))


def test_party_is_proved_by_its_signature(pair: tuple[Desk, Desk]) -> None:
    italy, azerbaijan = pair
    source = azerbaijan.write()
    caller = prove(italy.node, source, source.with_name("plain"))
    assert (caller.coop, caller.code) == (italy.coop, "AZE")


def test_party_whose_new_key_comes_with_this_bundle_is_proved(pair: tuple[Desk, Desk]) -> None:
    italy, azerbaijan = pair
    own_keys.rotate(azerbaijan.node, [azerbaijan.coop])
    own_keys.recover(azerbaijan.node, [azerbaijan.coop])
    own_keys.rotate(azerbaijan.node, [azerbaijan.coop])
    source = azerbaijan.write()
    assert prove(italy.node, source, source.with_name("plain")).code == "AZE"


def test_key_that_nobody_known_vouches_for_proves_nothing(pair: tuple[Desk, Desk], open_desk: Open) -> None:
    italy, azerbaijan = pair
    source = azerbaijan.write()
    other = open_desk("KAZ")
    plain = source.with_name("opened")
    prove(italy.node, source, plain)
    forged = resigned(plain, other, italy)
    assert refused(italy, forged) == ("signature", "AZE")


def resigned(plain: Path, by: Desk, to: Desk) -> Path:
    """A bundle with its cover signed by another."""
    import zipfile  # noqa: PLC0415 - for this alone

    from foedus.ledger.bundle import MANIFEST, SIGNATURE, sign_manifest  # noqa: PLC0415 - the same

    key = by.node.keyring.newest()[0]  # type: ignore[attr-defined]  # the port does not need it
    target, closed = plain.with_name("forged"), plain.with_name("forged.age")
    with zipfile.ZipFile(plain) as old, zipfile.ZipFile(target, "w") as new:
        for name in old.namelist():
            data = sign_manifest(old.read(MANIFEST), key) if name == SIGNATURE else old.read(name)
            new.writestr(name, data)
    encrypt(target, closed, [to.card.age])
    return closed


def test_others_prove_nothing(pair: tuple[Desk, Desk], open_desk: Open, tmp_path: Path) -> None:
    italy, azerbaijan = pair
    plain = azerbaijan.write(is_plain=True)
    assert refused(italy, plain) == ("not-encrypted", "")
    back = tmp_path / "of-ourselves"
    encrypt(italy.write(is_plain=True), back, [italy.card.age])
    assert refused(italy, back) == ("no-party", "")
    kazakhstan = open_desk("KAZ")
    partnerships.found(kazakhstan.node, "Another", cards=[italy.card])
    assert refused(italy, kazakhstan.write()) == ("another-partnership", "")
    with pytest.raises(EnvelopeError):
        prove(azerbaijan.node, azerbaijan.write(), tmp_path / "x")


def test_bundle_for_another_party_is_not_for_us(open_desk: Open, tmp_path: Path) -> None:
    italy, azerbaijan, kazakhstan = (open_desk(code) for code in ("ITA", "AZE", "KAZ"))
    partnerships.found(italy.node, "Sample cooperation", cards=[azerbaijan.card, kazakhstan.card])
    partnerships.join(azerbaijan.node, italy.write())
    for_kazakhstan, plain, closed = tmp_path / "one", tmp_path / "plain", tmp_path / "closed"
    dispatching.export(azerbaijan.node, azerbaijan.coop, for_kazakhstan, to=["KAZ"])
    decrypt(for_kazakhstan, plain, kazakhstan.node.keyring.identities())
    encrypt(plain, closed, [italy.card.age])
    assert refused(italy, closed) == ("for-others", "AZE")


def test_rubbish_is_no_bundle(pair: tuple[Desk, Desk], tmp_path: Path) -> None:
    italy, _ = pair
    rubbish, closed = tmp_path / "rubbish", tmp_path / "closed"
    rubbish.write_bytes(os.urandom(10_000))
    assert refused(italy, rubbish) == ("not-encrypted", "")
    encrypt(rubbish, closed, [italy.card.age])
    with pytest.raises(BundleError):
        prove(italy.node, closed, tmp_path / "plain")
    half = tmp_path / "half"
    half.write_bytes(closed.read_bytes()[:5_000])
    with pytest.raises(EnvelopeError):
        prove(italy.node, half, tmp_path / "plain")


def test_party_that_left_is_nobody(pair: tuple[Desk, Desk]) -> None:
    italy, azerbaijan = pair
    early = azerbaijan.write()
    leave(azerbaijan)
    azerbaijan.send(italy)
    assert refused(italy, early) == ("no-party", "")


def leave(desk: Desk) -> None:
    """Sign that the party leaves."""
    from foedus.ledger import acts as a  # noqa: PLC0415 - for this alone
    from foedus.office.signing import sign  # noqa: PLC0415 - the same

    with desk.node.store.transaction():
        sign(desk.node, desk.node.store.open(desk.coop.id), [a.Leave()])


def test_export_over_all_receivers_is_for_us_too(pair: tuple[Desk, Desk]) -> None:
    italy, azerbaijan = pair
    path = azerbaijan.folder / "all"
    assert dispatching.export(azerbaijan.node, azerbaijan.coop, path).to == ("ITA",)
    assert prove(italy.node, path, path.with_name("plain")).code == "AZE"
