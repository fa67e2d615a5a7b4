"""The documents: knows what they must name and where they must lead, refuses to judge how they read."""

import ast
import re
import tomllib
from pathlib import Path

import pytest

from docs import generate
from foedus.cli.main import main
from tests.house.source import ROOT, pages

FENCE = re.compile(r"^(```|~~~).*?^\1\s*$", re.MULTILINE | re.DOTALL)
LINK = re.compile(r"!?\[[^\]]*\]\(\s*<?([^)\s>]+)>?[^)]*\)")
TEST_NAME = re.compile(r"(tests/[\w/]+\.py)::(\w+)")
STANDARD = "## OWASP ASVS"
STATES = ("met", "not applicable", "open")
CHAPTERS = 17
DECISION_PARTS = ("Options", "Decision", "Why the others lost")


def commands() -> list[str]:
    """Every command as it is typed, groups too, without the program's name."""
    return [" ".join(words) for words in generate.commands(main)]


def unnamed_commands(typed: list[str], texts: list[str]) -> list[str]:
    """The commands that no document names as they are typed."""
    told = "\n".join(texts)
    return [name for name in typed if not re.search(rf"\bfoedus {re.escape(name)}\b", told)]


def headings(text: str, level: int) -> list[str]:
    """The headings of one level, in order."""
    return re.findall(rf"^{'#' * level} (.+?)\s*$", FENCE.sub("", text), re.MULTILINE)


def title_complaints(name: str, text: str) -> list[str]:
    """Nothing where a page has one title."""
    titles = headings(text, 1)
    return [] if len(titles) == 1 else [f"{name}: {len(titles)} titles"]


def anchors(text: str) -> set[str]:
    """The places within a page to which a link can lead."""
    lines = [heading for level in range(1, 7) for heading in headings(text, level)]
    return {re.sub(r"[^\w\- ]", "", line.lower()).replace(" ", "-") for line in lines}


def link_complaints(name: str, text: str, root: Path = ROOT) -> list[str]:
    """Nothing where every link that stays within the project leads somewhere."""
    found = []
    for target in LINK.findall(FENCE.sub("", text)):
        if re.match(r"[a-z][a-z0-9+.-]*:", target):
            continue
        path, _, place = target.partition("#")
        file = (root / name).parent / path if path else root / name
        if not file.exists():
            found.append(f"{name}: {target} leads nowhere")
        elif place and file.suffix == ".md" and place not in anchors(file.read_text(encoding="utf-8")):
            found.append(f"{name}: {target} leads to no heading")
    return found


def decision_complaints(name: str, text: str) -> list[str]:
    """Nothing where a decision tells its number, the options, the choice and why the others lost."""
    number = Path(name).name[:4]
    found = (
        [] if headings(text, 1)[0].startswith(f"{number}. ") else [f"{name}: its title does not begin with its number"]
    )
    if tuple(headings(text, 2)) != DECISION_PARTS:
        found.append(f"{name}: has {headings(text, 2)}, not {list(DECISION_PARTS)}")
    return found


def rows_of(text: str) -> list[str]:
    """The rows of a table, without its head."""
    return [line for line in text.splitlines() if line.startswith("|") and not re.match(r"\|[\s:|-]+\|$", line)][1:]


def missing_tests(row: str, root: Path) -> list[str]:
    """Those that a row names and that are not there."""
    found = []
    for path, test in TEST_NAME.findall(row):
        file = root / path
        tree = ast.parse(file.read_text(encoding="utf-8")) if file.is_file() else ast.Module([], [])
        if test not in {node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)}:
            found.append(f"SECURITY.md: there is no {path}::{test}")
    return found


def threat_complaints(text: str, root: Path = ROOT) -> list[str]:
    """Nothing where each row of the table of threats names a test that is there."""
    rows = rows_of(text.partition(STANDARD)[0])
    if not rows:
        return ["SECURITY.md: no table of threats"]
    nameless = [f"SECURITY.md: names no test: {row}" for row in rows if not TEST_NAME.search(row)]
    return nameless + [complaint for row in rows for complaint in missing_tests(row, root)]


def standard_complaints(text: str, root: Path = ROOT) -> list[str]:
    """Nothing where each section of the standard has a state, and what is met names a test that is there."""
    found = []
    sections = []
    for row in rows_of(text.partition(STANDARD)[2]):
        section, _about, state, how, _tests = (cell.strip() for cell in row.strip("|").split("|"))
        sections.append(section)
        if state not in STATES or not how:
            found.append(f"SECURITY.md: {section} says neither met, not applicable nor open, and why")
        if (state == "met") != bool(TEST_NAME.search(row)):
            found.append(f"SECURITY.md: {section} is {state}, and names {'no' if state == 'met' else 'a'} test")
        found += missing_tests(row, root)
    told = {int(section.partition(".")[0]) for section in sections}
    found += [f"SECURITY.md: nothing of chapter {one}" for one in range(1, CHAPTERS + 1) if one not in told]
    return found + [f"SECURITY.md: {one} stands twice" for one in set(sections) if sections.count(one) > 1]


