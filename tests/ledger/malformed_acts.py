"""Well-signed lines with acts that no reader may take, as a table of name and bytes, each with its reason."""

import json
from typing import Any

from foedus.ledger.strict import base64url
from tests.ledger.malformed_lines import (
    FORM,
    HASH,
    NOT_CANONICAL,
    SMALL_ORDERS,
    STATE,
    VERSION,
    act,
    founding,
    line,
    opening,
    party,
    plain,
    with_key,
)
from tests.ledger.scenario import key, uuid

RECORD = f"ITA/{uuid(1)}"
LEAVE, DECLINE = {"act": "leave"}, {"act": "decline", "version": VERSION}
JWK = {"kty": "OKP", "crv": "Ed25519", "x": key("x").jwk.x}
OTHER_JWK = {**JWK, "x": key("y").jwk.x}
BLOB = {"blob": "sha256:" + "a" * 64, "name": "file", "type": "text/plain", "size": 1}


def propose(**fields: Any) -> bytes:
    """A line that proposes."""
    return act(**{"act": "propose", "record": RECORD, "kind": "plan/1", "body": {}, **fields})


def endorse(**fields: Any) -> bytes:
    """A line that endorses."""
    return act(**{"act": "endorse", "version": VERSION, **fields})


def state(**fields: Any) -> bytes:
    """A line that states."""
    return act(**{**STATE, **fields})


def found_with_prev() -> bytes:
    """A founding entry that follows another."""
    payload = json.loads(founding(party()).partition(b" ")[2])
    return line(json.dumps({**payload, "prev": HASH}).encode())


def found_of(**fields: Any) -> bytes:
    """A founding entry with fields of the entry changed."""
    payload = json.loads(founding(party()).partition(b" ")[2])
    return line(json.dumps({**payload, **fields}).encode())


