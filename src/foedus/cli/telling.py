"""Tells a person what went wrong: what happened, what was kept, what to do now; it knows no error by itself."""

from typing import TYPE_CHECKING

import click

from foedus.cli.language import _

if TYPE_CHECKING:
    from foedus.cli.reasons import Wording


def wording_of(error: BaseException) -> "Wording | None":
    """Find how an error is worded; those of the border first, which need no Django."""
    from foedus.cli.border_wording import BORDER

    for kind in type(error).__mro__:
        if issubclass(kind, Exception) and kind in BORDER:
            return BORDER[kind]
    if not type(error).__module__.startswith(("foedus.", "django.db")):
        return None
    from foedus.cli.wording import WORDINGS

    return next(
        (WORDINGS[kind] for kind in type(error).__mro__ if issubclass(kind, Exception) and kind in WORDINGS), None
    )


def told_of(error: Exception) -> tuple[str, str, str]:
    """Say of an error what happened, what was kept, what to do now; its class has its words in the table."""
    wording = wording_of(error)
    return wording.tell(error) if wording is not None else (str(error), "", "")


def tell(error: Exception) -> None:
    """Say on standard error what went wrong."""
    wording = wording_of(error)
    if wording is None:
        _tell_bug(error)
        return
    happened, kept, now = wording.tell(error)
    _say(_("Not done"), happened, kept, now)


def tell_interruption() -> None:
    """Say that the person stopped it."""
    _say(
        _("Stopped"),
        _("You stopped the command."),
        _("What was finished before is kept; the unfinished step left no trace."),
        _("Give the same command again: it does nothing twice."),
    )


def _tell_bug(error: Exception) -> None:
    _say(
        _("Not done"),
        _("foedus made a mistake that it cannot explain ({kind}).").format(kind=type(error).__name__),
        _("What was finished before is kept; the unfinished step left no trace."),
        _("Give the same command again with FOEDUS_DEBUG=1 before it, and send what it prints to the makers."),
    )


def _say(begin: str, happened: str, kept: str, now: str) -> None:
    labels = [(begin, happened), (_("Kept"), kept), (_("Now"), now)]
    width = max(len(label) for label, _text in labels)
    for label, text in labels:
        if text:
            click.echo(f"{(label + ':').ljust(width + 1)} {text}", err=True)
