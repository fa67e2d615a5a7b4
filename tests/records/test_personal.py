"""What looks like personal data is marked, and what only looks like a rank is not; the people here are samples."""

import pytest

from foedus.records.personal import Mark, marks_in_body, marks_in_text
from tests.records.samples import BODIES, FILE, JWK, VERSION

MARKED = [
    ("mail", "Scrivere a sample.person@sample.example entro maggio", "sample.person@sample.example"),
    ("mail", "office@sample.example", "office@sample.example"),
    ("mail", "Contact: o'neill+x@mail.sample.example.", "neill+x@mail.sample.example"),
    ("telephone", "call +39 06 1234567 today", "+39 06 1234567"),
    ("telephone", "+994 (12) 123-45-67", "+994 (12) 123-45-67"),
    ("telephone", "0039 06 12345678", "0039 06 12345678"),
    ("telephone", "cell. 333 1234567", "333 1234567"),
    ("telephone", "333-123-4567", "333-123-4567"),
    ("telephone", "uff. 06/46912345", "06/46912345"),
    ("telephone", "Tel.: 1234567", "1234567"),
    ("telephone", "тел. 123-45-67", "123-45-67"),
    ("rank_with_name", "il Col. Sample Persona parla", "Col. Sample Persona"),
    ("rank_with_name", "Gen. C.A. Campione", "Gen. C.A. Campione"),
    ("rank_with_name", "Generale di Corpo d'Armata Mario Campione", "Generale di Corpo d'Armata Mario Campione"),
    ("rank_with_name", "accolto dal generale Campione", "generale Campione"),
    ("rank_with_name", "Ten. Col. (EI) Mario CAMPIONE", "Ten. Col. (EI) Mario CAMPIONE"),
    ("rank_with_name", "Col. f. alp. M. Campione", "Col. f. alp. M. Campione"),
    ("rank_with_name", "Tenente Colonnello De Campione", "Tenente Colonnello De Campione"),
    ("rank_with_name", "C.V. Campione", "C.V. Campione"),
    ("rank_with_name", "Capitano di Fregata Campione", "Capitano di Fregata Campione"),
    ("rank_with_name", "Ammiraglio di Squadra Campione", "Ammiraglio di Squadra Campione"),
    ("rank_with_name", "M.llo Campione", "M.llo Campione"),
    ("rank_with_name", "Mar. Magg. Campione", "Magg. Campione"),
    ("rank_with_name", "Lt. Col. John Sample", "Lt. Col. John Sample"),
    ("rank_with_name", "LTC Sample, LTG staff", "LTC Sample"),
    ("rank_with_name", "Brig. Gen. J. Sample", "Brig. Gen. J. Sample"),
    ("rank_with_name", "Major Sample arrives", "Major Sample"),
    ("rank_with_name", "General Sample Person", "General Sample Person"),
    ("rank_with_name", "Rear Admiral Sample", "Rear Admiral Sample"),
    ("rank_with_name", "Sgt. O'Sample", "Sgt. O'Sample"),
    ("rank_with_name", "Captain Sample Course", "Captain Sample"),
    ("rank_with_name", "генерал-майор Образцов", "генерал-майор Образцов"),
    ("rank_with_name", "с полковником И.И. Образцовым", "полковником И.И. Образцовым"),
    ("rank_with_name", "подполковник Əliyev", "подполковник Əliyev"),
]

NOT_MARKED = [
    "Staff Talks",
    "General Staff",
    "General Staff of the Armed Forces",
    "Stato Maggiore Generale",
    "Stato Maggiore della Difesa",
    "Capo di Stato Maggiore Esercito",
    "Segretario Generale della Difesa",
    "Segretariato Generale Difesa",
    "General Directorate for International Cooperation",
    "General Provisions",
    "Major General Staff course",
    "Direttore Generale Armamenti",
    "Prosecutor General's Office",
    "American Language Course General English Training Only",
    "Major Exercise 2024",
    "Major Disaster Response Exercise",
    "Captains Career Course",
    "Captain Career Course",
    "Colonel Course",
    "Commander Joint Force",
    "Comandante Scuola CIMIC",
    "Corso per la maggiore età",
    "Staff Officer, Military Unit 66597, Ministry of Defense",
    "Senior Officer, Navy Command",
    "Platoon Commander, Military Unit 12740,  Ministry Of Defense",
    "Lago Maggiore",
    "Maggiore Cooperazione",
    "the general public",
    "a major step",
    "in generale Italia e Azerbaigian",
    "Генеральный штаб",
    "Brigade General Support Battalion",
    "12-16 May 2024",
    "2023-10-11 / 2023-10-12",
    "11/10/2023",
    "Prot. M_D 0012345/2024",
    "0012345 of 2024",
    "1.234.567,00 EUR",
    "II trim. 2024",
    "USD 12000000",
    "3000000000",
    "ore 08:30-17:45",
    "Note 2024/07/123",
    "user@localhost",
]


@pytest.mark.parametrize("sort,text,marked", MARKED)
def test_text_with_personal_data_is_marked(sort: str, text: str, marked: str) -> None:
    assert [(mark.sort, text[mark.start : mark.end]) for mark in marks_in_text(text)] == [(sort, marked)]


@pytest.mark.parametrize("text", NOT_MARKED)
def test_text_without_personal_data_is_not_marked(text: str) -> None:
    assert marks_in_text(text) == ()


def test_several_marks_stand_in_their_order() -> None:
    text = "Col. Campione, +39 06 1234567, sample@sample.example"
    assert [mark.sort for mark in marks_in_text(text)] == ["rank_with_name", "telephone", "mail"]


def test_body_is_marked_by_path() -> None:
    body = {"title": {"original": "it", "it": "Visita del Col. Campione"}, "list": [{"x": "+39 06 1234567"}, 7, True]}
    assert marks_in_body(body) == (
        Mark(("title", "it"), 11, 24, "rank_with_name"),
        Mark(("list", 0, "x"), 0, 14, "telephone"),
    )


def test_names_hashes_and_keys_are_passed_over() -> None:
    key = {**JWK, "x": "-3331234567-" + "A" * 31}
    assert marks_in_body({"key": key, "file": FILE, "about": VERSION, "day": "2024-05-13"}) == ()


def test_sample_bodies_hold_mailboxes_alone() -> None:
    found = {name: [mark.path[-1] for mark in marks_in_body(body)] for name, body in BODIES.items()}
    assert {name: paths for name, paths in found.items() if paths} == {
        "plan": ["mailbox"],
        "activity": ["mailbox"],
    }


def test_long_text_is_marked_in_bounded_time() -> None:
    assert marks_in_text("Generale " * 20_000) == ()
    assert marks_in_text("1 " * 20_000) == ()
