"""What commands about keys have in common: what it means, the question, the sheet; it knows no verb by itself."""

import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import click
import msgspec

from foedus.cli import page
from foedus.cli.desk import Desk
from foedus.cli.language import _
from foedus.cli.review import tell_review
from foedus.office.witness import preview, sign_as_shown

if TYPE_CHECKING:
    from foedus.office.own_keys import KeysSigned
    from foedus.phrases.keys import Meaning

_Answer = TypeVar("_Answer")


def tell_meaning(meanings: "Sequence[Meaning]") -> None:
    """Say in plain words what follows from what is about to be signed."""
    from foedus.phrases.keys import by_head

    for head, texts in by_head(meanings).items():
        page.line()
        page.heading(_(head))
        page.bullets(_(text) for text in texts)
    page.line()


def change_keys(
    verb: "Callable[[], tuple[KeysSigned, ...]]", meanings: "Sequence[Meaning]", *, yes: bool, as_json: bool
) -> None:
    """Show what a change of keys signs and what it means, ask, sign exactly that, and say what to do now."""
    signed = agreed_to(verb, meanings, yes=yes)
    if as_json:
        page.print_json(msgspec.to_builtins(signed))
        return
    for one in signed:
        numbers = ", ".join(str(entry.seq) for entry in one.entries)
        page.heading(_("{name}: signed, entry {numbers}").format(name=one.cooperation.name, numbers=numbers))
    page.paragraph(
        _(
            "Now: copy the folder of the keys to its safe place, send each partner a dispatch (foedus export), and "
            "have them compare the new key (foedus keys list shows its words)."
        )
    )


def agreed_to(verb: Callable[[], _Answer], meanings: "Sequence[Meaning]", *, yes: bool) -> _Answer:
    """Let a verb sign what a person was shown and agreed to; with ``yes`` nobody is asked."""
    if yes:
        return verb()
    shown = preview(verb)
    tell_review(shown)
    tell_meaning(meanings)
    if not click.confirm(_("Sign this?"), err=True):
        raise click.Abort
    return sign_as_shown(shown.digest, verb)


def typed(*questions: str) -> str:
    """What a person types, a line for each question, or all that comes by the standard input."""
    if sys.stdin.isatty():
        return "\n".join(click.prompt(one, default="", show_default=False, err=True) for one in questions)
    return sys.stdin.read()


def write_sheet(desk: Desk, out: Path) -> None:
    """Write the recovery sheet where only its owner reads it, and say what to do with it."""
    from foedus.office.recovery_sheet import sheet_of
    from foedus.publishing.recovery_sheet import pdf
    from foedus.store.keyring import write_durably

    write_durably(out, pdf(sheet_of(desk.node)))
    page.heading(_("Recovery sheet written: {file}").format(file=out))
    page.paragraph(
        _(
            "Print it now, check that it can be read, lock it in a safe away from this computer, and delete the file. "
            "Then remove the key from this machine: foedus keys remove-recovery."
        )
    )
