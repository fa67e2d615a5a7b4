"""Total rows against the rows above them."""

from __future__ import annotations

from foedus.reading.activities import read_activities
from foedus.reading.findings import Code
from tests.reading.workbooks import ONE_YEAR, make_plan, make_workbook


def _totals(data: bytes) -> list[tuple[Code, int | None, object, object]]:
    findings = read_activities(data, "x.xlsx", ONE_YEAR).findings
    return [
        (finding.code, finding.row, finding.facts["said"], finding.facts["counted"])
        for finding in findings
        if finding.code in {Code.TOTAL_AGREES, Code.TOTAL_DIFFERS}
    ]


def test_subtotals_and_the_total_of_all() -> None:
    data = make_plan(
        (1, "Corso A", "Roma", "2024", 3),
        (None, "Totale", None, None, 3),
        (2, "Corso B", "Roma", "2024", 4),
        (None, "Totale", None, None, 5),
        (None, "Totale generale", None, None, 7),
    )
    assert _totals(data) == [
        (Code.TOTAL_AGREES, 3, "3", "3"),
        (Code.TOTAL_DIFFERS, 5, "5", "4"),
        (Code.TOTAL_AGREES, 6, "7", "7"),
    ]


def test_total_of_a_programme_that_stands_elsewhere() -> None:
    rows: list[list[object]] = [
        ["Row kind", "Program", "Title", "Places AZE"],
        ["activity", "One", "Course A", 3],
        ["activity", "Two", "Course B", 4],
        ["program_total", "One", "Totals", 3],
        ["program_total", "Two", "Totals", 9],
    ]
    assert _totals(make_workbook(rows)) == [(Code.TOTAL_AGREES, 4, "3", "3"), (Code.TOTAL_DIFFERS, 5, "9", "4")]


def test_total_of_costs_is_checked_too() -> None:
    rows: list[list[object]] = [
        ["Titolo", "Periodo", "Costo"],
        ["Corso", "2024", "1.000,50"],
        ["Visita", "2024", 500],
        ["Totale", None, "€ 1.500,50"],
    ]
    assert _totals(make_workbook(rows)) == [(Code.TOTAL_AGREES, 4, "1500.50", "1500.50")]


def test_merged_number_is_counted_once() -> None:
    data = make_workbook(
        [
            ["Titolo", "Periodo", "Posti AZE"],
            ["Corso A", "2024"],
            ["Corso B", "2024"],
            ["Totale", None, 6],
        ],
        merged={"C2:C3": "6"},
    )
    assert _totals(data) == [(Code.TOTAL_AGREES, 4, "6", "6")]
