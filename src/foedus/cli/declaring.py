"""`foedus declare`, `report` and `note`: what a Party says alone, and what it keeps to itself."""

import click
import msgspec

from foedus.cli import page
from foedus.cli.commands import Option, command
from foedus.cli.desk import Desk, pass_desk, with_json, with_passphrase
from foedus.cli.language import N_, _
from foedus.cli.numbers import fields_given
from foedus.cli.terms import noted, with_checks
from foedus.records.activity_terms import OUTCOMES


@command("declare")
@click.argument("cooperation", metavar="COOPERATION")
@click.argument("drafts", nargs=-1, required=True, metavar="DRAFT...")
@click.option("--note", metavar="TEXT", cls=Option, help=N_("A note to the other Parties."))
@with_checks
@with_passphrase
@with_json
@pass_desk
def declare(
    desk: Desk, cooperation: str, drafts: tuple[str, ...], note: str | None, is_checked: bool, yes: bool, as_json: bool
) -> None:
    """Sign drafts as declarations of this Party alone.

    A declaration waits for nobody's consent and binds nobody else: a milestone, an undertaking, a comment, an agreement
    or a meeting as this Party has it.
    """
    from foedus.cli import signing
    from foedus.office import review, stating

    coop = desk.cooperation(cooperation)
    numbers = desk.draft_numbers(coop, drafts)
    signing.confirm_review(lambda: review.review(desk.node, coop, numbers, is_declared=True, note=noted(note)), yes=yes)
    signing.sign(
        lambda checked: stating.declare(desk.node, coop, numbers, note=noted(note), personal_confirmed=checked),
        is_checked=is_checked,
        as_json=as_json,
        yes=True,
    )


@command("report")
@click.argument("cooperation", metavar="COOPERATION")
@click.argument("activity", metavar="ACTIVITY")
@click.option(
    "--outcome",
    required=True,
    type=click.Choice([term.id for term in OUTCOMES]),
    metavar="OUTCOME",
    cls=Option,
    help=N_("held, partly_held, not_held, postponed, carried_over, cancelled or dates_confirmed."),
)
@click.option("--reason", metavar="TERM", cls=Option, help=N_("Why, by the list of reasons (funds, operational, ...)."))
@click.option("--from", "first", metavar="DAY", cls=Option, help=N_("The first day on which it took place."))
@click.option("--to", "last", metavar="DAY", cls=Option, help=N_("The last day; else the first."))
@click.option("--people", multiple=True, metavar="CODE=NUMBER", cls=Option, help=N_("How many took part, by Party."))
@click.option("--objective-met", type=click.IntRange(1, 5), cls=Option, help=N_("Objective met, from 1 to 5."))
@click.option("--observations", metavar="TEXT", cls=Option, help=N_("What is to be said of it."))
@click.option("--what-next", metavar="TEXT", cls=Option, help=N_("What should follow."))
@click.option("--set", "fields", multiple=True, metavar="FIELD=VALUE", cls=Option, help=N_("Any other field."))
@click.option("--note", metavar="TEXT", cls=Option, help=N_("A note to the other Parties."))
@with_checks
@with_passphrase
@with_json
@pass_desk
def report(
    desk: Desk,
    *,
    cooperation: str,
    activity: str,
    outcome: str,
    reason: str | None,
    first: str | None,
    last: str | None,
    people: tuple[str, ...],
    objective_met: int | None,
    observations: str | None,
    what_next: str | None,
    fields: tuple[str, ...],
    note: str | None,
    is_checked: bool,
    yes: bool,
    as_json: bool,
) -> None:
    """Say what came of an activity: the outcome, in one command.

    It waits for nobody's consent. Each side has its own word, and the last counts; where the two differ, the state of
    play says so.
    """
    from foedus.cli import signing
    from foedus.office import names, stating

    coop = desk.cooperation(cooperation)
    record = names.resolve_record(desk.node, coop, activity)
    given = {
        "reason": reason,
        "period": _period(first, last),
        "people": _people(people),
        "objective_met": objective_met,
        "observations": noted(observations),
        "what_next": noted(what_next),
        **fields_given(fields),
    }
    told = {name: value for name, value in given.items() if value is not None}
    signing.sign(
        lambda checked: stating.report(
            desk.node, coop, record, outcome, fields=told, note=noted(note), personal_confirmed=checked
        ),
        is_checked=is_checked,
        as_json=as_json,
        yes=yes,
        is_drafted_anew=True,
    )


def _period(first: str | None, last: str | None) -> dict[str, str] | None:
    if first is None:
        return None
    return {"from": first, "to": last or first, "precision": "day"}


def _people(values: tuple[str, ...]) -> list[dict[str, object]] | None:
    people = []
    for value in values:
        party, _sign, number = value.partition("=")
        if not number.isdigit():
            raise click.BadParameter(_("{value} is not CODE=NUMBER, such as AZE=12").format(value=value))
        people.append({"party": party, "number": int(number)})
    return people or None


@command("note")
@click.argument("cooperation", metavar="COOPERATION")
@click.argument("record", metavar="RECORD")
@click.argument("text", required=False, metavar="[TEXT]")
@with_json
@pass_desk
def note(desk: Desk, cooperation: str, record: str, text: str | None, as_json: bool) -> None:
    """Keep a note on a record in this office, or read those that are there; notes never leave."""
    from foedus.office import names, notes

    coop = desk.cooperation(cooperation)
    name = names.resolve_record(desk.node, coop, record)
    if text is not None:
        notes.add(desk.node, coop, name, text)
    found = notes.of(desk.node, coop, name)
    if as_json:
        page.print_json(msgspec.to_builtins(found))
        return
    page.heading(_("Notes of this office, which never leave it"))
    page.facts([(one.at, one.text) for one in found], indent=1)
