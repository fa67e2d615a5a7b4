"""`foedus move-database`: moves this office's copy to a server's database, or back into a file; it moves no key."""

import os
from pathlib import Path
from typing import Final

import click
import msgspec

from foedus.cli import page
from foedus.cli.commands import command
from foedus.cli.desk import Desk, pass_desk, with_json
from foedus.cli.language import _

FILE: Final = "file"
_THRICE: Final = 3


@command("move-database")
@click.argument("to", metavar="ADDRESS|file")
@with_json
@pass_desk
def move_database(desk: Desk, to: str, as_json: bool) -> None:
    """Move this office's copy to another database: one of a PostgreSQL server, or back into a file.

    ADDRESS is that of an empty database, postgresql://USER@HOST/NAME; the word file stands for a file in the folder.
    End foedus serve before, and start it again afterwards. Everything is moved and compared, row by row, before the
    folder names the new database; the old one is kept as it was, closed to changes. Interrupted, give the same command
    again.
    """
    know_every_table(desk)
    from foedus.store import moving

    url = None if to == FILE else to
    with page.progress(_("Moving rows"), _THRICE * moving.rows_in(desk.home)) as step:
        moved = moving.move(desk.home, url, step)
    if as_json:
        page.print_json(msgspec.to_builtins(moved) if moved is not None else {})
        return
    if moved is None:
        page.paragraph(_("This office's copy is there already; nothing was moved."))
        return
    page.heading(_("This office's copy was moved."))
    page.facts(
        [
            (_("Rows"), str(moved.rows)),
            (_("Check sum of both"), moved.digest),
            (_("The old database"), moved.kept),
        ],
        indent=1,
    )
    page.paragraph(_("Start foedus serve again. Once you have made a backup, the old database can be deleted."))


def know_every_table(desk: Desk) -> None:
    """Let Django know the workbench's tables too."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "foedus.web.settings"
    os.environ["FOEDUS_HOME"] = str(Path(desk.home).resolve())
    import django

    django.setup()
