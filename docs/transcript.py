"""Plays the demo and writes its transcript, shortened, into the README; what a run leaves to chance is written alike.

``python -m docs.transcript`` (part of ``make docs``). Lines left out are marked "...". Check words, names of records,
the folder and the seconds differ from run to run, and stand in angle quotes.
"""

import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterable
from pathlib import Path

README = Path(__file__).parent.parent / "README.md"
BEGIN, END = "<!-- transcript: written by make docs -->", "<!-- end of the transcript -->"
LEFT_OUT = "    ..."
CHANCE = (
    (re.compile(r"^(      [A-Z]{3})(?:\s{1,7}[a-z]+){12}$", re.MULTILINE), r"\1  ‹the same twelve words›"),
    (re.compile(r"\b([A-Z]{3})/[0-9a-f]{8}\b"), r"\1/‹name›"),
    (re.compile(r"in \d+ seconds"), "in ‹n› seconds"),
)
#: The lines shown, by how they begin; a line that goes on belongs to the one before.
SHOWN = (
    "1. Italy",
    "  Re-enacted",
    "      [1]",
    "      [2]",
    "  The office's workbook",
    "    ITA $ foedus sheet import samples/italy-azerbaijan-2024-2025.xlsx",
    "      29 activities",
    "    ITA $ foedus review",
    "    ITA $ foedus propose AZE d1-d34",
    "    ITA $ foedus export AZE -o dispatches/ITA-to-AZE-2",
    "    AZE $ foedus import dispatches/ITA-to-AZE-2",
    "  Azerbaijan accepts the agreement",
    "  Italy accepts two",
    "    AZE $ foedus accept ITA --all-of",
    "    ITA $ foedus check AZE",
    "      ITA  ",
    "    AZE $ foedus check ITA",
    "      AZE  ",
    "      31 activities",
    "      1",
    "5. One byte",
    "      ITA says",
    "      AZE says",
    "Played to the end",
)


def run(home: Path) -> str:
    """Play the demo in a folder, in English, and give what it prints.

    :raises subprocess.CalledProcessError: it did not go as told.
    """
    program = Path(sys.executable).parent / "foedus"
    surroundings = {name: value for name, value in os.environ.items() if not name.startswith("FOEDUS_")}
    told = subprocess.run(  # noqa: S603 - our own command
        [str(program), "--lang", "en", "demo", "--no-serve", "--home-dir", str(home)],
        env=surroundings, stdout=subprocess.PIPE, text=True, encoding="utf-8", check=True,
    )  # fmt: skip
    return told.stdout


def shortened(output: str) -> str:
    """The lines shown, those left out marked, and what is left to chance written alike."""
    for pattern, alike in CHANCE:
        output = pattern.sub(alike, output)
    kept: list[str] = []
    for paragraph in _paragraphs(output.splitlines()):
        first = paragraph[0]
        if first.startswith(SHOWN) and not (first.startswith("      ") and first in kept):
            kept += paragraph
        elif kept and kept[-1] != LEFT_OUT:
            kept.append(LEFT_OUT)
    while kept and kept[-1] == LEFT_OUT:
        kept.pop()
    return "\n".join(kept) + "\n"


def _paragraphs(lines: Iterable[str]) -> Iterable[list[str]]:
    """Lines with those that continue them: of the same margin, and no command, title or new thing."""
    held: list[str] = []
    for line in lines:
        if not line.strip():
            continue
        goes_on = bool(held) and _margin(line) == _margin(held[-1]) in {2, 6} and not _begins(line, held[-1])
        if held and not goes_on:
            yield held
            held = []
        held.append(line)
    if held:
        yield held


def _begins(line: str, before: str) -> bool:
    """A line begins something new where the one before was full to a stop, or it begins like one that is shown."""
    return before.rstrip().endswith((".", "›")) or line.startswith(SHOWN) or line.lstrip().startswith("[")


def _margin(line: str) -> int:
    return len(line) - len(line.lstrip())


def readme_with(text: str, transcript: str) -> str:
    """The README with this transcript between its marks."""
    before, _begin, rest = text.partition(BEGIN)
    _old, _end, after = rest.partition(END)
    return f"{before}{BEGIN}\n\n```text\n{transcript}```\n\n{END}{after}"


def write() -> None:
    """Play the demo, and write its transcript into the README."""
    with tempfile.TemporaryDirectory(prefix="foedus-transcript-") as folder:
        transcript = shortened(run(Path(folder) / "demo"))
    text = README.read_text(encoding="utf-8")
    fresh = readme_with(text, transcript)
    if fresh != text:
        README.write_text(fresh, encoding="utf-8")
        print("wrote README.md")


if __name__ == "__main__":
    write()
