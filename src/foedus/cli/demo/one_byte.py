"""Part 5 of the demo: one byte of one register is changed, and both sides name the line; it changes only copies."""

import zipfile
from pathlib import Path
from typing import Any, Final

from foedus.cli.demo.stage import Stage, side_by_side
from foedus.cli.demo.story import Story
from foedus.cli.language import _

REGISTER: Final = "journals/ITA.jsonl"
TRUE, FALSE = b'"signed_on":"2012-11-06"', b'"signed_on":"2012-11-07"'
LINE: Final = 2


def play(stage: Stage, story: Story) -> None:
    """Play it."""
    story.part(_("5. One byte"))
    story.says(_("Each office writes the whole cooperation, unencrypted, as for an auditor; all of it verifies."))
    files = {"ITA": "dispatches/from-ITA.foedus", "AZE": "dispatches/from-AZE.foedus"}
    scenes = [
        (lambda own, code=code, name=name: _verified(stage, own, code, name, files[code]))
        for code, name in (("ITA", "AZE"), ("AZE", "ITA"))
    ]
    story.expects(_("entries that verify"), *side_by_side(story, *scenes))
    story.says(
        _(
            "Then one byte of Italy's register is changed in both files: the agreement of 6 November 2012 is now of "
            "the 7th. Each office verifies the other's file."
        )
    )
    for file in files.values():
        change_one_byte(stage.folder / file)
    told = [
        (lambda own, code=code, file=file: _refused(stage, own, code, file))
        for code, file in (("ITA", files["AZE"]), ("AZE", files["ITA"]))
    ]
    italy, azerbaijan = side_by_side(story, *told)
    story.expects(_("the same line on both sides"), italy, azerbaijan)
    story.expects(_("the line that was changed"), (REGISTER, LINE, "signature"), italy)


def _verified(stage: Stage, story: Story, code: str, named: str, file: str) -> dict[str, int]:
    stage.run(story, code, "export", named, "--plain", "-o", file)
    report = stage.run(story, code, "verify", file)
    return {journal["code"]: journal["verified"] for journal in _registers(report)}


def _refused(stage: Stage, story: Story, code: str, file: str) -> tuple[str, int, str]:
    report = stage.run(story, code, "verify", file, status=1)
    register = next(journal for journal in _registers(report) if journal["code"] == "ITA")
    (problem,) = register["problems"]
    place = problem["file"].rpartition(": ")[2]
    story.finds(
        _("{code} says: {file}, line {line}: its signature does not fit; {verified} of {lines} lines verify.").format(
            code=code, file=place, line=problem["line"], verified=register["verified"], lines=register["lines"]
        )
    )
    return place, problem["line"], problem["reason"]


def _registers(report: dict[str, Any]) -> list[dict[str, Any]]:
    (partnership,) = report["partnerships"]
    return list(partnership["journals"])


def change_one_byte(file: Path) -> None:
    """Change a byte of a signed line, and pack the rest as it was."""
    with zipfile.ZipFile(file) as packed:
        parts = {name: packed.read(name) for name in packed.namelist()}
    parts[REGISTER] = parts[REGISTER].replace(TRUE, FALSE, 1)
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in parts.items():
            packed.writestr(name, content)
