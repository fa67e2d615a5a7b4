"""`foedus sheet import|export|mappings`: a plan's lines in from a sheet and out to one; it reads no cell itself."""

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
import msgspec

from foedus.cli import page
from foedus.cli.commands import Command, Group, Option
from foedus.cli.desk import Desk, pass_desk, with_json
from foedus.cli.language import N_, _, ngettext

if TYPE_CHECKING:
    from foedus.office.sheets import Countered, Imported
    from foedus.reading.drafts import DraftedLine, SheetReading
    from foedus.reading.findings import Finding
    from foedus.reading.headings import SheetMapping

_LINE = "activity/1"


@click.group("sheet", cls=Group)
def sheet() -> None:
    """Bring a plan's lines in from a spreadsheet, and write them out to one."""


def _pairs(_ctx: click.Context, _parameter: click.Parameter, values: tuple[str, ...]) -> dict[str, str]:
    pairs = {}
    for value in values:
        words, sign, meaning = value.rpartition("=")
        if not sign or not words or not meaning:
            raise click.BadParameter(_("{value} is not of the form A=B").format(value=value))
        pairs[words] = meaning
    return pairs


@sheet.command("import", cls=Command)
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path), metavar="FILE")
@click.option(
    "--partnership", "cooperation", required=True, metavar="COOPERATION", cls=Option, help=N_("For this one.")
)
@click.option("--plan", required=True, metavar="RECORD", cls=Option, help=N_("The plan, or the draft of one (d12)."))
@click.option("--map", "mapping_name", metavar="NAME", cls=Option, help=N_("Use the mapping kept under this name."))
@click.option("--save-map", metavar="NAME", cls=Option, help=N_("Keep the mapping under this name."))
@click.option(
    "--column",
    "columns",
    multiple=True,
    callback=_pairs,
    metavar="HEADING=FIELD",
    cls=Option,
    help=N_("What a column means, such as 'Corso=title:it', 'D=period', 'Note=ignore'."),
)
@click.option(
    "--place",
    "places",
    multiple=True,
    callback=_pairs,
    metavar="WORDS=COUNTRY",
    cls=Option,
    help=N_("In which country a place is, such as 'GY=DE'."),
)
@click.option("--month-first", is_flag=True, cls=Option, help=N_("Dates are written month/day/year."))
@click.option("--with-hidden-rows", is_flag=True, cls=Option, help=N_("Read hidden rows too."))
@click.option("--dry-run", is_flag=True, cls=Option, help=N_("Show what would be drafted, and change nothing."))
@click.option("--skip-bad-rows", is_flag=True, cls=Option, help=N_("Draft the rest where rows are to be mended."))
@click.option(
    "--bad-rows-out",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="FILE.xlsx",
    cls=Option,
    help=N_("Write the rows to be mended to a sheet of their own."),
)
@click.option("--confirm", is_flag=True, cls=Option, help=N_("Take over what is suggested at once."))
@click.option(
    "--counter", is_flag=True, cls=Option, help=N_("It is our plan's sheet, changed by the partner: its counter-text.")
)
@click.option("--by", metavar="CODE", default="", cls=Option, help=N_("With --counter: the partner's code."))
@with_json
@pass_desk
@click.pass_context
def import_(
    ctx: click.Context, desk: Desk, /, file: Path, cooperation: str, plan: str, as_json: bool, **given: Any
) -> None:
    """Draft a plan's lines from a sheet (XLSX, ODS, XLS, CSV, TSV).

    Headings are recognised in Italian and English. Rows that are there already are recognised again. Where rows must be
    mended nothing is drafted, unless --skip-bad-rows is given; it then ends with 1 all the same.
    """
    from foedus.office import names, sheets
    from foedus.reading.activities import read_activities

    coop = desk.cooperation(cooperation)
    record = names.resolve_record(desk.node, coop, plan)
    mapping = _mapping(desk, given)
    reading = read_activities(
        file.read_bytes(),
        file.name,
        sheets.context(desk.node, coop, record),
        mapping,
        skip_bad_rows=given["skip_bad_rows"] or given["dry_run"],
        with_hidden_rows=given["with_hidden_rows"],
    )
    if given["save_map"] and not given["dry_run"]:
        sheets.keep_mapping(desk.node, given["save_map"], mapping.to_json())
    if given["bad_rows_out"] is not None and reading.bad_rows:
        _write_bad_rows(reading, given["bad_rows_out"])
    done: Imported | Countered | None = None
    if reading.lines and not given["dry_run"]:
        if given["counter"]:
            done = sheets.import_counter(desk.node, coop, record, reading, file=file.name, by=given["by"])
        else:
            done = sheets.import_lines(desk.node, coop, record, reading, file=file.name, confirm=given["confirm"])
    changes = _changes(desk, coop, record, reading) if given["counter"] and given["dry_run"] else None
    if as_json:
        page.print_json({**reading.to_json(), "changes": changes, "imported": msgspec.to_builtins(done)})
    else:
        _tell(reading, done, changes, is_dry=given["dry_run"], bad_rows_out=given["bad_rows_out"])
    ctx.exit(1 if reading.errors else 0)


