"""Says by which rule a value of a draft is suggested; it takes nothing over."""

from collections.abc import Mapping
from typing import Final

from foedus.phrases.language import N_
from foedus.phrases.wording import Translate, pour

RULES: Final[Mapping[str, str]] = {
    "host-is-party-of-place": N_("the place is in this Party's country"),
    "place-in-country-of-host": N_("the town is taken to be in the host's country"),
    "lead-entity-is-of-host": N_("the lead agency is taken to be the host's"),
    "places-are-of-visiting-party": N_("the places are taken to be the visiting Party's"),
    "year-from-plan-period": N_("the year is the only one in the plan's period"),
    "country-from-us-state": N_("the place is a state of the United States"),
}
"""Every rule of `reading.inference` that needs no word of the row."""

_FROM_WORDS: Final = frozenset({"type-from-words", "area-from-words"})


def rule_text(rule: str, translate: Translate) -> str:
    """Say why a value is suggested; a rule that has no words is shown as it is."""
    if rule in RULES:
        return translate(RULES[rule])
    sort, _colon, term = rule.partition(":")
    if sort in _FROM_WORDS:
        return pour(N_("by the words of the title ({term})"), {"term": term}, translate)
    return rule
