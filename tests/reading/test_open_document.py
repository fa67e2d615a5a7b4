"""What an ODS workbook says beside the values, and such workbooks that are made to hurt."""

from __future__ import annotations

import pytest

from foedus.reading.open_document import document_sheets
from foedus.reading.table import MAX_COLUMNS, MAX_ROWS, MAX_SHEETS, SheetError

SPACES = (
    'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
    'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" '
    'xmlns:calcext="urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0"'
)
WORDS = '<table:table-cell office:value-type="string"><text:p>x</text:p></table:table-cell>'


def parts(tables: str, manifest: str = "", kind: str = "spreadsheet") -> dict[str, bytes]:
    """The parts of a workbook with these tables."""
    content = f"<office:document-content {SPACES}><office:body>{tables}</office:body></office:document-content>"
    return {
        "content.xml": content.encode(),
        "META-INF/manifest.xml": manifest.encode(),
        "mimetype": f"application/vnd.oasis.opendocument.{kind}".encode(),
    }


def table(inside: str, name: str = "Piano") -> str:
    return f'<table:table table:name="{name}">{inside}</table:table>'


def row(cells: str, more: str = "") -> str:
    return f"<table:table-row {more}>{cells}</table:table-row>"


def test_hidden_merged_and_faulty_cells_are_noted() -> None:
    inside = (
        '<table:table-column table:number-columns-repeated="2"/><table:table-column table:visibility="collapse"/>'
        + row(WORDS)
        + row(WORDS, 'table:visibility="filter" table:number-rows-repeated="2"')
        + row(
            '<table:table-cell table:number-columns-repeated="3"/>'
            '<table:table-cell table:formula="of:=1/0" office:value-type="string" calcext:value-type="error">'
            "<office:annotation><text:p>remark</text:p></office:annotation><text:p>#DIV/0!</text:p></table:table-cell>"
            '<table:table-cell table:formula="of:=[.Z1]"/>'
            '<table:table-cell table:formula="of:=NA()" office:value-type="float" office:value="0">'
            "<text:p>#N/A</text:p></table:table-cell>"
            '<table:table-cell table:number-columns-spanned="2" table:number-rows-spanned="3"/>'
        )
    )
    found = document_sheets(parts(table(inside)))["Piano"]
    assert (found.markup.hidden_rows, found.markup.hidden_columns) == ({2, 3}, {2})
    assert found.markup.problems == {
        (4, 3): ("error-value", "#DIV/0!"),
        (4, 4): ("formula-empty", ""),
        (4, 5): ("error-value", "#N/A"),
    }
    assert found.merges == [((3, 6), (5, 7))]


@pytest.mark.parametrize(
    "broken,code",
    [
        (parts("<table:table>"), "file-damaged"),
        (parts(table(row(WORDS, 'table:number-rows-repeated="x"'))), "file-damaged"),
        (parts(table(row(WORDS, f'table:number-rows-repeated="{MAX_ROWS + 1}"'))), "too-many-rows"),
        (parts(table(row(WORDS.replace("office:", f'table:number-columns-repeated="{MAX_COLUMNS + 1}" office:', 1)))),
         "too-many-columns"),
        (parts("".join(table("", str(number)) for number in range(MAX_SHEETS + 1))), "too-many-sheets"),
        (parts("", "<manifest:encryption-data/>"), "file-encrypted"),
        (parts("", kind="text"), "file-kind-unknown"),
    ],
)  # fmt: skip
def test_document_that_is_refused(broken: dict[str, bytes], code: str) -> None:
    with pytest.raises(SheetError) as refusal:
        document_sheets(broken)
    assert refusal.value.code == code


def test_empty_rows_to_the_end_of_the_sheet_are_no_rows() -> None:
    empty = row('<table:table-cell table:number-columns-repeated="16384"/>', 'table:number-rows-repeated="1048575"')
    assert set(document_sheets(parts(table(row(WORDS) + empty)))) == {"Piano"}
