"""`foedus keys`: shows whose keys are in force, changes this Party's, and recovers; it holds no secret itself."""

import click
import msgspec

from foedus.cli import page
from foedus.cli.commands import Command, Group, Option
from foedus.cli.desk import Desk, pass_desk, with_json, with_passphrase
from foedus.cli.language import N_, _


@click.group("keys", cls=Group)
def keys() -> None:
    """Show the Parties' keys, change this Party's, or recover with the recovery key."""


@keys.command("list", cls=Command)
@click.argument("cooperation", metavar="COOPERATION")
@with_json
@pass_desk
def list_(desk: Desk, cooperation: str, as_json: bool) -> None:
    """List the Parties' keys, with the words by which they are compared on the telephone."""
    from foedus.office import partnerships

    view = partnerships.view(desk.node, desk.cooperation(cooperation))
    if as_json:
        shown = {party.code: {"thumbprint": party.thumbprint, "words": party.words} for party in view.parties}
        page.print_json(msgspec.to_builtins(shown))
        return
    for party in view.parties:
        page.heading(f"{party.code}  {party.name}")
        page.facts([(_("Key"), party.thumbprint), (_("Words for the telephone"), " ".join(party.words))], indent=1)


@keys.command("rotate", cls=Command)
@click.argument("cooperation", metavar="COOPERATION")
@with_passphrase
@with_json
@pass_desk
def rotate(desk: Desk, cooperation: str, as_json: bool) -> None:
    """Go on with a new signing key in a cooperation; the others are told, and compare it anew.

    The folder of the keys changes: copy it again to its safe place.
    """
    from foedus.cli import signing
    from foedus.office import own_keys

    signing.tell_signed(own_keys.rotate(desk.node, desk.cooperation(cooperation)), as_json=as_json)


@keys.command("recover", cls=Command)
@click.argument("cooperation", metavar="COOPERATION")
@click.option(
    "--from",
    "entry",
    metavar="HASH",
    cls=Option,
    help=N_("Go on from this entry of ours; else from the longest."),
)
@click.option("--yes", is_flag=True, cls=Option, help=N_("Do not ask."))
@with_passphrase
@with_json
@pass_desk
def recover(desk: Desk, cooperation: str, entry: str | None, yes: bool, as_json: bool) -> None:
    """Set new keys with the recovery key: after a theft, a loss, or where this office's registers conflict.

    The file recovery-key must be in the folder of the keys again. What this Party had said on a register that it does
    not go on with counts no more, except what was agreed.
    """
    from foedus.office import own_keys

    coop = desk.cooperation(cooperation)
    if not yes:
        click.confirm(_("Set new keys for the cooperation {name}?").format(name=coop.name), abort=True, err=True)
    signed = own_keys.recover(desk.node, coop, entry)
    if as_json:
        page.print_json(msgspec.to_builtins(signed))
        return
    page.heading(_("Recovered: entry {number}").format(number=signed.seq))
    page.paragraph(
        _("Copy the folder of the keys to its safe place again, and let the other Parties compare the new key.")
    )
