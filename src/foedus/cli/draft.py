"""`foedus draft`: makes, changes, shows and drops what is being prepared; nothing here is signed or leaves."""

import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
import msgspec

from foedus.cli import page
from foedus.cli.commands import Command, Group, Option
from foedus.cli.desk import Desk, pass_desk, with_json
from foedus.cli.language import N_, _
from foedus.cli.numbers import draft_number, fields_given

if TYPE_CHECKING:
    from foedus.office.drafts import DraftView
    from foedus.office.ports import Cooperation


class DraftGroup(Group):
    """``foedus draft AZE plan`` is short for ``foedus draft new AZE plan``."""

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Take what is no command's name for the cooperation of a new draft."""
        if args and args[0] not in self.commands:
            args = ["new", *args]
        return super().resolve_command(ctx, args)


@click.group("draft", cls=DraftGroup)
def draft() -> None:
    """Make, change, show and drop drafts.

    Short form: foedus draft COOPERATION KIND --set FIELD=VALUE begins a new one.
    """


_FROM = click.option(
    "--from",
    "source",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    metavar="FILE.json",
    cls=Option,
    help=N_("Take the fields from a JSON file."),
)
_SET = click.option(
    "--set",
    "fields",
    multiple=True,
    metavar="FIELD=VALUE",
    cls=Option,
    help=N_("Set a field, such as title.it=Corso or places.0.number=4; an empty value takes it away."),
)
_NOTE = click.option("--note", metavar="TEXT", cls=Option, help=N_("A note to the other Parties, signed with it."))
_AMONG = click.option(
    "--among",
    metavar="CODE,CODE",
    cls=Option,
    help=N_("Ask for the consent of these Parties alone; everybody reads it. An empty value asks all of them."),
)


@draft.command("new", cls=Command)
@click.argument("cooperation", metavar="COOPERATION")
@click.argument("kind", required=False, metavar="[KIND]")
@_FROM
@click.option("--record", metavar="RECORD", cls=Option, help=N_("Amend this record: begin from its agreed text."))
@click.option("--answers", metavar="TEXT", cls=Option, help=N_("Answer this text with another: begin from it."))
@click.option("--plan", metavar="RECORD", cls=Option, help=N_("A line of this plan, or of the draft of a plan."))
@_SET
@_NOTE
@_AMONG
@with_json
@pass_desk
def new(
    desk: Desk,
    *,
    cooperation: str,
    kind: str | None,
    source: Path | None,
    record: str | None,
    answers: str | None,
    plan: str | None,
    fields: tuple[str, ...],
    note: str | None,
    among: str | None,
    as_json: bool,
) -> None:
    """Begin a draft of a record: plan, activity, agreement, meeting, undertaking, milestone, comment ...

    KIND may be left out where --record or --answers says it. A draft stays in this office until it is signed.
    """
    from foedus.cli.terms import noted
    from foedus.office import drafts, names

    if kind is None and record is None and answers is None:
        raise click.UsageError(_("Name the kind, such as activity; or what it amends or answers."))
    coop = desk.cooperation(cooperation)
    made = drafts.new(
        desk.node,
        coop,
        kind or "",
        body=_body(source),
        fields=fields_given(fields),
        record=names.resolve_record(desk.node, coop, record) if record else None,
        answers=names.resolve_version(desk.node, coop, answers) if answers else None,
        plan=names.resolve_record(desk.node, coop, plan) if plan else None,
        note=noted(note),
        among=_codes(among),
    )
    _tell_kept(desk, coop, made.number, as_json=as_json)


def _codes(said: str | None) -> tuple[str, ...] | None:
    return tuple(code.strip() for code in said.split(",") if code.strip()) if said is not None else None


def _body(source: Path | None) -> dict[str, Any] | None:
    if source is None:
        return None
    try:
        body = json.loads(source.read_bytes())
    except ValueError as error:
        raise click.BadParameter(_("{file} is not JSON: {error}").format(file=source, error=error)) from None
    if not isinstance(body, dict):
        raise click.BadParameter(_("{file} does not hold one JSON object").format(file=source))
    return body


