"""Every ignore says why: knows the forms in which a checker is told to look away, refuses to weigh the reason."""

import re
import tokenize
from io import StringIO

import pytest

from tests.house.source import ROOT, Module, modules

LOOKS_AWAY = re.compile(r"#\s*(noqa|type:\s*ignore|pragma:|nosec|fmt:\s*off|ruff:\s*noqa|isort:)(?P<rest>.*)")
CODES = re.compile(r"^(?:no (?:cover|branch)|:?\s*\[?[A-Za-z]+[0-9]*[\w-]*\]?(?:\s*,\s*[A-Z]+[0-9]+)*)")
REASON = re.compile(r"\w+\W+\w+")
WHOLE_FILE = re.compile(r"#\s*(ruff:\s*noqa|mypy:|flake8:\s*noqa)")
TOML_LISTS = re.compile(
    r"^(?:ignore = \[|\[tool\.ruff\.lint\.per-file-ignores\])$(.*?)^(?:\]$|\[tool)", re.MULTILINE | re.DOTALL
)


def comments(module: Module) -> list[tuple[int, str]]:
    """Every comment of a module with its line."""
    tokens = tokenize.generate_tokens(StringIO(module.text).readline)
    return [(token.start[0], token.string) for token in tokens if token.type == tokenize.COMMENT]


def ignore_complaints(module: Module) -> list[str]:
    """Nothing where each line that is not looked at names what is overlooked and why."""
    found = []
    for number, comment in comments(module):
        if WHOLE_FILE.search(comment):
            found.append(f"{module.path}:{number}: a whole file is never overlooked")
        elif told := LOOKS_AWAY.search(comment):
            rest = told["rest"].lstrip()
            code = CODES.match(rest) if rest.startswith((":", "[", "no ")) else None
            reason = rest[code.end() :] if code else ""
            if not REASON.search(reason):
                found.append(f"{module.path}:{number}: overlooks without a rule and a reason: {comment}")
    return found


def toml_complaints(text: str) -> list[str]:
    """Nothing where every rule that pyproject leaves out bears its reason on the same line."""
    lines = [line for block in TOML_LISTS.findall(text) for line in block.splitlines()]
    rules = [line.strip() for line in lines if re.match(r'\s*"[A-Z]+[0-9]*",', line)]
    if not rules:
        return ["no list of ignores was found"]
    return [f"pyproject.toml: no reason: {rule}" for rule in rules if not re.search(r"#.*\w+\W+\w+", rule)]


def test_ignore_in_every_module_has_a_reason() -> None:
    assert [complaint for module in modules() for complaint in ignore_complaints(module)] == []


def test_ignore_in_pyproject_has_a_reason() -> None:
    assert toml_complaints((ROOT / "pyproject.toml").read_text(encoding="utf-8")) == []


@pytest.mark.parametrize(
    "line",
    [
        "x = 1  # noqa\n",
        "x = 1  # noqa: E501\n",
        "x = 1  # noqa: E501, PLR2004\n",
        "x = 1  # type: ignore\n",
        "x = 1  # type: ignore[attr-defined]\n",
        "x = 1  # pragma: no cover\n",
        "# ruff: noqa\n",
    ],
)
def test_ignore_without_reason_bites(line: str) -> None:
    assert len(ignore_complaints(Module("src/x.py", line))) == 1


@pytest.mark.parametrize(
    "line",
    [
        "x = 1  # noqa: PLR2004 - 2**53 has 16 digits\n",
        "x = 1  # noqa: E501, PLR2004 - a table reads better whole\n",
        "x = 1  # type: ignore[attr-defined]  # the stubs lack it\n",
        "x = 1  # pragma: no cover - only on Windows\n",
    ],
)
def test_ignore_with_reason_passes(line: str) -> None:
    assert ignore_complaints(Module("src/x.py", line)) == []


def test_toml_rule_without_reason_bites() -> None:
    rules = 'ignore = [\n    "E501",\n    "D203", # D211 is followed\n]\n'
    files = '[tool.ruff.lint.per-file-ignores]\n"a" = [\n    "EM",\n]\n[tool.x]\n'
    assert len(toml_complaints(rules + files)) == 2
