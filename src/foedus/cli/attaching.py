"""`foedus file`: attaches files to a cooperation, opens them, has them erased; what may be erased, others decide."""

import errno
import mimetypes
import os
from pathlib import Path

import click

from foedus.cli import page
from foedus.cli.commands import Command, Group, Option
from foedus.cli.desk import Desk, pass_desk, with_json, with_passphrase
from foedus.cli.language import N_, _
from foedus.cli.terms import noted, with_checks


@click.group("file", cls=Group)
def file() -> None:
    """Attach files to texts, open them, or have them erased."""


@file.command("attach", cls=Command)
@click.argument("cooperation", metavar="COOPERATION")
@click.argument("path", type=click.Path(exists=True, dir_okay=False, path_type=Path), metavar="FILE")
@click.option("--to", "draft", metavar="DRAFT", cls=Option, help=N_("Add it to the attachments of this draft."))
@with_json
@pass_desk
def attach(desk: Desk, cooperation: str, path: Path, draft: str | None, as_json: bool) -> None:
    """Keep a file in this office, so that a text can refer to it; its true name stands inside it alone.

    Persons are named in files only, never in a text.
    """
    from foedus.cli.numbers import draft_number
    from foedus.office import drafts, files

    coop = desk.cooperation(cooperation)
    view = drafts.view(desk.node, coop, draft_number(draft)) if draft else None
    media_type = mimetypes.guess_type(path.name)[0] or "application/octet-stream"
    reference = files.attach(desk.node, coop, path.read_bytes(), name=path.name, media_type=media_type)
    if view is not None:
        attachments = [*view.body.get("attachments", ()), reference]
        drafts.change(desk.node, view.number, fields={"attachments": attachments})
    if as_json:
        page.print_json(reference)
        return
    page.facts([(_("Kept as"), reference["blob"]), (_("Added to"), f"d{view.number}" if view is not None else "")])


@file.command("open", cls=Command)
@click.argument("cooperation", metavar="COOPERATION")
@click.argument("blob", metavar="IDENTIFIER")
@click.option(
    "-o", "--out", type=click.Path(dir_okay=False, path_type=Path), metavar="FILE", cls=Option,
    help=N_("Where to write it; else under its own name, here."),
)  # fmt: skip
@with_json
@pass_desk
def open_(desk: Desk, cooperation: str, blob: str, out: Path | None, as_json: bool) -> None:
    """Write a file that a text refers to, under its own name."""
    from foedus.office import files

    found = files.open_file(desk.node, desk.cooperation(cooperation), blob)
    target = out or Path(Path(found.name).name)
    if out is None and target.exists():
        raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), str(target))
    target.write_bytes(found.content)
    if as_json:
        page.print_json({"file": str(target), "name": found.name, "type": found.media_type})
        return
    page.line(_("Written to {file}.").format(file=target))


@file.command("erase", cls=Command)
@click.argument("cooperation", metavar="COOPERATION")
@click.argument("blob", metavar="IDENTIFIER")
@click.option("--reason", required=True, cls=Option, help=N_("Why; the other Parties read it."))
@with_checks
@with_passphrase
@with_json
@pass_desk
def erase(desk: Desk, *, cooperation: str, blob: str, reason: str, is_checked: bool, yes: bool, as_json: bool) -> None:
    """Have a file erased that only this Party refers to, here and wherever it is held.

    The texts that refer to it stay as they were signed.
    """
    from foedus.cli import signing
    from foedus.office import files

    coop = desk.cooperation(cooperation)
    if not yes:
        click.confirm(_("Have it erased for good, here and at the other Parties?"), abort=True, err=True)
    signing.sign(
        lambda checked: files.erase(desk.node, coop, blob, noted(reason) or {}, personal_confirmed=checked),
        is_checked=is_checked,
        as_json=as_json,
        yes=True,
    )
