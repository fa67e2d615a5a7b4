"""`foedus review`: shows word for word what will be signed, and marks what must not be; it signs nothing."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Final

import click
import msgspec

from foedus.cli import page
from foedus.cli.body import field_text, fields_of, value_text
from foedus.cli.commands import Option, command
from foedus.cli.desk import Desk, pass_desk, with_json
from foedus.cli.language import N_, _, current, ngettext
from foedus.cli.saying import (
    called,
    capacity_text,
    fault_text,
    note_text,
    short_record,
    tell_differences,
    tell_suspects,
)
from foedus.cli.sheet_words import rule_text

if TYPE_CHECKING:
    from foedus.office.review import Review, ReviewedAct

ACTS: Final = {
    "found": N_("Found the cooperation"),
    "join": N_("Join the cooperation"),
    "propose": N_("Propose"),
    "endorse": N_("Accept"),
    "decline": N_("Do not accept"),
    "withdraw": N_("Withdraw"),
    "seal": N_("Register as agreed"),
    "state": N_("Declare"),
    "acknowledge": N_("Acknowledge"),
    "rotate": N_("Change keys"),
    "recover": N_("Recover"),
    "leave": N_("Leave the cooperation"),
    "erase": N_("Erase a file"),
}


@command("review")
@click.argument("cooperation", metavar="COOPERATION")
@click.argument("drafts", nargs=-1, metavar="[DRAFT]...")
@click.option("--declare", is_flag=True, cls=Option, help=N_("As foedus declare would sign it."))
@click.option("--ad-referendum", is_flag=True, cls=Option, help=N_("As a consent ad referendum."))
@click.option("--until", metavar="DATE", cls=Option, help=N_("As a consent that ends after this time."))
@click.option("--note", cls=Option, help=N_("With this note to the other Parties."))
@with_json
@pass_desk
@click.pass_context
def review(
    ctx: click.Context,
    desk: Desk,
    *,
    cooperation: str,
    drafts: tuple[str, ...],
    declare: bool,
    ad_referendum: bool,
    until: str | None,
    note: str | None,
    as_json: bool,
) -> None:
    """Show word for word what will be signed, and mark what looks like personal data.

    Without DRAFT it shows all drafts of the cooperation. Nothing is signed. It ends with 1 where something keeps a
    draft from being signed.
    """
    from foedus.office import review as office

    coop = desk.cooperation(cooperation)
    shown = office.review(
        desk.node,
        coop,
        desk.draft_numbers(coop, drafts),
        is_declared=declare,
        capacity="ad-referendum" if ad_referendum else "full",
        until=until,
        note={current(): note} if note else None,
    )
    if as_json:
        page.print_json(msgspec.to_builtins(shown))
    else:
        tell_review(shown)
    ctx.exit(0 if not shown.faults else 1)


def tell_review(shown: "Review") -> None:
    """Lay out a review: entry by entry, then what stands against it."""
    if not shown.entries and not shown.faults:
        page.line(_("There is nothing to sign."))
        return
    for place, acts in enumerate(shown.entries, 1):
        text = ngettext(
            "Entry {place}, one act, as it will be signed",
            "Entry {place}, {number} acts together, as they will be signed",
            len(acts),
        )
        page.heading(text.format(place=place, number=len(acts)))
        for act in acts:
            page.line()
            _tell_act(act)
        page.line()
    kinds = {act.draft: act.kind for acts in shown.entries for act in acts if act.draft is not None}
    _tell_private(shown.private, kinds)
    _tell_unconfirmed(shown.unconfirmed, kinds)
    tell_suspects(shown.suspects, indent=0)
    _tell_faults(shown)
    if shown.faults:
        page.heading(_("It cannot be signed like this."))
    elif shown.suspects:
        page.heading(_("It can be signed once you have made sure that it holds no personal data."))
    else:
        page.heading(_("It can be signed."))


def _tell_faults(shown: "Review") -> None:
    kinds = {act.draft: act.kind for acts in shown.entries for act in acts if act.draft is not None}
    for fault in shown.faults:
        where = f"d{fault.draft}: " if fault.draft is not None else ""
        kind = kinds.get(fault.draft, "") if fault.draft is not None else ""
        page.bullets([where + fault_text(kind, fault.path, fault.reason, fault.facts)])


def _tell_act(act: "ReviewedAct") -> None:
    verb = _(ACTS[act.act]) if act.act in ACTS else act.act
    draft = f"d{act.draft}  " if act.draft is not None else ""
    name = called(act.kind, act.captions) if act.kind else ""
    page.line(f"{draft}{verb}  {name}".rstrip(), 1)
    page.facts(
        [
            (_("Record"), short_record(act.record) if act.record else ""),
            (_("Text"), act.version_shown),
            (_("Amends"), act.base_shown),
            (_("Answers"), act.answers_shown),
            (_("Depositary"), act.keeper or ""),
            (_("Asked to accept"), ", ".join(act.concerned)),
            (_("Together with"), _counted_lines(len(act.with_records))),
            (_("Capacity"), capacity_text(act.capacity or "full", act.until)),
            (_("On paper"), ", ".join(act.paper)),
            (_("Note"), note_text(act.note)),
            *keys_of(act.keys),
            *fields_of(act.kind, act.body),
        ],
        indent=2,
    )
    if act.differences:
        page.line(_("What changes:"), 2)
        tell_differences(act.kind, act.differences, indent=3)


def keys_of(keys: Mapping[str, str]) -> list[tuple[str, str]]:
    """The keys that a change of keys sets, and where."""
    named = {
        "cooperation": _("Cooperation"),
        "prev": _("Goes on from entry"),
        "key": _("New signing key"),
        "words": _("Words for the telephone"),
        "recovery": _("New recovery key"),
        "age": _("New encryption key"),
    }
    return [(label, keys[use]) for use, label in named.items() if use in keys]


def _counted_lines(number: int) -> str:
    return ngettext("one line", "{number} lines", number).format(number=number) if number else ""


def _tell_private(private: Any, kinds: Mapping[int, str]) -> None:
    rows = [
        (f"d{draft}", ", ".join(field_text(kinds.get(draft, ""), name) for name in names)) for draft, names in private
    ]
    if rows:
        page.line(_("Stays in this office, and is not signed:"))
        page.table(rows, indent=1)


def _tell_unconfirmed(unconfirmed: Any, kinds: Mapping[int, str]) -> None:
    rows = []
    for draft, field, value, rule in unconfirmed:
        form = kinds.get(draft, "")
        rows.append((f"d{draft}", field_text(form, field), value_text(form, field, value), rule_text(rule)))
    if rows:
        page.line(_("Suggested, not confirmed, and therefore not signed (foedus draft confirm takes them over):"))
        page.table(rows, indent=1)