def drawn_layers(text: str) -> list[str]:
    """The layers as the page on architecture draws them: the first fenced block, a line each."""
    drawn = FENCE.search(text)
    return [line.strip() for line in drawn.group().splitlines()[1:-1]] if drawn else []


def test_command_of_the_program_is_named_in_the_docs() -> None:
    assert unnamed_commands(commands(), [text for name, text in pages() if name.startswith(("docs/", "README"))]) == []


def test_page_has_one_title() -> None:
    assert [complaint for name, text in pages() for complaint in title_complaints(name, text)] == []


def test_page_leads_somewhere() -> None:
    assert [complaint for name, text in pages() for complaint in link_complaints(name, text)] == []


def test_decision_follows_the_template() -> None:
    decisions = [(name, text) for name, text in pages() if re.match(r"docs/adr/\d{4}-", name)]
    numbers = [Path(name).name[:4] for name, _ in decisions]
    assert numbers == [f"{number:04}" for number in range(1, len(decisions) + 1)]
    assert [complaint for name, text in decisions for complaint in decision_complaints(name, text)] == []


def test_threat_names_a_test_that_is_there() -> None:
    assert threat_complaints((ROOT / "SECURITY.md").read_text(encoding="utf-8")) == []


def test_section_of_the_standard_is_met_by_a_test_or_says_why_not() -> None:
    assert standard_complaints((ROOT / "SECURITY.md").read_text(encoding="utf-8")) == []


def test_section_of_the_standard_without_state_or_test_bites(tmp_path: Path) -> None:
    (tmp_path / "tests").mkdir()
    (tmp_path / "tests/test_a.py").write_text("def test_there(): ...\n")
    there, gone = "`tests/test_a.py::test_there`", "`tests/test_a.py::test_gone`"
    rows = [
        f"met | x | {there}",
        f"open | x | {there}",
        "met | x | ",
        f"met | x | {gone}",
        "almost | x | ",
        "open | | ",
    ]
    head = f"{STANDARD}\n\n| a | b | c | d | e |\n| --- | --- | --- | --- | --- |\n"
    table = "".join(f"| {number}.1 | x | {row} |\n" for number, row in enumerate(rows, 1))
    complaints = standard_complaints(head + table, tmp_path)
    assert len([one for one in complaints if "chapter" not in one]) == 5
    assert len([one for one in complaints if "chapter" in one]) == CHAPTERS - len(rows)


def test_layers_drawn_are_the_law() -> None:
    law = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["importlinter"]["contracts"]
    layers = next(contract["layers"] for contract in law if contract["id"] == "layers")
    assert drawn_layers((ROOT / "docs/architecture.md").read_text(encoding="utf-8")) == layers


def test_layers_drawn_are_all_that_there_are() -> None:
    drawn = drawn_layers((ROOT / "docs/architecture.md").read_text(encoding="utf-8"))
    there = {path.parent.name for path in (ROOT / "src/foedus").glob("*/__init__.py")}
    assert {name.strip() for line in drawn for name in line.split("|")} == there


def test_command_without_docs_bites() -> None:
    assert unnamed_commands(["sheet import", "init"], ["`foedus sheet import FILE`", "foedus initial"]) == ["init"]


@pytest.mark.parametrize("text", ["no title\n", "# One\n\n# Two\n"])
def test_page_without_one_title_bites(text: str) -> None:
    assert len(title_complaints("x.md", text)) == 1


def test_link_to_nowhere_bites(tmp_path: Path) -> None:
    (tmp_path / "there.md").write_text("# There\n\n## Some place\n")
    text = "[a](there.md) [b](gone.md) [c](there.md#some-place) [d](there.md#none) [e](https://example.org/x)\n"
    assert len(link_complaints("x.md", text, tmp_path)) == 2


def test_decision_without_reasons_bites() -> None:
    assert len(decision_complaints("docs/adr/0009-x.md", "# 9 X\n\n## Options\n\n## Decision\n")) == 2


def test_threat_without_test_bites(tmp_path: Path) -> None:
    (tmp_path / "tests").mkdir()
    (tmp_path / "tests/test_a.py").write_text("def test_there(): ...\n")
    rows = ["`tests/test_a.py::test_there`", "none", "`tests/test_a.py::test_gone`", "`tests/test_b.py::test_there`"]
    table = "| threat | test |\n| --- | --- |\n" + "".join(f"| x | {row} |\n" for row in rows)
    assert len(threat_complaints(table, tmp_path)) == 3
    assert len(threat_complaints("no table", tmp_path)) == 1


def test_layers_not_drawn_bites() -> None:
    assert drawn_layers("```\na\nb | c\n```\n") == ["a", "b | c"]
    assert drawn_layers("nothing drawn\n") == []
