"""Every limit, at it and one past it. Those of payloads stand in test_strict.py, those of bundles in test_bundle.py."""

import re

import pytest

from foedus.ledger import limits
from foedus.ledger.errors import LineError
from foedus.ledger.line import read_line
from tests.ledger.malformed_lines import KEYS, STATE, VERSION, body, deep, line, of_size, plain

DECLINE = {"act": "decline", "version": VERSION}


def taken(raw: bytes) -> bool:
    try:
        read_line(raw, KEYS)
    except LineError:
        return False
    return True


@pytest.mark.parametrize("over", [0, 1])
def test_line_at_a_limit_is_taken_and_one_past_it_is_not(over: int) -> None:
    is_taken = over == 0
    assert taken(line(of_size(limits.PAYLOAD_BYTES + over))) is is_taken
    assert taken(line(body(deep(limits.NESTING + over)))) is is_taken
    assert taken(line(body(str(limits.INTEGER + over)))) is is_taken
    assert taken(line(body(str(-limits.INTEGER - over)))) is is_taken
    assert taken(line(plain(acts=[DECLINE] * (limits.ACTS + over)))) is is_taken
    assert taken(line(plain(party="A" * (16 + over)))) is is_taken
    assert taken(line(plain(seq=limits.INTEGER + over))) is is_taken


def test_line_of_the_longest_payload_fits_a_line() -> None:
    assert len(line(of_size(limits.PAYLOAD_BYTES))) <= limits.LINE_BYTES


@pytest.mark.parametrize(
    "form, good, bad",
    [
        (limits.CODE_FORM, ["IT", "UNOCT", "A-1", "A" * 16], ["I", "A" * 17, "1A", "it", "IT\n", "", "I_T", "-A"]),
        (limits.HASH_FORM, ["0" * 64], ["0" * 63, "0" * 65, "A" * 64, "0" * 64 + "\n"]),
        (limits.THUMBPRINT_FORM, ["A" * 43], ["A" * 42, "A" * 44, "A" * 42 + "=", "A" * 43 + "\n"]),
        (
            limits.RECORD_FORM,
            [STATE["record"], "ITA/charter"],
            ["ITA", "ITA/x", "/charter", f"{STATE['record']}\n", "ITA/charter\n", f"{STATE['record']}/1"],
        ),
        (limits.OWN_RECORD_FORM, [STATE["record"]], ["ITA/charter", f"{STATE['record']}\n"]),
        (limits.KIND_FORM, ["plan/1", "a_b2/999999999"], ["plan", "plan/0", "plan/01", "Plan/1", "plan/1\n", "/1"]),
        (limits.VERSION_FORM, ["0" * 64 + "/0", "0" * 64 + "/9999"], ["0" * 64 + "/10000", "0" * 64 + "/0\n", "/0"]),
        (
            limits.TIME_FORM,
            ["2026-12-31T23:59:59Z"],
            ["2026-13-01T00:00:00Z", "2026-12-31T24:00:00Z", "2026-12-31T23:59:60Z", "2026-12-31T23:59:59Z\n"],
        ),
        (limits.LANGUAGE_FORM, ["it", "en-GB", "zh-Hans-CN", "kaa"], ["i", "english", "IT", "it-", "it\n", "it-x"]),
        (limits.BLOB_FORM, ["sha256:" + "0" * 64], ["0" * 64, "sha256:" + "0" * 63, "sha256:" + "0" * 64 + "\n"]),
        (limits.AGE_FORM, ["age1" + "q" * 58], ["age1" + "q" * 57, "age1" + "b" * 58, "age1" + "q" * 58 + "\n"]),
    ],
    ids=["code", "hash", "thumbprint", "record", "own record", "kind", "version", "time", "language", "blob", "age"],
)
def test_form_takes_what_it_says_and_nothing_else(form: str, good: list[str], bad: list[str]) -> None:
    assert [text for text in good if not re.search(form, text)] == []
    assert [text for text in bad if re.search(form, text)] == []
