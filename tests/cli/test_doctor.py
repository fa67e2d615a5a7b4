"""`foedus doctor` tells what is wrong and what to do, in two languages, and ends with 1 where something is."""

from pathlib import Path

import pytest

from foedus.office.checkup import Finding
from foedus.phrases.checkup import CHECKS
from tests.cli.office import Office
from tests.databases import ON_FILE_ALONE, WRONG_HERE
from tests.web.test_mailing import Postbox, postbox

__all__ = ["postbox"]


def test_office_of_which_nothing_is_wrong_is_told_so_and_once_it_is_what_to_do(
    tmp_path: Path, either_database: str
) -> None:
    office = Office(tmp_path, "ITA").begin()
    here = WRONG_HERE[either_database]
    found = office.facts("doctor", status=len(here))
    assert [one["reason"] for one in found if one["how"] not in {"ok", "look"}] == here
    assert {one["check"] for one in found} <= set(CHECKS)
    (office.home / "keys" / "signing-key").chmod(0o644)
    told = office.run("doctor", status=1, lang="it")
    assert f"chmod 600 {office.home}/keys/signing-key" in " ".join(told.split())
    assert told.splitlines()[-1].startswith(f"Guasti: {1 + len(here)}.")
    told = office.run("doctor", "--failed", "foedus-backup.service", status=1)
    assert told.splitlines()[-1].startswith("No administrator was mailed: mail is not set up")


@ON_FILE_ALONE
def test_office_whose_database_is_no_database_is_told_so(
    tmp_path: Path, postbox: Postbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    office = Office(tmp_path, "ITA").begin()
    for file in office.home.glob("foedus.db*"):
        file.unlink()
    (office.home / "foedus.db").write_bytes(b"this is no database" * 500)
    wrong = {one["check"]: one["reason"] for one in office.facts("doctor", status=1) if one["how"] == "wrong"}
    assert wrong["database"] == "database-unreadable"
    assert wrong["workbench"] == "workbench-broken"
    log = tmp_path / "log"
    log.write_text("The database does not open.\n")
    monkeypatch.setenv("FOEDUS_SMTP", f"smtp+plain://127.0.0.1:{postbox.port}")
    monkeypatch.setenv("FOEDUS_TROUBLE_MAIL", "room@office.example")
    told = office.run("doctor", "--failed", "foedus.service", "--log", str(log), status=1)
    assert told.splitlines()[-1] == "1 administrator was mailed."
    (mail,) = postbox.mails
    assert (mail["to"], "\nThe database does not open." in mail.get_content()) == ("room@office.example", True)


@ON_FILE_ALONE
def test_folder_without_a_copy_is_told_so(tmp_path: Path) -> None:
    office = Office(tmp_path, "ITA")
    assert [one["reason"] for one in office.facts("doctor", status=1)] == ["versions", "no-copy"]


def test_backup_that_was_made_and_verified_is_remembered(tmp_path: Path, either_database: str) -> None:
    office = Office(tmp_path, "ITA").begin()
    reasons = []
    for command in (
        (),
        ("backup", "make", str(tmp_path / "sample.zip")),
        ("backup", "verify", str(tmp_path / "sample.zip")),
    ):
        if command:
            office.run(*command)
        found = office.facts("doctor", status=len(WRONG_HERE[either_database]))
        reasons += [one["reason"] for one in found if one["check"] == "backup"]
    assert reasons == ["no-backup", "backup-unverified", "backup"]


@ON_FILE_ALONE
def test_finding_is_a_fact_that_programs_read() -> None:
    assert Finding("clock", "ok", "clock").facts == {}
