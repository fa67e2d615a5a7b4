"""Drafted lines: what is said, what is inferred, and what confirming takes over."""

from __future__ import annotations

from datetime import date

from foedus.reading.drafts import DraftedLine, Inferred, PlanContext, Source

LINE = DraftedLine(
    {"title": {"it": "Corso", "original": "it"}, "host": "ITA"},
    (Inferred("type", "course", "type-from-words:course", "corso"), Inferred("host", "AZE", "a-rule")),
    {"place": "Roma"},
    {"cost": ("10",)},
    Source("Piano", (2, 3)),
)


def test_confirming_takes_over_what_is_named_and_replaces_nothing() -> None:
    assert LINE.with_confirmed() == {"title": {"it": "Corso", "original": "it"}, "host": "ITA", "type": "course"}
    assert LINE.with_confirmed(["area"]) == LINE.body


def test_confirming_leaves_the_line_as_it_was() -> None:
    LINE.with_confirmed()["title"]["it"] = "Altro"
    assert LINE.body["title"]["it"] == "Corso"


def test_line_as_json() -> None:
    assert LINE.to_json() == {
        "body": {"title": {"it": "Corso", "original": "it"}, "host": "ITA"},
        "inferred": [
            {"field": "type", "value": "course", "rule": "type-from-words:course", "evidence": "corso"},
            {"field": "host", "value": "AZE", "rule": "a-rule", "evidence": ""},
        ],
        "unsettled": {"place": "Roma"},
        "private": {"cost": ["10"]},
        "source": {"sheet": "Piano", "rows": [2, 3]},
        "line_id": None,
    }


def test_context_knows_countries_and_the_other_party() -> None:
    context = PlanContext(("ITA", "UNOCT"), date(2024, 1, 1))
    assert (context.party_of_country, context.within) == ({"IT": "ITA"}, None)
    assert (context.other_party("ITA"), context.other_party("AZE")) == ("UNOCT", None)
    assert PlanContext(("ITA", "AZE", "KAZ")).other_party("ITA") is None
