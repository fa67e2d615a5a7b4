"""Packed workbooks are unpacked within bounds, and damage is told as damage."""

from __future__ import annotations

import io
import zipfile

import pytest

from foedus.reading import packed
from foedus.reading.packed import unpacked
from foedus.reading.table import SheetError
from tests.reading.workbooks import FIXTURES, make_workbook


def test_workbook_that_unpacks_beyond_the_limit_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    data = make_workbook([["x"]])
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        size = sum(member.file_size for member in archive.infolist())
    monkeypatch.setattr(packed, "MAX_UNPACKED_BYTES", size)
    assert "xl/workbook.xml" in unpacked(data)
    monkeypatch.setattr(packed, "MAX_UNPACKED_BYTES", size - 1)
    with pytest.raises(SheetError) as refusal:
        unpacked(data)
    assert refusal.value.code == "file-too-large"


@pytest.mark.parametrize("name", ["ugly-it.xlsx", "ugly-it.ods"])
def test_damage_at_any_place_is_told_as_damage(name: str) -> None:
    data = (FIXTURES / name).read_bytes()
    for place in range(8, len(data), 41):
        hurt = data[:place] + bytes([data[place] ^ 0x55]) + data[place + 1 :]
        try:
            unpacked(hurt)
        except SheetError as error:
            assert error.code == "file-damaged"  # noqa: PT017 - a byte of no weight may be another one
