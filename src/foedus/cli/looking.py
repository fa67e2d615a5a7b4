"""`foedus todo`, `records`, `show` and `history`: what there is, in people's words; it changes nothing."""

from typing import TYPE_CHECKING, Any, Final

import click
import msgspec

from foedus.cli import page
from foedus.cli.commands import Option, command
from foedus.cli.desk import Desk, pass_desk, with_json
from foedus.cli.language import N_, _

if TYPE_CHECKING:
    from foedus.office.looking import Shown
    from foedus.office.texts import VersionText

STANDINGS: Final = {
    "draft": N_("draft"),
    "proposed": N_("proposed"),
    "agreed": N_("agreed"),
    "on-paper": N_("agreed on paper"),
    "stated": N_("declared"),
    "in-dispute": N_("in dispute"),
    "declined": N_("not accepted"),
    "withdrawn": N_("withdrawn"),
}

WORDS: Final = {
    "found": N_("proposes"),
    "propose": N_("proposes"),
    "join": N_("accepts by joining"),
    "endorse": N_("accepts"),
    "decline": N_("does not accept"),
    "withdraw": N_("withdraws"),
}


@command("todo")
@click.argument("cooperation", required=False, metavar="[COOPERATION]")
@with_json
@pass_desk
def todo(desk: Desk, cooperation: str | None, as_json: bool) -> None:
    """Say what is ours to answer and what is theirs, in one cooperation or in all."""
    from foedus.cli.turns import tell_drafts, tell_pending, tell_turns
    from foedus.office import todo as office

    coops = [desk.cooperation(cooperation)] if cooperation else desk.node.store.cooperations()
    found = {coop.name: office.todo(desk.node, coop) for coop in coops}
    if as_json:
        plain = msgspec.to_builtins(found)
        page.print_json(next(iter(plain.values())) if cooperation else plain)
        return
    for place, (name, one) in enumerate(found.items()):
        if place:
            page.line()
        page.heading(_("To do: cooperation {name}").format(name=name))
        tell_turns(name, one.ours, one.theirs)
        tell_pending(one.pending)
        tell_drafts(name, one.drafts)
        if not (one.ours or one.theirs or one.pending or one.drafts):
            page.line(_("Nothing is open."), 1)


@command("records")
@click.argument("cooperation", metavar="COOPERATION")
@click.option("--kind", metavar="KIND", cls=Option, help=N_("Only this kind: plan, activity, report ..."))
@with_json
@pass_desk
def records(desk: Desk, cooperation: str, kind: str | None, as_json: bool) -> None:
    """List the records of a cooperation, with where each stands."""
    from foedus.cli.body import fields_of, say
    from foedus.cli.saying import kind_label, short_record
    from foedus.office import drafts, looking

    rows = looking.records(desk.node, desk.cooperation(cooperation), kind=kind)
    if kind and not rows:
        drafts.kind_of(kind)
    if as_json:
        page.print_json(msgspec.to_builtins(rows))
        return
    if not rows:
        page.line(_("There is no record yet."))
    for form in dict.fromkeys(row.kind for row in rows):
        chosen = [row for row in rows if row.kind == form]
        page.heading(f"{kind_label(form)} ({len(chosen)})")
        page.table(
            [
                (
                    short_record(row.record),
                    row.version_shown,
                    _standing(row.standing),
                    say(row.captions),
                    ", ".join(text.replace("\n", " | ") for _label, text in fields_of(form, row.featured)),
                )
                for row in chosen
            ],
            indent=1,
        )


def _standing(standing: str) -> str:
    return _(STANDINGS[standing]) if standing in STANDINGS else standing


@command("show")
@click.argument("cooperation", metavar="COOPERATION")
@click.argument("record", metavar="RECORD")
@with_json
@pass_desk
def show(desk: Desk, cooperation: str, record: str, as_json: bool) -> None:
    """Show one record: the agreed text, what is offered beside it and by whom, and this office's notes."""
    from foedus.office import looking, names

    coop = desk.cooperation(cooperation)
    shown = looking.show(desk.node, coop, names.resolve_record(desk.node, coop, record))
    if as_json:
        page.print_json(msgspec.to_builtins(shown))
        return
    _tell_shown(shown)