ALONE = {
    "leave beside another act": (line(plain(acts=[LEAVE, DECLINE])), "not-alone"),
    "rotate beside another act": (line(plain(acts=[DECLINE, {"act": "rotate", "key": JWK}])), "not-alone"),
    "recover beside another act": (
        line(plain(acts=[{"act": "recover", "key": JWK, "recovery": OTHER_JWK}, DECLINE])),
        "not-alone",
    ),
    "two leaves": (line(plain(acts=[LEAVE, LEAVE])), "not-alone"),
    "join beside another act": (line(plain(acts=[{"act": "join", "version": VERSION}, DECLINE])), "not-alone"),
    "join after 0": (act(act="join", version=VERSION), "opening"),
    "found after 0": (
        act(act="found", name="x", parties=[party()], languages=["en"]),
        "opening",
    ),
    "another act at 0": (opening(**DECLINE), "opening"),
    "leave at 0": (opening(act="leave"), "opening"),
    "prev at 0": (found_with_prev(), "prev"),
    "found that names a partnership": (found_of(partnership=HASH), "founding-fields"),
    "found that has seen something": (found_of(seen=[HASH]), "founding-fields"),
}
CHARTERS = {
    "founder not among the parties": (founding(party("AZE")), "founder-not-party"),
    "a code twice": (founding(party(), party("AZE"), {**party("KAZ"), "code": "AZE"}), "code-twice"),
    "a party that is expected too": (
        founding(party(), expected=[{"code": "ITA", "name": "x"}]),
        "code-twice",
    ),
    "expected twice": (
        founding(party(), expected=[{"code": "AZE", "name": "x"}, {"code": "AZE", "name": "y"}]),
        "code-twice",
    ),
    "a key twice": (founding(party(), party("AZE", key=party()["key"])), "key-twice"),
    "a signing key that is a recovery key": (founding(party(recovery=party()["key"])), "key-twice"),
    "no parties": (founding(), FORM),
    "no languages": (founding(party(), languages=[]), FORM),
    "a language that is none": (founding(party(), languages=["english_"]), FORM),
    "expected is empty": (founding(party(), expected=[]), FORM),
    "continues is null": (founding(party(), continues=None), FORM),
    "a party with a field more": (founding(party(x=1)), FORM),
    "a party without a recovery key": (
        founding({name: value for name, value in party().items() if name != "recovery"}),
        FORM,
    ),
    "a recipient with a line feed": (founding(party(age="age1" + "q" * 58 + "\n")), FORM),
    "a recipient that is none": (founding(party(age="age1" + "b" * 58)), FORM),
    "a party without a name": (founding(party(name="")), FORM),
}
KEYS = {
    "key of another type": (with_key(key("x").jwk.x, kty="EC"), "key-type"),
    "key on another curve": (with_key(key("x").jwk.x, crv="Ed448"), "key-type"),
    "key with a member more": (with_key(key("x").jwk.x, kid="x"), FORM),
    "key with its secret": (with_key(key("x").jwk.x, d="x"), FORM),
    "key padded": (with_key(key("x").jwk.x + "="), "key-base64url"),
    "key with a line feed": (with_key(key("x").jwk.x + "\n"), "key-base64url"),
    "key of 31 bytes": (with_key(base64url(bytes(31)).decode()), "key-length"),
    "key not canonical": (with_key(NOT_CANONICAL), "key-not-canonical"),
    "key not on the curve": (with_key(base64url((2).to_bytes(32, "little")).decode()), "key-not-on-curve"),
    **{
        f"key of small order: {name}": (with_key(base64url(point).decode()), "key-small-order")
        for name, point in SMALL_ORDERS.items()
    },
    "rotation to a key of small order": (
        act(act="rotate", key={**JWK, "x": base64url(SMALL_ORDERS["the identity"]).decode()}),
        "key-small-order",
    ),
    "rotation of nothing": (act(act="rotate"), "empty-rotation"),
    "rotation of the recovery key": (act(act="rotate", recovery=JWK), FORM),
    "recovery without a recovery key": (act(act="recover", key=JWK), FORM),
    "recovery to one key twice": (act(act="recover", key=JWK, recovery=JWK), "key-twice"),
}
ACTS = {
    "record without a number": (propose(record="ITA/plan"), FORM),
    "record in capitals": (propose(record=f"ITA/{uuid(1)}".replace("4000", "A000")), FORM),
    "record with a line feed": (propose(record=RECORD + "\n"), FORM),
    "record stated as the charter": (state(record="ITA/charter"), FORM),
    "kind without its form": (propose(kind="plan"), FORM),
    "kind of form 0": (propose(kind="plan/0"), FORM),
    "body is a list": (propose(body=[]), FORM),
    "body is null": (propose(body=None), FORM),
    "no body": (act(act="propose", record=RECORD, kind="plan/1"), FORM),
    "base is null": (propose(base=None), FORM),
    "base without its place": (propose(base=HASH), FORM),
    "base with a leading zero": (propose(base=HASH + "/00"), FORM),
    "among is empty": (propose(among=[]), FORM),
    "with is empty": (propose(**{"with": []}), FORM),
    "with_ as it is written in the program": (propose(with_=[VERSION]), FORM),
    "until is a day": (propose(until="2026-01-01"), FORM),
    "until is 31 June": (endorse(until="2026-06-31T00:00:00Z"), "time"),
    "capacity unknown": (endorse(capacity="provisional"), FORM),
    "capacity is null": (endorse(capacity=None), FORM),
    "endorse with a body": (endorse(body={}), FORM),
    "version of place 10,000": (endorse(version=HASH + "/10000"), FORM),
    "note is a text": (endorse(note="yes"), FORM),
    "note is empty": (endorse(note={}), "note"),
    "note in no language": (endorse(note={"English": "yes"}), "note"),
    "note that says nothing": (endorse(note={"en": ""}), "note"),
    "note that holds a number": (endorse(note={"en": 1}), "note"),
    "note with a reference and a text": (endorse(note={**BLOB, "en": "yes"}), FORM),
    "note with a reference in capitals": (endorse(note={**BLOB, "blob": "sha256:" + "A" * 64}), FORM),
    "note with a reference of no size": (endorse(note={**BLOB, "size": -1}), FORM),
    "seal of nothing": (act(act="seal", versions=[]), FORM),
    "seal with a note": (act(act="seal", versions=[VERSION], note={"en": "x"}), FORM),
    "replaces is null": (state(replaces=None), FORM),
    "paper without evidence": (state(paper={"parties": ["ITA"]}), FORM),
    "paper with empty evidence": (state(paper={"parties": ["ITA"], "evidence": []}), FORM),
    "paper of nobody": (state(paper={"parties": [], "evidence": [BLOB]}), FORM),
    "evidence that is a text": (state(paper={"parties": ["ITA"], "evidence": ["scan"]}), FORM),
    "state with a keeper": (state(keeper="AZE"), FORM),
    "leave with a date": (act(act="leave", until="2026-01-01T00:00:00Z"), FORM),
    "erase without a reason": (act(act="erase", blob=BLOB["blob"]), FORM),
    "erase of a bare digest": (act(act="erase", blob="a" * 64, reason={"en": "x"}), FORM),
    "erase for an empty reason": (act(act="erase", blob=BLOB["blob"], reason={}), "note"),
}
TABLE = ALONE | CHARTERS | KEYS | ACTS
