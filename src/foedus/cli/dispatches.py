"""`foedus export` and `foedus import`: dispatches out and in; what in them counts is not decided here."""

from pathlib import Path

import click
import msgspec

from foedus.cli import page
from foedus.cli.commands import Option, command
from foedus.cli.desk import Desk, pass_desk, with_json, with_passphrase
from foedus.cli.language import N_, _


@command("export")
@click.argument("cooperation", metavar="COOPERATION")
@click.option(
    "-o",
    "--out",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="FILE",
    cls=Option,
    help=N_("Where to write the dispatch; else a name of its own, here."),
)
@click.option(
    "--to", multiple=True, metavar="CODE", cls=Option, help=N_("Only to this Party; may be given several times.")
)
@click.option("--plain", is_flag=True, cls=Option, help=N_("The whole cooperation, unencrypted: for an auditor."))
@click.option(
    "--whole",
    is_flag=True,
    cls=Option,
    help=N_("All of it, not only what they lack: for a Party that lost its copy."),
)
@with_passphrase
@with_json
@pass_desk
def export(
    desk: Desk, *, cooperation: str, out: Path | None, to: tuple[str, ...], plain: bool, whole: bool, as_json: bool
) -> None:
    """Write a dispatch for the other Parties: everything that they lack, encrypted to them.

    Send the file by mail, on a stick, as you like. It may be lost, late, or arrive twice: the next one makes up for it.
    """
    from foedus.office import dispatching

    coop = desk.cooperation(cooperation)
    target = out or Path(dispatching.file_name(desk.node, coop, is_plain=plain))
    sent = dispatching.export(desk.node, coop, target, is_plain=plain, is_whole=whole, to=to)
    if as_json:
        page.print_json(msgspec.to_builtins(sent))
        return
    page.heading(_("Dispatch written: {file}").format(file=sent.file))
    entries = ", ".join(f"{code} {number}" for code, number in sorted(sent.entries.items()))
    page.facts(
        [
            (_("For"), ", ".join(sent.to) if sent.is_encrypted else _("anyone who reads it (unencrypted)")),
            (_("Entries"), entries or _("none that they lack")),
            (_("Files"), str(sent.blobs) if sent.blobs else ""),
            (_("Encrypted"), _("to its receivers") if sent.is_encrypted else _("NO: whoever has the file reads it")),
        ],
        indent=1,
    )


@command("import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path), metavar="FILE")
@with_passphrase
@with_json
@pass_desk
@click.pass_context
def import_(ctx: click.Context, desk: Desk, file: Path, as_json: bool) -> None:
    """Take in a dispatch, and say in plain words what changed and who has to answer.

    Every signature is checked. What does not verify is refused, line by line, and the rest is taken in; the command
    then ends with 1. Taking the same dispatch in twice changes nothing.
    """
    from foedus.cli.receiving import tell_received
    from foedus.office import receiving

    with page.progress(_("Taking in")) as step:
        received = receiving.receive(desk.node, file, progress=step)
    if as_json:
        page.print_json(msgspec.to_builtins(received))
    else:
        tell_received(received)
    ctx.exit(1 if received.refused else 0)
