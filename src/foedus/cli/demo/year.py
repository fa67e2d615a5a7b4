"""Part 2 of the demo: what came of the plan, and what was promised since; it knows which accounts are to differ."""

from collections.abc import Mapping
from typing import Any, Final

from foedus.cli.body import say
from foedus.cli.demo.counting import short
from foedus.cli.demo.stage import Stage, side_by_side
from foedus.cli.demo.story import Story
from foedus.cli.language import _, current
from foedus.records.activity_terms import STATUSES
from foedus.records.agreement_terms import STRENGTHS

FACTS: Final = "samples/facts/"
HELD, CANCELLED, DIFFERENT, OPEN = "1", "6", "21", "12"
YEAR: Final = 2024
AS_OF: Final = "2025-01-15"


def play(stage: Stage, story: Story, lines: Mapping[str, Mapping[str, Any]], talks: str) -> None:
    """Play it.

    :param lines: the agreed activities by serial.
    :param talks: the record of the talks of 2023.
    """
    story.part(_("2. The year: what came of it, and what was promised"))
    activities = {serial: short(row["record"]) for serial, row in lines.items()}
    story.says(
        _(
            "Each side reports alone, and waits for nobody: one activity was held, as both say; one Italy cancels "
            "alone; on the third Italy says held, Azerbaijan postponed."
        )
    )
    side_by_side(
        story,
        lambda own: _reports_of_italy(stage, own, activities),
        lambda own: _reports_of_azerbaijan(stage, own, activities),
    )
    story.says(
        _(
            "Italy declares a milestone, its military office in Baku open since 1 October 2023 [2], and the visit of "
            "23-24 July 2025 to Baku with what it undertook there, by strength of words [3]. Posts only, no names. "
            "Azerbaijan declares its own decision of the talks [2]."
        )
    )
    visit, _decision = side_by_side(
        story, lambda own: _declared_by_italy(stage, own), lambda own: _decided_by_azerbaijan(stage, own, talks)
    )
    received = stage.send(story, "ITA", "AZE", ("AZE", "ITA"))
    declared = [change["named"]["shown"] for change in received["changes"] if change["what"] == "declared"]
    _answers_of_azerbaijan(stage, story, visit, declared)
    stage.send(story, "AZE", "ITA", ("ITA", "AZE"))
    stage.send(story, "ITA", "AZE", ("AZE", "ITA"))
    _state_of_play(stage, story)
    _another_text(stage, story, activities[OPEN])


def _reports_of_italy(stage: Stage, story: Story, activities: Mapping[str, str]) -> None:
    report = ("report", "AZE")
    stage.run(
        story, "ITA", *report, activities[HELD], "--outcome", "held", "--from", "2024-05-13", "--to", "2024-05-17",
        "--people", "AZE=4", "--people", "ITA=6", "--objective-met", "5",
    )  # fmt: skip
    stage.run(story, "ITA", *report, activities[CANCELLED], "--outcome", "cancelled", "--reason", "funds")
    stage.run(
        story, "ITA", *report, activities[DIFFERENT], "--outcome", "held", "--from", "2024-06-24", "--to", "2024-06-28",
        "--people", "ITA=4",
    )  # fmt: skip


def _reports_of_azerbaijan(stage: Stage, story: Story, activities: Mapping[str, str]) -> None:
    report = ("report", "ITA")
    stage.run(
        story, "AZE", *report, activities[HELD], "--outcome", "held", "--from", "2024-05-13", "--to", "2024-05-17",
        "--people", "AZE=4", "--objective-met", "4",
    )  # fmt: skip
    reason = ("--outcome", "postponed", "--reason", "operational")
    stage.run(story, "AZE", *report, activities[DIFFERENT], *reason)


def _declared_by_italy(stage: Stage, story: Story) -> str:
    draft = ("draft", "AZE")
    made = [stage.run(story, "ITA", *draft, "milestone", "--from", FACTS + "office-in-baku.json")]
    visit = stage.run(story, "ITA", *draft, "meeting", "--from", FACTS + "visit-2025.json")
    made.append(visit)
    for name in ("undertaking-trainees.json", "undertaking-cyber.json"):
        words = ("--from", FACTS + name, "--set", f"made_at={visit['record']}")
        made += [stage.run(story, "ITA", *draft, "undertaking", *words)]
    stage.run(story, "ITA", "declare", "AZE", *(f"d{one['number']}" for one in made), "--yes")
    return str(visit["record"])


