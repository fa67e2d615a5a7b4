"""Says what went wrong with the office's copy on the disk: its folder, its keys, its database; it judges nothing."""

from typing import Final

from django.db.utils import DatabaseError

from foedus.office.errors import KeyringError
from foedus.phrases.language import N_
from foedus.phrases.reasons import LINES
from foedus.phrases.wording import Phrase
from foedus.store.backup import BackupError
from foedus.store.cooperation import UnknownActError
from foedus.store.database import DatabaseFormError, DatabaseNameError
from foedus.store.home import HomeError
from foedus.store.moving import MoveError
from foedus.store.rebuild import RebuildError

PHRASES: Final[dict[type[Exception], Phrase]] = {
    HomeError: Phrase(
        N_("{reason}."),
        kept=N_("Nothing was written."),
        reasons={
            "no-node-here": N_("There is no office's copy in {home}"),
            "home-not-empty": N_("The folder {home} is not empty"),
            "home-not-writable": N_("The folder {home} cannot be written ({detail})"),
            "home-read-only": N_("You may not write in the folder {home}"),
            "database-unreadable": N_("The office's copy in {home} cannot be opened ({detail})"),
            "database-unreachable": N_("The database server that keeps the copy in {home} does not answer ({detail})"),
            "database-not-empty": N_("The database holds an office's copy already"),
        },
    ),
    DatabaseNameError: Phrase(
        N_("The address of the database cannot be read: {reason}."),
        kept=N_("Nothing was written."),
        reasons={"not-an-address": N_("it has not the form {scheme}USER@HOST/NAME")},
    ),
    DatabaseFormError: Phrase(
        N_("The database server keeps texts in a way that does not fit: {reason}."),
        kept=N_("Nothing was written."),
        reasons={
            "another-encoding": N_("its database is not in UTF-8 but in {encoding}"),
            "another-order": N_("its database puts texts in another order than that of their letters' numbers"),
        },
    ),
    MoveError: Phrase(
        N_("The copy cannot be moved there: {reason}."),
        kept=N_("Nothing was lost: this office's copy is where it was."),
        reasons={
            "holds-another": N_("the database holds something else already ({tables})"),
            "not-the-same": N_("what arrived is not what was sent ({tables})"),
            "unknown-tables": N_("it has tables that this program does not know ({tables})"),
        },
    ),
    KeyringError: Phrase(
        N_("The keys cannot be used: {reason}."),
        kept=N_("Nothing was signed; this office's copy is as it was."),
        reasons={
            "key-file-missing": N_("{file} is not there"),
            "key-file-broken": N_("{file} is damaged"),
            "passphrase-missing": N_("they are protected, and no passphrase was given"),
            "passphrase-wrong": N_("the passphrase does not open them"),
            "machine-too-slow": N_("this machine has too much else to do to open {file}; try again in a while"),
            "key-missing": N_("the key {thumbprint}, which is in force, is not in this folder"),
        },
    ),
    UnknownActError: Phrase(
        N_("{reason}."),
        reasons={
            "unknown-entry": N_("No entry {hash} is here"),
            "unknown-act": N_("No entry holds {act}"),
            "not-a-version": N_("{act} is no text"),
        },
    ),
    RebuildError: Phrase(
        N_("An entry that is kept here does not verify any more: {reason}."),
        kept=N_("Nothing was changed."),
        reasons=LINES,
    ),
    BackupError: Phrase(
        N_("The backup cannot be used: {reason}."),
        reasons={
            "not-a-backup": N_("it is no backup of an office's copy, or it is damaged"),
            "another-form": N_("it is of a form that this program does not know ({form})"),
            "file-missing": N_("{file} is missing in it"),
            "file-changed": N_("{file} is not the one that its list of contents names"),
            "too-large": N_("it is larger than is allowed ({limit} bytes)"),
            "database-damaged": N_("its database is damaged ({detail})"),
            "home-not-empty": N_("the folder {home} is not empty"),
        },
    ),
    DatabaseError: Phrase(
        N_("The database refused: {detail}."),
        kept=N_("What was finished before is kept; the unfinished step left no trace."),
    ),
}
