"""`foedus keys`: shows, compares and changes keys, prints the recovery sheet, recovers; it holds no secret itself."""

import getpass
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click
import msgspec

from foedus.cli import page
from foedus.cli.commands import Command, Group, Option
from foedus.cli.desk import Desk, pass_desk, with_json, with_passphrase
from foedus.cli.key_signing import change_keys, typed, write_sheet
from foedus.cli.language import N_, _

if TYPE_CHECKING:
    from foedus.office.own_keys import OwnKeys
    from foedus.office.ports import Cooperation


@click.group("keys", cls=Group)
def keys() -> None:
    """Show and compare keys, change this Party's, print the recovery sheet, or recover with it."""


@keys.command("list", cls=Command)
@click.argument("cooperation", required=False, metavar="[COOPERATION]")
@with_json
@pass_desk
def list_(desk: Desk, cooperation: str | None, as_json: bool) -> None:
    """List a cooperation's keys, with the words by which they are compared; or this Party's own, in all of them."""
    from foedus.office import own_keys, partnerships

    if cooperation is None:
        _tell_own(own_keys.own_keys(desk.node), has_recovery=desk.node.keyring.has_recovery, as_json=as_json)
        return
    parties = partnerships.parties_of(desk.node, desk.cooperation(cooperation))
    if as_json:
        shown = {
            one.code: {"thumbprint": one.thumbprint, "words": one.words, "compared": one.compared} for one in parties
        }
        page.print_json(msgspec.to_builtins(shown))
        return
    for party in parties:
        page.heading(f"{party.code}  {party.name}")
        page.facts(
            [
                (_("Key"), party.thumbprint),
                (_("Words for the telephone"), " ".join(party.words)),
                (_("Compared"), compared_words(party.compared) if not party.is_us else ""),
            ],
            indent=1,
        )


def _tell_own(held: "Sequence[OwnKeys]", *, has_recovery: bool, as_json: bool) -> None:
    if as_json:
        page.print_json({"recovery_key_here": has_recovery, "cooperations": msgspec.to_builtins(held)})
        return
    for one in held:
        page.heading(one.cooperation.name)
        page.facts(
            [
                (_("Key"), one.thumbprint),
                (_("Words for the telephone"), " ".join(one.words)),
                (_("In force since"), one.since),
                (_("Recovery key"), one.recovery),
                (_("Encryption"), one.age),
                ("", _("this Party has left") if one.has_left else ""),
            ],
            indent=1,
        )
    if has_recovery:
        page.paragraph(
            _(
                "The recovery key is still on this machine. It belongs in a safe: print it with foedus keys sheet, "
                "then remove it with foedus keys remove-recovery."
            )
        )
    else:
        page.paragraph(_("The recovery key is not on this machine. Its sheet must be in your safe."))


def compared_words(comparison: object) -> str:
    """How a key was compared, or that it is not yet."""
    from foedus.office.comparisons import Comparison

    if not isinstance(comparison, Comparison):
        return _("not yet compared")
    told = {"telephone": _("by telephone"), "in-person": _("in person")}[comparison.way]
    text = _("on {day} {way}, by {who}").format(day=comparison.at[:10], way=told, who=comparison.by)
    return _("{text}, with {other}").format(text=text, other=comparison.with_whom) if comparison.with_whom else text


@keys.command("compare", cls=Command)
@click.argument("cooperation", metavar="COOPERATION")
@click.argument("code", metavar="CODE")
@click.option(
    "--way",
    required=True,
    type=click.Choice(["telephone", "in-person"]),
    cls=Option,
    help=N_("How you reach the other side: on a number that you knew before, or face to face."),
)
@click.option("--by", metavar="NAME", cls=Option, help=N_("Who compares here; else your name on this machine."))
@click.option(
    "--with",
    "with_whom",
    required=True,
    metavar="POST",
    cls=Option,
    help=N_("Who reads them out there: a post or an office. It stays in this office."),
)
@click.option(
    "--read-together", is_flag=True, cls=Option, help=N_("You read the words to each other, and they are the same.")
)
@with_json
@pass_desk
def compare(
    desk: Desk,
    *,
    cooperation: str,
    code: str,
    way: str,
    by: str | None,
    with_whom: str,
    read_together: bool,
    as_json: bool,
) -> None:
    """Compare a Party's key with it: type the twelve words that it reads out, and read out your own.

    Until two people have done that, the key shows as not yet compared; a new key is to be compared anew. The other side
    does the same with your key, on its own copy.
    """
    from foedus.office import comparisons, own_keys

    coop = desk.cooperation(cooperation)
    heard = "" if read_together else typed(_("The twelve words that you hear"))
    done = comparisons.compare(
        desk.node,
        coop,
        code,
        way=way,
        by=by or getpass.getuser(),
        with_whom=with_whom,
        heard=heard,
        is_read_together=read_together,
    )
    if as_json:
        page.print_json(msgspec.to_builtins(done))
        return
    page.heading(_("The key of {code} is compared.").format(code=code))
    page.paragraph(_("Now read out yours, and have {code} compare it on its own copy:").format(code=code))
    ours = next(one for one in own_keys.own_keys(desk.node) if one.cooperation.id == coop.id)
    page.line(" ".join(ours.words), 1)