def _mapping(desk: Desk, given: Mapping[str, Any]) -> "SheetMapping":
    from foedus.office import sheets
    from foedus.reading.headings import SheetMapping

    name = given["mapping_name"]
    plain = dict(sheets.mapping(desk.node, name) if name else SheetMapping().to_json())
    if given["month_first"]:
        plain["month_first"] = True
    return SheetMapping.from_json(plain).with_changes(given["columns"], given["places"])


def _changes(desk: Desk, coop: Any, record: str, reading: "SheetReading") -> dict[str, Any]:
    from foedus.office import sheets
    from foedus.reading.counter import compare_with_plan

    return compare_with_plan(reading.lines, sheets.known_lines(desk.node, coop, record)).to_json()


def _write_bad_rows(reading: "SheetReading", target: Path) -> None:
    from foedus.cli.sheet_words import finding_text
    from foedus.publishing.mending import mend_workbook

    rows = [(row, "; ".join(finding_text(finding) for finding in row.findings)) for row in reading.bad_rows]
    target.write_bytes(mend_workbook(rows))


def _tell(
    reading: "SheetReading",
    done: "Imported | Countered | None",
    changes: Mapping[str, Any] | None,
    *,
    is_dry: bool,
    bad_rows_out: Path | None,
) -> None:
    from foedus.phrases.sheets import SEVERITIES
    from foedus.reading.findings import Severity

    if is_dry:
        page.heading(_("A trial: nothing was drafted."))
    lines = len(reading.lines)
    if lines or not reading.errors:
        page.line(ngettext("One activity read", "{number} activities read", lines).format(number=lines))
    if is_dry:
        page.table([_line_row(line) for line in reading.lines], indent=1)
    findings = (*reading.findings, *(done.findings if done is not None else ()))
    for severity in Severity:
        chosen = [finding for finding in findings if finding.severity is severity]
        if chosen:
            page.line()
            page.line(f"{_(SEVERITIES[severity])} ({len(chosen)})")
            page.table([_finding_row(finding) for finding in chosen], indent=1)
    if changes is not None:
        _tell_changes(changes)
    if done is not None:
        page.line()
        _tell_done(done)
    elif reading.errors and not is_dry:
        page.line()
        page.paragraph(_("Nothing was drafted: mend the rows above, or take the rest with --skip-bad-rows."))
    if bad_rows_out is not None and reading.bad_rows:
        page.line(_("The rows to be mended are in {file}.").format(file=bad_rows_out))


def _finding_row(finding: "Finding") -> tuple[str, str]:
    from foedus.cli.sheet_words import finding_place, finding_text

    return finding_place(finding), finding_text(finding)


def _line_row(line: "DraftedLine") -> tuple[str, ...]:
    from foedus.cli.body import field_text, period_of, place_of, say

    body = line.body
    title = {name: text for name, text in body.get("title", {}).items() if isinstance(text, str) and name != "original"}
    rows = ", ".join(str(row) for row in line.source.rows)
    fields = ", ".join(sorted(field_text(_LINE, value.field) for value in line.inferred))
    return (
        rows,
        str(body.get("serial", "")),
        say(title),
        str(body.get("host", "")),
        period_of(body["period"]) if "period" in body else "",
        place_of(body["place"]) if "place" in body else "",
        _("to be confirmed: {fields}").format(fields=fields) if fields else "",
    )


