"""What the house tests read: the files of the house and what stands in them; it refuses to judge them."""

import ast
import os
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SRC = ROOT / "src" / "foedus"
HEART = ("ledger", "records", "exchange", "planning", "publishing", "reading", "office")
GENERATED = ("migrations",)
MADE_ON_THE_SPOT = frozenset(
    {
        ".boot",
        ".browser",
        ".git",
        ".hypothesis",
        ".import_linter_cache",
        ".mypy_cache",
        ".pytest_cache",
        ".ruff_cache",
        ".venv",
        "__pycache__",
        "build",
        "dist",
        "htmlcov",
    }
)


@dataclass(frozen=True)
class Module:
    """One Python file: where it is, as seen from the root, and what it says."""

    path: str
    text: str

    @property
    def tree(self) -> ast.Module:
        """The file, parsed."""
        return ast.parse(self.text, self.path)

    @property
    def layer(self) -> str:
        """The package of foedus that it is in, or nothing."""
        parts = Path(self.path).parts
        return parts[2] if self.path.startswith("src/foedus/") and len(parts) > 3 else ""


@cache
def committed() -> tuple[str, ...]:
    """Every file of the project, as seen from the root, without what is made on the spot; needs no git."""
    names = []
    for folder, folders, files in os.walk(ROOT):
        folders[:] = [name for name in folders if name not in MADE_ON_THE_SPOT and not name.endswith(".egg-info")]
        names += [
            (Path(folder) / name).relative_to(ROOT).as_posix()
            for name in files
            if name not in MADE_ON_THE_SPOT and not name.startswith(".coverage")
        ]
    return tuple(sorted(names))


@cache
def modules(*folders: str) -> tuple[Module, ...]:
    """The Python files in these folders, all where none is named; generated ones are left out."""
    return tuple(
        Module(name, (ROOT / name).read_text(encoding="utf-8"))
        for name in committed()
        if name.endswith(".py")
        and (not folders or name.startswith(tuple(f"{folder}/" for folder in folders)))
        and not any(part in GENERATED for part in Path(name).parts)
    )


def heart() -> tuple[Module, ...]:
    """The modules that know nothing of Django."""
    return modules(*(f"src/foedus/{layer}" for layer in HEART))


def pages() -> tuple[tuple[str, str], ...]:
    """The Markdown files: name as seen from the root, and text."""
    names = [name for name in committed() if name.endswith(".md")]
    return tuple((name, (ROOT / name).read_text(encoding="utf-8")) for name in names)


def functions(module: Module) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    """Every function of a module, nested ones and methods too."""
    for node in ast.walk(module.tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def name_of(node: ast.expr) -> str:
    """The last word of a name such as ``errors.LineError``, of a call the word called; else nothing."""
    if isinstance(node, ast.Call):
        return name_of(node.func)
    if isinstance(node, ast.Attribute):
        return node.attr
    return node.id if isinstance(node, ast.Name) else ""