def _tell_shown(shown: "Shown") -> None:
    from foedus.cli.saying import called, titles

    page.heading(called(shown.kind, shown.captions))
    page.facts(
        [
            (_("Record"), shown.record),
            (_("Standing"), _standing(shown.standing)),
            (_("Waits for"), ", ".join(shown.waits_for)),
        ],
        indent=1,
    )
    for text in shown.agreed:
        page.line()
        tell_text(text, _("Agreed text (in force only where the text says so)"))
    if shown.stated is not None:
        page.line()
        tell_text(shown.stated, _("Declared text"))
    for text in shown.open:
        page.line()
        tell_text(text, _("Offered by {party}").format(party=text.named.author))
    for draft in shown.drafts:
        page.line()
        page.line(_("Draft d{number} of this office").format(number=draft.number))
    naming = {one.version: one for those in shown.links_back.values() for one in those}
    if naming:
        page.line()
        titles(naming.values(), _("Records that name this one"))
    if shown.notes:
        page.line()
        page.line(_("Notes of this office, which never leave it"))
        page.facts([(note.at, note.text) for note in shown.notes], indent=1)


def tell_text(text: "VersionText", heading: str, *, is_whole: bool = True) -> None:
    """One text of a record: what it says or what it changes, who was asked, who said what."""
    from foedus.cli.body import fields_of
    from foedus.cli.saying import capacity_text, note_text, tell_differences, titles

    page.heading(f"{heading}: {text.named.shown}")
    shows_body = is_whole or not text.differences
    page.facts(
        [
            (_("Amends"), text.base_shown),
            (_("Answers"), text.answers_shown),
            (_("Note"), note_text(text.note)),
            (_("Asked to accept"), ", ".join(text.concerned)),
            (_("On paper"), ", ".join(text.on_paper)),
            (_("Its evidence (foedus file open)"), ", ".join(str(one["blob"]) for one in text.evidence)),
            *(fields_of(text.named.kind, text.body) if shows_body else ()),
            (_("Check code"), text.check[:32] if text.check else ""),
        ],
        indent=1,
    )
    if text.differences:
        page.line(_("Compared with {text}:").format(text=text.against), 1)
        tell_differences(text.named.kind, text.differences, indent=2)
    page.table([_word(word, capacity_text, note_text) for word in text.consents], indent=1)
    titles(text.with_, _("Together with"), indent=1)


def _word(word: Any, capacity_text: Any, note_text: Any) -> tuple[str, ...]:
    said = _(WORDS[word.word]) if word.word in WORDS else word.word
    extra = ", ".join(part for part in (capacity_text(word.capacity, word.until), note_text(word.note)) if part)
    return word.party, said, word.at, extra


@command("history")
@click.argument("cooperation", metavar="COOPERATION")
@click.argument("record", metavar="RECORD")
@with_json
@pass_desk
def history(desk: Desk, cooperation: str, record: str, as_json: bool) -> None:
    """Tell a record's history: every text with what it changed, who accepted it and when."""
    from foedus.office import names, texts

    coop = desk.cooperation(cooperation)
    steps = texts.history(desk.node, coop, names.resolve_record(desk.node, coop, record))
    if as_json:
        page.print_json(msgspec.to_builtins(steps))
        return
    for place, step in enumerate(steps):
        if place:
            page.line()
        text = step.text
        tell_text(text, f"{text.named.at}  {text.named.author}", is_whole=place == 0)
        if step.sealed_at:
            told = _("Agreed on {at}, as registered by {party}").format(at=step.sealed_at, party=step.sealed_by)
            page.line(told + (_("; this is the text that counts") if step.is_in_force else ""), 1)
