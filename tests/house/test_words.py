"""The words that people see: knows which are the protocol's alone, refuses them in anything that is displayed."""

import ast
import re
import subprocess
import sys
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

from tests.house.source import ROOT, Module, committed, modules, name_of
from tests.house.test_docs import commands

PROTOCOL_WORDS = (
    r"bundl(?:e|es|ed|ing)",
    r"endors(?:e|es|ed|ing|er|ers|ement|ements)",
    r"fork(?:s|ed|ing)?",
    r"journal(?:s|led|ling)?",
    r"keepers?",
    r"nodes?",
    r"seal(?:s|ed|ing|er|ers)?",
    r"void(?:s|ed|ing)?",
)
PROTOCOL_WORD = re.compile(rf"\b(?:un)?(?:{'|'.join(PROTOCOL_WORDS)})\b", re.IGNORECASE)
PLACEHOLDER = re.compile(r"%\(\w+\)[a-z]|\{[^{}]*\}")
TRANSLATES = frozenset(
    f"{lazy}{name}" for name in ("gettext", "ngettext", "pgettext", "npgettext") for lazy in ("", "d", "l", "u")
) | {"_", "N_", "_n", "_p", "gettext_lazy", "gettext_noop", "ngettext_lazy", "pgettext_lazy", "translate"}
SHOWS = frozenset({"echo", "secho", "confirm", "prompt", "style", "Label", "term_list"})
SHOWN_BY_NAME = frozenset({"help", "short_help", "epilog", "metavar", "prompt", "text"})


def displayed_texts(module: Module) -> list[tuple[int, str]]:
    """Every text that the module marks for translation or shows, with its line; values poured in are left out."""
    found = []
    for node in ast.walk(module.tree):
        if not isinstance(node, ast.Call):
            continue
        shown = [keyword.value for keyword in node.keywords if keyword.arg in SHOWN_BY_NAME]
        shown += node.args if name_of(node.func) in TRANSLATES | SHOWS else []
        found += [
            (text.lineno, text.value)
            for value in shown
            for text in ast.walk(value)
            if isinstance(text, ast.Constant) and isinstance(text.value, str)
        ]
    return found


def protocol_words(text: str) -> list[str]:
    """The protocol's words in a text that is displayed; the names of what is poured in are not displayed."""
    return [word.lower() for word in PROTOCOL_WORD.findall(PLACEHOLDER.sub(" ", text))]


def catalogue_texts(path: Path) -> list[str]:
    """Every original and translation of a catalogue of messages."""
    with path.open("rb") as opened:
        catalogue = read_po(opened, abort_invalid=True)
    texts: list[str] = []
    for message in catalogue:
        for held in (message.id, message.string):
            texts += [held] if isinstance(held, str) else list(held or ())
    return texts


def test_dictionary_has_three_columns_and_names_every_protocol_word() -> None:
    page = (ROOT / "docs/words.md").read_text(encoding="utf-8")
    rows = [line.strip("|").split("|") for line in page.splitlines() if line.startswith("|")]
    assert {len(row) for row in rows} == {3}
    told = re.search(r"never shown: ([^.]+)\.", page)
    named = told[1].replace("\n", " ").split(", ") if told else []
    assert sorted(named) == ["bundle", "endorse", "fork", "journal", "keeper", "node", "seal", "void"]
    assert [word for word in named if protocol_words(word) != [word]] == []
    assert [row for row in rows[2:] for shown in row[1:] if protocol_words(shown)] == []


def test_text_in_source_holds_no_protocol_word() -> None:
    assert [
        f"{module.path}:{line}: {word}"
        for module in modules("src")
        for line, text in displayed_texts(module)
        for word in protocol_words(text)
    ] == []


def test_text_in_catalogue_holds_no_protocol_word() -> None:
    assert [
        f"{name}: {word}: {text}"
        for name in committed()
        if name.endswith((".po", ".pot"))
        for text in catalogue_texts(ROOT / name)
        for word in protocol_words(text)
    ] == []


@pytest.mark.parametrize("language", ["it", "en"])
def test_help_of_every_command_holds_no_protocol_word(language: str, tmp_path: Path) -> None:
    program = (
        "import sys\n"
        "from click.testing import CliRunner\n"
        "from foedus.cli.main import main\n"
        "for command in sys.stdin.read().splitlines():\n"
        f"    told = CliRunner().invoke(main, ['--lang', '{language}', *command.split(), '--help'])\n"
        "    print(command, told.exit_code, told.output)\n"
        "    assert told.exit_code == 0, command\n"
    )
    told = subprocess.run(
        [sys.executable, "-c", program],
        input="\n".join(["", *commands()]),
        env={"PATH": "/usr/bin:/bin", "LANG": "C.UTF-8", "FOEDUS_HOME": str(tmp_path)},
        cwd=tmp_path,
        check=False,
        capture_output=True,
        text=True,
    )
    assert told.stderr == ""
    assert [(line, word) for line in told.stdout.splitlines() for word in protocol_words(line)] == []


@pytest.mark.parametrize(
    "source",
    [
        'gettext("The keeper has not answered")',
        'ngettext("one journal", "{n} registers", n)',
        'click.echo(f"The BUNDLE of {who} was read")',
        'click.option("--x", help="do not seal yet")',
        'Label("Nodo", "Node")',
        '_("what was unsealed")',
    ],
)
def test_protocol_word_in_displayed_text_bites(source: str) -> None:
    texts = displayed_texts(Module("src/foedus/cli/x.py", source))
    assert len([word for _, text in texts for word in protocol_words(text)]) == 1


@pytest.mark.parametrize("text", ["{keeper} has not answered", "%(node)s", "avoid", "a sealant", "journalist"])
def test_protocol_word_as_a_part_or_placeholder_passes(text: str) -> None:
    assert protocol_words(text) == []


def test_protocol_word_in_catalogue_bites(tmp_path: Path) -> None:
    path = tmp_path / "foedus.po"
    path.write_text(
        'msgid "one dispatch"\nmsgid_plural "{n} dispatches"\nmsgstr[0] "un bundle"\nmsgstr[1] "{n} plichi"\n'
    )
    assert [word for text in catalogue_texts(path) for word in protocol_words(text)] == ["bundle"]
