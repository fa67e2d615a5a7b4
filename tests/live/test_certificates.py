"""Over TLS: an office is believed where its certificate is its own, in time, and of an issuer that is known here."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from foedus.exchange.https import CA_FILE
from tests.databases import ON_SERVER_FIRST
from tests.live.certificates import Authority
from tests.live.office import Office, joined
from tests.live.test_lines import QUIET
from tests.live.wires import wire
from tests.servers import HERE

pytestmark = ON_SERVER_FIRST  # whom to believe is asked before anything is read


@pytest.fixture
def authority(tmp_path: Path) -> Authority:
    return Authority(tmp_path)


@contextmanager
def encrypted(folder: Path, certificate: Path) -> Iterator[tuple[Office, Office]]:
    """Italy, which knows Azerbaijan's address, that encrypts with this certificate."""
    italy, azerbaijan = joined(folder, "ITA", "AZE")
    with azerbaijan.served(QUIET), wire(azerbaijan.port, certificate=certificate) as address:
        italy.reaches(azerbaijan, address)
        yield italy, azerbaijan


def test_office_whose_issuer_is_named_here_is_believed(tmp_path: Path, authority: Authority) -> None:
    with encrypted(tmp_path, authority.issue(HERE)) as (italy, azerbaijan):
        italy.state("Aperto")
        (told,) = italy.tries(more={CA_FILE: str(authority.file)})
    assert (told["failure"], told["sent"]) == (None, 1)
    assert azerbaijan.entries() == {"AZE": 1, "ITA": 2}


def test_office_of_an_unknown_issuer_is_not_believed_and_gets_nothing(tmp_path: Path, authority: Authority) -> None:
    with encrypted(tmp_path, authority.issue(HERE)) as (italy, azerbaijan):
        italy.state("Aperto")
        (told,) = italy.tries(status=1)
        shown = italy.run("peer", "list")
    assert told["failure"]["reason"] == "certificate-issuer"
    assert azerbaijan.entries() == {"AZE": 1, "ITA": 1}
    assert f"whoever issued the certificate of {HERE} is not known to this computer" in " ".join(shown.split())


@pytest.mark.parametrize(
    "address, begins_days, ends_days, reason",
    [
        ("127.0.0.2", -1, 30, "certificate-name"),
        (HERE, -30, -1, "certificate-expired"),
        (HERE, 1, 30, "certificate-not-yet"),
    ],
)
def test_certificate_of_another_or_out_of_time_is_not_believed(
    tmp_path: Path, authority: Authority, address: str, begins_days: int, ends_days: int, reason: str
) -> None:
    certificate = authority.issue(address, begins_days=begins_days, ends_days=ends_days)
    with encrypted(tmp_path, certificate) as (italy, _):
        (told,) = italy.tries(status=1, more={CA_FILE: str(authority.file)})
    assert told["failure"]["reason"] == reason