def _changed(one: Mapping[str, Any]) -> tuple[str, str, str, str]:
    from foedus.cli.body import field_text, value_text

    field = str(one["field"])
    before, after = (value_text(_LINE, field, one[side]) for side in ("before", "after"))
    return field_text(_LINE, field), before, "->", after


def _tell_changes(changes: Mapping[str, Any]) -> None:
    from foedus.cli.saying import short_record

    page.line()
    page.line(_("What the sheet changes"))
    for line in changes["changed"]:
        page.line(short_record(line["record"]), 1)
        page.table([_changed(one) for one in line["fields"]], indent=2)
    page.facts(
        [
            (_("New lines"), str(len(changes["added"]))),
            (_("Lines no longer there"), ", ".join(short_record(name) for name in changes["removed"])),
            (_("Unchanged"), str(len(changes["unchanged"]))),
        ],
        indent=1,
    )


def _tell_done(done: "Imported | Countered") -> None:
    from foedus.office.sheets import Imported

    drafts = ", ".join(f"d{number}" for number in done.drafts) or _("none")
    if isinstance(done, Imported):
        page.heading(_("Drafted"))
        page.facts(
            [
                (_("Drafts"), drafts),
                (_("New"), str(len(done.new))),
                (_("Changed"), str(len(done.changed))),
                (_("Unchanged"), str(len(done.unchanged))),
            ],
            indent=1,
        )
    else:
        page.heading(_("Drafted as the partner's counter-text"))
        page.facts([(_("Drafts"), drafts)], indent=1)
        _tell_changes(done.changes)
    if done.drafts:
        page.line(_("Next: foedus review, then sign."))


@sheet.command("export", cls=Command)
@click.argument("cooperation", metavar="COOPERATION")
@click.argument("plan", metavar="RECORD")
@click.option(
    "-o", "--out", required=True, type=click.Path(dir_okay=False, path_type=Path), metavar="FILE.xlsx", cls=Option,
    help=N_("Where to write the sheet."),
)  # fmt: skip
@click.option("--languages", default="it,en", show_default=True, cls=Option, help=N_("The languages of the sheet."))
@click.option("--by-host", is_flag=True, cls=Option, help=N_("In sections by host Party."))
@with_json
@pass_desk
def export(desk: Desk, cooperation: str, plan: str, out: Path, languages: str, by_host: bool, as_json: bool) -> None:
    """Write a plan's lines to a spreadsheet that can be changed and brought back.

    A hidden column says which row is which line. What the partner changes comes back with foedus sheet import
    --counter.
    """
    from foedus.office import names, partnerships, sheets
    from foedus.publishing.sheet import plan_workbook

    coop = desk.cooperation(cooperation)
    body, lines = sheets.export_lines(desk.node, coop, names.resolve_record(desk.node, coop, plan))
    view = partnerships.view(desk.node, coop)
    codes = (*(party.code for party in view.parties if not party.has_left), *view.expected)
    wanted = tuple(part.strip() for part in languages.split(",") if part.strip())
    out.write_bytes(plan_workbook(body, lines, parties=codes, languages=wanted, by_host=by_host))
    if as_json:
        page.print_json({"file": str(out), "lines": len(lines)})
        return
    text = ngettext("One line written to {file}.", "{number} lines written to {file}.", len(lines))
    page.line(text.format(number=len(lines), file=out))


@sheet.command("mappings", cls=Command)
@with_json
@pass_desk
def mappings(desk: Desk, as_json: bool) -> None:
    """List the mappings kept by name."""
    from foedus.office import sheets

    found = sheets.mappings(desk.node)
    if as_json:
        page.print_json(found)
        return
    if not found:
        page.line(_("No mapping is kept."))
    for name, mapping in found.items():
        page.heading(name)
        pairs = {**mapping.get("columns", {}), **mapping.get("places", {})}
        page.table([(words, str(meaning)) for words, meaning in pairs.items()], indent=1)
