"""The switches by which a consent is given: how far, until when, with which note; it gives none itself."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any, Literal

import click

from foedus.cli.commands import Option
from foedus.cli.language import N_, current

Capacity = Literal["full", "ad-referendum", "initialled"]


@dataclass(frozen=True)
class Consent:
    """How a consent is meant to be given."""

    capacity: Capacity
    until: str | None
    note: dict[str, str] | None
    is_checked: bool
    yes: bool


def noted(text: str | None) -> dict[str, str] | None:
    """A note as it is signed: a text in the language chosen."""
    return {current(): text} if text else None


def with_checks(function: Callable[..., Any]) -> Callable[..., Any]:
    """Give a command that signs a text its two switches: ``is_checked`` and ``yes``."""
    function = click.option("--yes", is_flag=True, cls=Option, help=N_("Sign without asking: it was reviewed."))(
        function
    )
    return click.option(
        "--personal-data-checked",
        "is_checked",
        is_flag=True,
        cls=Option,
        help=N_("What looks like personal data was looked at, and is none."),
    )(function)


def with_consent(function: Callable[..., Any]) -> Callable[..., Any]:
    """Give a command the switches of a consent, handed over as ``consent``."""

    @wraps(function)
    def called(*args: Any, **given: Any) -> Any:
        is_ad_referendum, is_initialled = given.pop("ad_referendum"), given.pop("initialled")
        capacity: Capacity = "ad-referendum" if is_ad_referendum else "initialled" if is_initialled else "full"
        note = noted(given.pop("note"))
        consent = Consent(capacity, given.pop("until"), note, given.pop("is_checked"), given.pop("yes"))
        return function(*args, consent=consent, **given)

    decorated = with_checks(called)
    for declaration, attributes in (
        ("--note", {"help": N_("A note to the other Parties."), "metavar": "TEXT"}),
        ("--until", {"help": N_("The consent ends after this day or time."), "metavar": "DATE"}),
        ("--initialled", {"is_flag": True, "help": N_("Initialled only: it does not count as agreed yet.")}),
        ("--ad-referendum", {"is_flag": True, "help": N_("Ad referendum: it does not count as agreed yet.")}),
    ):
        decorated = click.option(declaration, cls=Option, **attributes)(decorated)
    return decorated
