"""Everything that a reading can find in a sheet is said in words, in the language asked for."""

from foedus.phrases.language import translate
from foedus.phrases.sheets import FINDINGS, SEVERITIES, finding_text
from foedus.reading.findings import Code, Finding, Severity


def italian(text: str) -> str:
    """A text in Italian."""
    return translate(text, "it")


def test_every_code_and_severity_has_words() -> None:
    assert set(FINDINGS) == set(Code)
    assert set(SEVERITIES) == set(Severity)


def test_every_text_has_italian_words_of_its_own() -> None:
    assert [text for text in (*FINDINGS.values(), *SEVERITIES.values()) if italian(text) == text] == []


def test_finding_names_its_field_as_people_do() -> None:
    finding = Finding(Code.HEADING_TWICE, "A", 1, "C", {"heading": "Ort", "other_column": "B", "field": "place"})
    said = finding_text(finding, {"place": "Place"}.__getitem__, lambda text: text)
    assert said == "“Ort” and column B both mean Place"


def test_texts_of_a_finding_stand_in_one_line() -> None:
    finding = Finding(Code.ROW_NOT_READ, "A", 3, None, {"texts": ("one", "two")})
    assert finding_text(finding, str, lambda text: text) == "this is no activity and was not read: one, two"