def _decided_by_azerbaijan(stage: Stage, story: Story, talks: str) -> None:
    decided = stage.run(
        story, "AZE", "draft", "ITA", "undertaking", "--from", FACTS + "undertaking-office-in-rome.json",
        "--set", f"made_at={talks}",
    )  # fmt: skip
    stage.run(story, "AZE", "declare", "ITA", f"d{decided['number']}", "--yes")


def _answers_of_azerbaijan(stage: Stage, story: Story, visit: str, declared: list[str]) -> None:
    story.says(_("Azerbaijan takes note, and declares what it said itself on the visit [3]: nobody signs for another."))
    numbers = []
    for name in ("undertaking-cbrn.json", "undertaking-demining.json"):
        made = stage.run(
            story, "AZE", "draft", "ITA", "undertaking", "--from", FACTS + name, "--set", f"made_at={visit}"
        )
        numbers.append(f"d{made['number']}")
    stage.run(story, "AZE", "declare", "ITA", *numbers, "--yes")
    stage.run(story, "AZE", "acknowledge", "ITA", *declared)


def _state_of_play(stage: Stage, story: Story) -> None:
    story.says(_("The state of play of 2024, drawn by each office from its own copy."))
    day = ("--year", str(YEAR), "--on", AS_OF)
    italy, azerbaijan, undertakings = side_by_side(
        story,
        lambda own: stage.run(own, "ITA", "standing", "AZE", *day),
        lambda own: stage.run(own, "AZE", "standing", "ITA", *day),
        lambda own: stage.run(own, "ITA", "records", "AZE", "--kind", "undertaking"),
    )
    story.expects(_("the same state of play on both sides"), _statuses(italy), _statuses(azerbaijan))
    told = {line["status"]: line["by"] for line in italy["activities"] if line["by"]}
    foretold = {"held": ["AZE", "ITA"], "cancelled": ["ITA"], "accounts_differ": ["AZE", "ITA"]}
    story.expects(_("who said what came of it"), foretold, told)
    story.finds(_("{number} activities: {statuses}").format(
        number=italy["plan"]["planned"]["number"], statuses=", ".join(_told(italy))))  # fmt: skip
    story.expects(_("undertakings"), 5, len(undertakings))
    order = STRENGTHS.ids
    for row in sorted(undertakings, key=lambda one: order.index(one["featured"]["strength"])):
        strength = STRENGTHS.label(row["featured"]["strength"], current())
        story.finds(f"{strength}, {row['featured']['who']}: {say(row['captions'])}")


def _another_text(stage: Stage, story: Story, line: str) -> None:
    story.says(
        _(
            "Azerbaijan offers another text for line 12, with its reason. Italy's copy shows it beside the agreed one; "
            "it waits for an answer to the end of the demo."
        )
    )
    drafted = stage.run(
        story, "AZE", "draft", "ITA", "--record", line, "--set", "period=2025-06", "--set", "places.0.number=5",
        "--note", _("The exercise is held in June; two more observers can come."),
    )  # fmt: skip
    stage.run(story, "AZE", "propose", "ITA", f"d{drafted['number']}", "--yes")
    received = stage.send(story, "AZE", "ITA", ("ITA", "AZE"))
    story.expects(_("what came with it"), ["proposed"], [change["what"] for change in received["changes"]])


def _statuses(drawn: Mapping[str, Any]) -> dict[str, str]:
    return {line["record"]: line["status"] for line in drawn["activities"]}


def _told(drawn: Mapping[str, Any]) -> list[str]:
    """How many activities have each status, with those who said so."""
    by = {line["status"]: ", ".join(line["by"]) for line in drawn["activities"]}
    told = []
    for status, figure in drawn["plan"]["by_status"].items():
        label = STATUSES.label(status, current()).lower()
        names = by.get(status, "")
        if names:
            label = f"{label} {names}" if status == "cancelled" else f"{label} ({names})"
        if figure["number"]:
            told.append(f"{figure['number']} {label}")
    return told
