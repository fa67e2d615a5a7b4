"""Part 1 of the demo: Italy and Azerbaijan agree a plan of 31 activities; it knows what is to come out of each step."""

from collections.abc import Mapping
from typing import Any, Final

from foedus.cli.demo.counting import (
    agreed_lines,
    by_serial,
    compare_words,
    named_kind,
    short,
    to_answer,
    with_suggestions,
)
from foedus.cli.demo.sources import SOURCES, TALKS
from foedus.cli.demo.stage import Aside, Stage
from foedus.cli.demo.story import Story
from foedus.cli.language import _

NAMED: Final = ("AZE", "ITA")
BACK: Final = ("ITA", "AZE")
SHEET: Final = "samples/italy-azerbaijan-2024-2025.xlsx"
MENDED: Final = "samples/italy-azerbaijan-2024-2025-mended-rows.xlsx"
LINES, IN_ITALY, IN_AZERBAIJAN = 31, 19, 12


def begin(stage: Stage, story: Story) -> None:
    """Play its beginning: two offices, their cards, and a cooperation."""
    story.part(_("1. Italy and Azerbaijan agree a plan"))
    story.says(
        _(
            "Re-enacted with sample keys: no government signed this. The facts are from public sources, the numbers "
            "beside them; the real list of activities is not public, and every title says that it is illustrative."
        )
    )
    for number, (told, where) in enumerate(SOURCES, 1):
        story.finds(f"[{number}] {_(told)}: {where}")
    _found(stage, story)


def play(stage: Stage, story: Story, meanwhile: Aside) -> dict[str, Any]:
    """Play the rest; gives Italy's lines by serial, and the record of the talks.

    :param meanwhile: what Italy's office does besides while Azerbaijan's prepares its answer.
    """
    records = _draft(stage, story)
    _offer(stage, story)
    lines = _counter(stage, story, meanwhile)
    _agree(stage, story, _amend(stage, story, records["plan"], lines))
    listed = Aside(lambda own: stage.run(own, "ITA", "records", "AZE", "--kind", "activity"))
    listed.start()
    compare_words(stage, story, ("ITA", "AZE"), ("AZE", "ITA"))
    lines = by_serial(listed.tell(story))
    story.expects(_("lines agreed"), (LINES, IN_ITALY, IN_AZERBAIJAN), agreed_lines(lines))
    story.finds(
        _("{lines} activities are agreed: {italy} in Italy, {azerbaijan} in Azerbaijan.").format(
            lines=LINES, italy=IN_ITALY, azerbaijan=IN_AZERBAIJAN
        )
    )
    return {"lines": lines, "talks": records["meeting"]}


def _found(stage: Stage, story: Story) -> None:
    story.says(_("Each office makes its own copy; Azerbaijan hands its card to Italy."))
    italy = Aside(lambda own: stage.begin(own, "ITA", has_card=False))
    italy.start()
    stage.begin(story, "AZE")
    italy.tell(story)
    story.says(_("Italy founds the cooperation, Azerbaijan joins. From here on only dispatch files cross the border."))
    title = _("Italy - Azerbaijan, re-enacted with sample keys")
    stage.run(story, "ITA", "partnership", "found", title, "--with", "cards/AZE.json")
    file = stage.write(story, "ITA", "AZE", "AZE")
    stage.run(story, "AZE", "partnership", "join", file)
    stage.send(story, "AZE", "ITA", BACK)


def _draft(stage: Stage, story: Story) -> dict[str, str]:
    story.says(
        _(
            "Italy drafts what is known: the framework agreement, Rome, 6 November 2012 [1]; the sixth staff talks, "
            "Rome, 11-12 October 2023, with their minutes, and the plan 2024-2025 with 31 activities [2]."
        )
    )
    draft = ("draft", "AZE")
    facts = "samples/facts/"
    agreement = stage.run(story, "ITA", *draft, "agreement", "--from", facts + "agreement-2012.json")
    source = _("Source: {source}").format(source=TALKS)
    talks = stage.run(story, "ITA", *draft, "meeting", "--from", facts + "talks-2023.json", "--note", source)
    links = ("--set", f"agreement={agreement['record']}", "--set", f"agreed_at={talks['record']}")
    plan = stage.run(story, "ITA", *draft, "plan", "--from", facts + "plan-2024-2025.json", *links)
    story.expects(_("what the plan still lacks"), [], plan["problems"])
    return {"agreement": agreement["record"], "meeting": talks["record"], "plan": plan["record"]}


