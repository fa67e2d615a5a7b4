"""The one table of errors: each class of the layers below, and how people are told; it judges nothing."""

from typing import Final

from django.db.utils import DatabaseError

from foedus.cli.border_wording import BORDER, Wording
from foedus.cli.language import N_
from foedus.cli.office_wording import OFFICE
from foedus.cli.reasons import LINES
from foedus.store.cooperation import UnknownActError
from foedus.store.keyring import KeyringError
from foedus.store.node import HomeError
from foedus.store.rebuild import RebuildError

_STORE: Final[dict[type[Exception], Wording]] = {
    HomeError: Wording(
        N_("{reason}."),
        kept=N_("Nothing was written."),
        reasons={
            "no-node-here": N_("There is no office's copy in {home}"),
            "home-not-empty": N_("The folder {home} is not empty"),
            "home-not-writable": N_("The folder {home} cannot be written ({detail})"),
            "home-read-only": N_("You may not write in the folder {home}"),
            "database-unreadable": N_("The office's copy in {home} cannot be opened ({detail})"),
        },
        now=N_("See to the folder and its permissions."),
        nows={
            "no-node-here": N_("Name its folder with --home or FOEDUS_HOME, or begin one: foedus init CODE NAME."),
            "home-not-empty": N_("Choose a folder that is empty or not there yet, with --home or FOEDUS_HOME."),
            "database-unreadable": N_(
                "If its disk is whole, restore the folder from a copy; what was dispatched can be had again from the "
                "other Parties."
            ),
        },
    ),
    KeyringError: Wording(
        N_("The keys cannot be used: {reason}."),
        kept=N_("Nothing was signed; this office's copy is as it was."),
        reasons={
            "key-file-missing": N_("{file} is not there"),
            "key-file-broken": N_("{file} is damaged"),
            "passphrase-missing": N_("they are protected, and no passphrase was given"),
            "passphrase-wrong": N_("the passphrase does not open them"),
            "key-missing": N_("the key {thumbprint}, which is in force, is not in this folder"),
        },
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
        N_("{reason}."),
        reasons={
            "unknown-entry": N_("No entry {hash} is here"),
            "unknown-act": N_("No entry holds {act}"),
            "not-a-version": N_("{act} is no text"),
        },
        now=N_("See what there is with foedus records and foedus history."),
    ),
    RebuildError: Wording(
        N_("An entry that is kept here does not verify any more: {reason}."),
        kept=N_("Nothing was changed."),
        reasons=LINES,
        now=N_(
            "The file was changed behind the program's back. Restore the folder from a copy, or begin anew and take in "
            "what the other Parties hold."
        ),
    ),
    DatabaseError: Wording(
        N_("The database refused: {detail}."),
        kept=N_("What was finished before is kept; the unfinished step left no trace."),
        now=N_("See that the disk has room and no other foedus command is running, then give the same command again."),
        facts=lambda error: {"detail": str(error)},
    ),
}


WORDINGS: Final[dict[type[Exception], Wording]] = {**BORDER, **OFFICE, **_STORE}
