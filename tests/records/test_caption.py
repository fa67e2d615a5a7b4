"""Any record has a title in any language, and any field a name."""

import pytest

from foedus.records import catalogue
from foedus.records.activity_terms import OUTCOMES
from foedus.records.agreement_terms import AGREEMENT_TYPES
from foedus.records.base import Consent, Label, Part, Record
from foedus.records.caption import caption, captions, label_of, term_list_of
from foedus.records.kinds.agreement import Agreement
from foedus.records.kinds.report import Report
from foedus.records.labels import DRAFTED
from foedus.records.values import Line, Period
from tests.records.samples import BODIES


class Lesson(Record):
    """A sample kind whose fields bear no labels."""

    kind = "lesson"
    consent = Consent.OWN
    label = Label("Lezione", "Lesson")
    caption = ("learned_from",)

    learned_from: Line | None = None


@pytest.mark.parametrize(
    "kind,language,title",
    [
        ("activity", "it", "Corso CIMIC campione"),
        ("activity", "en", "Sample CIMIC course"),
        ("activity", "ru", "Corso CIMIC campione"),
        ("charter", "it", "Sample cooperation"),
        ("report", "it", "Effettuata in parte, ITA"),
        ("report", "en", "Partly held, ITA"),
        ("comment", "en", "When?"),
    ],
)
def test_caption_is_said_in_a_language(kind: str, language: str, title: str) -> None:
    assert caption(catalogue.read(f"{kind}/1", BODIES[kind]), language) == title


@pytest.mark.parametrize("lesson,title", [(Lesson(), "Lezione"), (Lesson(learned_from="A flood"), "A flood")])
def test_caption_falls_back_to_the_kind(lesson: Record, title: str) -> None:
    assert caption(lesson, "it") == title


@pytest.mark.parametrize(
    "cls,name,label",
    [
        (Report, "outcome", Label("Esito", "Outcome")),
        (Period, "from_", Label("Dal", "From")),
        (Lesson, "learned_from", Label("Learned from", "Learned from")),
    ],
)
def test_label_of_a_field(cls: type[Part], name: str, label: Label) -> None:
    assert label_of(cls, name) == label


def test_term_list_of_a_field() -> None:
    found = [term_list_of(Report, "outcome"), term_list_of(Agreement, "type"), term_list_of(Report, "side")]
    assert found == [OUTCOMES, AGREEMENT_TYPES, None]


def test_captions_are_in_italian_english_and_where_another_language_says_something_else() -> None:
    outcome = captions(catalogue.read("report/1", BODIES["report"]))
    assert outcome == {
        "it": "Effettuata in parte, ITA",
        "en": "Partly held, ITA",
        **{language: f"{OUTCOMES.label('partly_held', language)}, ITA" for language in DRAFTED},
    }
    assert captions(catalogue.read("activity/1", BODIES["activity"])) == {
        "it": "Corso CIMIC campione",
        "en": "Sample CIMIC course",
    }
