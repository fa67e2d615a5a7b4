"""Lines that no reader may take, as a table of name and bytes, each with the reason that it must give."""

import base64
import json
from typing import Any

from foedus.ledger import limits
from foedus.ledger.keys import SigningKey
from foedus.ledger.strict import base64url
from tests.ledger.scenario import AGE, AT, key, uuid

ITA, OTHER = key("ITA"), key("AZE")
KEYS = {ITA.thumbprint: ITA.jwk.point(), OTHER.thumbprint: OTHER.jwk.point()}
KID = f'"kid":"{ITA.thumbprint}"'
PLAIN_HEADER = f'{{"alg":"Ed25519","b64":false,"crit":["b64"],{KID}}}'
HASH = "0" * 64
VERSION = HASH + "/0"
STATE = {"act": "state", "record": f"ITA/{uuid(1)}", "kind": "report/1", "body": {}}
PLAIN: dict[str, Any] = {
    "v": 1,
    "partnership": HASH,
    "party": "ITA",
    "seq": 1,
    "prev": HASH,
    "at": AT,
    "acts": [STATE],
}
# 2**255 - 19 and 1: the field's size as a point is no canonical encoding; the identity is of small order.
NOT_CANONICAL = base64url((2**255 - 18).to_bytes(32, "little")).decode()
SMALL_ORDERS = {
    "the identity": (1).to_bytes(32, "little"),
    "order two": (2**255 - 20).to_bytes(32, "little"),
    "order four": bytes(32),
    "order eight": bytes.fromhex("26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05"),
}


def plain(**fields: Any) -> bytes:
    """The plain payload, with these fields changed."""
    return json.dumps({**PLAIN, **fields}, separators=(",", ":"), ensure_ascii=False).encode()


def without(name: str) -> bytes:
    """The plain payload, a field left out."""
    return json.dumps({field: value for field, value in PLAIN.items() if field != name}).encode()


def body(text: str | bytes) -> bytes:
    """The plain payload with these bytes as the value of a name in the body of its act."""
    value = text.encode() if isinstance(text, str) else text
    return plain(acts=[{**STATE, "body": {"x": "@"}}]).replace(b'"@"', value)


def line(payload: bytes, header: str = PLAIN_HEADER, by: SigningKey = ITA) -> bytes:
    """A line signed well over whatever header and payload it has."""
    protected = base64url(header.encode())
    return protected + b".." + base64url(by.sign(protected + b"." + payload)) + b" " + payload


def act(**fields: Any) -> bytes:
    """A line whose one act has these fields."""
    return line(plain(acts=[fields]))


def opening(**fields: Any) -> bytes:
    """A line at 0 whose one act has these fields."""
    payload = json.loads(plain(seq=0, acts=[fields]))
    del payload["prev"]
    if fields["act"] == "found":
        del payload["partnership"]
    return line(json.dumps(payload).encode())


def founding(*parties: dict[str, Any], **fields: Any) -> bytes:
    """A founding line that names these parties."""
    return opening(**{"act": "found", "name": "x", "parties": parties, "languages": ["en"], **fields})


def party(code: str = "ITA", **fields: Any) -> dict[str, Any]:
    """A party as a charter names it, with these fields changed."""
    jwk = {"kty": "OKP", "crv": "Ed25519"}
    first = {**jwk, "x": key(code).jwk.x}
    second = {**jwk, "x": key(f"{code} recovery").jwk.x}
    return {"code": code, "name": "Sample", "key": first, "recovery": second, "age": AGE, **fields}


def with_key(x: str, **fields: Any) -> bytes:
    """A founding line whose party has this key."""
    return founding(party(key={"kty": "OKP", "crv": "Ed25519", "x": x, **fields}))


def tampered(change: int) -> bytes:
    """The plain line, one bit of its payload changed."""
    raw = bytearray(line(plain()))
    raw[-10] ^= change
    return bytes(raw)


def signature(change: bytes) -> bytes:
    """The plain line with this as its signature's text."""
    head, _, rest = line(plain()).partition(b"..")
    return head + b".." + change + rest[86:]


def high_s() -> bytes:
    """The plain line, its S given as S + L: the same to a reader that does not look."""
    text = line(plain()).partition(b"..")[2][:86]
    data = base64.urlsafe_b64decode(text + b"==")
    order = 2**252 + 27742317777372353535851937790883648493
    s = int.from_bytes(data[32:], "little") + order
    return signature(base64url(data[:32] + s.to_bytes(32, "little")))


def deep(levels: int) -> str:
    """Lists in each other: the payload, its acts, the act and its body are four levels already."""
    return "[" * (levels - 4) + "]" * (levels - 4)


