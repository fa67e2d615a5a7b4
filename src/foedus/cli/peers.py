"""`foedus peer`: the addresses of other offices, and an exchange with them now; it decides nothing."""

import os
from typing import TYPE_CHECKING, Any

import click
import msgspec

from foedus.cli import page
from foedus.cli.commands import Command, Group
from foedus.cli.desk import Desk, pass_desk, with_json, with_passphrase
from foedus.cli.language import _, ngettext
from foedus.cli.telling import told_of

if TYPE_CHECKING:
    from foedus.office.exchanging import Exchanged
    from foedus.office.peers import Contact, Failure, Peer


@click.group("peer", cls=Group)
def peer() -> None:
    """Keep the addresses of other offices, and exchange with them directly."""


@peer.command("set", cls=Command)
@click.argument("cooperation", metavar="COOPERATION")
@click.argument("code", metavar="CODE")
@click.argument("address", metavar="ADDRESS")
@pass_desk
def set_(desk: Desk, cooperation: str, code: str, address: str) -> None:
    """Keep where another Party's office is reached.

    ADDRESS is that of its workbench, such as https://office.example/. Where foedus serve runs, it exchanges with that
    office by itself from now on.
    """
    from foedus.office import peers

    kept = peers.set_address(desk.node, desk.cooperation(cooperation), code, address)
    page.line(_("{code} is reached at {address}.").format(code=kept.code, address=kept.address))


@peer.command("remove", cls=Command)
@click.argument("cooperation", metavar="COOPERATION")
@click.argument("code", metavar="CODE")
@pass_desk
def remove(desk: Desk, cooperation: str, code: str) -> None:
    """Forget where another Party's office is reached; nothing else is forgotten."""
    from foedus.office import peers

    peers.remove_address(desk.node, desk.cooperation(cooperation), code)
    page.line(_("The address of {code} is forgotten. Dispatches still go as files.").format(code=code))


@peer.command("list", cls=Command)
@click.argument("cooperation", metavar="[COOPERATION]", required=False)
@with_json
@pass_desk
def list_(desk: Desk, cooperation: str | None, as_json: bool) -> None:
    """List the other offices with an address: the last try, the next, and what is wrong where something is."""
    from foedus.office import peers
    from foedus.office.exchanging import is_over, is_untold

    coop = desk.cooperation(cooperation) if cooperation else None
    coops = {one.id: one for one in desk.node.store.cooperations()}
    names = {one.id: one.name for one in coops.values()}
    found = [(one, peers.contact_of(desk.node, one.partnership, one.code)) for one in peers.peers(desk.node, coop)]
    if as_json:
        page.print_json([_facts(names, one, contact) for one, contact in found])
        return
    if not found:
        page.line(_("No address is kept."))
    for one, contact in found:
        page.heading(f"{names[one.partnership]}  {one.code}  {one.address}")
        is_last = is_over(desk.node, coops[one.partnership], one.code, contact)
        page.facts(_contact_facts(contact, is_last=is_last), indent=1)
        if is_last and is_untold(contact):
            page.paragraph(
                _("It was not told that this Party has left: foedus export {cooperation} --to {code}, by file.").format(
                    cooperation=names[one.partnership], code=one.code
                ),
                indent=1,
            )


def _facts(names: dict[str, str], one: "Peer", contact: "Contact") -> dict[str, Any]:
    return {
        "cooperation": names[one.partnership],
        "code": one.code,
        "address": one.address,
        **msgspec.to_builtins(contact),
    }


def _contact_facts(contact: "Contact", *, is_last: bool) -> list[tuple[str, str]]:
    next_try = _("not by itself, since a Party has left") if is_last else contact.next_at
    return [
        (_("Last try"), contact.tried_at or _("never")),
        (_("Last exchange"), contact.reached_at or _("never")),
        (_("Next try"), next_try or _("at once, where foedus serve runs")),
        (_("Called us last"), contact.called_at),
        (_("Not done"), _failure_words(contact.failure, is_last=is_last)),
        (_("Turned away"), _failure_words(contact.turned_away)),
    ]


def _failure_words(failure: "Failure | None", *, is_last: bool = False) -> str:
    """What happened, and what to do now; where it is not tried again, the first alone."""
    if failure is None:
        return ""
    from foedus.phrases.failures import error_of

    told = told_of(error_of(failure))
    return " ".join(part for part in told[: 1 if is_last else None] if part)


@peer.command("try", cls=Command)
@click.argument("cooperation", metavar="COOPERATION")
@click.argument("code", metavar="[CODE]", required=False)
@with_passphrase
@with_json
@pass_desk
@click.pass_context
def try_(ctx: click.Context, desk: Desk, cooperation: str, code: str | None, as_json: bool) -> None:
    """Exchange now: send what another office lacks, and take in what it has.

    Without CODE it exchanges with every office of the cooperation that has an address. What came before a line breaks
    is kept; giving the command again goes on from there, and does nothing twice.
    """
    from foedus.exchange.https import Trust, post
    from foedus.office import peers
    from foedus.office.exchanging import exchange

    coop = desk.cooperation(cooperation)
    codes = [code] if code else [one.code for one in peers.peers(desk.node, coop)]
    trust = Trust.of(os.environ)
    told = [
        exchange(desk.node, coop, one, lambda address, ours, theirs: post(address, ours, theirs, trust))
        for one in codes
    ]
    if as_json:
        page.print_json(msgspec.to_builtins(told))
    else:
        for one in told:
            _tell(one)
        if not told:
            page.line(_("No address is kept."))
    ctx.exit(0 if all(one.is_done for one in told) else 1)


def _tell(told: "Exchanged") -> None:
    page.heading(_("Exchange with {code}").format(code=told.code))
    page.facts(
        [
            (_("Sent"), _entries(told.sent)),
            (_("Taken in"), _entries(told.taken)),
            (_("Files sent"), str(told.blobs_sent) if told.blobs_sent else ""),
            (_("Files taken in"), str(told.blobs_taken) if told.blobs_taken else ""),
            (_("Refused"), _entries(told.refused) if told.refused else ""),
        ],
        indent=1,
    )
    if told.is_left:
        page.paragraph(_("Not all of it went through: one of the two does not take something, or does not hold it."))
    if told.failure is not None:
        page.paragraph(_failure_words(told.failure))


def _entries(number: int) -> str:
    return ngettext("one entry", "{number} entries", number).format(number=number) if number else _("nothing new")
