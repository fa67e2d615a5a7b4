"""What a row below the headings is, and what a section says."""

from __future__ import annotations

import pytest

from foedus.reading.headings import Headings, SheetMapping, find_headings
from foedus.reading.sections import RowKind, Section, kind_of_row, read_section
from foedus.reading.table import Row
from foedus.reading.workbook import read_sheets
from tests.reading.workbooks import HEADINGS, ONE_YEAR, make_plan, make_workbook


def _row(*cells: object, wide: bool = False) -> tuple[Row, Headings]:
    data = make_workbook([HEADINGS], merged={"A2:F2": str(cells[0])}) if wide else make_plan(cells)
    sheet = read_sheets(data, "x.xlsx")[0]
    headings, _ = find_headings(sheet, SheetMapping())
    assert headings is not None
    return sheet.rows[1], headings


@pytest.mark.parametrize(
    "cells,kind",
    [
        ((1, "Corso in Italia", "Roma", "2024"), RowKind.LINE),
        (("ATTIVITÀ IN ITALIA",), RowKind.SECTION),
        ((None, "Activities in Azerbaijan"), RowKind.SECTION),
        (("МЕРОПРИЯТИЯ В ИТАЛИИ",), RowKind.SECTION),
        (("Italia",), RowKind.SECTION),
        (("PAESI TERZI",), RowKind.SECTION),
        (("ALTRE ATTIVITÀ",), RowKind.SECTION),
        (("ONLINE",), RowKind.SECTION),
        (("Piano Italia - Azerbaijan",), RowKind.REMARK),
        (("I colori non hanno significato",), RowKind.REMARK),
        ((None, "Corso in Italia e altrove per tutti"), RowKind.REMARK),
        (("Totale", None, None, None, 12), RowKind.TOTAL),
        ((None, "Fiscal Year Program Totals", None, None, 12), RowKind.TOTAL),
        (("Итого", None, None, None, 12), RowKind.TOTAL),
        ((3, "Total Force seminar", "Roma", None, 12), RowKind.LINE),
        ((3, "Total defence course", "Roma", "2024", 12), RowKind.LINE),
        (("N.", "Titolo", "Luogo"), RowKind.HEADINGS),
    ],
)
def test_kind_of_a_row(cells: tuple[object, ...], kind: RowKind) -> None:
    row, headings = _row(*cells)
    assert kind_of_row(row, headings) is kind


def test_merged_row_is_a_section_or_a_remark() -> None:
    assert kind_of_row(*_row("Attività in Italia", wide=True)) is RowKind.SECTION
    assert kind_of_row(*_row("Settore addestrativo", wide=True)) is RowKind.REMARK


@pytest.mark.parametrize(
    "text,section",
    [
        ("ATTIVITÀ IN ITALIA / ACTIVITIES IN ITALY", ("IT", "ITA", None)),
        ("МЕРОПРИЯТИЯ В АЗЕРБАЙДЖАНЕ", ("AZ", "AZE", None)),
        ("Parte ospitante: Italia / Host Party: Italy (19)", (None, "ITA", None)),
        ("ACTIVITIES IN GERMANY", ("DE", None, None)),
        ("ATTIVITÀ A DISTANZA / ONLINE", (None, None, "online")),
        ("PAESI TERZI", (None, None, None)),
    ],
)
def test_section_gives_country_and_host(text: str, section: tuple[str | None, str | None, str | None]) -> None:
    row, _ = _row(text)
    country, host, kind = section
    assert read_section(row, ONE_YEAR) == Section(text, country, host, kind)
