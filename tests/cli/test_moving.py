"""The copy moves to a server and back by command."""

from pathlib import Path

from tests.cli.office import Office
from tests.databases import ON_FILE_ALONE
from tests.postgres import shared


@ON_FILE_ALONE
def test_copy_is_moved_to_a_server_and_back(tmp_path: Path) -> None:
    office = Office(tmp_path, "ITA").begin()
    office.run("partnership", "found", "Sample", "--expected", "AZE=Azerbaijan")
    before = office.facts("partnership", "list")
    server = shared()
    server.ask("CREATE DATABASE by_command")
    address = server.address("by_command")
    there = office.facts("move-database", address)
    assert (set(there), there["rows"] > 0) == ({"rows", "digest", "kept"}, True)
    assert (office.home / "database").read_text() == f"{address}\n"
    assert office.facts("partnership", "list") == before
    assert "is there already" in office.run("move-database", address)
    back = office.facts("move-database", "file")
    assert (back["digest"], back["kept"]) == (there["digest"], address)
    assert office.facts("partnership", "list") == before
    server.ask("DROP DATABASE by_command WITH (FORCE)")


def test_address_that_is_none_is_told_in_words(tmp_path: Path) -> None:
    office = Office(tmp_path, "ITA").begin()
    told = " ".join(office.run("move-database", "somewhere", status=1, lang="it").split())
    assert "non ha la forma postgresql://UTENTE@HOST/NOME" in told


@ON_FILE_ALONE
def test_office_begins_on_a_server(tmp_path: Path) -> None:
    server = shared()
    server.ask("CREATE DATABASE begun_there")
    office = Office(tmp_path, "ITA")
    office.run("init", "ITA", "Sample", "--database", server.address("begun_there"))
    assert not (office.home / "foedus.db").exists()
    assert office.facts("card")["code"] == "ITA"
    server.ask("DROP DATABASE begun_there WITH (FORCE)")
