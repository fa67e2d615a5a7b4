"""Reads JSON as the protocol allows it and nothing more; it refuses to know what the values mean.

RFC 8259 leaves open what a name that stands twice or a number with a fraction means; here they make the line invalid.
"""

import base64
import binascii
import json
import re
from collections.abc import Callable
from typing import Any, TypeVar

import msgspec

from foedus.ledger.errors import LineError
from foedus.ledger.limits import INTEGER, NESTING, PAYLOAD_BYTES

_Value = TypeVar("_Value")
_CONTROL = re.compile(rb"[\x00-\x1f]")


def _integer(text: str) -> int:
    if text == "-0":
        raise LineError("number", value=text)
    if len(text) > 17:  # noqa: PLR2004 - 2**53 has 16 digits, and one for the sign; longer texts are not worth reading
        raise LineError("number", value=text[:20])
    number = int(text)
    if not -INTEGER <= number <= INTEGER:
        raise LineError("number", value=text)
    return number


def no_number(text: str) -> Any:
    """Refuse a number that is not whole: what a reader of lines calls for one.

    :raises LineError: always.
    """
    raise LineError("number", value=text[:20])


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    names = dict(pairs)
    if len(names) != len(pairs):
        seen: set[str] = set()
        for name, _ in pairs:
            if name in seen:
                raise LineError("duplicate-name", name=name[:80])
            seen.add(name)
    return names


_decode = json.JSONDecoder(
    object_pairs_hook=_object, parse_float=no_number, parse_int=_integer, parse_constant=no_number
).decode


_fast_decode = msgspec.json.Decoder(dict[str, Any], float_hook=no_number).decode
_fast_encode = msgspec.json.Encoder().encode
_LONG_NUMBER = re.compile(rb"[:\[,][-0-9][0-9]{15}")
_ALIKE = bytes.maketrans(b"123456789[", b"000000000{")
"""Makes all digits alike, and all brackets that open."""
_MANY_DIGITS = b"0" * 15


def read_plain(payload: bytes, read: Callable[[bytes], _Value]) -> _Value | None:
    """Read one JSON object of a line quickly, where it is written as most are.

    What a reader reads and writes again to the same bytes has no name twice, no blank, no escape that could hide
    something, and no number but short whole ones.

    :param read: a msgspec reader whose ``float_hook`` is ``no_number``.
    :returns: what was read; None where the bytes have to take the long way.
    """
    alike = payload.translate(_ALIKE)
    if alike.count(b"{") > NESTING or len(payload) > PAYLOAD_BYTES or payload[:1] != b"{":
        return None
    if b"\\" in payload and b"\\u" in payload:  # one byte is found sooner than two
        return None
    if _MANY_DIGITS in alike and _LONG_NUMBER.search(payload) is not None:
        return None
    try:
        value = read(payload)
        return value if _fast_encode(value) == payload else None
    except (msgspec.DecodeError, UnicodeDecodeError, LineError, RecursionError):
        return None


def check_object(payload: bytes) -> None:
    """Check one JSON object of a line as ``read_object`` does, quicker where it is written as most are.

    :raises LineError: as ``read_object``.
    """
    if read_plain(payload, _fast_decode) is None:
        read_object(payload)


def read_object(payload: bytes, limit: int = PAYLOAD_BYTES, *, is_line: bool = True) -> dict[str, Any]:
    """Read one JSON object, strictly.

    :param payload: the bytes of the object, from ``{`` to ``}``.
    :param limit: how many bytes it may have.
    :param is_line: it stands in a line, so that no byte below 0x20 may stand in it, not even between values.
    :returns: the object as plain values.
    :raises LineError: the bytes break a rule of ``docs/protocol.md``, "An entry is one line".
    """
    if len(payload) > limit:
        raise LineError("too-long", bytes=len(payload), limit=limit)
    if payload[:1] != b"{" or payload[-1:] != b"}":
        raise LineError("not-an-object")
    if is_line and _CONTROL.search(payload):
        raise LineError("control-byte")
    _check_nesting(payload)
    try:
        text = payload.decode()
    except UnicodeDecodeError as error:
        raise LineError("not-utf8", byte=error.start) from None
    try:
        value: dict[str, Any] = _decode(text)
    except json.JSONDecodeError as error:
        raise LineError("not-json", at=error.pos) from None
    if b"\\u" in payload:
        _check_texts(value)
    return value


def _check_nesting(payload: bytes) -> None:
    if payload.count(b"{") + payload.count(b"[") <= NESTING:
        return
    depth, in_text, escaped = 0, False, False
    for byte in re.sub(rb'[^\\"{}\[\]]', b"-", payload):
        if in_text:
            if escaped:
                escaped = False
            elif byte == 0x5C:  # noqa: PLR2004 - a backslash
                escaped = True
            elif byte == 0x22:  # noqa: PLR2004 - a quotation mark
                in_text = False
        elif byte == 0x22:  # noqa: PLR2004 - a quotation mark
            in_text = True
        elif byte in b"{[":
            depth += 1
            if depth > NESTING:
                raise LineError("too-deep", limit=NESTING)
        elif byte in b"}]":
            depth -= 1


def _check_texts(value: Any) -> None:
    if isinstance(value, str):
        if "\x00" in value:
            raise LineError("nul")
        try:
            value.encode()
        except UnicodeEncodeError:
            raise LineError("surrogate") from None
    elif isinstance(value, dict):
        for name, part in value.items():
            _check_texts(name)
            _check_texts(part)
    elif isinstance(value, list):
        for part in value:
            _check_texts(part)


def base64url(data: bytes) -> bytes:
    """Encode as base64url without padding (RFC 4648, 5)."""
    return base64.urlsafe_b64encode(data).rstrip(b"=")


def unbase64url(text: bytes) -> bytes:
    """Decode canonical base64url: unpadded, and encoding the result gives the same text.

    :raises LineError: it is not canonical base64url.
    """
    try:
        data = base64.urlsafe_b64decode(text + b"=" * (-len(text) % 4))
    except (binascii.Error, ValueError):
        raise LineError("base64url") from None
    if base64url(data) != text:
        raise LineError("base64url")
    return data
