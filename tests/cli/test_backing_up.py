"""A backup by command: made, checked, put back; what was signed after it is brought back by the others."""

from pathlib import Path

from tests.cli.office import Office


def test_backup_is_made_checked_and_restored(tmp_path: Path) -> None:
    office = Office(tmp_path, "ITA").begin()
    office.run("partnership", "found", "Sample", "--expected", "AZE=Azerbaijan")
    file = str(tmp_path / "sample.zip")
    assert f"written to {file}" in " ".join(office.run("backup", "make", file).split())
    told = office.facts("backup", "verify", file)
    digest = office.facts("partnership", "list")[0]["digest"]
    assert [(one["name"], one["digest"], one["entries"]) for one in told["cooperations"]] == [("AZE", digest, 1)]
    again = Office(tmp_path, "AGAIN")
    again.run("backup", "restore", file)
    assert again.facts("partnership", "list") == office.facts("partnership", "list")


def test_backup_is_told_in_words(tmp_path: Path) -> None:
    office = Office(tmp_path, "ITA").begin()
    office.run("partnership", "found", "Sample", "--expected", "AZE=Azerbaijan")
    office.run("backup", "make", str(tmp_path / "sample.zip"))
    told = office.run("backup", "verify", str(tmp_path / "sample.zip"), lang="it")
    assert told.splitlines()[0] == "Il salvataggio è integro."
    assert "NON PROTETTE" in told


def test_backup_does_not_overwrite_a_file(tmp_path: Path) -> None:
    office = Office(tmp_path, "ITA").begin()
    (tmp_path / "sample.zip").write_text("mine")
    assert "is there already" in office.run("backup", "make", str(tmp_path / "sample.zip"), status=1)
    assert (tmp_path / "sample.zip").read_text() == "mine"


def test_backup_is_not_restored_over_a_copy(tmp_path: Path) -> None:
    office = Office(tmp_path, "ITA").begin()
    office.run("backup", "make", str(tmp_path / "sample.zip"))
    assert "is not empty" in " ".join(office.run("backup", "restore", str(tmp_path / "sample.zip"), status=1).split())
