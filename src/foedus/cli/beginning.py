"""`foedus init` and `foedus card`: begins an office's copy and shows who the Party is; it holds no secret itself."""

import re
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Final, cast

import click
import msgspec

from foedus.cli import page
from foedus.cli.commands import Option, command
from foedus.cli.desk import Desk, pass_desk, reached_at, with_json, with_passphrase
from foedus.cli.key_signing import typed, write_sheet
from foedus.cli.language import N_, _
from foedus.ledger.limits import CODE_FORM

if TYPE_CHECKING:
    from foedus.office.parties import Card
    from foedus.office.recovery_words import SheetSecrets
    from foedus.store.keyring import FileKeyring

WORKBENCH: Final = "http://127.0.0.1:8100/"
"""Where ``foedus serve`` answers when it is told nothing else, and nobody said under which name it is reached."""


def _code(_ctx: click.Context, _parameter: click.Parameter, value: str) -> str:
    if not re.match(CODE_FORM, value):
        raise click.BadParameter(
            _("{value} is not a code: capitals, digits and hyphens, such as ITA").format(value=value)
        )
    return value


def _name(_ctx: click.Context, _parameter: click.Parameter, value: str) -> str:
    if not value.strip():
        raise click.BadParameter(_("the name is empty"))
    return value


@command("init")
@click.argument("code", metavar="CODE", callback=_code)
@click.argument("name", metavar="NAME", callback=_name)
@click.option("--name-it", cls=Option, help=N_("The Party's name in Italian."))
@click.option("--name-en", cls=Option, help=N_("The Party's name in English."))
@click.option(
    "--from-sheet",
    is_flag=True,
    cls=Option,
    help=N_("For a Party whose keys are lost: ask for the words of its recovery sheet."),
)
@click.option(
    "--sheet",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="FILE.pdf",
    cls=Option,
    help=N_("Write the recovery sheet too, to be printed and locked away."),
)
@click.option(
    "--database",
    envvar="FOEDUS_DATABASE",
    metavar="ADDRESS",
    cls=Option,
    help=N_(
        "An empty PostgreSQL database in place of a file: postgresql://USER@HOST/NAME (else FOEDUS_DATABASE). The "
        "folder remembers it."
    ),
)
@with_passphrase
@with_json
@pass_desk
def init(
    desk: Desk,
    *,
    code: str,
    name: str,
    name_it: str | None,
    name_en: str | None,
    from_sheet: bool,
    sheet: Path | None,
    database: str | None,
    as_json: bool,
) -> None:
    """Begin this office's copy: its folder, its database, its keys and its card.

    CODE is the Party's short code (ITA, UNOCT), NAME what it is called. The keys are protected by a passphrase; without
    one they stand unprotected on the disk, and the command says so.
    """
    from foedus.office import first_link, parties
    from foedus.store.node import create_node

    names = {language: text for language, text in (("it", name_it), ("en", name_en)) if text}
    secrets = _secrets_of_sheet() if from_sheet else None
    passphrase = _new_passphrase(desk)
    node = create_node(
        desk.home,
        passphrase,
        database=database,
        recovery_seed=secrets.seed if secrets is not None else None,
        identities=secrets.identities if secrets is not None else (),
    )
    signing, recovery, age = cast("FileKeyring", node.keyring).newest()
    card = parties.set_own_card(node, code, name, names, signing.jwk, recovery.jwk, age)
    link = f"{reached_at(WORKBENCH)}welcome/{first_link.make(node)}/"
    if as_json:
        about = {"home": str(desk.home), "is_protected": bool(passphrase), "first_administrator": link}
        page.print_json({**about, **msgspec.to_builtins(card)})
        return
    page.heading(_("This office's copy is ready."))
    _tell_card(card, [(_("Folder"), str(desk.home))])
    page.line()
    _tell_what_now(link, is_protected=bool(passphrase))
    if sheet is not None:
        write_sheet(desk, sheet)
    if from_sheet:
        page.paragraph(
            _(
                "Next: have a partner write everything again (foedus export COOPERATION --whole), take it back with "
                "foedus partnership take-back FILE, then foedus keys recover --all."
            )
        )
        return
    page.paragraph(_("Next: foedus card --out CARD.json, and hand it to your partner; or foedus partnership found."))


def _tell_what_now(link: str, *, is_protected: bool) -> None:
    if not is_protected:
        page.paragraph(
            _(
                "No passphrase was given: the keys stand UNPROTECTED in this folder. Whoever can read it can sign in "
                "your name."
            )
        )
    page.paragraph(
        _(
            "Copy the folder keys to a safe place now, and keep recovery-key apart from this computer: it alone can "
            "replace a lost signing key, and nobody can replace both."
        )
    )
    page.paragraph(
        _(
            "In the browser: run foedus serve, then open this link once. Whoever opens it first becomes the "
            "administrator, who adds the people of the office:"
        )
    )
    page.line(link)
    page.line()


def _secrets_of_sheet() -> "SheetSecrets":
    from foedus.office.recovery_words import read_sheet

    text = typed(_("The words of the recovery sheet"), _("Its line AGE-SECRET-KEY-1"))
    return read_sheet(text)


def _new_passphrase(desk: Desk) -> str | None:
    given = desk.given_passphrase()
    if given is None and sys.stdin.isatty():
        given = click.prompt(
            _("Passphrase for the keys (empty: unprotected)"),
            hide_input=True,
            confirmation_prompt=True,
            default="",
            show_default=False,
            err=True,
        )
    return given or None


@command("card")
@click.argument("file", required=False, metavar="[FILE]", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option(
    "--out",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="FILE",
    cls=Option,
    help=N_("Write this Party's card to a file, to be handed to the others."),
)
@with_json
@pass_desk
def card(desk: Desk, file: Path | None, out: Path | None, as_json: bool) -> None:
    """Show this Party's card, write it to a file, or read another Party's.

    A card names a Party and its keys; it holds no secret. Read its twelve words to each other on the telephone: whoever
    sends the card must be who they say.
    """
    from foedus.office import parties

    if file is not None and out is not None:
        raise click.UsageError(_("Either FILE is read, or this Party's own card is written with --out: not both."))
    shown = parties.read_card(file.read_bytes()) if file is not None else parties.own_card(desk.node)
    if out is not None:
        out.write_bytes(parties.card_file(shown))
    if as_json:
        page.print_json(msgspec.to_builtins(shown))
        return
    page.heading(_("Card of {code}").format(code=shown.code))
    _tell_card(shown)
    if out is not None:
        page.line(_("Written to {file}.").format(file=out))


def _tell_card(shown: "Card", before: Sequence[tuple[str, str]] = ()) -> None:
    page.facts(
        [
            *before,
            (_("Code"), shown.code),
            (_("Name"), shown.name),
            *((f"{_('Name')} [{language}]", text) for language, text in sorted(shown.names.items())),
            (_("Key"), shown.thumbprint),
            (_("Recovery key"), shown.recovery_thumbprint),
            (_("Encryption"), shown.age),
            (_("Words for the telephone"), " ".join(shown.words)),
        ],
        indent=1,
    )
