"""`foedus propose`: signs drafts and offers them to the other Parties; what may be offered, the office's verbs say."""

import click

from foedus.cli.commands import Option, command
from foedus.cli.desk import Desk, pass_desk, with_json, with_passphrase
from foedus.cli.language import N_, _
from foedus.cli.terms import Consent, with_consent


@command("propose")
@click.argument("cooperation", metavar="COOPERATION")
@click.argument("drafts", nargs=-1, metavar="[DRAFT]...")
@click.option(
    "--plan",
    metavar="RECORD",
    cls=Option,
    help=N_("Offer this plan again, with the final texts of its lines; the drafts are signed before it."),
)
@click.option(
    "--accept",
    "accepted",
    multiple=True,
    metavar="TEXT",
    cls=Option,
    help=N_("With --plan: a counter-text that is accepted at once; may be given several times."),
)
@with_consent
@with_passphrase
@with_json
@pass_desk
def propose(
    desk: Desk,
    cooperation: str,
    drafts: tuple[str, ...],
    plan: str | None,
    accepted: tuple[str, ...],
    consent: Consent,
    as_json: bool,
) -> None:
    """Sign drafts, and offer them to the other Parties.

    What is agreed jointly is offered, what a Party says alone is declared. Drafts are named d12, or d3-d33; a plan is
    offered together with its lines. The other Parties see it with the next dispatch.
    """
    from foedus.cli import signing
    from foedus.office import names, proposing, review

    if not drafts and plan is None:
        raise click.UsageError(_("Name the drafts, such as d12 or d3-d33."))
    if accepted and plan is None:
        raise click.UsageError(_("--accept goes with --plan; alone, foedus accept does it."))
    coop = desk.cooperation(cooperation)
    numbers = desk.draft_numbers(coop, drafts)
    if numbers:
        signing.confirm_review(
            lambda: review.review(
                desk.node, coop, numbers, capacity=consent.capacity, until=consent.until, note=consent.note
            ),
            yes=consent.yes,
        )

    def verb(is_checked: bool) -> "proposing.Signed":
        if plan is None:
            return proposing.propose(
                desk.node,
                coop,
                numbers,
                capacity=consent.capacity,
                until=consent.until,
                note=consent.note,
                personal_confirmed=is_checked,
            )
        return proposing.repropose(
            desk.node,
            coop,
            names.resolve_record(desk.node, coop, plan),
            drafts=numbers,
            accept=accepted,
            capacity=consent.capacity,
            until=consent.until,
            note=consent.note,
            personal_confirmed=is_checked,
        )

    signing.sign(verb, is_checked=consent.is_checked, as_json=as_json, yes=consent.yes or bool(numbers))
