"""An office whose clock is wrong, by a day or by ten years, exchanges as any other: only its times are wrong."""

from pathlib import Path

import pytest

from tests.databases import FILE_FIRST, SERVER_FIRST
from tests.live.office import joined, until
from tests.live.test_lines import QUIET

SHIFT = """
import datetime
import os
import time

shift = int(os.environ["SHIFT_SECONDS"])
right, real = time.time, datetime.datetime
time.time = lambda: right() + shift


class Kind(type):
    def __instancecheck__(cls, one):
        return isinstance(one, real)


class Shifted(real, metaclass=Kind):
    @classmethod
    def now(cls, tz=None):
        return real.now(tz) + datetime.timedelta(seconds=shift)

    @classmethod
    def utcnow(cls):
        return real.utcnow() + datetime.timedelta(seconds=shift)


datetime.datetime = Shifted
"""
DAY, TEN_YEARS = 24 * 3600, 3653 * 24 * 3600


@pytest.mark.parametrize(
    "seconds, either_database",
    [(DAY, FILE_FIRST), (-DAY, SERVER_FIRST), (TEN_YEARS, SERVER_FIRST), (-TEN_YEARS, FILE_FIRST)],
    indirect=["either_database"],
)
def test_clock_that_is_wrong_stops_nothing(tmp_path: Path, seconds: int) -> None:
    (tmp_path / "sitecustomize.py").write_text(SHIFT)
    wrong = {"PYTHONPATH": str(tmp_path), "SHIFT_SECONDS": str(seconds)}
    italy, azerbaijan = joined(tmp_path, "ITA", "AZE")
    azerbaijan.state("Açıldı")
    azerbaijan.reaches(italy)
    with italy.served(QUIET):
        with azerbaijan.served(more=wrong):
            until(italy.entries, lambda found: found["AZE"] == 2)
            tried_wrong = azerbaijan.contact(italy).tried_at
        italy.state("Aperto")
        with azerbaijan.served():  # its clock is right again: what it planned puts nothing off
            until(azerbaijan.entries, lambda found: found["ITA"] == 2)
    assert tried_wrong[:4] != azerbaijan.contact(italy).tried_at[:4] or abs(seconds) == DAY
    assert italy.entries() == azerbaijan.entries() == {"AZE": 2, "ITA": 2}
