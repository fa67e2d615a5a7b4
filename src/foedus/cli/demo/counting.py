"""Counts and compares what the commands of the demo say; it runs only the commands by which two offices compare."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from foedus.cli.demo.stage import Stage, side_by_side
from foedus.cli.demo.story import Story
from foedus.cli.language import _


def short(record: str) -> str:
    """A record's name as people type it: the code and the first eight digits."""
    code, _slash, rest = record.partition("/")
    return f"{code}/{rest[:8]}"


def by_serial(rows: Iterable[Mapping[str, Any]]) -> dict[str, Mapping[str, Any]]:
    """The activities among some records, by their serial."""
    return {row["featured"]["serial"]: row for row in rows if row["kind"] == "activity/1"}


def named_kind(rows: Iterable[Mapping[str, Any]], kind: str) -> Mapping[str, Any]:
    """The one record of a kind."""
    (row,) = (row for row in rows if row["kind"].partition("/")[0] == kind)
    return row


def to_answer(told: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    """The texts of other Parties that an office has still to answer."""
    return [turn for turn in told["ours"] if turn["what"] == "answer"]


def agreed_lines(lines: Mapping[str, Mapping[str, Any]]) -> tuple[int, int, int]:
    """How many activities are agreed, how many of them in Italy, and how many in Azerbaijan."""
    agreed = [row["featured"].get("host") for row in lines.values() if row["standing"] == "agreed"]
    return len(agreed), agreed.count("ITA"), agreed.count("AZE")


def with_suggestions(imported: Mapping[str, Any]) -> list[str]:
    """The drafts, as people name them, of those lines of a sheet in which something was inferred."""
    pairs = zip(imported["imported"]["drafts"], imported["lines"], strict=True)
    return [f"d{number}" for number, line in pairs if line["inferred"]]


def compare_words(stage: Stage, story: Story, codes: Sequence[str], names: Sequence[str]) -> None:
    """Let two offices read each other their check words, and go on only where they are the same.

    :param names: what each office calls the cooperation.
    """
    story.says(_("Both offices read each other the check words of all that is agreed."))
    scenes = [
        (lambda own, code=code, name=name: stage.run(own, code, "check", name))
        for code, name in zip(codes, names, strict=True)
    ]
    first, second = side_by_side(story, *scenes)
    for code, checked in zip(codes, (first, second), strict=True):
        story.finds(f"{code}  {' '.join(checked['words'])}")
    story.expects(_("the same check words"), first["words"], second["words"])
    story.expects(_("the same check code"), first["code"], second["code"])
    story.finds(_("The same words: both hold the same texts."))
