"""A home says which database it has: its own file, or the one that a line in it names."""

import stat
from pathlib import Path

import pytest

from foedus.store.database import DatabaseNameError, sqlite
from foedus.store.home import database_of, is_home, name_database, named
from tests.databases import ON_FILE_ALONE

pytestmark = ON_FILE_ALONE
URL = "postgresql://office@db.example:5433/foedus?sslmode=verify-full"


def test_home_without_a_name_has_its_file(tmp_path: Path) -> None:
    assert (is_home(tmp_path), named(tmp_path)) == (False, None)
    (tmp_path / "foedus.db").touch()
    assert is_home(tmp_path)
    assert database_of(tmp_path, is_pooled=True) == sqlite(tmp_path / "foedus.db")


def test_home_that_names_a_database_has_that_one(tmp_path: Path) -> None:
    (tmp_path / "foedus.db").touch()
    name_database(tmp_path, URL)
    assert (is_home(tmp_path), named(tmp_path)) == (True, URL)
    found = database_of(tmp_path)
    assert {name: found[name] for name in ("NAME", "USER", "HOST", "PORT", "PASSWORD")} == {
        "NAME": "foedus",
        "USER": "office",
        "HOST": "db.example",
        "PORT": "5433",
        "PASSWORD": "",
    }
    assert found["OPTIONS"] == {"application_name": "foedus", "sslmode": "verify-full"}


@pytest.mark.parametrize("host", ["localhost", "127.0.0.1", "[::1]", "%2Frun%2Fpostgresql", ""])
def test_line_within_the_machine_is_as_it_is(host: str, tmp_path: Path) -> None:
    name_database(tmp_path, f"postgresql://office@{host}/foedus")
    assert database_of(tmp_path)["OPTIONS"] == {"application_name": "foedus"}


@pytest.mark.parametrize(
    "said, kept",
    [
        ("", {"sslmode": "verify-full", "sslrootcert": "system"}),
        ("?sslrootcert=/own.pem", {"sslmode": "verify-full", "sslrootcert": "/own.pem"}),
        ("?sslmode=disable", {"sslmode": "disable"}),
    ],
)
def test_line_to_another_machine_is_encrypted_and_proved_unless_somebody_said_otherwise(
    said: str, kept: dict[str, str], tmp_path: Path
) -> None:
    name_database(tmp_path, f"postgresql://office@localhost,db.example/foedus{said}")
    assert database_of(tmp_path)["OPTIONS"] == {"application_name": "foedus", **kept}


def test_name_may_hold_a_password_and_is_for_its_owner_alone(tmp_path: Path) -> None:
    name_database(tmp_path, URL)
    assert stat.S_IMODE((tmp_path / "database").stat().st_mode) == 0o600


def test_name_taken_away_leaves_the_file(tmp_path: Path) -> None:
    name_database(tmp_path, URL)
    name_database(tmp_path, None)
    name_database(tmp_path, None)
    assert (named(tmp_path), list(tmp_path.iterdir())) == (None, [])


def test_web_processes_share_connections(tmp_path: Path) -> None:
    name_database(tmp_path, URL)
    assert database_of(tmp_path, is_pooled=True)["OPTIONS"]["pool"]["max_size"] > 1


@pytest.mark.parametrize("line", ["foedus", "mysql://office@db/foedus", "postgresql://office@db", "postgresql://%zz/x"])
def test_line_that_names_no_database_is_refused(tmp_path: Path, line: str) -> None:
    (tmp_path / "database").write_text(line)
    with pytest.raises(DatabaseNameError, match="not-an-address"):
        database_of(tmp_path)
