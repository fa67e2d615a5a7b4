"""The page of limits: knows which constant each of its figures is, refuses to judge whether it is a good one."""

import re
from typing import Any

from allauth.account import app_settings as account
from allauth.socialaccount import app_settings as socialaccount
from django.conf import settings

from foedus.exchange import addresses, https
from foedus.ledger import limits
from foedus.office import peers
from foedus.reading import table
from foedus.store import database
from foedus.web import doors, drafting, intake, on_paper
from foedus.web.exchanging import gates
from tests.house.source import ROOT

MIB = 2**20


def figures(text: str) -> list[int]:
    """The whole numbers in a text, in order."""
    return [int(one.replace(",", "")) for one in re.findall(r"\d[\d,]*", text)]


LIMITS = {
    "a file in a draft": [drafting.FILE_BYTES // MIB],
    "a page's form without its files": [
        settings.DATA_UPLOAD_MAX_MEMORY_SIZE // MIB,
        settings.DATA_UPLOAD_MAX_NUMBER_FIELDS,
    ],
    "a sheet (XLSX, ODS, XLS, CSV)": [
        table.MAX_FILE_BYTES // MIB,
        table.MAX_UNPACKED_BYTES // MIB,
        table.MAX_ROWS,
        table.MAX_COLUMNS,
        table.MAX_SHEETS,
    ],
    "a signed paper, scanned": [on_paper.MOST_BYTES // MIB],
    "a dispatch through the workbench": [intake.LARGEST_BYTES // MIB],
    "a dispatch in all, as it unpacks": [limits.BUNDLE_BYTES // MIB, limits.BUNDLE_ENTRIES],
    "an entry of a register": [limits.PAYLOAD_BYTES // MIB, limits.ACTS],
    "a call of another office": [https.LARGEST_BYTES // MIB, addresses.AT_ONCE, gates.AT_ONCE_FROM_ONE],
    "wrong passwords": [
        *doors.LIMITS["name and address"],
        doors.LIMITS["name"].free_tries,
        doors.LIMITS["address"].free_tries,
        doors.LIMITS["address"].longest_seconds,
    ],
    "codes, and showing again who one is": figures(account.RATE_LIMITS["login_failed"].partition(",")[2]),
}
LINES = {
    "other offices": [peers.FIRST_PAUSE_SECONDS],
    "a database server": [database.BUSY_SECONDS],
    "a mail server": [settings.EMAIL_TIMEOUT],
    "an identity provider": [socialaccount.REQUESTS_TIMEOUT],
}


def rows(title: str) -> dict[str, list[int]]:
    """The figures in each row of a table of the page: of its last column."""
    text = (ROOT / "docs" / "limits.md").read_text(encoding="utf-8").partition(f"## {title}\n")[2].partition("\n## ")[0]
    cells: list[list[Any]] = [line.strip("| ").split(" | ") for line in text.splitlines() if line.startswith("| ")][2:]
    return {first: figures(last) for first, *_, last in cells}


def test_figures_of_what_comes_in_are_those_of_the_code() -> None:
    assert rows("What comes in") == LIMITS


def test_seconds_of_lines_are_those_of_the_code() -> None:
    assert rows("Where the office speaks to") == LINES
