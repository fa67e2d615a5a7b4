"""Part 3 of the demo: Kazakhstan is not connected, agrees on paper, and connects later; its edit is made here."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

import python_calamine
import xlsxwriter  # type: ignore[import-untyped]  # it comes without types

from foedus.cli.body import fields_of
from foedus.cli.demo.counting import compare_words
from foedus.cli.demo.stage import Aside, Stage
from foedus.cli.demo.story import Story
from foedus.cli.language import _

OUT: Final = "sheets/plan-to-kazakhstan.xlsx"
BACK: Final = "sheets/plan-back-from-kazakhstan.xlsx"
SHEET: Final = "samples/italy-kazakhstan-2025.xlsx"
SCAN: Final = "samples/sample-signed-plan.pdf"
NAMED: Final = ("KAZ", "ITA")
RETURN: Final = ("ITA", "KAZ")
LINES: Final = 6
#: What the partner changes: in the line of this serial, in this column, to this text.
EDITS: Final = (("2", "Posti KAZ", 5), ("4", "Periodo", "22/09/2025 - 26/09/2025"), ("6", "Periodo", "10/2025"))


def prepare(stage: Stage, story: Story) -> str:
    """Play what Italy does alone, up to the record of what was agreed on paper; gives the draft of the plan."""
    story.part(_("3. Italy and Kazakhstan: agreed on paper first"))
    plan = _draft(stage, story)
    _exchange(stage, story, plan)
    _record(stage, story, plan)
    return plan


def play(stage: Stage, story: Story, prepared: Aside) -> None:
    """Play it.

    :param prepared: what Italy has done alone by now.
    """
    own_copy = Aside(lambda own: stage.begin(own, "KAZ"))
    own_copy.start()
    prepared.tell(story)
    story.says(_("Kazakhstan connects: its card is admitted, it joins, and reads what was recorded in its name."))
    own_copy.tell(story)
    _connect(stage, story)
    _offer(stage, story)


def _draft(stage: Stage, story: Story) -> str:
    story.says(
        _(
            "Kazakhstan is not connected: Italy founds the cooperation alone, and drafts an illustrative plan from a "
            "sheet. (A Bilateral Cooperation Plan KAZ07 of 2023 and talks of October 2024 are told of in [4].)"
        )
    )
    title = _("Italy - Kazakhstan, re-enacted with sample keys")
    stage.run(story, "ITA", "partnership", "found", title, "--expected", "KAZ=Kazakhstan")
    plan = stage.run(story, "ITA", "draft", "KAZ", "plan", "--from", "samples/facts/plan-kazakhstan-2025.json")
    number = f"d{plan['number']}"
    read = stage.run(story, "ITA", "sheet", "import", SHEET, "--partnership", "KAZ", "--plan", number)
    story.expects(_("lines drafted"), LINES, len(read["imported"]["new"]))
    return number


def _exchange(stage: Stage, story: Story, plan: str) -> None:
    story.says(_("The plan goes out as a workbook, and comes back by mail with the partner's changes in it."))
    stage.run(story, "ITA", "sheet", "export", "KAZ", plan, "-o", OUT)
    _change_as_the_partner(stage.folder)
    story.finds(_("(The partner's edit is made here: two periods settled, five places instead of three in one line.)"))
    back = ("sheet", "import", BACK, "--partnership", "KAZ", "--plan", plan, "--counter", "--by", "KAZ")
    read = stage.run(story, "ITA", *back)
    changes = read["imported"]["changes"]
    changed = sorted(one["field"] for line in changes["changed"] for one in line["fields"])
    story.expects(_("what the sheet changes"), ["period", "period", "places:KAZ"], changed)
    story.expects(_("lines added and taken out"), ([], []), (changes["added"], changes["removed"]))
    story.finds(_("Recognised again by their hidden names: three lines changed, none added, none taken out."))
    for line in changes["changed"]:
        for change in line["fields"]:
            story.finds(_change_in_words(change))


def _change_in_words(change: Mapping[str, Any]) -> str:
    """One changed field, as the page of an activity words it."""
    name, _colon, code = change["field"].partition(":")
    ((label, before),) = fields_of("activity/1", {name: change["before"]})
    ((_label, after),) = fields_of("activity/1", {name: change["after"]})
    return f"{f'{label} {code}'.strip()}: {before} -> {after}"


def _change_as_the_partner(folder: Path) -> None:
    """Write the workbook anew, as a partner who edits it would: hidden column and all, three cells changed."""
    read = python_calamine.CalamineWorkbook.from_path(str(folder / OUT)).get_sheet_by_index(0)
    rows = read.to_python(skip_empty_area=False)
    heading = next(place for place, row in enumerate(rows) if str(row[0]).startswith("foedus ID"))
    columns = [str(name).partition("\n")[0] for name in rows[heading]]
    for row in rows[heading + 1 :]:
        for serial, column, text in EDITS:
            if row[columns.index("N.")] == serial:
                row[columns.index(column)] = text
    with xlsxwriter.Workbook(str(folder / BACK)) as workbook:
        sheet = workbook.add_worksheet(read.name)
        sheet.set_column(0, 0, 12, None, {"hidden": True})
        for place, row in enumerate(rows):
            sheet.write_row(place, 0, row)


def _record(stage: Stage, story: Story, plan: str) -> None:
    first = int(plan.removeprefix("d"))
    story.says(
        _(
            "Both sign on paper. Italy records it, with a scan: its own word, with evidence, not Kazakhstan's "
            "signature. (The scan is a sample page that says so.)"
        )
    )
    drafts = f"{plan}-d{first + LINES}"
    signed = stage.run(story, "ITA", "paper", "KAZ", drafts, "--parties", "KAZ", "--scan", SCAN, "--yes")
    story.expects(_("texts recorded on paper"), LINES + 1, len(signed["versions"]))


def _connect(stage: Stage, story: Story) -> None:
    stage.run(story, "ITA", "partnership", "admit", "KAZ", "--with", "cards/KAZ.json")
    file = stage.write(story, "ITA", "KAZ", "KAZ")
    joined = stage.run(story, "KAZ", "partnership", "join", file)
    told = [change["what"] for change in joined["received"]["changes"]]
    story.expects(_("texts recorded on paper"), LINES + 1, told.count("declared-on-paper"))
    stage.send(story, "KAZ", "ITA", RETURN)


def _offer(stage: Stage, story: Story) -> None:
    story.says(_("Italy offers the recorded texts, word for word; Kazakhstan recognises and accepts them."))
    offered = stage.run(story, "ITA", "offer", "KAZ")
    stage.send(story, "ITA", "KAZ", NAMED)
    stage.run(story, "KAZ", "accept", "ITA", "--all-of", offered["versions"][-1]["shown"])
    received = stage.send(story, "KAZ", "ITA", RETURN)
    story.expects(_("agreed with this"), LINES + 1, len(received["sealed_here"]))
    stage.send(story, "ITA", "KAZ", NAMED)
    compare_words(stage, story, ("ITA", "KAZ"), NAMED)
