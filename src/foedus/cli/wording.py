"""The one table of errors: each class of the layers below, and how people are told; it judges nothing."""

from typing import Final

from django.db.utils import DatabaseError

from foedus.cli.border_wording import BORDER
from foedus.cli.language import N_
from foedus.cli.office_wording import OFFICE
from foedus.cli.reasons import Wording
from foedus.office.errors import KeyringError
from foedus.phrases.store import PHRASES
from foedus.store.backup import BackupError
from foedus.store.cooperation import UnknownActError
from foedus.store.database import DatabaseFormError, DatabaseNameError
from foedus.store.home import HomeError
from foedus.store.moving import MoveError
from foedus.store.rebuild import RebuildError

_STORE: Final[dict[type[Exception], Wording]] = {
    HomeError: Wording(
        PHRASES[HomeError],
        now=N_("See to the folder and its permissions."),
        nows={
            "no-node-here": N_("Name its folder with --home or FOEDUS_HOME, or begin one: foedus init CODE NAME."),
            "home-not-empty": N_("Choose a folder that is empty or not there yet, with --home or FOEDUS_HOME."),
            "database-unreadable": N_(
                "If its disk is whole, restore the folder from a copy; what was dispatched can be had again from the "
                "other Parties."
            ),
            "database-unreachable": N_("See that the server runs and that the file database in the folder names it."),
            "database-not-empty": N_("Name an empty database of its own with --database."),
        },
    ),
    DatabaseNameError: Wording(
        PHRASES[DatabaseNameError],
        now=N_("Correct it where it was given: --database, or the file database in the folder."),
    ),
    DatabaseFormError: Wording(
        PHRASES[DatabaseFormError],
        now=N_("Make the database with: CREATE DATABASE foedus TEMPLATE template0 ENCODING 'UTF8' LOCALE 'C.UTF-8'."),
    ),
    MoveError: Wording(
        PHRASES[MoveError],
        now=N_("Make an empty database and name it, or see to the disks and give the same command again."),
        nows={"unknown-tables": N_("Take them out first; no table of another program may stand in this database.")},
    ),
    KeyringError: Wording(
        PHRASES[KeyringError],
        now=N_(
            "Restore the folder of the keys from its copy. If there is none, the recovery key that you printed helps."
        ),
        nows={
            "passphrase-missing": N_("Give it in FOEDUS_PASSPHRASE, with --passphrase-file, or on a terminal."),
            "passphrase-wrong": N_(
                "Give the command again with the right one: FOEDUS_PASSPHRASE or --passphrase-file."
            ),
        },
    ),
    UnknownActError: Wording(
        PHRASES[UnknownActError], now=N_("See what there is with foedus records and foedus history.")
    ),
    RebuildError: Wording(
        PHRASES[RebuildError],
        now=N_(
            "The file was changed behind the program's back. Restore the folder from a copy, or begin anew and take in "
            "what the other Parties hold."
        ),
    ),
    BackupError: Wording(
        PHRASES[BackupError],
        now=N_("Take another backup, or make one now: foedus backup make FILE."),
        nows={"home-not-empty": N_("Choose a folder that is empty or not there yet, with --home or FOEDUS_HOME.")},
    ),
    DatabaseError: Wording(
        PHRASES[DatabaseError],
        now=N_("See that the disk has room and no other foedus command is running, then give the same command again."),
        facts=lambda error: {"detail": str(error)},
    ),
}


WORDINGS: Final[dict[type[Exception], Wording]] = {**BORDER, **OFFICE, **_STORE}