def of_size(size: int) -> bytes:
    """A payload of exactly so many bytes."""
    empty = len(body('""'))
    return body('"' + "x" * (size - empty) + '"')


FORM = "form"
HEADERS = {
    "not a line": (b"", "not-a-line"),
    "no payload": (line(plain()).split(b" ")[0], "not-a-line"),
    "one dot": (line(plain()).replace(b"..", b".", 1), "not-a-line"),
    "payload within the dots": (line(plain()).replace(b"..", b".e30.", 1), "not-a-line"),
    "two blanks": (line(plain()).replace(b" ", b"  ", 1), "not-an-object"),
    "tab for the blank": (line(plain()).replace(b" ", b"\t", 1), "not-a-line"),
    "header padded": (line(plain()).replace(b"..", b"=..", 1), "base64url"),
    "header of another alphabet": (b"+/" + line(plain())[2:], "base64url"),
    "header with a blank": (line(plain(), PLAIN_HEADER.replace(",", ", ")), "header"),
    "header in another order": (
        line(plain(), f'{{"b64":false,"alg":"Ed25519","crit":["b64"],{KID}}}'),
        "header",
    ),
    "alg EdDSA": (line(plain(), PLAIN_HEADER.replace("Ed25519", "EdDSA")), "header"),
    "alg none": (line(plain(), PLAIN_HEADER.replace("Ed25519", "none")), "header"),
    "alg HS256": (line(plain(), PLAIN_HEADER.replace("Ed25519", "HS256")), "header"),
    "crit missing": (line(plain(), f'{{"alg":"Ed25519","b64":false,{KID}}}'), "header"),
    "b64 missing": (line(plain(), f'{{"alg":"Ed25519","crit":["b64"],{KID}}}'), "header"),
    "b64 true": (line(plain(), PLAIN_HEADER.replace("false", "true")), "header"),
    "kid missing": (line(plain(), '{"alg":"Ed25519","b64":false,"crit":["b64"]}'), "header"),
    "a key in the header": (line(plain(), PLAIN_HEADER[:-1] + ',"jwk":{}}'), "header"),
    "typ of a bundle": (line(plain(), PLAIN_HEADER[:-1] + ',"typ":"foedus-bundle"}'), "header"),
    "line feed after the header": (line(plain(), PLAIN_HEADER + "\n"), "header"),
    "kid too short": (line(plain(), PLAIN_HEADER.replace(ITA.thumbprint, ITA.thumbprint[1:])), "header"),
    "kid not canonical": (line(plain(), PLAIN_HEADER.replace(ITA.thumbprint, ITA.thumbprint[:-1] + "B")), "base64url"),
    "kid of another key": (line(plain(), PLAIN_HEADER.replace(ITA.thumbprint, OTHER.thumbprint)), "signature"),
}
SIGNATURES = {
    "signature too short": (signature(b"A" * 85), "signature-length"),
    "signature padded": (signature(b"A" * 86 + b"=="), "signature-length"),
    "signature not canonical": (signature(b"A" * 85 + b"B"), "base64url"),
    "signature of nothing": (signature(b"A" * 86), "signature"),
    "signature whose S is not below L": (high_s(), "signature"),
    "signature of another key": (line(plain(), by=OTHER), "signature"),
    "payload changed by a bit": (tampered(2), "signature"),
    "payload with a blank more": (line(plain())[:-1] + b" }", "signature"),
}
JSON = {
    "payload is a list": (line(b"[1]"), "not-an-object"),
    "payload is empty": (line(b""), "not-an-object"),
    "byte order mark": (line(b"\xef\xbb\xbf" + plain()), "not-an-object"),
    "blank before the object": (line(b" " + plain()), "not-an-object"),
    "CR before the line feed": (line(plain() + b"\r"), "not-an-object"),
    "CR LF left out of the signature": (line(plain()) + b"\r", "not-an-object"),
    "two objects": (line(plain() + plain()), "not-json"),
    "comma at the end": (line(plain()[:-1] + b",}"), "not-json"),
    "a comment": (line(plain()[:-1] + b"/**/}"), "not-json"),
    "single quotes": (line(plain().replace(b'"v"', b"'v'")), "not-json"),
    "tab between values": (line(plain().replace(b":1,", b":\t1,", 1)), "control-byte"),
    "line feed between values": (line(plain().replace(b":1,", b":\n1,", 1)), "control-byte"),
    "raw NUL": (line(body(b'"\x00"')), "control-byte"),
    "raw control byte in a text": (line(body(b'"\x1f"')), "control-byte"),
    "escaped U+0000": (line(body(r'"a\u0000"')), "nul"),
    "escaped U+0000 in a name": (line(body(r'{"\u0000":1}')), "nul"),
    "escaped high surrogate alone": (line(body(r'"\ud800"')), "surrogate"),
    "escaped low surrogate alone": (line(body(r'["\udc00x"]')), "surrogate"),
    "escaped surrogates in the wrong order": (line(body(r'"\udc00\ud800"')), "surrogate"),
    "raw surrogate": (line(body(b'"\xed\xa0\x80"')), "not-utf8"),
    "invalid UTF-8": (line(body(b'"\xff"')), "not-utf8"),
    "overlong UTF-8": (line(body(b'"\xc0\xaf"')), "not-utf8"),
    "Latin-1": (line(body('"Umbria è verde"'.encode("latin-1"))), "not-utf8"),
    "escape that is none": (line(body(r'"\x41"')), "not-json"),
    "name twice": (line(b'{"v":1,' + plain()[1:]), "duplicate-name"),
    "name twice after unescaping": (line(rb'{"\u0076":1,' + plain()[1:]), "duplicate-name"),
    "name twice within the body": (line(body('{"a":1,"a":1}')), "duplicate-name"),
    "name twice deep in a list": (line(body(r'[{"b":[{"a":1,"\u0061":2}]}]')), "duplicate-name"),
    "NaN": (line(body("NaN")), "number"),
    "Infinity": (line(body("Infinity")), "number"),
    "minus Infinity": (line(body("-Infinity")), "number"),
    "a fraction": (line(body("1.0")), "number"),
    "an exponent": (line(body("1e3")), "number"),
    "minus zero": (line(body("-0")), "number"),
    "minus zero with a fraction": (line(body("-0.0")), "number"),
    "2**53": (line(body("9007199254740992")), "number"),
    "minus 2**53": (line(body("-9007199254740992")), "number"),
    "a number of a thousand digits": (line(body("1" * 1000)), "number"),
    "a leading zero": (line(body("01")), "not-json"),
    "a plus sign": (line(body("+1")), "not-json"),
    "nested 33 deep": (line(body(deep(33))), "too-deep"),
    "nested 33 deep between brackets in a text": (line(body('["]]]}",' + deep(32) + "]")), "too-deep"),
    "2 MiB and one byte": (line(of_size(limits.PAYLOAD_BYTES + 1)), "too-long"),
}
FIELDS = {
    "no v": (line(without("v")), FORM),
    "v is a text": (line(plain(v="1")), FORM),
    "v is 0": (line(plain(v=0)), FORM),
    "v is true": (line(plain(v=True)), FORM),
    "no partnership": (line(without("partnership")), "no-partnership"),
    "partnership in capitals": (line(plain(partnership="A" * 64)), FORM),
    "partnership is null": (line(plain(partnership=None)), FORM),
    "no party": (line(without("party")), FORM),
    "code of 17 characters": (line(plain(party="A" * 17)), FORM),
    "code of one character": (line(plain(party="A")), FORM),
    "code in small letters": (line(plain(party="ita")), FORM),
    "code with a line feed": (line(plain(party="ITA\n")), FORM),
    "no seq": (line(without("seq")), FORM),
    "seq below 0": (line(plain(seq=-1)), FORM),
    "no prev": (line(without("prev")), "prev"),
    "prev is null": (line(plain(prev=None)), FORM),
    "prev with a line feed": (line(plain(prev=HASH + "\n")), FORM),
    "seen is empty": (line(plain(seen=[])), FORM),
    "seen is null": (line(plain(seen=None)), FORM),
    "seen is one text": (line(plain(seen=HASH)), FORM),
    "no at": (line(without("at")), FORM),
    "at with a zone": (line(plain(at="2026-01-01T00:00:00+00:00")), FORM),
    "at with a fraction": (line(plain(at="2026-01-01T00:00:00.0Z")), FORM),
    "at is a day": (line(plain(at="2026-01-01")), FORM),
    "at is 31 February": (line(plain(at="2026-02-31T00:00:00Z")), "time"),
    "at is in the year 0": (line(plain(at="0000-01-01T00:00:00Z")), "time"),
    "by is empty": (line(plain(by="")), FORM),
    "by is null": (line(plain(by=None)), FORM),
    "unknown field": (line(plain(more=1)), FORM),
    "no acts": (line(plain(acts=[])), FORM),
    "acts is an object": (line(plain(acts=STATE)), FORM),
    "10,001 acts": (line(plain(acts=[{"act": "decline", "version": VERSION}] * 10_001)), FORM),
    "unknown act": (act(act="ratify", version=VERSION), FORM),
    "act without a word": (act(version=VERSION), FORM),
    "act in capitals": (act(act="Decline", version=VERSION), FORM),
}
TABLE = HEADERS | SIGNATURES | JSON | FIELDS
