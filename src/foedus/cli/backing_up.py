"""`foedus backup`: makes, checks and restores a backup of an office's copy; it knows no way to change one."""

from pathlib import Path
from typing import TYPE_CHECKING

import click
import msgspec

from foedus.cli import page
from foedus.cli.commands import Command, Group
from foedus.cli.desk import Desk, pass_desk, with_json
from foedus.cli.language import _, ngettext
from foedus.cli.moving import know_every_table

if TYPE_CHECKING:
    from foedus.store.backup import Backup

_OLD_FILE = click.Path(exists=True, dir_okay=False, path_type=Path)
_NEW_FILE = click.Path(dir_okay=False, path_type=Path)


@click.group("backup", cls=Group)
def backup() -> None:
    """Make, check and restore a backup of this office's copy and its keys."""


@backup.command("make", cls=Command)
@click.argument("file", metavar="FILE", type=_NEW_FILE)
@pass_desk
def make(desk: Desk, file: Path) -> None:
    """Write this office's copy into one file: its database and its keys, as they are protected on the disk.

    The copy may be in use meanwhile. Whoever holds the file and the passphrase can sign in your name: keep it as
    safe as the keys. A file that is there already is not overwritten.
    """
    know_every_table(desk)
    from foedus.store import backup as store
    from foedus.store.checkup import note_backup
    from foedus.store.node import now

    desk.open()
    with file.open("xb") as target:
        file.chmod(0o600)
        store.make(desk.home, target, now())
    note_backup(desk.home, file.resolve(), now())
    page.paragraph(_("The backup is written to {file}.").format(file=file))
    page.paragraph(_("See that it is whole: foedus backup verify {file}").format(file=file))


@backup.command("verify", cls=Command)
@click.argument("file", metavar="FILE", type=_OLD_FILE)
@with_json
@pass_desk
def verify(desk: Desk, file: Path, as_json: bool) -> None:
    """Check a backup whole, on any machine: every file, the database, and the check code of each cooperation.

    A check code that is the one of another copy (foedus check) says that both hold the same agreed texts.
    """
    from foedus.store.setup import start

    start()
    from foedus.store import backup as store
    from foedus.store.checkup import note_verified
    from foedus.store.node import now

    told = store.verify(file)
    note_verified(desk.home, file, now())
    if as_json:
        page.print_json(msgspec.to_builtins(told))
        return
    _tell(told)


def _tell(told: "Backup") -> None:
    page.heading(_("The backup is whole."))
    page.facts(
        [
            (_("Made"), told.at),
            (_("Keys"), _("protected by the passphrase") if told.is_protected else _("UNPROTECTED")),
            (_("Recovery key"), _("in it") if told.has_recovery_key else _("not in it: it is kept elsewhere")),
        ],
        indent=1,
    )
    for one in told.cooperations:
        page.line()
        page.heading(f"{one.name}  {one.title}")
        entries = ngettext("one entry", "{number} entries", one.entries).format(number=one.entries)
        page.facts([(_("Registers"), entries), (_("Check code of all that is agreed"), one.digest)], indent=1)


@backup.command("restore", cls=Command)
@click.argument("file", metavar="FILE", type=_OLD_FILE)
@pass_desk
def restore(desk: Desk, file: Path) -> None:
    """Put a backup in place as this office's copy (--home names the folder, which must be empty or not there).

    A copy that is older than what it last signed does not sign until it has taken in a dispatch from another Party,
    which brings its own entries back.
    """
    from foedus.store.setup import start

    start()
    from foedus.store import backup as store

    store.restore(file, desk.home)
    page.paragraph(_("This office's copy is restored in {home}.").format(home=desk.home))
    page.paragraph(
        _(
            "Before you sign anything, take back what was signed after the backup was made: foedus peer try "
            "COOPERATION, or a dispatch from every other Party. foedus doctor says when all of it is here."
        )
    )
