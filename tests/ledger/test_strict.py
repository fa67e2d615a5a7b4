"""JSON read strictly, and base64url in its one form."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from foedus.ledger.errors import LineError
from foedus.ledger.limits import INTEGER, PAYLOAD_BYTES
from foedus.ledger.strict import base64url, check_object, read_object, unbase64url

TEXTS = st.text(st.characters(codec="utf-8", exclude_characters="\0"))
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-INTEGER, INTEGER) | TEXTS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(TEXTS, inner, max_size=4),
    max_leaves=20,
)


def refusal(payload: bytes, **how: Any) -> str | None:
    """Why it is refused, by the reader and by the quicker check alike; None where it is taken."""
    told: list[str | None] = []
    for read in (lambda: read_object(payload, **how), lambda: check_object(payload)):
        try:
            read()
            told.append(None)
        except LineError as error:
            told.append(error.reason)
    assert how or told[0] == told[1]
    return told[0]


@given(st.dictionaries(TEXTS, VALUES, max_size=5), st.sampled_from([(",", ":"), (" , ", " : ")]))
def test_object_is_read_back_however_it_was_written(value: dict[str, Any], separators: tuple[str, str]) -> None:
    for is_ascii in (True, False):
        payload = json.dumps(value, ensure_ascii=is_ascii, separators=separators).encode()
        assert refusal(payload) is None
        assert read_object(payload) == value


@given(st.binary(max_size=60))
def test_any_bytes_are_taken_or_refused_alike(data: bytes) -> None:
    refusal(b'{"a":' + data + b"}")


@pytest.mark.parametrize(
    "payload, reason",
    [
        (b'{"a":%d}' % INTEGER, None),
        (b'{"a":%d}' % (INTEGER + 1), "number"),
        (b'{"a":%d}' % -INTEGER, None),
        (b'{"a":%d}' % -(INTEGER + 1), "number"),
        (b'{"a":' + b"[" * 31 + b"]" * 31 + b"}", None),
        (b'{"a":' + b"[" * 32 + b"]" * 32 + b"}", "too-deep"),
        (b'{"a":"' + b"[" * 40 + b'"}', None),
        (b'{"a":"' + rb"\"[" * 40 + b'"}', None),
        (b'{"a":[' + b"[]," * 40 + b"[]]}", None),
        (b'{"a":"' + b"x" * (PAYLOAD_BYTES - 8) + b'"}', None),
        (b'{"a":"' + b"x" * (PAYLOAD_BYTES - 7) + b'"}', "too-long"),
        (b'{"a":"\x7f"}', None),
        (b'{"a":"\x1f"}', "control-byte"),
        ('{"a":"\U0001f1ee\U0001f1f9"}'.encode(), None),
        (b'{"blob":1,"\\u0062lob":2}', "duplicate-name"),
        (b"{" + b"[" * 100_000 + b"}", "too-deep"),
    ],
    ids=lambda value: value[:24] if isinstance(value, bytes) else value,
)
def test_limit_is_kept_at_and_past_it(payload: bytes, reason: str | None) -> None:
    assert refusal(payload) == reason


def test_manifest_may_stand_in_several_lines_and_be_longer() -> None:
    payload = b'{\n\t"a": 1\n}'
    assert refusal(payload, is_line=False) is None
    assert refusal(payload) == "control-byte"
    assert refusal(b'{"a":1}', limit=6) == "too-long"
    assert refusal(b'{"a":1}', limit=7) is None
    assert refusal(b'{"a":"\n"}', is_line=False) == "not-json"


@given(st.binary(max_size=70))
def test_base64url_has_one_form(data: bytes) -> None:
    text = base64url(data)
    assert unbase64url(text) == data
    with pytest.raises(LineError, match="base64url"):
        unbase64url(text + b"=")


@pytest.mark.parametrize("text", [b"A", b"AB", b"AAB", b"+/==", b"A A", b"AA\n", b"AAAA====", "è".encode()])
def test_base64url_of_another_form_is_refused(text: bytes) -> None:
    with pytest.raises(LineError, match="base64url"):
        unbase64url(text)
