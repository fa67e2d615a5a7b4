"""Plays the stories in `docs/`: runs what stands after a prompt, and puts what was printed below it.

In a fenced block marked ``console`` a line ``ITA $ foedus ...`` is a command of Italy's office. Offices live side by
side in one folder, where the files lie too. What stands after ``# types`` is what a person types then: ``y``, the
``words of AZE`` that Azerbaijan reads out, or what stands on ``sheet.pdf``. In a block marked ``console quiet`` the
commands stand alone. ``python -m tests.cli.story`` writes the stories anew.
"""

import json
import os
import re
import shlex
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pypdf
from click.testing import CliRunner, Result

from foedus.cli.main import main

_DOCS = Path(__file__).parents[2] / "docs"
STORIES = (_DOCS / "story.md", _DOCS / "keys.md")
_BLOCK = re.compile(r"^```console( quiet)?\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_PROMPT = re.compile(r"^([A-Z]+) \$ foedus (.+?)(?:  # types (.+))?$")
_WORD = re.compile(r"\b(\d{1,2})\s+([a-z]{3,8})\b")
_LINE = re.compile(r"AGE-SECRET-KEY-1[A-Z0-9]{58}")
_WORDS = 24
_VARIES = (
    (re.compile(r"\b\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ"), "TIME"),
    (re.compile(r"(last had seen of ours: |since |as of |on )\d{4}-\d\d-\d\d"), r"\1DAY"),
    (re.compile(r"\bage1[0-9a-z]{58}\b"), "AGE"),
    (re.compile(r"\b[A-Z]{3}/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\b"), "RECORD"),
    (re.compile(r"\b[A-Z]{3}/[0-9a-f]{8}\b"), "RECORD"),
    (re.compile(r"\b[0-9a-f]{64}\b"), "HASH"),
    (re.compile(r"\b[0-9a-f]{32}\b"), "DIGITS"),
    (re.compile(r"/welcome/[A-Za-z0-9_-]{32}/"), "/welcome/SECRET/"),
    (re.compile(r"(?<![\w-])[A-Za-z0-9_-]{43}(?![\w-])"), "THUMBPRINT"),
    (re.compile(r"^  [a-z]+(?: [a-z]+){11}$", re.MULTILINE), "  WORDS"),
    (
        re.compile(r"^( +(?:Words for the telephone|Check words) +)[a-z ]+(?:\n {15,}[a-z ]+)?$", re.MULTILINE),
        r"\1WORDS",
    ),
)


def masked(text: str) -> str:
    """A text in which what differs from day to day and from key to key is one word."""
    for pattern, word in _VARIES:
        text = pattern.sub(word, text)
    return text


def played(text: str, folder: Path, database: Callable[[], str | None] = lambda: None) -> str:
    """A page with what its commands print now.

    :param folder: an empty folder, where the offices and their files are made.
    :param database: where the next office that begins has its database: an address, None for the file.
    """
    with _within(folder):
        return _BLOCK.sub(lambda block: _block(block, database), text)


def _block(block: re.Match[str], database: Callable[[], str | None]) -> str:
    parts = []
    for prompt in filter(None, map(_PROMPT.match, block[2].splitlines())):
        command = shlex.split(prompt[2])
        if command[0] == "init":
            command += ["--database", address] if (address := database()) else []
        told = _run(prompt[1], *command, typed=_typed(prompt[3] or ""))
        status = f"(it ends with {told.exit_code})\n" if told.exit_code else ""
        output = "" if block[1] and not status else told.output
        parts.append(f"{prompt[0]}\n{output}{status}")
    return f"```console{block[1] or ''}\n{('' if block[1] else chr(10)).join(parts)}```"


def _run(code: str, *command: str, typed: str = "") -> Result:
    return CliRunner().invoke(main, ["--home", code, "--lang", "en", *command], input=typed)


def _typed(said: str) -> str:
    """What a person types: a word, the words that an office reads out, or what stands on a sheet."""
    what, _, where = said.partition(" of ")
    if where:
        words: list[str] = json.loads(_run(where, "card", "--json").output)["words"]
        return " ".join(words)
    if not what.endswith(".pdf"):
        return what
    text = pypdf.PdfReader(what).pages[0].extract_text()
    found: dict[int, str] = {}
    for number, word in _WORD.findall(text[text.index("Ventiquattro") :]):
        found.setdefault(int(number), word)
    line = _LINE.search("".join(text.split()))
    return " ".join(found[place] for place in range(1, _WORDS + 1)) + "\n" + (line[0] if line else "")


@contextmanager
def _within(folder: Path) -> Iterator[None]:
    before = Path.cwd()
    os.chdir(folder)
    try:
        yield
    finally:
        os.chdir(before)


if __name__ == "__main__":
    for path in STORIES:
        with tempfile.TemporaryDirectory() as made:
            page = played(path.read_text(encoding="utf-8"), Path(made).resolve())
        path.write_text(page, encoding="utf-8")
