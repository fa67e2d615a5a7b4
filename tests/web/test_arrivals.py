"""Why lines were refused and what entries wait for, in words."""

import pytest
from django.utils import translation

from foedus.ledger.line import read_line
from foedus.ledger.store import Waiting
from foedus.office.receiving import signing_keys
from foedus.web.arrivals import reason, refusals, waits
from tests.office.desk import Desk


@pytest.mark.parametrize(
    "word, detail, language, words",
    [
        ("signature-length", "characters=12", "en", "its signature has 12 characters, not 86"),
        ("file-twice", "file=a.jsonl", "en", "it holds a.jsonl twice"),
        ("not-json", "at=7", "it", "non è JSON (carattere 7)"),
    ],
)
def test_reason_is_told_with_its_facts(word: str, detail: str, language: str, words: str) -> None:
    assert reason(word, detail, language) == words


def test_refusals_say_where_and_why() -> None:
    found = {"file": "journals/AZE.jsonl", "line": 3, "reason": "not-utf8", "detail": "byte=9"}
    whole = {"file": "a.foedus", "line": 0, "reason": "not-a-bundle", "detail": ""}
    with translation.override("en"):
        told = refusals([found, whole], "en", "AZE")
    assert [(one.where, one.why, one.bearer) for one in told] == [
        ("journals/AZE.jsonl, line 3", "it is not UTF-8 (byte 9)", "AZE"),
        ("a.foedus", "it is no dispatch, or it is damaged", "AZE"),
    ]


def test_waits_count_what_is_missing(web: Desk) -> None:
    ledger = web.node.store.open(web.coop.id)
    (hash_,) = ledger.entry_hash("AZE", 0)
    line = read_line(ledger.line(hash_), signing_keys(ledger, "AZE"))
    with translation.override("en"):
        told = waits([Waiting(line, ("x",), "AZE"), Waiting(line, ("x", "y"), "AZE"), Waiting(line, (), "ITA")])
    assert [(one.entry, one.bearer) for one in told] == [("AZE/0", "AZE"), ("AZE/0", "AZE"), ("AZE/0", "ITA")]
    assert [one.why.partition(":")[0].partition(";")[0] for one in told] == [
        "It follows an entry that is not here yet",
        "It follows 2 entries that are not here yet",
        "It needs a newer version of foedus",
    ]
