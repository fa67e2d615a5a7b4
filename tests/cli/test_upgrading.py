"""A copy whose tables are those of two versions ago is backed up, and brought up to date as it is served."""

import os
import subprocess
import sys
from pathlib import Path

from django.core.management import call_command
from django.db import connections

from foedus.store.database import attach, disconnect
from foedus.store.home import database_of
from tests.cli.office import Office
from tests.databases import WRONG_HERE, keep_from_others

BEFORE = {"foedus_web": "0006", "foedus_store": "0007"}


def served_once(office: Office, *options: str) -> str:
    """Begin to serve as a start of the service does, up to its tables."""
    command = [str(Path(sys.executable).with_name("foedus")), "--home", str(office.home), "serve", *options]
    surroundings = {name: value for name, value in os.environ.items() if name != "DJANGO_SETTINGS_MODULE"}
    return subprocess.run(command, env=surroundings, check=True, capture_output=True, text=True).stdout


def test_older_copy_is_backed_up_brought_up_to_date_and_its_backup_too(tmp_path: Path, either_database: str) -> None:
    office, not_of_this_test = Office(tmp_path, "ITA").begin(), WRONG_HERE[either_database]
    keep_from_others(office.database)
    office.run("partnership", "found", "Sample", "--expected", "AZE=Azerbaijan")
    office.run("draft", "AZE", "milestone", "--set", "what=Sample")
    office.run("declare", "AZE", "d1", "--yes")
    served_once(office, "--new-administrator")
    before = office.facts("partnership", "list"), office.facts("records", "AZE")
    old = attach(database_of(office.home))
    for app, version in BEFORE.items():
        call_command("migrate", app, version, database=old.alias, verbosity=0)
    disconnect(old)
    wrong = [one["reason"] for one in office.facts("doctor", status=1) if one["how"] == "wrong"]
    file = str(tmp_path / "before.zip")
    office.run("backup", "make", file)
    office.run("backup", "verify", file)
    connections.close_all()  # each of these commands ends a process of its own where people give it
    served_once(office, "--new-administrator")
    assert wrong == ["tables-old", *not_of_this_test, "workbench-old"]
    assert (office.facts("partnership", "list"), office.facts("records", "AZE")) == before
    found = office.facts("doctor", status=len(not_of_this_test))
    assert [one["reason"] for one in found if one["how"] == "wrong"] == not_of_this_test
    again = Office(tmp_path, "AGAIN")
    again.run("backup", "restore", file)
    assert (again.facts("partnership", "list"), again.facts("records", "AZE")) == before