def _tell_kept(desk: Desk, coop: "Cooperation", number: int, *, as_json: bool) -> None:
    from foedus.office import drafts

    view = drafts.view(desk.node, coop, number)
    if as_json:
        page.print_json(msgspec.to_builtins(view))
        return
    _tell(view)


def _tell(view: "DraftView") -> None:
    from foedus.cli.body import field_text, fields_of
    from foedus.cli.saying import called, note_text, short_record, tell_faults, tell_suspects

    page.heading(f"d{view.number}  {called(view.kind, view.captions)}")
    page.facts(
        [
            (_("Record"), short_record(view.record)),
            (_("Amends"), view.base_shown),
            (_("Answers"), view.answers_shown),
            (_("Asks for the consent of"), ", ".join(view.among)),
            (_("Note"), note_text(view.note)),
            (_("From"), _source(view.source)),
            *fields_of(view.kind, view.body),
        ],
        indent=1,
    )
    if view.inferred:
        page.line(_("Suggested, to be confirmed (foedus draft confirm d{number}):").format(number=view.number), 1)
        page.table([_suggested(view.kind, one) for one in view.inferred], 2)
    if view.private:
        page.line(_("Stays in this office:"), 1)
        page.facts([(field_text(view.kind, name), _private(value)) for name, value in view.private.items()], 2)
    if view.problems:
        page.line(_("Before it can be signed:"), 1)
        tell_faults(view.kind, view.problems, 2)
    tell_suspects(view.suspects)


def _suggested(form: str, one: Mapping[str, Any]) -> tuple[str, str, str]:
    from foedus.cli.body import field_text, value_text
    from foedus.cli.sheet_words import rule_text

    field = str(one["field"])
    return field_text(form, field), value_text(form, field, one["value"]), rule_text(str(one.get("rule", "")))


def _source(source: Mapping[str, Any]) -> str:
    if not source:
        return ""
    rows = ", ".join(str(row) for row in source.get("rows", ()))
    place = " ".join(str(source[name]) for name in ("file", "sheet") if source.get(name))
    return _("{place}, rows {rows}").format(place=place, rows=rows) if rows else place


def _private(value: Any) -> str:
    return "; ".join(str(part) for part in value) if isinstance(value, list | tuple) else str(value)


@draft.command("change", cls=Command)
@click.argument("cooperation", metavar="COOPERATION")
@click.argument("number", metavar="DRAFT")
@_FROM
@click.option("--answers", metavar="TEXT", cls=Option, help=N_("It answers this text."))
@_SET
@_NOTE
@_AMONG
@with_json
@pass_desk
def change(
    desk: Desk,
    *,
    cooperation: str,
    number: str,
    source: Path | None,
    answers: str | None,
    fields: tuple[str, ...],
    note: str | None,
    among: str | None,
    as_json: bool,
) -> None:
    """Change a draft."""
    from foedus.cli.terms import noted
    from foedus.office import drafts, names

    coop = desk.cooperation(cooperation)
    drafts.view(desk.node, coop, draft_number(number))
    drafts.change(
        desk.node,
        draft_number(number),
        body=_body(source),
        fields=fields_given(fields),
        note=noted(note),
        answers=names.resolve_version(desk.node, coop, answers) if answers else None,
        among=_codes(among),
    )
    _tell_kept(desk, coop, draft_number(number), as_json=as_json)


@draft.command("list", cls=Command)
@click.argument("cooperation", metavar="COOPERATION")
@with_json
@pass_desk
def list_(desk: Desk, cooperation: str, as_json: bool) -> None:
    """List the drafts of a cooperation, and what each still lacks."""
    from foedus.cli.body import say
    from foedus.cli.saying import kind_label
    from foedus.office import drafts

    views = drafts.listed(desk.node, desk.cooperation(cooperation))
    if as_json:
        page.print_json(msgspec.to_builtins(views))
        return
    if not views:
        page.line(_("There is no draft."))
    page.table([(f"d{view.number}", kind_label(view.kind), say(view.captions), _lacks(view)) for view in views])


