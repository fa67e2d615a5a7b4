"""`foedus partnership`: founds, joins, admits and lists cooperations; it decides nothing about who is admitted."""

import re
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click
import msgspec

from foedus.cli import page
from foedus.cli.commands import Command, Group, Option
from foedus.cli.desk import Desk, pass_desk, with_json, with_passphrase
from foedus.cli.key_signing import agreed_to
from foedus.cli.language import N_, _, current
from foedus.cli.receiving import tell_received
from foedus.cli.saying import titles
from foedus.cli.signing import tell_signed
from foedus.ledger.limits import CODE_FORM

if TYPE_CHECKING:
    from foedus.office.partnerships import PartnershipView, PartyView


@click.group("partnership", cls=Group)
def partnership() -> None:
    """Found, join and list cooperations, and admit Parties."""


def _expected(_ctx: click.Context, _parameter: click.Parameter, values: Sequence[str]) -> dict[str, str]:
    expected = {}
    for value in values:
        code, _sign, name = value.partition("=")
        if not re.match(CODE_FORM, code) or not name:
            raise click.BadParameter(_("{value} is not CODE=NAME, such as KAZ=Kazakhstan").format(value=value))
        expected[code] = name
    return expected


_FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


@partnership.command("found", cls=Command)
@click.argument("title", required=False, metavar="[TITLE]")
@click.option(
    "--with",
    "cards",
    multiple=True,
    type=_FILE,
    metavar="CARD.json",
    cls=Option,
    help=N_("The card of a Party at the table; may be given several times."),
)
@click.option(
    "--expected",
    multiple=True,
    metavar="CODE=NAME",
    callback=_expected,
    cls=Option,
    help=N_("A partner not connected yet; may be given several times."),
)
@click.option("--languages", default="it,en", cls=Option, show_default=True, help=N_("The languages of the texts."))
@click.option("--name", cls=Option, help=N_("The short name by which this office calls the cooperation."))
@click.option("--continues", metavar="COOPERATION", cls=Option, help=N_("The cooperation that this one goes on from."))
@click.option("--yes", is_flag=True, cls=Option, help=N_("Do not ask."))
@with_passphrase
@with_json
@pass_desk
def found(
    desk: Desk,
    *,
    title: str | None,
    cards: tuple[Path, ...],
    expected: dict[str, str],
    languages: str,
    name: str | None,
    continues: str | None,
    yes: bool,
    as_json: bool,
) -> None:
    """Found a cooperation: name the Parties and the languages.

    TITLE is what the cooperation is called. Name with --with only who is at the table and has handed over a card; one
    Party may found alone, and admit the others when they connect.
    """
    from foedus.office import parties, partnerships
    from foedus.phrases.keys import founding

    read = [parties.read_card(card.read_bytes()) for card in cards]
    before = desk.cooperation(continues).id if continues else None
    view = agreed_to(
        lambda: partnerships.found(
            desk.node,
            title or _title(desk, [card.name for card in read] + list(expected.values())),
            cards=read,
            expected=expected,
            languages=tuple(part.strip() for part in languages.split(",") if part.strip()),
            name=name,
            continues=before,
        ),
        founding(goes_on=before is not None),
        yes=yes or as_json or not sys.stdin.isatty(),
    )
    if as_json:
        page.print_json(msgspec.to_builtins(view))
        return
    page.heading(_("The cooperation is founded."))
    _tell_view(view)
    if read:
        page.line(_("Next: foedus export {name}, and send the dispatch to the others.").format(name=view.name))


def _title(desk: Desk, others: Sequence[str]) -> str:
    from foedus.office import parties

    return " - ".join([parties.own_card(desk.node).name, *others])


@partnership.command("join", cls=Command)
@click.argument("file", type=_FILE, metavar="FILE")
@click.option("--name", cls=Option, help=N_("The short name by which this office calls the cooperation."))
@click.option("--yes", is_flag=True, cls=Option, help=N_("Do not ask."))
@with_passphrase
@with_json
@pass_desk
def join(desk: Desk, *, file: Path, name: str | None, yes: bool, as_json: bool) -> None:
    """Join the cooperation of a dispatch that names this Party.

    It accepts the Parties and rules of exchange that the dispatch holds, and takes in everything else in it.
    """
    from foedus.office import partnerships
    from foedus.phrases.keys import JOIN

    with page.progress(_("Taking in")) as step:
        joined = agreed_to(
            lambda: partnerships.join(desk.node, file, name=name, progress=step),
            JOIN,
            yes=yes or as_json or not sys.stdin.isatty(),
        )
    if as_json:
        page.print_json(msgspec.to_builtins(joined))
        return
    page.heading(_("Joined."))
    _tell_view(joined.partnership)
    tell_received(joined.received)
    page.line(
        _("Next: foedus export {name}, and send the dispatch to the others.").format(name=joined.partnership.name)
    )


