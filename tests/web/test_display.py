"""A body of any kind is shown by headings, labels and values, in the reader's language; nothing in it is an error."""

from collections.abc import Iterator
from typing import Annotated, Any

import pytest
from django.template.loader import render_to_string
from django.utils import translation
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from foedus.records import catalogue
from foedus.records.base import Consent, Label, Record
from foedus.records.values import Period, Text, text_hash
from foedus.web import display
from foedus.web import values as v
from tests.web.forms.bodies import bodies
from tests.web.forms.posting import PARTIES

PLAN = "ITA/0b0e7a52-1111-4222-8333-444455556666"
BODY: dict[str, Any] = {
    "title": {"original": "it", "it": "Corso", "en": "Course", "of": {"en": text_hash("Corso")}},
    "objective": {"original": "it", "it": "Nuovo", "en": "Old", "ru": "Новый", "of": {"en": "0" * 64}},
    "plan": PLAN,
    "type": "course",
    "host": "AZE",
    "period": {"from": "2026-04-01", "to": "2026-06-30", "precision": "quarter"},
    "place": {"kind": "country", "country": "AZ", "town": "Baku"},
    "days": 1200,
    "reserve": True,
    "working_languages": ["en", "ru"],
    "places": [{"party": "ITA", "rank_group": "ncos", "number": 4}, {"party": "AZE", "number": 3}],
    "money": [{"item": "travel", "payer": "host", "cap": {"amount": 12050, "currency": "EUR"}}],
}


def shown(body: dict[str, Any], language: str = "it", **options: Any) -> dict[str, v.Value]:
    """The values of an activity by field."""
    return {row.field: row.value for row in display.rows("activity/1", body, language, PARTIES, **options)}


def test_body_is_shown_by_headings_in_their_order_and_only_what_it_says() -> None:
    groups = display.groups("activity/1", BODY, "it", PARTIES)
    assert [(group.title, [row.label for row in group.rows]) for group in groups] == [
        ("Che cosa", ["Titolo", "Tipo", "Obiettivo"]),
        ("Quando e dove", ["Periodo", "Giorni", "Parte ospitante", "Sede"]),
        ("Chi", ["Posti", "Lingue di lavoro"]),
        ("Spese", ["Spese", "Di riserva"]),
        ("Piano e precedenti", ["Piano"]),
    ]


@pytest.mark.parametrize(
    "language,said",
    [
        ("it", ["Corso", "Azerbaijan", "II trimestre 2026", "Baku, Azerbaigian", "1.200", "sì", "inglese, russo"]),
        (
            "en",
            ["Course", "Azerbaijan", "second quarter of 2026", "Baku, Azerbaijan", "1,200", "yes", "English, Russian"],
        ),
    ],
)
def test_values_are_said_in_the_language_of_the_reader(language: str, said: list[str]) -> None:
    values = shown(BODY, language)
    fields = ("type", "host", "period", "place", "days", "reserve", "working_languages")
    assert [display.in_line(values[field]) for field in fields] == said


def test_text_shows_the_reader_first_then_the_original_and_marks_what_is_older() -> None:
    value = shown(BODY, "en")["objective"]
    assert isinstance(value, v.Texts)
    told = [(one.language, one.text, one.is_original, one.is_translation, one.is_stale) for one in value.texts]
    assert told == [
        ("en", "Old", False, True, True),
        ("it", "Nuovo", True, False, False),
        ("ru", "Новый", False, False, False),
    ]


def test_text_in_one_line_falls_back_to_its_original() -> None:
    assert display.text({"original": "ru", "ru": "А", "az": "B"}, "it") == "А"
    assert display.text({}, "it") == ""


def test_link_carries_the_kind_and_title_that_the_page_knows() -> None:
    assert shown(BODY)["plan"] == v.Link(PLAN)
    assert shown(BODY, records={PLAN: ("plan", "Piano 2026")})["plan"] == v.Link(PLAN, "plan", "Piano 2026")


def test_parts_of_one_sort_are_a_table_without_columns_that_nobody_fills() -> None:
    value = shown(BODY)["places"]
    assert value == v.Table(
        ("Parte", "Fascia di grado", "Numero"),
        (
            (v.Words("Italy"), v.Words("Sottufficiali"), v.Words("4", is_number=True)),
            (v.Words("Azerbaijan"), None, v.Words("3", is_number=True)),
        ),
    )
    assert display.in_line(shown(BODY)["money"]) == "Viaggio Parte ospitante 120,50 EUR"


def test_parties_of_a_cooperation_stand_with_their_codes_and_the_fingerprints_of_their_keys() -> None:
    key = {"kty": "OKP", "crv": "Ed25519", "x": "11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"}
    fingerprint = "kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k"  # RFC 8037, appendix A.3
    party = {"code": "AZE", "name": "Sample office", "key": key, "recovery": {"kty": "OKP"}, "age": "age1sample"}
    (row,) = display.rows("charter/1", {"parties": [party]}, "en", PARTIES)
    said = "Code: AZE; Name: Sample office; Signing key: {}; Recovery key: {}; Encryption key: age1sample"
    assert display.in_line(row.value) == said.format(fingerprint, '{"kty": "OKP"}')
    assert isinstance(row.value, v.Many)