def _lacks(view: "DraftView") -> str:
    words = []
    if view.problems:
        words.append(_("not ready"))
    if view.suspects:
        words.append(_("personal data?"))
    if view.inferred:
        words.append(_("to be confirmed"))
    return ", ".join(words) or _("ready")


@draft.command("show", cls=Command)
@click.argument("cooperation", metavar="COOPERATION")
@click.argument("numbers", nargs=-1, required=True, metavar="DRAFT...")
@with_json
@pass_desk
def show(desk: Desk, cooperation: str, numbers: tuple[str, ...], as_json: bool) -> None:
    """Show drafts in full, with what stays in this office."""
    from foedus.office import drafts

    coop = desk.cooperation(cooperation)
    views = [drafts.view(desk.node, coop, number) for number in desk.draft_numbers(coop, numbers)]
    if as_json:
        page.print_json(msgspec.to_builtins(views))
        return
    for place, view in enumerate(views):
        if place:
            page.line()
        _tell(view)


@draft.command("confirm", cls=Command)
@click.argument("cooperation", metavar="COOPERATION")
@click.argument("numbers", nargs=-1, required=True, metavar="DRAFT...")
@click.option("--field", "fields", multiple=True, metavar="FIELD", cls=Option, help=N_("Only this field."))
@pass_desk
def confirm(desk: Desk, cooperation: str, numbers: tuple[str, ...], fields: tuple[str, ...]) -> None:
    """Take suggested values over into drafts; what was written is never replaced."""
    from foedus.office import drafts

    chosen = _each(desk, cooperation, numbers, lambda number: drafts.confirm(desk.node, number, fields or None))
    page.line(_("Taken over: {drafts}.").format(drafts=chosen))


def _each(desk: Desk, cooperation: str, numbers: tuple[str, ...], do: Callable[[int], object]) -> str:
    """Do something with drafts, all of which are there; their numbers in words."""
    from foedus.office import drafts

    coop = desk.cooperation(cooperation)
    chosen = desk.draft_numbers(coop, numbers)
    for number in chosen:
        drafts.view(desk.node, coop, number)
    for number in chosen:
        do(number)
    return ", ".join(f"d{number}" for number in chosen)


@draft.command("dismiss", cls=Command)
@click.argument("cooperation", metavar="COOPERATION")
@click.argument("numbers", nargs=-1, required=True, metavar="DRAFT...")
@click.option("--field", "fields", multiple=True, metavar="FIELD", cls=Option, help=N_("Only this field."))
@pass_desk
def dismiss(desk: Desk, cooperation: str, numbers: tuple[str, ...], fields: tuple[str, ...]) -> None:
    """Drop suggested values from drafts."""
    from foedus.office import drafts

    chosen = _each(desk, cooperation, numbers, lambda number: drafts.dismiss(desk.node, number, fields or None))
    page.line(_("Suggestions dropped: {drafts}.").format(drafts=chosen))


@draft.command("drop", cls=Command)
@click.argument("cooperation", metavar="COOPERATION")
@click.argument("numbers", nargs=-1, required=True, metavar="DRAFT...")
@pass_desk
def drop(desk: Desk, cooperation: str, numbers: tuple[str, ...]) -> None:
    """Drop drafts, for good."""
    from foedus.office import drafts

    coop = desk.cooperation(cooperation)
    chosen = desk.draft_numbers(coop, numbers)
    for number in chosen:
        drafts.view(desk.node, coop, number)
    for number in chosen:
        drafts.drop(desk.node, number)
    page.line(_("Dropped: {drafts}.").format(drafts=", ".join(f"d{number}" for number in chosen)))
