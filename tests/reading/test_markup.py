"""What a workbook's XML says beside the values, and workbooks that are made to hurt."""

from __future__ import annotations

import io
import zipfile

import pytest
import xlsxwriter  # type: ignore[import-untyped]  # it comes without types

from foedus.reading.markup import read_markup
from foedus.reading.table import MAX_COLUMNS, MAX_ROWS, MAX_SHEETS, SheetError, letter_of
from tests.reading.workbooks import make_workbook

SHEET = "xl/worksheets/sheet1.xml"


def _with_part(data: bytes, path: str, content: str) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, content if name == path else old.read(name))
    return stream.getvalue()


def _sheet(rows: str, head: str = "") -> bytes:
    space = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
    return _with_part(
        make_workbook([["x"]]), SHEET, f"{head}<worksheet {space}><sheetData>{rows}</sheetData></worksheet>"
    )


def test_hidden_rows_and_formulas_without_a_value_are_noted() -> None:
    data = make_workbook([["a"], ["b"]], hidden_rows=[2], formulas={"B1": ("=1/0", "#DIV/0!"), "C1": ("=Z9", "")})
    found = read_markup(data)["Piano"]
    assert found.hidden_rows == {2}
    assert found.problems == {(1, 1): ("error-value", "#DIV/0!"), (1, 2): ("formula-empty", "")}


def test_cells_without_a_reference_are_counted() -> None:
    found = read_markup(_sheet('<row><c t="e"><v>#N/A</v></c><c t="e"><v>#REF!</v></c></row>'))["Piano"]
    assert found.problems == {(1, 0): ("error-value", "#N/A"), (1, 1): ("error-value", "#REF!")}


@pytest.mark.parametrize(
    "data,code",
    [
        (b"PK\x03\x04 nothing", "file-damaged"),
        (_sheet("<row>"), "file-damaged"),
        (_sheet('<row r="x"><c/></row>'), "file-damaged"),
        (_sheet("", '<!DOCTYPE x [<!ENTITY a "b">]>'), "file-damaged"),
        (_sheet(f'<row r="{MAX_ROWS + 1}"><c><v>1</v></c></row>'), "too-many-rows"),
        (_sheet(f'<row r="1"><c r="{letter_of(MAX_COLUMNS)}1"><v>1</v></c></row>'), "too-many-columns"),
    ],
)
def test_workbook_that_is_refused(data: bytes, code: str) -> None:
    with pytest.raises(SheetError) as refusal:
        read_markup(data)
    assert refusal.value.code == code


def test_workbook_at_the_limits_is_read() -> None:
    last = f"{letter_of(MAX_COLUMNS - 1)}{MAX_ROWS}"
    data = _sheet(f'<row r="{MAX_ROWS}"><c r="{last}" t="e"><v>#N/A</v></c></row>')
    assert read_markup(data)["Piano"].problems == {(MAX_ROWS, MAX_COLUMNS - 1): ("error-value", "#N/A")}


def _with_sheets(count: int) -> bytes:
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream, {"in_memory": True}) as book:
        for number in range(count):
            book.add_worksheet(f"{number}")
    return stream.getvalue()


def test_workbook_with_as_many_sheets_as_may_be_and_one_more() -> None:
    assert len(read_markup(_with_sheets(MAX_SHEETS))) == MAX_SHEETS
    with pytest.raises(SheetError) as refusal:
        read_markup(_with_sheets(MAX_SHEETS + 1))
    assert refusal.value.code == "too-many-sheets"


def test_zip_that_is_no_workbook_is_refused() -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("letter.txt", "x")
    with pytest.raises(SheetError) as refusal:
        read_markup(stream.getvalue())
    assert refusal.value.code == "file-kind-unknown"