def test_fields_can_be_chosen_without_headings() -> None:
    rows = display.rows("activity/1", BODY, "it", PARTIES, ("host", "level", "title"))
    assert [row.field for row in rows] == ["host", "title"]


def test_what_is_not_known_is_shown_as_it_was_written() -> None:
    body = {"title": "no text at all", "mood": {"is": "good"}, "places": "many", "money": [1], "type": "newer"}
    groups = display.groups("activity/1", body, "en", PARTIES)
    assert [(group.title, [(row.label, display.in_line(row.value)) for row in group.rows]) for group in groups] == [
        ("What", [("Title", "no text at all"), ("Type", "newer")]),
        ("Who", [("Places", "many")]),
        ("Money", [("Who pays", "1")]),
        ("Not understood by this version", [("mood", '{"is": "good"}')]),
    ]


def test_kind_that_is_not_known_is_shown_field_by_field() -> None:
    (group,) = display.groups("alert/3", {"level": 2, "where": ["a", "b"]}, "it", PARTIES)
    assert group.title == "Non riconosciuto da questa versione"
    assert [(row.label, display.in_line(row.value)) for row in group.rows] == [("level", "2"), ("where", "a, b")]


@pytest.mark.parametrize(
    "path,value,where,said",
    [
        (("places", 1, "number"), 3, "Posti, 2: Numero", "3"),
        (("places", 0), {"party": "ITA", "number": 4}, "Posti, 1", "Parte: Italy; Numero: 4"),
        (("title", "en"), "Course", "Titolo: inglese", "Course"),
        (("period",), BODY["period"], "Periodo", "II trimestre 2026"),
        (("host",), None, "Parte ospitante", "-"),
        (("working_languages", 0), "en", "Lingue di lavoro, 1", "inglese"),
        (("mood",), ["good", 1], "mood", "good, 1"),
    ],
)
def test_place_and_value_of_a_difference_in_words(
    path: tuple[str | int, ...], value: Any, where: str, said: str
) -> None:
    assert display.path_words("activity/1", path, "it") == where
    assert display.value_words("activity/1", path, value, "it", PARTIES) == said


def test_difference_in_a_kind_that_is_not_known_is_told_by_its_names() -> None:
    assert display.path_words("alert/3", ("levels", 0, "name"), "it") == "levels, 1: name"
    assert display.value_words("alert/3", ("levels",), [1, 2], "it", PARTIES) == "1, 2"


def test_people_of_each_party_in_one_line() -> None:
    assert display.people(BODY["places"], "en", PARTIES) == "Italy 4 (Non-commissioned officers), Azerbaijan 3"
    assert display.people([{"party": "KAZ"}], "en", PARTIES) == "KAZ -"


@pytest.mark.parametrize("kind", [cls.kind for cls in catalogue.all_kinds()])
@given(data=st.data())
@settings(max_examples=20, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
def test_every_field_of_any_body_is_shown_once(kind: str, data: st.DataObject) -> None:
    body = data.draw(bodies(catalogue.kind(kind)))
    for language in ("it", "en"):
        rows = [row for group in display.groups(kind, body, language, PARTIES) for row in group.rows]
        assert sorted(row.field for row in rows) == sorted(body)
        page = "".join(render_to_string("web/forms/value.html", {"value": row.value}) for row in rows)
        assert "Unknown" not in page
        assert [row.field for row in rows if isinstance(row.value, v.Unknown)] == []


def test_value_on_a_page_is_escaped_marked_and_linked() -> None:
    body = {"title": {"original": "it", "it": "<b>Corso</b>", "en": "C", "of": {"en": "0" * 64}}, "plan": PLAN}
    values = shown(body, records={PLAN: ("plan", "Piano & altro")})
    with translation.override("en"):
        pages = {
            name: render_to_string("web/forms/value.html", {"value": value, "coop": "AZE"})
            for name, value in values.items()
        }
    uid = PLAN.partition("/")[2]
    assert pages["plan"].strip() == f'<a href="/partners/AZE/plan/ITA/{uid}/">Piano &amp; altro</a>'
    assert "&lt;b&gt;Corso&lt;/b&gt;" in pages["title"]
    assert pages["title"].count("older than its original") == 1


class Lesson(Record):
    """A kind that comes in at run time."""

    kind = "lesson"
    consent = Consent.OWN
    label = Label("Lezione appresa", "Lesson")
    caption = ("what",)

    what: Annotated[Text, Label("Che cosa", "What")]
    when: Annotated[Period | None, Label("Quando", "When")] = None


@pytest.fixture
def lesson() -> Iterator[None]:
    """Adds a kind, and takes it away again."""
    catalogue.register(Lesson)
    yield
    catalogue.unregister(Lesson)


@pytest.mark.usefixtures("lesson")
def test_kind_registered_at_run_time_is_shown_under_its_own_name() -> None:
    body = {"when": {"precision": "none"}, "what": {"original": "en", "en": "Common maps"}}
    (group,) = display.groups("lesson/1", body, "en", PARTIES)
    assert group.title == "Lesson"
    assert [(row.label, display.in_line(row.value)) for row in group.rows] == [
        ("What", "Common maps"),
        ("When", "to be defined"),
    ]
