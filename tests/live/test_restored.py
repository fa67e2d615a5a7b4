"""A copy restored from an old backup signs nothing until it has its own entries back, or has recovered without."""

import shutil
from pathlib import Path

import pytest

from foedus.office import own_keys
from foedus.office.errors import GuardError
from foedus.store.home import name_database, named
from tests.databases import keep_aside
from tests.live.office import Office, joined
from tests.live.test_lines import QUIET


def keep(office: Office) -> Path:
    """A home as it stands now, with its database."""
    return keep_aside(office.home, office.folder / "kept")


def restore(office: Office, kept: Path) -> None:
    """Put the database that was kept in the place of the office's; its keys, and what was last signed, stay."""
    office.reopen()
    name_database(office.home, named(kept))
    for file in office.home.glob("foedus.db*"):
        file.unlink()
    for file in kept.glob("foedus.db*"):
        shutil.copyfile(file, office.home / file.name)


def test_restored_copy_gets_its_own_entries_back_and_goes_on(tmp_path: Path) -> None:
    italy, azerbaijan = joined(tmp_path, "ITA", "AZE")
    italy.reaches(azerbaijan)
    kept = keep(italy)
    with azerbaijan.served(QUIET):
        for number in range(3):
            italy.state(f"Aperto {number}")
        italy.calls(azerbaijan)
        restore(italy, kept)
        with pytest.raises(GuardError) as refused:
            italy.state("Aperto troppo presto")
        told = italy.calls(azerbaijan)
        italy.state("Aperto di nuovo")
        italy.calls(azerbaijan)
    assert (refused.value.reason, told.taken) == ("copy-behind", 3)
    assert italy.entries() == azerbaijan.entries() == {"AZE": 1, "ITA": 5}


def test_served_copy_that_was_restored_gets_them_when_it_is_called(tmp_path: Path) -> None:
    italy, azerbaijan = joined(tmp_path, "ITA", "AZE")
    kept = keep(italy)
    italy.state("Aperto")
    azerbaijan.reaches(italy)
    with italy.served(QUIET):
        azerbaijan.calls(italy)
    restore(italy, kept)
    with italy.served(QUIET):
        azerbaijan.state("Açıldı")
        told = azerbaijan.calls(italy)
    assert (told.failure, told.rounds) == (None, 2)
    assert italy.entries() == azerbaijan.entries() == {"AZE": 2, "ITA": 2}


def test_entries_that_nobody_has_are_gone_on_from_by_recovery(tmp_path: Path) -> None:
    italy, azerbaijan = joined(tmp_path, "ITA", "AZE")
    italy.reaches(azerbaijan)
    kept = keep(italy)
    italy.state("Aperto, e mai inviato")
    restore(italy, kept)
    with azerbaijan.served(QUIET):
        told = italy.calls(azerbaijan)
        with pytest.raises(GuardError):
            italy.state("Aperto troppo presto")
        own_keys.recover(italy.desk.node, [italy.desk.coop])
        italy.state("Aperto di nuovo")
        last = italy.calls(azerbaijan)
    assert (told.failure, told.taken, last.failure) == (None, 0, None)
    assert italy.entries() == azerbaijan.entries() == {"AZE": 1, "ITA": 3}
