"""A row is known again by its id, then its serial, then its title, period and place; of two it is a question."""

from __future__ import annotations

from typing import Any

from foedus.reading.drafts import DraftedLine, Source
from foedus.reading.findings import Code
from foedus.reading.recognise import KnownLine, recognise_lines

PERIOD = {"from": "2024-05-01", "to": "2024-05-31", "precision": "month"}
ROMA = {"kind": "country", "country": "IT", "town": "Roma"}


def _body(title: str, **more: Any) -> dict[str, Any]:
    return {"title": {"it": title, "original": "it"}, "period": PERIOD, "place": ROMA, **more}


def _line(row: int, title: str, line_id: str | None = None, **more: Any) -> DraftedLine:
    return DraftedLine(_body(title, **more), source=Source("Piano", (row,)), line_id=line_id)


def _matches(lines: list[DraftedLine], known: list[KnownLine]) -> list[tuple[str | None, str]]:
    recognition = recognise_lines(lines, known)
    return [(match.known.record if match.known else None, match.by) for match in recognition.matches]


A, B = KnownLine("ITA/a", _body("Corso A", serial="1")), KnownLine("ITA/b", _body("Corso B", serial="2"))


def test_hidden_id_goes_before_all() -> None:
    assert _matches([_line(2, "Corso B", "ITA/a", serial="2")], [A, B]) == [("ITA/a", "id")]


def test_serial_goes_before_the_text() -> None:
    assert _matches([_line(2, "Corso B", serial="1")], [A, B]) == [("ITA/a", "serial")]


def test_title_period_and_place_in_any_language() -> None:
    line = DraftedLine({**_body("x"), "title": {"en": "corso  b", "original": "en"}}, source=Source("Piano", (2,)))
    assert _matches([line], [A, B]) == [("ITA/b", "text")]


def test_title_alone_is_not_enough() -> None:
    line = _line(2, "Corso A", place={"kind": "country", "country": "AZ", "town": "Baku"})
    assert _matches([line], [A, B]) == [(None, "")]


def test_two_candidates_are_a_question_with_both_named() -> None:
    known = [A, KnownLine("ITA/c", _body("Corso A"))]
    recognition = recognise_lines([_line(2, "Corso A")], known)
    assert [match.known for match in recognition.matches] == [None]
    finding = recognition.findings[0]
    facts = {"candidates": ("ITA/a", "ITA/c"), "title": "corso a"}
    assert (finding.code, finding.row, dict(finding.facts)) == (Code.LINE_TWO_CANDIDATES, 2, facts)


def test_serial_that_two_lines_bear_is_a_question() -> None:
    known = [A, KnownLine("ITA/c", _body("Altro", serial="1"))]
    assert [finding.code for finding in recognise_lines([_line(2, "x", serial="1")], known).findings] == [
        Code.LINE_TWO_CANDIDATES
    ]


def test_text_settles_which_of_two_lines_with_one_serial() -> None:
    known = [A, KnownLine("ITA/c", _body("Altro", serial="1"))]
    assert _matches([_line(2, "Altro", serial="1")], known) == [("ITA/c", "text")]


def test_line_that_two_rows_claim_is_a_question() -> None:
    recognition = recognise_lines([_line(2, "Corso A"), _line(3, "Corso A")], [A])
    assert [match.known for match in recognition.matches] == [A, None]
    finding = recognition.findings[0]
    facts = {"record": "ITA/a", "other_row": 2}
    assert (finding.code, finding.row, dict(finding.facts)) == (Code.LINE_MATCHED_TWICE, 3, facts)


def test_id_of_no_line_is_an_error() -> None:
    recognition = recognise_lines([_line(2, "Corso A", "ITA/z")], [A])
    assert [(finding.code, finding.is_error) for finding in recognition.findings] == [(Code.ID_UNKNOWN, True)]
