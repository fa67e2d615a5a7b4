"""Text tables in the encodings and with the delimiters that offices send."""

from __future__ import annotations

import pytest

from foedus.reading.delimited import read_delimited
from foedus.reading.table import MAX_COLUMNS, MAX_ROWS, SheetError


@pytest.mark.parametrize("delimiter", [";", ",", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_delimiter_and_encoding_are_found(delimiter: str, encoding: str) -> None:
    text = delimiter.join(["Titolo", "Città"]) + "\r\n" + delimiter.join(['"Corso; uno, due"', "Baku"]) + "\r\n"
    sheet = read_delimited(text.encode(encoding), "piano.csv")
    assert [row.texts for row in sheet.rows] == [("Titolo", "Città"), ("Corso; uno, due", "Baku")]
    assert (sheet.name, sheet.read_as) == ("piano", None)


def test_windows_text_is_said() -> None:
    sheet = read_delimited("Titolo;Città\nCorso;Forlì\n".encode("cp1252"), "piano.csv")
    assert (sheet.rows[1].texts, sheet.read_as) == (("Corso", "Forlì"), "Windows-1252")


@pytest.mark.parametrize(
    "text,encoding,said",
    [
        ("№;Наименование\n1;Курс\n", "cp1251", "Windows-1251"),
        ("Title;Place\nCourse;Баку\n", "cp1251", "Windows-1251"),
        ("TITRE;ANNÉE\nÉTÉ;CRÉÉE\n", "cp1252", "Windows-1252"),
        ("Titolo;Costo\nCorso “pilota”;12 €\n", "cp1252", "Windows-1252"),
        ("Titolo;Città\nCorso;Forlì\n", "utf-16-le", "UTF-16"),
        ("№;Наименование\n1;Курс\n", "utf-16-be", "UTF-16"),
    ],
)
def test_text_of_an_office_is_read_and_how_is_said(text: str, encoding: str, said: str) -> None:
    sheet = read_delimited(text.encode(encoding), "piano.csv")
    assert (sheet.read_as, [list(row.texts) for row in sheet.rows]) == (
        said,
        [line.split(";") for line in text.splitlines()],
    )


def test_quoted_field_keeps_its_line_break_and_rows_their_numbers() -> None:
    sheet = read_delimited(b'Titolo\tLuogo\n\n"Corso\nCourse"\tRoma\n', "piano.tsv")
    assert [(row.number, row.texts) for row in sheet.rows] == [(1, ("Titolo", "Luogo")), (3, ("Corso\nCourse", "Roma"))]


@pytest.mark.parametrize(
    "data,code",
    [
        (b"a;b\0c\n", "text-undecodable"),
        (b"a;\x81\n", "text-undecodable"),
        (b"a;b\n" * (MAX_ROWS + 1), "too-many-rows"),
        (b";" * MAX_COLUMNS + b"\n", "too-many-columns"),
        (b'"' + b"x" * 200_000 + b'"\n', "file-damaged"),
    ],
)
def test_text_that_is_refused(data: bytes, code: str) -> None:
    with pytest.raises(SheetError) as refusal:
        read_delimited(data, "piano.csv")
    assert refusal.value.code == code


def test_text_at_the_limits_is_read() -> None:
    assert len(read_delimited(b"a;b\n" * MAX_ROWS, "piano.csv").rows) == MAX_ROWS
    assert len(read_delimited(b";".join([b"x"] * MAX_COLUMNS), "piano.csv").rows[0].cells) == MAX_COLUMNS
