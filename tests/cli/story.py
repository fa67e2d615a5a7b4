"""Plays the stories in `docs/`: runs what stands after a prompt, and puts what was printed below it.

In a fenced block marked ``console`` a line ``ITA $ foedus ...`` is a command of Italy's office. Offices live side by
side in one folder, where the files lie too. ``python -m tests.cli.story`` writes the stories anew.
"""

import os
import re
import shlex
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from click.testing import CliRunner

from foedus.cli.main import main

STORIES = (Path(__file__).parents[2] / "docs/story.md",)
_BLOCK = re.compile(r"^```console\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_PROMPT = re.compile(r"^([A-Z]+) \$ foedus (.+)$")
_VARIES = (
    (re.compile(r"\b\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ"), "TIME"),
    (re.compile(r"(last had seen of ours: |since |as of )\d{4}-\d\d-\d\d"), r"\1DAY"),
    (re.compile(r"\bage1[0-9a-z]{58}\b"), "AGE"),
    (re.compile(r"\b[A-Z]{3}/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\b"), "RECORD"),
    (re.compile(r"\b[A-Z]{3}/[0-9a-f]{8}\b"), "RECORD"),
    (re.compile(r"\b[0-9a-f]{64}\b"), "HASH"),
    (re.compile(r"\b[0-9a-f]{32}\b"), "DIGITS"),
    (re.compile(r"/welcome/[A-Za-z0-9_-]{32}/"), "/welcome/SECRET/"),
    (re.compile(r"(?<![\w-])[A-Za-z0-9_-]{43}(?![\w-])"), "THUMBPRINT"),
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


def played(text: str, folder: Path) -> str:
    """A page with what its commands print now.

    :param folder: an empty folder, where the offices and their files are made.
    """
    with _within(folder):
        return _BLOCK.sub(lambda block: f"```console\n{_block(block[1])}```", text)


def _block(block: str) -> str:
    parts = []
    for code, command in _commands(block):
        told = CliRunner().invoke(main, ["--home", code, "--lang", "en", *shlex.split(command)])
        status = f"(it ends with {told.exit_code})\n" if told.exit_code else ""
        parts.append(f"{code} $ foedus {command}\n{told.output}{status}")
    return "\n".join(parts)


def _commands(block: str) -> Iterator[tuple[str, str]]:
    for line in block.splitlines():
        prompt = _PROMPT.match(line)
        if prompt:
            yield prompt[1], prompt[2]


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
