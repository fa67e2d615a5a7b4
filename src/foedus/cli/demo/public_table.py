"""Part 4 of the demo: a public table of the United States becomes an agreed list; it knows how many rows it has."""

from typing import Final

from foedus.cli.demo.counting import compare_words, with_suggestions
from foedus.cli.demo.stage import Aside, Stage
from foedus.cli.demo.story import Story
from foedus.cli.language import _

TABLE: Final = "samples/usa-aze-fy2018_2019.tsv"
PLAN: Final = "samples/facts/plan-usa-azerbaijan.json"
ROWS: Final = 43
PLACES: Final = 99
COLUMNS: Final = ("participants=places:AZE", "us_unit=lead:USA", "partner_unit=unit:AZE")
COUNTRIES: Final = ("US=US", "GY=DE", "AJ=AZ")
NAMED: Final = ("AZE", "USA")
RETURN: Final = ("USA", "AZE")


def prepare(stage: Stage, story: Story) -> str:
    """Play what the United States do alone, with Azerbaijan's card; gives the first dispatch."""
    story.part(_("4. The United States and Azerbaijan: a public table"))
    story.says(
        _(
            "The table [5] lists training given by one side, and is no signed plan: the agreement on it is re-enacted "
            "too."
        )
    )
    stage.begin(story, "USA", has_card=False)
    title = _("United States - Azerbaijan, re-enacted with sample keys")
    languages = ("--languages", "en")
    stage.run(story, "USA", "partnership", "found", title, "--with", "cards/AZE.json", *languages)
    _draft(stage, story)
    return stage.write(story, "USA", "AZE", "AZE")


def play(stage: Stage, story: Story, prepared: Aside) -> None:
    """Play it.

    :param prepared: what the United States have done alone by now.
    """
    file = prepared.tell(story)
    stage.run(story, "AZE", "partnership", "join", file)
    stage.send(story, "AZE", "USA", RETURN)
    _agree(stage, story)


def _draft(stage: Stage, story: Story) -> None:
    story.says(
        _(
            "The report's columns and place codes are mapped by hand (GY is Germany there); its programme totals are "
            "checked against the rows, its costs and units stay private."
        )
    )
    plan = stage.run(story, "USA", "draft", "AZE", "plan", "--from", PLAN)
    story.expects(_("what the plan still lacks"), [], plan["problems"])
    mapping = [part for column in COLUMNS for part in ("--column", column)]
    mapping += [part for place in COUNTRIES for part in ("--place", place)]
    read = stage.run(story, "USA", "sheet", "import", TABLE, "--partnership", "AZE", "--plan", "d1", *mapping)
    places = sum(one["number"] for line in read["lines"] for one in line["body"].get("places", ()))
    totals = [finding["code"] for finding in read["findings"] if finding["code"].startswith("total")]
    story.expects(_("activities and places in the table"), (ROWS, PLACES), (len(read["lines"]), places))
    story.expects(_("programme totals that agree with the rows"), ["total-agrees"], sorted(set(totals)))
    story.finds(
        _("{rows} activities with {places} places; all {totals} totals agree with the rows.").format(
            rows=ROWS, places=PLACES, totals=len(totals)
        )
    )
    inferred = with_suggestions(read)
    stage.run(story, "USA", "draft", "confirm", "AZE", *inferred, has_facts=False)


def _agree(stage: Stage, story: Story) -> None:
    story.says(_("Reviewed, offered, accepted, agreed; then an auditor's copy is verified without any office."))
    shown = stage.run(story, "USA", "review", "AZE")
    story.expects(_("what stands against signing"), ([], []), (shown["faults"], shown["suspects"]))
    signed = stage.run(story, "USA", "propose", "AZE", f"d1-d{ROWS + 1}", "--yes")
    stage.send(story, "USA", "AZE", NAMED)
    stage.run(story, "AZE", "accept", "USA", "--all-of", signed["versions"][-1]["shown"])
    received = stage.send(story, "AZE", "USA", RETURN)
    story.expects(_("agreed with this"), ROWS + 1, len(received["sealed_here"]))
    stage.send(story, "USA", "AZE", NAMED)
    compare_words(stage, story, ("USA", "AZE"), NAMED)
    file = "dispatches/USA-AZE-for-an-auditor.foedus"
    stage.run(story, "AZE", "export", "USA", "--plain", "-o", file)
    report = stage.run(story, "AZE", "verify", file)
    (partnership,) = report["partnerships"]
    story.expects(_("agreed texts that an auditor counts"), ROWS + 1, partnership["sealed"])
    story.finds(_("All of it verifies: {number} agreed texts.").format(number=partnership["sealed"]))
