"""Envelopes: opened by their receivers with age, by nobody else, and not when they were damaged."""

from pathlib import Path

import pyrage
import pytest

from foedus.exchange.envelope import EnvelopeError, decrypt, encrypt, is_encrypted, recipient_of

CONTENT = b"PK sample content " * 10_000


def identity() -> pyrage.x25519.Identity:
    return pyrage.x25519.Identity.generate()


@pytest.fixture
def closed(tmp_path: Path) -> tuple[Path, list[pyrage.x25519.Identity]]:
    """A file encrypted to two receivers."""
    receivers = [identity(), identity()]
    (tmp_path / "plain").write_bytes(CONTENT)
    encrypt(tmp_path / "plain", tmp_path / "closed", [str(one.to_public()) for one in receivers])
    return tmp_path / "closed", receivers


def test_each_receiver_opens_it(tmp_path: Path, closed: tuple[Path, list[pyrage.x25519.Identity]]) -> None:
    path, receivers = closed
    for one in receivers:
        decrypt(path, tmp_path / "opened", [str(identity()), str(one)])
        assert (tmp_path / "opened").read_bytes() == CONTENT


def test_age_alone_opens_it(closed: tuple[Path, list[pyrage.x25519.Identity]]) -> None:
    path, receivers = closed
    assert pyrage.decrypt(path.read_bytes(), receivers[:1]) == CONTENT


def test_nobody_else_opens_it(tmp_path: Path, closed: tuple[Path, list[pyrage.x25519.Identity]]) -> None:
    path, _ = closed
    for identities in ([], [str(identity())]):
        with pytest.raises(EnvelopeError) as caught:
            decrypt(path, tmp_path / "opened", identities)
        assert (caught.value.reason, caught.value.facts["file"]) == ("not-for-us", "closed")
        assert not (tmp_path / "opened").exists()


@pytest.mark.parametrize("place", [5, 250, 70_000, -1])
def test_damaged_one_is_not_opened(
    tmp_path: Path, closed: tuple[Path, list[pyrage.x25519.Identity]], place: int
) -> None:
    path, receivers = closed
    data = bytearray(path.read_bytes())
    data[place] ^= 1
    path.write_bytes(data)
    with pytest.raises(EnvelopeError):
        decrypt(path, tmp_path / "opened", [str(receivers[0])])
    assert not (tmp_path / "opened").exists()


@pytest.mark.parametrize("length", [0, 10, 300, 100_000])
def test_one_that_breaks_off_is_not_opened(
    tmp_path: Path, closed: tuple[Path, list[pyrage.x25519.Identity]], length: int
) -> None:
    path, receivers = closed
    path.write_bytes(path.read_bytes()[:length])
    with pytest.raises(EnvelopeError):
        decrypt(path, tmp_path / "opened", [str(receivers[0])])
    assert not (tmp_path / "opened").exists()


@pytest.mark.parametrize(
    "recipients, reason", [([], "no-recipient"), (["age1" + "q" * 58], "recipient"), (["x"], "recipient")]
)
def test_receiver_that_is_none_is_refused(tmp_path: Path, recipients: list[str], reason: str) -> None:
    (tmp_path / "plain").write_bytes(CONTENT)
    with pytest.raises(EnvelopeError) as caught:
        encrypt(tmp_path / "plain", tmp_path / "closed", recipients)
    assert caught.value.reason == reason
    assert not (tmp_path / "closed").exists()


def test_identity_that_is_none_is_refused(tmp_path: Path, closed: tuple[Path, list[pyrage.x25519.Identity]]) -> None:
    with pytest.raises(EnvelopeError, match="not-for-us"):
        decrypt(closed[0], tmp_path / "opened", ["AGE-SECRET-KEY-1"])


def test_file_that_cannot_be_written_is_the_systems_word(
    tmp_path: Path, closed: tuple[Path, list[pyrage.x25519.Identity]]
) -> None:
    with pytest.raises(FileNotFoundError):
        decrypt(closed[0], tmp_path / "no folder" / "opened", [str(closed[1][0])])


@pytest.mark.parametrize(
    "begin, expected",
    [
        (b"age-encryption.org/v1\n", True),
        (b"-----BEGIN AGE ENCRYPTED FILE-----\n", True),
        (b"PK\x03\x04", False),
        (b"", False),
    ],
)
def test_encrypted_file_is_told_by_its_beginning(tmp_path: Path, begin: bytes, *, expected: bool) -> None:
    (tmp_path / "file").write_bytes(begin)
    assert is_encrypted(tmp_path / "file") is expected


def test_recipient_of_an_identity_is_what_one_encrypts_to() -> None:
    identity = pyrage.x25519.Identity.generate()
    assert recipient_of(str(identity)) == str(identity.to_public())
    with pytest.raises(EnvelopeError, match="identity"):
        recipient_of("AGE-SECRET-KEY-1")
