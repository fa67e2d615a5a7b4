"""Words what a rule suggests for a field, and why; it takes nothing over."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as N_  # noqa: N812 - the name that gettext's tools look for

from foedus.records.base import Record
from foedus.web import display

RULES: Final[Mapping[str, str]] = {
    "host-is-party-of-place": N_("the place is in this Party's country"),
    "place-in-country-of-host": N_("the town is taken to be in the host's country"),
    "lead-entity-is-of-host": N_("the lead agency is taken to be the host's"),
    "places-are-of-visiting-party": N_("the places are taken to be the visiting Party's"),
    "year-from-plan-period": N_("the year is the only one in the plan's period"),
    "country-from-us-state": N_("the place is a state of the United States"),
}


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
        found[name.partition(".")[0].partition(":")[0]] = Suggestion(name, value, rule_words(str(one.get("rule", ""))))
    return found


def rule_words(rule: str) -> str:
    """Say by what a value is suggested; a rule that has no words is shown as it is."""
    if rule in RULES:
        return _(RULES[rule])
    sort, _colon, term = rule.partition(":")
    if sort in {"type-from-words", "area-from-words"}:
        return _("by the words of the title ({term})").format(term=term)
    return rule