_ALL = click.option("--all", "in_all", is_flag=True, cls=Option, help=N_("In every cooperation, the same new keys."))
_YES = click.option("--yes", is_flag=True, cls=Option, help=N_("Do not ask."))


def _chosen(desk: Desk, names: Sequence[str], *, in_all: bool) -> "tuple[Cooperation, ...]":
    from foedus.office import own_keys

    if bool(names) == in_all:
        raise click.UsageError(_("Name the cooperations, or give --all."))
    return own_keys.present_cooperations(desk.node) if in_all else tuple(desk.cooperation(name) for name in names)


@keys.command("rotate", cls=Command)
@click.argument("cooperations", nargs=-1, metavar="[COOPERATION]...")
@_ALL
@click.option(
    "--what",
    type=click.Choice(["signing", "encryption", "both"]),
    default="signing",
    show_default=True,
    cls=Option,
    help=N_("Which key is to be a new one."),
)
@_YES
@with_passphrase
@with_json
@pass_desk
def rotate(desk: Desk, *, cooperations: tuple[str, ...], in_all: bool, what: str, yes: bool, as_json: bool) -> None:
    """Go on with a new signing key, a new encryption key, or both; the others are told, and compare the key anew.

    Dispatches encrypted to the old encryption key still open. The folder of the keys changes: copy it again to its safe
    place.
    """
    from foedus.office import own_keys
    from foedus.phrases.keys import rotation

    chosen = _chosen(desk, cooperations, in_all=in_all)
    key, age = what != "encryption", what != "signing"
    change_keys(
        lambda: own_keys.rotate(desk.node, chosen, key=key, age=age),
        rotation(key=key, age=age),
        yes=yes,
        as_json=as_json,
    )


@keys.command("recover", cls=Command)
@click.argument("cooperations", nargs=-1, metavar="[COOPERATION]...")
@_ALL
@click.option(
    "--from",
    "entry",
    metavar="HASH",
    cls=Option,
    help=N_("Go on from this entry of ours; else from the longest."),
)
@click.option(
    "--from-sheet",
    is_flag=True,
    cls=Option,
    help=N_("Ask for the words of the recovery sheet, or read them from the standard input."),
)
@click.option(
    "--encryption/--no-encryption",
    default=True,
    show_default=True,
    cls=Option,
    help=N_("Set a new encryption key too: after a theft or a loss."),
)
@_YES
@with_passphrase
@with_json
@pass_desk
def recover(
    desk: Desk,
    *,
    cooperations: tuple[str, ...],
    in_all: bool,
    entry: str | None,
    from_sheet: bool,
    encryption: bool,
    yes: bool,
    as_json: bool,
) -> None:
    """Set new keys with the recovery key: after a theft, a loss, or where this office's registers conflict.

    The recovery key is taken from this machine, or with --from-sheet from the printed sheet. What this Party had said
    on a register that it does not go on with counts no more, except what was agreed.
    """
    from foedus.office import own_keys
    from foedus.office.recovery_words import read_sheet
    from foedus.phrases.keys import recovery

    chosen = _chosen(desk, cooperations, in_all=in_all)
    seed = read_sheet(typed(_("The words of the recovery sheet"))).seed if from_sheet else None
    change_keys(
        lambda: own_keys.recover(desk.node, chosen, entry, sheet_seed=seed, age=encryption),
        recovery(age=encryption),
        yes=yes,
        as_json=as_json,
    )


@keys.command("sheet", cls=Command)
@click.option(
    "-o",
    "--out",
    required=True,
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="FILE.pdf",
    cls=Option,
    help=N_("Where to write the sheet; delete the file when it is printed."),
)
@with_passphrase
@pass_desk
def sheet(desk: Desk, out: Path) -> None:
    """Write the recovery sheet as a PDF: the recovery key as words and as a square, in Italian and English.

    Print it, lock it in a safe, and delete the file. Whoever has it can replace this Party's keys.
    """
    write_sheet(desk, out)


@keys.command("remove-recovery", cls=Command)
@with_passphrase
@pass_desk
def remove_recovery(desk: Desk) -> None:
    """Remove the recovery key from this machine, once its printed sheet was read: type its words, or scan its square.

    So it is certain that the sheet can be read before the other copy goes. Backups made before still hold the key.
    """
    from foedus.office import recovery_sheet

    recovery_sheet.remove_recovery(desk.node, typed(_("The words of the recovery sheet")))
    if desk.node.keyring.has_recovery:
        page.heading(_("The recovery key of this sheet is removed; another, for other cooperations, is still here."))
        return
    page.heading(_("The recovery key is removed from this machine."))
    page.paragraph(_("It is on the sheet alone now, and in backups made before: keep those as safe."))
