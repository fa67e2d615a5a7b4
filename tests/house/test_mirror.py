"""The tests mirror src: knows where the test of a module stands, refuses to know whether it is any good."""

import ast
from pathlib import PurePath

from tests.house.source import HEART, Module, committed, functions, modules

LAYERS = (*HEART, "store")
NOT_MIRRORED = {
    "errors": "holds no rule; that each error is worded is tested in tests/house/test_errors.py",
    "settings": "holds names that Django reads",
}
ALWAYS_MIRRORED = {"limits"}  # it holds no function, yet each limit is tested at the limit and one past it
FOLDERS_IN_ONE = {
    "src/foedus/records/kinds": "tests/records/test_kinds.py",  # kinds are fields: one file reads them all
}


def has_rules(module: Module) -> bool:
    """Say whether the module does anything; one that only declares, Protocols too, is tested through who uses it."""
    return any(not is_declared_alone(function) for function in functions(module))


def is_declared_alone(function: ast.FunctionDef | ast.AsyncFunctionDef) -> bool:
    """Say whether the function has no body but its sentence."""
    return all(isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant) for node in function.body)


def missing_tests(found: tuple[Module, ...], names: tuple[str, ...]) -> list[str]:
    """The tests that these modules lack among the files so named."""
    missing = set()
    for module in found:
        path = PurePath(module.path)
        if module.layer not in LAYERS or path.stem in NOT_MIRRORED:
            continue
        if has_rules(module) or path.stem in ALWAYS_MIRRORED:
            mirrored = f"tests/{path.parent.relative_to('src/foedus')}/test_{path.stem}.py"
            missing.add(FOLDERS_IN_ONE.get(str(path.parent), mirrored))
    return sorted(missing - set(names))


def test_module_of_every_layer_below_the_edge_has_its_test() -> None:
    assert missing_tests(modules("src/foedus"), committed()) == []


def test_module_without_test_bites() -> None:
    rule = "def f() -> int:\n    return 1\n"
    found = (
        Module("src/foedus/ledger/line.py", rule),
        Module("src/foedus/ledger/limits.py", "LINE_BYTES = 2\n"),
        Module("src/foedus/ledger/acts.py", "class Seal: ...\n"),
        Module("src/foedus/ledger/past.py", rule),
        Module("src/foedus/office/ports.py", "class Node(Protocol):\n    def at(self) -> str: ...\n"),
        Module("src/foedus/records/kinds/report.py", rule),
        Module("src/foedus/cli/main.py", rule),
    )
    assert missing_tests(found, ("tests/ledger/test_past.py",)) == [
        "tests/ledger/test_limits.py",
        "tests/ledger/test_line.py",
        "tests/records/test_kinds.py",
    ]