def _offer(stage: Stage, story: Story) -> None:
    story.says(
        _(
            "The office's workbook becomes the plan's lines: title rows, two languages in a cell, merged cells, "
            "sections, dates in many styles. Two rows cannot be read; they come out as a sheet to mend."
        )
    )
    read = ("sheet", "import")
    into = ("--partnership", "AZE", "--plan", "d3")
    mend = ("--skip-bad-rows", "--bad-rows-out", "sheets/rows-to-mend.xlsx")
    first = stage.run(story, "ITA", *read, SHEET, *into, *mend, status=1)
    read_and_bad = (len(first["imported"]["new"]), len(first["bad_rows"]))
    story.expects(_("lines drafted, and rows to mend"), (29, 2), read_and_bad)
    story.finds(_("29 activities drafted, 2 rows to mend. The costs in the sheet stay in the office."))
    story.says(_("The two rows are mended and read again; what was only inferred from words is confirmed."))
    second = stage.run(story, "ITA", *read, MENDED, *into)
    story.expects(_("lines drafted from the mended rows"), 2, len(second["imported"]["new"]))
    inferred = with_suggestions(first) + with_suggestions(second)
    stage.run(story, "ITA", "draft", "confirm", "AZE", *inferred, has_facts=False)
    story.says(_("Review shows word for word what will be signed; then all of it is offered together."))
    shown = stage.run(story, "ITA", "review", "AZE")
    against = (shown["faults"], shown["suspects"], shown["unconfirmed"])
    story.expects(_("what stands against signing"), ([], [], []), against)
    signed = stage.run(story, "ITA", "propose", "AZE", "d1-d34", "--yes")
    acts = [entry["acts"] for entry in signed["entries"]]
    story.expects(_("texts in the offer: with the plan in an entry of its own"), [33, 1], acts)
    received = stage.send(story, "ITA", "AZE", NAMED)
    story.expects(_("what Azerbaijan has to answer"), 34, len(to_answer(received)))
    story.finds(_("Azerbaijan has 34 texts to answer: the agreement, the minutes, the plan and its 31 lines."))


def _counter(stage: Stage, story: Story, meanwhile: Aside) -> dict[str, Mapping[str, Any]]:
    story.says(
        _(
            "Azerbaijan accepts the agreement and the minutes, offers another text for three lines, each with its "
            "reason, and does not accept one: in a single entry."
        )
    )
    meanwhile.start()
    rows = stage.run(story, "AZE", "records", "ITA")
    lines = by_serial(rows)
    changes = (
        ("2", _("Our officers are free after the autumn exercise."), "period=2024-Q4"),
        ("11", _("Two mountain units will take part."), "places.0.number=6"),
        ("26", _("The exercise is fixed for September."), "period=2025-09"),
    )
    drafts: list[str] = []
    for serial, reason, field in changes:
        answer = ("draft", "ITA", "--answers", lines[serial]["version_shown"], "--set", field, "--note", reason)
        drafts += ["--draft", f"d{stage.run(story, 'AZE', *answer)['number']}"]
    declined = lines["17"]["version_shown"] + "=" + _("No military police unit is available in these two years.")
    agreeable = [named_kind(rows, kind)["version_shown"] for kind in ("agreement", "meeting")]
    accepted = [part for text in agreeable for part in ("--accept", text)]
    stage.run(story, "AZE", "answer", "ITA", *accepted, "--decline", declined, *drafts)
    meanwhile.wait()
    received = stage.send(story, "AZE", "ITA", BACK)
    told = [change["what"] for change in received["changes"]]
    counted = tuple(told.count(what) for what in ("accepted", "countered", "declined"))
    story.expects(_("accepted, countered, declined"), (2, 3, 1), counted)
    story.expects(_("agreed with this"), 2, len(received["sealed_here"]))
    story.finds(_("Agreed already: the framework agreement and the minutes. Three counter-texts and one refusal wait."))
    return lines


def _amend(stage: Stage, story: Story, plan: str, lines: Mapping[str, Mapping[str, Any]]) -> str:
    story.says(
        _(
            "Italy accepts two counter-texts, meets the third halfway, and puts another activity in the place of the "
            "one that was not accepted; the plan is offered again with the final texts of its lines."
        )
    )
    rows = stage.run(story, "ITA", "todo", "AZE")
    counters = {turn["named"]["record"]: turn["named"]["shown"] for turn in to_answer(rows)}
    story.expects(_("counter-texts to answer"), 3, len(counters))
    halfway = stage.run(
        story, "ITA", "draft", "AZE", "--answers", counters[lines["11"]["record"]],
        "--set", "places.0.number=5", "--note", _("There are five beds in the hut."),
    )  # fmt: skip
    another = stage.run(
        story, "ITA", "draft", "AZE", "--record", short(lines["17"]["record"]),
        "--set", "title.it=Scambio di esperti di topografia militare (illustrativo)",
        "--set", "title.en=Exchange of experts in military mapping (illustrative)",
        "--set", "area=training_education", "--set", "place.town=Firenze", "--set", "period=2025-Q4",
    )  # fmt: skip
    accepted = [part for serial in ("2", "26") for part in ("--accept", counters[lines[serial]["record"]])]
    numbers = (f"d{halfway['number']}", f"d{another['number']}")
    signed = stage.run(story, "ITA", "propose", "AZE", *numbers, "--plan", short(plan), *accepted, "--yes")
    story.expects(_("lines left out of the plan"), ([], []), (signed["dropped"], signed["unanswered"]))
    stage.send(story, "ITA", "AZE", NAMED)
    return str(signed["versions"][-1]["shown"])


def _agree(stage: Stage, story: Story, plan: str) -> None:
    story.says(_("Azerbaijan accepts the plan with every line; Italy's copy registers it as agreed."))
    stage.run(story, "AZE", "accept", "ITA", "--all-of", plan)
    received = stage.send(story, "AZE", "ITA", BACK)
    story.expects(_("agreed with this"), LINES + 1, len(received["sealed_here"]))
    stage.send(story, "ITA", "AZE", NAMED)
