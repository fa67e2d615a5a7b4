"""`foedus check`, `state` and `rebuild`: by what two offices compare what they hold; it compares nothing itself."""

from typing import cast

import click
import msgspec

from foedus.cli import page
from foedus.cli.commands import command
from foedus.cli.desk import Desk, pass_desk, with_json
from foedus.cli.language import _, ngettext


@command("check")
@click.argument("cooperation", metavar="COOPERATION")
@click.argument("record", required=False, metavar="[RECORD]")
@with_json
@pass_desk
def check(desk: Desk, cooperation: str, record: str | None, as_json: bool) -> None:
    """Show the check code and words of a cooperation or of one agreed record.

    Two offices that read each other the same twelve words hold the same agreed texts.
    """
    from foedus.cli.saying import title
    from foedus.office import looking, names

    coop = desk.cooperation(cooperation)
    name = names.resolve_record(desk.node, coop, record) if record else None
    checked = looking.check(desk.node, coop, name)
    if as_json:
        page.print_json(msgspec.to_builtins(checked))
        return
    named = checked.named
    page.heading(
        title(named) if named is not None else _("All that is agreed in the cooperation {name}").format(name=coop.name)
    )
    page.facts(
        [
            (_("Check code"), checked.digits),
            (_("Check words"), " ".join(checked.words)),
            (_("In full"), checked.code),
        ],
        indent=1,
    )


@command("state")
@click.argument("cooperation", metavar="COOPERATION")
@with_json
@pass_desk
def state(desk: Desk, cooperation: str, as_json: bool) -> None:
    """Show the state of a cooperation in figures, by which others check this copy."""
    from foedus.office import looking

    coop = desk.cooperation(cooperation)
    told = looking.state(desk.node, coop)
    if as_json:
        page.print_json(told)
        return
    page.heading(_("State of the cooperation {name}").format(name=coop.name))
    heads = told["heads"].items()
    page.facts(
        [
            (_("Identifier"), told["partnership"]),
            (_("Check code"), told["digest"]),
            (_("Registers, up to"), ", ".join(f"{code}/{seq}" for code, seq in heads)),
            (_("Agreed records"), str(len(told["sealed"]))),
            (_("Declared records"), str(len(told["own"]))),
            (_("Received"), str(len(told["acks"]))),
            (_("In dispute"), ", ".join(told["disputed"])),
            (_("Without effect"), str(len(told["void"]))),
            (_("Waiting"), ", ".join(f"{code} {number}" for code, number in told["waiting"].items())),
        ],
        indent=1,
    )


@command("rebuild")
@with_json
@pass_desk
def rebuild(desk: Desk, as_json: bool) -> None:
    """Make everything derived again from the registers, with the same result.

    The registers, drafts and notes are kept as they are.
    """
    from foedus.store.node import NodeDatabase
    from foedus.store.rebuild import rebuild as make_again

    with page.progress(_("Rebuilding")) as step:
        count = make_again(cast("NodeDatabase", desk.node.store), step)
    if as_json:
        page.print_json({"rebuilt": count})
    else:
        text = ngettext(
            "Everything derived was made again from one entry.",
            "Everything derived was made again from {number} entries.",
            count,
        )
        page.line(text.format(number=count))
