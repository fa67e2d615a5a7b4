"""The sizes and names of the house: knows what a module may be, refuses to know what it is for."""

import ast
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.house.source import Module, functions, modules, name_of

FILE_LINES = 400
VIEW_LINES = 300
FUNCTION_LINES = 70
NO_NAMES = frozenset({"common", "helper", "helpers", "manager", "managers", "misc", "util", "utils"})
UNFINISHED = tuple("".join(word) for word in (("TO", "DO"), ("FIX", "ME"), ("X", "XX"), ("HA", "CK")))


def opening_complaints(module: Module) -> list[str]:
    """Nothing where the module opens with one sentence."""
    docstring = ast.get_docstring(module.tree)
    if not docstring:
        return [f"{module.path}: opens with no sentence"]
    first = docstring.split("\n\n")[0]
    return [] if first.rstrip().endswith(".") else [f"{module.path}: its opening sentence has no end"]


def size_complaints(module: Module) -> list[str]:
    """Nothing where the file and its functions are short enough to be read."""
    limit = VIEW_LINES if module.layer == "web" and "views" in module.path else FILE_LINES
    lines = module.text.count("\n")
    found = [f"{module.path}: {lines} lines, {limit} at most"] if lines > limit else []
    for function in functions(module):
        length = (function.end_lineno or function.lineno) - function.lineno + 1
        if length > FUNCTION_LINES:
            found.append(
                f"{module.path}:{function.lineno}: {function.name} has {length} lines, {FUNCTION_LINES} at most"
            )
    return found


def name_complaints(module: Module) -> list[str]:
    """Nothing where no part of the path is a drawer for anything."""
    parts = [part.removesuffix(".py") for part in Path(module.path).parts]
    drawers = [part for part in parts if NO_NAMES & set(part.lower().strip("_").split("_"))]
    return [f"{module.path}: {part} names no thing of the domain" for part in drawers]


def unfinished_complaints(module: Module) -> list[str]:
    """Nothing where no line says that it is not done."""
    return [
        f"{module.path}:{number}: {word}"
        for number, line in enumerate(module.text.splitlines(), 1)
        for word in UNFINISHED
        if word in line.replace("_", " ").split() or f"{word}:" in line or f"{word}(" in line
    ]


def guard_complaints(module: Module) -> list[str]:
    """Nothing where rules are raised, not asserted, and only expected errors are caught."""
    found = []
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Assert) and module.path.startswith("src/"):
            found.append(f"{module.path}:{node.lineno}: assert guards nothing under -O; raise an error")
        if isinstance(node, ast.ExceptHandler):
            kinds = node.type.elts if isinstance(node.type, ast.Tuple) else [node.type]
            if any(kind is None or name_of(kind) in {"Exception", "BaseException"} for kind in kinds):
                found.append(f"{module.path}:{node.lineno}: catches whatever comes; name the errors that you expect")
    return found


def skip_complaints(module: Module) -> list[str]:
    """Nothing where no test is left out, waved through or tried again."""
    return [
        f"{module.path}:{node.lineno}: {name}"
        for node in ast.walk(module.tree)
        if isinstance(node, ast.Attribute)
        for name in [node.attr]
        if name in {"skip", "skipif", "xfail", "importorskip", "flaky"} and name_of(node.value) in {"mark", "pytest"}
    ]


RULES = (
    opening_complaints,
    size_complaints,
    name_complaints,
    unfinished_complaints,
    guard_complaints,
    skip_complaints,
)
OFFENDERS = {
    "opening_complaints": [
        Module("src/foedus/x.py", "import os\n"),
        Module("src/foedus/x.py", '"""no end"""\n'),
    ],
    "size_complaints": [
        Module("src/foedus/x.py", "x = 1\n" * (FILE_LINES + 1)),
        Module("src/foedus/web/views/x.py", "x = 1\n" * (VIEW_LINES + 1)),
        Module("src/foedus/x.py", "def f():\n" + "    x = 1\n" * FUNCTION_LINES),
    ],
    "name_complaints": [
        Module("src/foedus/utils.py", ""),
        Module("src/foedus/common/entry.py", ""),
        Module("tests/store/sql_helpers.py", ""),
    ],
    "unfinished_complaints": [Module("src/x.py", f"x = 1  # {UNFINISHED[0]}: more\n")],
    "guard_complaints": [
        Module("src/x.py", "assert True\n"),
        Module("src/x.py", "try:\n    f()\nexcept Exception:\n    pass\n"),
        Module("src/x.py", "try:\n    f()\nexcept (KeyError, BaseException):\n    pass\n"),
        Module("src/x.py", "try:\n    f()\nexcept:\n    pass\n"),
    ],
    "skip_complaints": [Module("tests/x.py", "import pytest\n@pytest.mark.skip\ndef test_x(): ...\n")],
}


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.__name__)
def test_rule_holds_in_every_module(rule: Callable[[Module], list[str]]) -> None:
    assert [complaint for module in modules() for complaint in rule(module)] == []


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.__name__)
def test_rule_on_offender_bites(rule: Callable[[Module], list[str]]) -> None:
    assert [len(rule(offender)) for offender in OFFENDERS[rule.__name__]] == [1] * len(OFFENDERS[rule.__name__])


def test_size_at_the_limit_passes() -> None:
    text = "def f():\n" + "    x = 1\n" * (FUNCTION_LINES - 1)
    assert size_complaints(Module("src/foedus/x.py", text + "x = 1\n" * (FILE_LINES - FUNCTION_LINES))) == []
