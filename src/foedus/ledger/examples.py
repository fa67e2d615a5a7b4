"""A valid and an invalid example of every act, for those who write another reader; it knows no rule by itself.

The schema shows them, and the tests hold the reader to them.
"""

from typing import Any, Final

_HASH: Final = "5c0a3ff7f1a4b1d2c3e4f5a6b7c8d9e0f1a2b3c4d5e6f7a8b9c0d1e2f3a4b5c6"
_VERSION: Final = f"{_HASH}/0"
_RECORD: Final = "ITA/00000000-0000-4000-8000-000000000001"
_BLOB: Final = {
    "blob": f"sha256:{_HASH}",
    "name": "file",
    "type": "application/pdf",
    "size": 48_213,
}
# The public keys of RFC 8032, 7.1: no party uses them.
_KEY: Final = {"kty": "OKP", "crv": "Ed25519", "x": "11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"}
_RECOVERY: Final = {"kty": "OKP", "crv": "Ed25519", "x": "PUAXw-hDiVqStwqnTRt-vJyYLM8uxJaMwM1V8Sr0Zgw"}
_AGE: Final = "age1" + "q" * 58
_PARTY: Final = {"code": "ITA", "name": "Sample Italy", "key": _KEY, "recovery": _RECOVERY, "age": _AGE}

VALID: Final[dict[str, dict[str, Any]]] = {
    "found": {
        "act": "found",
        "name": "A sample cooperation",
        "parties": [_PARTY],
        "expected": [{"code": "KAZ", "name": "Sample Kazakhstan"}],
        "languages": ["it", "en"],
    },
    "join": {"act": "join", "version": _VERSION},
    "propose": {
        "act": "propose",
        "record": _RECORD,
        "kind": "activity/1",
        "body": {"title": {"en": "A sample activity"}},
        "keeper": "AZE",
        "among": ["ITA", "AZE"],
        "until": "2026-12-31T23:59:59Z",
        "capacity": "ad-referendum",
        "note": {"en": "Subject to approval at home."},
    },
    "endorse": {"act": "endorse", "version": _VERSION, "until": "2026-12-31T23:59:59Z"},
    "decline": {"act": "decline", "version": _VERSION, "note": {"en": "The dates do not suit us."}},
    "withdraw": {"act": "withdraw", "version": _VERSION},
    "seal": {"act": "seal", "versions": [_VERSION, f"{_HASH}/1"]},
    "state": {
        "act": "state",
        "record": _RECORD,
        "kind": "agreement/1",
        "body": {"title": {"en": "A sample agreement"}},
        "paper": {"parties": ["ITA", "KAZ"], "evidence": [_BLOB]},
    },
    "acknowledge": {"act": "acknowledge", "version": _VERSION, "note": _BLOB},
    "rotate": {"act": "rotate", "key": _KEY},
    "recover": {"act": "recover", "key": _KEY, "recovery": _RECOVERY},
    "leave": {"act": "leave", "note": {"en": "The agreement has ended."}},
    "erase": {"act": "erase", "blob": f"sha256:{_HASH}", "reason": {"en": "Asked for by the person named."}},
}
INVALID: Final[dict[str, tuple[dict[str, Any], str]]] = {
    "found": ({**VALID["found"], "parties": [_PARTY, {**_PARTY, "code": "AZE"}]}, "One key stands at two parties."),
    "join": ({"act": "join"}, "No version is named."),
    "propose": ({**VALID["propose"], "base": None}, "An optional field is absent, never null."),
    "endorse": ({**VALID["endorse"], "capacity": "provisional"}, "There is no such capacity."),
    "decline": ({**VALID["decline"], "note": "no"}, "A note is a text per language, or a reference to a blob."),
    "withdraw": ({"act": "withdraw", "version": _HASH}, "A version is a hash and a place."),
    "seal": ({"act": "seal", "versions": []}, "A list is not empty."),
    "state": ({**VALID["state"], "record": "ITA/charter"}, "A charter is proposed, never stated."),
    "acknowledge": ({**VALID["acknowledge"], "capacity": "full"}, "Unknown field: nothing is consented to."),
    "rotate": ({"act": "rotate"}, "Neither a key nor a recipient."),
    "recover": ({"act": "recover", "key": _KEY, "recovery": _KEY}, "One key twice."),
    "leave": ({"act": "leave", "note": {}}, "A note says something."),
    "erase": ({"act": "erase", "blob": f"sha256:{_HASH}"}, "No reason."),
}
