"""What commands that sign have in common: the review before, the question about personal data, the word after."""

import sys
from collections.abc import Callable
from typing import TYPE_CHECKING

import click
import msgspec

from foedus.cli import page
from foedus.cli.body import say
from foedus.cli.desk import ask
from foedus.cli.language import _, ngettext
from foedus.cli.review import ACTS, tell_review
from foedus.cli.saying import kind_label, tell_suspects, titles
from foedus.office.errors import PersonalDataError
from foedus.office.versions import place_in_register
from foedus.office.witness import preview, sign_as_shown

_CHECKED = True

if TYPE_CHECKING:
    from foedus.office.proposing import Signed
    from foedus.office.review import Review


def confirm_review(review: "Callable[[], Review]", *, yes: bool) -> None:
    """Show word for word what will be signed, and ask.

    :raises click.UsageError: nobody can be asked here, and nobody said that it was reviewed.
    """
    if yes:
        return
    if not sys.stdin.isatty() or not sys.stdout.isatty():
        raise click.UsageError(
            _("Nobody can be asked here. Look at it with foedus review, then give the command again with --yes.")
        )
    tell_review(review())
    if not click.confirm(_("Sign this?"), err=True):
        raise click.Abort


def sign(
    verb: "Callable[[bool], Signed]", *, is_checked: bool, as_json: bool, yes: bool, is_drafted_anew: bool = False
) -> None:
    """Sign; whoever sits at a terminal is shown it word for word and asked, and nothing else is signed then.

    Where nobody can be asked, the command itself named what is signed. Where something looks like personal data, it is
    shown and asked for by itself.

    :param is_drafted_anew: the verb makes a new record each time, whose name cannot be the one that was shown.
    """
    if not yes and not as_json and sys.stdin.isatty() and sys.stdout.isatty():
        shown = preview(lambda: verb(_CHECKED))
        tell_review(shown)
        if not click.confirm(_("Sign this?"), err=True):
            raise click.Abort
        asked = verb

        def verb(is_checked: bool) -> "Signed":
            return asked(is_checked) if is_drafted_anew else sign_as_shown(shown.digest, lambda: asked(is_checked))

    try:
        signed = verb(is_checked)
    except PersonalDataError as error:
        suspects = error.facts.get("suspects", ())
        if as_json or not sys.stdin.isatty():
            raise
        tell_suspects(suspects)
        if not ask(_("Is it none, and shall it be signed all the same?"), is_assumed=False):
            raise click.Abort from None
        signed = verb(_CHECKED)
    tell_signed(signed, as_json=as_json)


def tell_signed(signed: "Signed", *, as_json: bool) -> None:
    """Say what was signed, and what became of it at once."""
    if as_json:
        page.print_json(msgspec.to_builtins(signed))
        return
    numbers = ", ".join(str(entry.seq) for entry in signed.entries)
    text = ngettext("Signed: entry {numbers}", "Signed: entries {numbers}", len(signed.entries))
    page.heading(text.format(numbers=numbers))
    titles(signed.versions, _("Texts"), indent=1)
    _tell_words(signed)
    titles(signed.sealed, _("Agreed now"), indent=1)
    titles(signed.dropped, _("Left out, since it was not accepted"), indent=1)
    titles(signed.unanswered, _("Still to be answered by this office"), indent=1)


def _tell_words(signed: "Signed") -> None:
    """What was said of texts that were there already."""
    words: dict[str, list[tuple[str, ...]]] = {}
    for entry in signed.review.entries:
        for act in entry:
            if act.version_shown:
                row = (act.version_shown, kind_label(act.kind), say(act.captions))
                words.setdefault(act.act, []).append(row)
    for word, rows in words.items():
        page.line(f"{_(ACTS[word])} ({len(rows)})" if word in ACTS else word, 1)
        page.table(sorted(rows, key=lambda row: place_in_register(row[0])), indent=2)
