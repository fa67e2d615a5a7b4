"""How the house says that something is wrong: errors hold facts, and what shows them words them."""

import ast
import importlib
import inspect
import re
from collections.abc import Collection, Mapping

import pytest

from foedus.cli.wording import WORDINGS
from foedus.phrases.wording import Phrase, Wording
from foedus.web.wording import WORDINGS as WEB
from tests.house.source import SRC, Module, heart, modules, name_of

TABLES: Mapping[str, Mapping[type[Exception], Wording]] = {"cli": WORDINGS, "web": WEB}
DISPLAY = frozenset({"gettext", "babel", "locale", "click"})
WORDED_LAYERS = ("ledger", "records", "exchange", "planning", "publishing", "reading", "office", "store")
SENTENCE = re.compile(r"\w+ \w+ \w+")
WORDED_BY_A_COMMAND = {"NoSampleError": "no page meets it: the command that makes sample people says it"}
ASKED_FOR = {"PydanticCustomError": "pydantic asks for a text beside the code; the catalogue keeps the code alone"}
VALUES_IN_WORDS = {
    "src/foedus/publishing/ical.py": "asks for the time zones of a country",
    "src/foedus/records/spoken.py": "says days as languages' calendars write them: documents need it too",
    "src/foedus/records/phrases.py": "says a day, a period, an amount as languages write them: documents need it too",
    "src/foedus/publishing/paper_periods.py": "the same, in the languages of a plan on paper",
}


def error_name_complaints(module: Module) -> list[str]:
    """Nothing where every class made of an error is called one."""
    return [
        f"{module.path}:{node.lineno}: {node.name} ends in no Error"
        for node in ast.walk(module.tree)
        if isinstance(node, ast.ClassDef)
        and any(name_of(base).endswith(("Error", "Exception")) for base in node.bases)
        and not node.name.endswith("Error")
    ]


def display_import_complaints(module: Module) -> list[str]:
    """Nothing where the module takes in nothing that words or shows."""
    if module.path in VALUES_IN_WORDS:
        return []
    found = []
    for node in ast.walk(module.tree):
        if not isinstance(node, ast.Import | ast.ImportFrom):
            continue
        names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else [node.module or ""]
        found += [f"{module.path}:{node.lineno}: imports {name}" for name in names if DISPLAY & set(name.split("."))]
    return found


def told_text_complaints(module: Module) -> list[str]:
    """Nothing where what is raised holds facts: no sentence and no text with values poured in."""
    found = []
    for node in ast.walk(module.tree):
        if not isinstance(node, ast.Raise) or not isinstance(node.exc, ast.Call) or name_of(node.exc) in ASKED_FOR:
            continue
        values = [*node.exc.args, *(keyword.value for keyword in node.exc.keywords)]
        for value in values:
            sentence = isinstance(value, ast.Constant) and isinstance(value.value, str) and SENTENCE.search(value.value)
            poured = isinstance(value, ast.JoinedStr) and any(
                isinstance(part, ast.Constant) and SENTENCE.search(str(part.value)) for part in value.values
            )
            if sentence or poured:
                found.append(f"{module.path}:{node.lineno}: {name_of(node.exc)} holds a text, not facts")
    return found


def errors_of(layers: Collection[str]) -> list[type[Exception]]:
    """Every error class of these layers that leaves its module."""
    found: set[type[Exception]] = set()
    for path in sorted(SRC.rglob("*.py")):
        parts = path.relative_to(SRC.parent).with_suffix("").parts
        if parts[1] not in layers or {"migrations", "models", "settings"} & set(parts):
            continue
        module = importlib.import_module(".".join(part for part in parts if part != "__init__"))
        found.update(
            member
            for _, member in inspect.getmembers(module, inspect.isclass)
            if issubclass(member, Exception) and member.__module__ == module.__name__ and member.__name__[0] != "_"
        )
    return sorted(found, key=lambda error: error.__qualname__)


def unworded(errors: list[type[Exception]], worded: set[type[BaseException]]) -> list[str]:
    """The errors that can be raised and that the table does not word: one that others derive from is a family name."""
    families = {parent for error in errors for parent in error.__mro__[1:]}
    return [error.__qualname__ for error in errors if error not in families and error not in worded]


def unworded_reasons(module: Module, wordings: Mapping[str, Wording]) -> list[str]:
    """The reasons that the module gives by name and that the wording of their error lacks; those it computes escape."""
    found = []
    for node in ast.walk(module.tree):
        if not isinstance(node, ast.Raise) or not isinstance(node.exc, ast.Call) or not node.exc.args:
            continue
        wording, reason = wordings.get(name_of(node.exc)), node.exc.args[0]
        if wording and "{reason}" in wording.phrase.happened and isinstance(reason, ast.Constant):
            told = reason.value in wording.phrase.reasons
            found += [] if told else [f"{module.path}:{node.lineno}: {name_of(node.exc)} {reason.value!r} has no words"]
    return found


@pytest.mark.parametrize("table", TABLES)
def test_reason_of_every_error_is_worded(table: str) -> None:
    wordings = {error.__name__: wording for error, wording in TABLES[table].items()}
    assert [complaint for module in modules("src") for complaint in unworded_reasons(module, wordings)] == []


def test_reason_without_words_bites() -> None:
    wordings = {"LineError": Wording(Phrase("It is wrong: {reason}.", reasons={"number": "a number"}))}
    text = "raise LineError('number')\nraise errors.LineError('letter')\nraise LineError(computed)\n"
    assert len(unworded_reasons(Module("src/foedus/ledger/x.py", text), wordings)) == 1


def test_error_in_every_module_ends_with_error() -> None:
    assert [complaint for module in modules() for complaint in error_name_complaints(module)] == []


def test_heart_imports_nothing_that_words() -> None:
    assert [complaint for module in heart() for complaint in display_import_complaints(module)] == []


def test_error_raised_in_the_heart_holds_facts() -> None:
    assert [complaint for module in heart() for complaint in told_text_complaints(module)] == []


@pytest.mark.parametrize("table", TABLES)
def test_error_of_every_layer_below_is_worded(table: str) -> None:
    assert unworded(errors_of(WORDED_LAYERS), set(TABLES[table])) == []


def test_error_of_the_workbench_is_worded() -> None:
    found = [name for name in unworded(errors_of(("web",)), set(WEB)) if name not in WORDED_BY_A_COMMAND]
    assert found == []


@pytest.mark.parametrize(
    "rule, text",
    [
        (error_name_complaints, "class Broken(ValueError): ...\n"),
        (error_name_complaints, "class Broken(errors.LineError): ...\n"),
        (display_import_complaints, "from gettext import gettext\n"),
        (display_import_complaints, "import django.utils.translation.gettext\n"),
        (told_text_complaints, "raise LineError('the line is bad')\n"),
        (told_text_complaints, "raise LineError(reason=f'line {n} is not good')\n"),
    ],
)
def test_error_rule_on_offender_bites(rule: object, text: str) -> None:
    assert callable(rule)
    assert len(rule(Module("src/foedus/ledger/x.py", text))) == 1


def test_error_without_wording_bites() -> None:
    class FamilyError(Exception):
        """What others derive from."""

    class WordedError(FamilyError):
        """One that the table words."""

    class MuteError(FamilyError):
        """One that it forgets."""

    assert unworded([FamilyError, MuteError, WordedError], {WordedError}) == [MuteError.__qualname__]
