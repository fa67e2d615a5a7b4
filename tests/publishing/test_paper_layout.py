"""A paper in words, before it is set: what stands at the top, at the foot, in the provisions and where one signs."""

import dataclasses

from foedus.publishing.paper_layout import layout_of, square
from tests.publishing.paper_samples import CHECK, agreed, draft, on_paper, text


def test_facts_stand_in_each_language() -> None:
    found = layout_of(agreed(1))
    assert found["facts"][0] == [
        ("Parti", "Italia · Sample ITA\nAzerbaigian · Sample AZE"),
        ("Periodo", "2024-2025"),
        ("Accordo", "Accordo campione"),
        ("Concordato a", "Sesti Staff Talks"),
        ("Codice", "SAMPLE07"),
        ("Edizione", "1"),
        ("Fase", "Siglato"),
        ("Stato del testo", "Concordato dalle Parti il 12 ottobre 2023"),
    ]
    assert [name for name, _ in found["facts"][1]][:3] == ["Parties", "Period", "Agreement"]


def test_words_that_a_machine_drafted_are_marked_in_their_language() -> None:
    found = layout_of(dataclasses.replace(agreed(1), languages=("it", "kk")))["facts"]
    assert [name for name, _ in found[0]][-1] == "Stato del testo"
    assert found[1][-1] == ("Бланк сөздері", "Машина құрастырған, әлі тексерілмеген")


def test_foot_of_an_agreed_plan_has_its_check_code_as_square_and_words() -> None:
    foot = layout_of(agreed(1))["foot"]
    assert (foot["words"], foot["digits"]) == (list(CHECK.words), ["0123", "4567", "89ab", "cdef"] * 2)
    assert foot["qr"] == square(CHECK.code)


def test_foot_of_another_says_why_there_is_none() -> None:
    assert layout_of(draft(1))["foot"]["label"][1] == "No check code: the text is not agreed yet"
    told = "Agreed on paper, recorded by Italy: not signed electronically by the other Party"
    assert (layout_of(on_paper(1))["foot"]["label"][1], layout_of(on_paper(1))["foot"]["qr"]) == (told, None)


def test_provisions_stand_in_order_with_the_languages_last() -> None:
    found = [one["head"][1:] for one in layout_of(agreed(1))["provisions"]]
    heads = ["Preamble", "Financial provisions", "Lead times", "Changes", "Further provisions"]
    assert found == [*([one] for one in heads), [], ["Languages"]]
    said = layout_of(agreed(1))["provisions"][-1]["text"][1]
    assert said == (
        "The authentic texts are in: Italian, English. In case of divergence the text that prevails is in: English."
    )


def test_each_party_signs_even_where_no_post_is_named() -> None:
    found = layout_of(agreed(1))["signatures"]
    assert [(one["party"][1], one["post"][1], one["where"][1]) for one in found] == [
        ("For Italy", "Head, Sample Office", "Roma"),
        ("For Azerbaijan", "", ""),
    ]
    assert found[0]["when"][1] == "12 ottobre 2023 / 12 October 2023"


def test_title_that_a_language_lacks_stands_in_its_original() -> None:
    known = agreed(1)
    paper = dataclasses.replace(known, body={**known.body, "title": text({"it": "Piano"})})
    assert layout_of(paper)["title"] == ("Piano", "Piano [Italian]")
