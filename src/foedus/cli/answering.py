"""`foedus accept`, `decline`, `withdraw`, `answer` and `acknowledge`: a Party's word on a text that is there."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

import click

from foedus.cli.commands import Option, command
from foedus.cli.desk import Desk, pass_desk, with_json, with_passphrase
from foedus.cli.language import N_, _
from foedus.cli.terms import Consent, noted, with_checks, with_consent

if TYPE_CHECKING:
    from foedus.office.proposing import Signed


@command("accept")
@click.argument("cooperation", metavar="COOPERATION")
@click.argument("texts", nargs=-1, metavar="[TEXT]...")
@click.option(
    "--all-of", metavar="TEXT", cls=Option, help=N_("A plan's text: accept it with every line that it names.")
)
@with_consent
@with_passphrase
@with_json
@pass_desk
def accept(
    desk: Desk, cooperation: str, texts: tuple[str, ...], all_of: str | None, consent: Consent, as_json: bool
) -> None:
    """Accept texts that other Parties offer.

    TEXT is the name of a text, such as AZE/12/3: the Party, the entry, the place in it. Whatever is named is
    accepted at once, or none of it. A text is agreed when every Party concerned has accepted it.
    """
    from foedus.cli import signing
    from foedus.office import answering

    if not texts and all_of is None:
        raise click.UsageError(_("Name the texts, such as AZE/12/3, or a plan with --all-of."))
    coop = desk.cooperation(cooperation)

    def verb(is_checked: bool) -> "Signed":
        return answering.accept(
            desk.node,
            coop,
            texts,
            all_of=all_of,
            capacity=consent.capacity,
            until=consent.until,
            note=consent.note,
            personal_confirmed=is_checked,
        )

    signing.sign(verb, is_checked=consent.is_checked, as_json=as_json, yes=consent.yes)


@command("decline")
@click.argument("cooperation", metavar="COOPERATION")
@click.argument("texts", nargs=-1, required=True, metavar="TEXT...")
@click.option("--reason", required=True, cls=Option, help=N_("Why it is not accepted; the other Parties read it."))
@with_checks
@with_passphrase
@with_json
@pass_desk
def decline(
    desk: Desk, cooperation: str, texts: tuple[str, ...], reason: str, is_checked: bool, yes: bool, as_json: bool
) -> None:
    """Do not accept texts, and say why.

    To offer another text instead: foedus draft COOPERATION --answers TEXT, then foedus propose.
    """
    from foedus.cli import signing
    from foedus.office import answering

    coop, words = desk.cooperation(cooperation), noted(reason) or {}
    signing.sign(
        lambda checked: answering.decline(desk.node, coop, texts, reason=words, personal_confirmed=checked),
        is_checked=is_checked,
        as_json=as_json,
        yes=yes,
    )


@command("withdraw")
@click.argument("cooperation", metavar="COOPERATION")
@click.argument("texts", nargs=-1, required=True, metavar="TEXT...")
@click.option("--reason", cls=Option, help=N_("Why it is withdrawn; the other Parties read it."))
@with_checks
@with_passphrase
@with_json
@pass_desk
def withdraw(
    desk: Desk, cooperation: str, texts: tuple[str, ...], reason: str | None, is_checked: bool, yes: bool, as_json: bool
) -> None:
    """Withdraw texts that this Party offered, for good.

    One that has been agreed meanwhile stays agreed; a withdrawal that comes too late is shown as such.
    """
    from foedus.cli import signing
    from foedus.office import answering

    coop = desk.cooperation(cooperation)
    signing.sign(
        lambda checked: answering.withdraw(desk.node, coop, texts, reason=noted(reason), personal_confirmed=checked),
        is_checked=is_checked,
        as_json=as_json,
        yes=yes,
    )


def _with_reasons(values: Sequence[str], option: str) -> dict[str, dict[str, str]]:
    found = {}
    for value in values:
        text, _sign, reason = value.partition("=")
        if not reason:
            raise click.UsageError(_("{option} takes TEXT=REASON, not {value}.").format(option=option, value=value))
        found[text] = noted(reason) or {}
    return found


@command("answer")
@click.argument("cooperation", metavar="COOPERATION")
@click.option("--accept", "accepted", multiple=True, metavar="TEXT", cls=Option, help=N_("Accept this text."))
@click.option(
    "--decline",
    "declined",
    multiple=True,
    metavar="TEXT=REASON",
    cls=Option,
    help=N_("Do not accept this text, and say why."),
)
@click.option("--withdraw", "withdrawn", multiple=True, metavar="TEXT", cls=Option, help=N_("Withdraw this text."))
@click.option(
    "--draft", "drafts", multiple=True, metavar="DRAFT", cls=Option, help=N_("Offer this draft, a counter-text.")
)
@with_consent
@with_passphrase
@with_json
@pass_desk
def answer(
    desk: Desk,
    cooperation: str,
    accepted: tuple[str, ...],
    declined: tuple[str, ...],
    withdrawn: tuple[str, ...],
    drafts: tuple[str, ...],
    consent: Consent,
    as_json: bool,
) -> None:
    """Answer several texts at once: accept some, do not accept others, offer counter-texts.

    All of it is signed as one entry, or none of it.
    """
    from foedus.cli import signing
    from foedus.office import answering

    if not (accepted or declined or withdrawn or drafts):
        raise click.UsageError(_("Name at least one text or draft."))
    reasons = _with_reasons(declined, "--decline")
    coop = desk.cooperation(cooperation)
    numbers = desk.draft_numbers(coop, drafts)

    def verb(is_checked: bool) -> "Signed":
        return answering.answer(
            desk.node,
            coop,
            accept=accepted,
            decline=reasons,
            withdraw=dict.fromkeys(withdrawn, ""),
            drafts=numbers,
            capacity=consent.capacity,
            until=consent.until,
            note=consent.note,
            personal_confirmed=is_checked,
        )

    signing.sign(verb, is_checked=consent.is_checked, as_json=as_json, yes=consent.yes)


@command("acknowledge")
@click.argument("cooperation", metavar="COOPERATION")
@click.argument("texts", nargs=-1, required=True, metavar="TEXT...")
@click.option("--note", metavar="TEXT", cls=Option, help=N_("A note to the other Parties."))
@with_checks
@with_passphrase
@with_json
@pass_desk
def acknowledge(
    desk: Desk, cooperation: str, texts: tuple[str, ...], note: str | None, is_checked: bool, yes: bool, as_json: bool
) -> None:
    """Say that declarations of other Parties were read; it agrees to nothing."""
    from foedus.cli import signing
    from foedus.office import stating

    coop = desk.cooperation(cooperation)
    signing.sign(
        lambda checked: stating.acknowledge(desk.node, coop, texts, note=noted(note), personal_confirmed=checked),
        is_checked=is_checked,
        as_json=as_json,
        yes=yes,
    )