@partnership.command("take-back", cls=Command)
@click.argument("file", type=_FILE, metavar="FILE")
@click.option("--name", cls=Option, help=N_("The short name by which this office calls the cooperation."))
@with_passphrase
@with_json
@pass_desk
def take_back(desk: Desk, file: Path, name: str | None, as_json: bool) -> None:
    """Take back a cooperation that this Party was in before its copy was lost, from the whole of it at another Party.

    The other Party writes it with foedus export COOPERATION --whole. Nothing is signed: if the signing key is lost,
    foedus keys recover comes next.
    """
    from foedus.office import taking_back

    with page.progress(_("Taking in")) as step:
        back = taking_back.take_back(desk.node, file, name=name, progress=step)
    if as_json:
        page.print_json(msgspec.to_builtins(back))
        return
    page.heading(_("Taken back."))
    _tell_view(back.partnership)
    tell_received(back.received)
    page.line(_("Next: foedus keys recover {name}, where the signing key is lost.").format(name=back.partnership.name))


@partnership.command("admit", cls=Command)
@click.argument("cooperation", metavar="COOPERATION")
@click.option(
    "--with", "card", required=True, type=_FILE, metavar="CARD.json", cls=Option, help=N_("The card of the new Party.")
)
@click.option("--note", cls=Option, help=N_("A note to the other Parties."))
@click.option("--yes", is_flag=True, cls=Option, help=N_("Do not ask."))
@with_passphrase
@with_json
@pass_desk
def admit(desk: Desk, *, cooperation: str, card: Path, note: str | None, yes: bool, as_json: bool) -> None:
    """Propose to admit a Party, under the card that it handed over.

    Only the founding Party can; every Party present accepts, and the new one joins.
    """
    from foedus.office import parties, partnerships
    from foedus.phrases.keys import ADMIT

    coop = desk.cooperation(cooperation)
    newcomer = parties.read_card(card.read_bytes())
    signed = agreed_to(
        lambda: partnerships.admit(desk.node, coop, newcomer, note={current(): note} if note else None),
        ADMIT,
        yes=yes or as_json or not sys.stdin.isatty(),
    )
    tell_signed(signed, as_json=as_json)


@partnership.command("leave", cls=Command)
@click.argument("cooperation", metavar="COOPERATION")
@click.option("--note", cls=Option, help=N_("A note to the other Parties."))
@click.option("--yes", is_flag=True, cls=Option, help=N_("Do not ask."))
@with_passphrase
@with_json
@pass_desk
def leave(desk: Desk, cooperation: str, note: str | None, yes: bool, as_json: bool) -> None:
    """Leave a cooperation, for good: what is agreed stays, and this Party is asked and sent nothing more."""
    from foedus.office import partnerships
    from foedus.phrases.keys import LEAVE

    coop = desk.cooperation(cooperation)
    signed = agreed_to(
        lambda: partnerships.leave(desk.node, coop, note={current(): note} if note else None), LEAVE, yes=yes
    )
    tell_signed(signed, as_json=as_json)


@partnership.command("list", cls=Command)
@with_json
@pass_desk
def list_(desk: Desk, as_json: bool) -> None:
    """List the cooperations of this office, their Parties, and how far each has seen our register."""
    from foedus.office import partnerships

    views = partnerships.overview(desk.node)
    if as_json:
        page.print_json(msgspec.to_builtins(views))
        return
    if not views:
        page.line(_("There is no cooperation yet."))
    for place, view in enumerate(views):
        if place:
            page.line()
        _tell_view(view)


def _tell_view(view: "PartnershipView") -> None:
    page.heading(_("Cooperation {name}: {title}").format(name=view.name, title=view.title))
    page.facts(
        [
            (_("Identifier"), view.id),
            (_("Languages"), ", ".join(view.languages)),
            (_("Founded by"), view.founder),
        ],
        indent=1,
    )
    absent = [(code, name, _("partner not connected"), "", "") for code, name in view.expected.items()]
    page.table([*(_party_row(party) for party in view.parties), *absent], indent=1)
    titles(view.open_charter, _("Parties and rules of exchange, not agreed yet"), indent=1)


def _party_row(party: "PartyView") -> tuple[str, ...]:
    compared = "" if party.is_us else _("key compared") if party.is_compared else _("key not yet compared")
    name = party.names.get(current(), party.name)
    return party.code, name, _state(party), party.thumbprint, compared


def _state(party: "PartyView") -> str:
    if party.is_us:
        return _("this office")
    if party.has_left:
        return _("has left")
    if not party.is_admitted:
        return _("not admitted yet")
    if not party.has_joined:
        return _("has not joined yet")
    return _("has seen our register up to {at}").format(at=party.last_seen) if party.last_seen else _("joined")
