"""Rules that go from words and places to type, area and host."""

from __future__ import annotations

import pytest

from foedus.reading.drafts import Inferred
from foedus.reading.inference import WORD_RULES, infer_for_line, infer_host, infer_term
from foedus.records.activity_terms import ACTIVITY_TYPES, AREAS

PARTIES = {"IT": "ITA", "AZ": "AZE"}


@pytest.mark.parametrize(
    "title,type_id,area_id",
    [
        ("CIMIC Orientation Training, train the trainers", "train_the_trainers", "cimic"),
        ("Corso di lingua italiana", "language_course", "training_education"),
        ("Scambio di esperti CBRN", "expert_exchange", "cbrn"),
        ("Humanitarian demining course", "course", "demining_eod"),
        ("Семинар по разминированию", "seminar", "demining_eod"),
        ("Medical MTT", "mobile_training_team", "medical"),
        ("Sminamento e medicina: corso", "course", None),
        ("Seminar on courses", None, None),
        ("Study visit and port call", None, None),
        ("Incontro", None, None),
        ("Discourse", None, None),
    ],
)
def test_type_and_area_from_words(title: str, type_id: str | None, area_id: str | None) -> None:
    found = [infer_term(field, [title]) for field in ("type", "area")]
    assert [value.value if value else None for value in found] == [type_id, area_id]


def test_inferred_value_names_its_rule_and_its_words() -> None:
    expected = Inferred("type", "course", "type-from-words:course", "corso")
    assert infer_term("type", ["Corso campione", "Sample course"]) == expected


def test_every_rule_gives_a_term_of_its_list() -> None:
    lists = {"type": ACTIVITY_TYPES, "area": AREAS}
    rules = [rule for groups in WORD_RULES.values() for group in groups for rule in group]
    assert [rule.name for rule in rules if rule.term not in lists[rule.field]] == []
    assert len({rule.name for rule in rules}) == len(rules)


@pytest.mark.parametrize(
    "place,host",
    [
        ({"kind": "country", "country": "AZ"}, "AZE"),
        ({"kind": "third_country", "country": "DE"}, None),
        ({"kind": "online"}, None),
        ({"kind": "aboard", "country": "IT"}, None),
        (None, None),
    ],
)
def test_host_from_place(place: dict[str, str] | None, host: str | None) -> None:
    found = infer_host(place, PARTIES)
    assert (found.value if found else None) == host


def test_what_the_sheet_says_is_never_inferred() -> None:
    body = {"type": "seminar", "area": "cyber", "host": "ITA", "place": {"kind": "country", "country": "AZ"}}
    assert infer_for_line(body, {}, ["CIMIC course"], PARTIES) == ()


def test_word_of_a_type_column_goes_before_the_title() -> None:
    found = infer_for_line({"area": "cimic", "host": "ITA"}, {"type": "corso breve"}, ["Seminario"], PARTIES)
    assert [value.value for value in found] == ["course"]
