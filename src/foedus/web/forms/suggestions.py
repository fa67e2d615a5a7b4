"""Words what a rule suggests for a field, and why; it takes nothing over."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from foedus.phrases.language import translate
from foedus.phrases.rules import rule_text
from foedus.records.base import Record
from foedus.web import display


@dataclass(frozen=True)
class Suggestion:
    """What is suggested for a field: the value and the rule in words, and the name of the box that takes it over."""

    field: str
    value: str
    rule: str

    @property
    def box(self) -> str:
        """The name of the box."""
        return f"take:{self.field}"


def suggestions_of(
    cls: type[Record], inferred: Sequence[Mapping[str, Any]], language: str, parties: Mapping[str, str]
) -> dict[str, Suggestion]:
    """Give the suggestions of a draft by the field beside which they stand."""
    found: dict[str, Suggestion] = {}
    for one in inferred:
        name = str(one["field"])
        value = display.value_words(cls.form(), (name,), one.get("value"), language, parties)
        found[name.partition(".")[0].partition(":")[0]] = Suggestion(
            name, value, rule_words(str(one.get("rule", "")), language)
        )
    return found


def rule_words(rule: str, language: str) -> str:
    """Say by what a value is suggested."""
    return rule_text(rule, lambda text: translate(text, language))
