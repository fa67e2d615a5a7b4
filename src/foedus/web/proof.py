"""Writes the proof of conflicting registers as a small text file that anyone can check without this program."""

from base64 import urlsafe_b64encode

import msgspec
from django.utils.translation import gettext as _

from foedus.office.ports import Ledger
from foedus.office.receiving import signing_keys
from foedus.web.alarms import CONFLICT, Alarm


def write(ledger: Ledger, alarm: Alarm) -> bytes:
    """The file: what it proves, the two lines as they came, the keys, and how to check it.

    :param alarm: of conflicting registers.
    """
    if alarm.what != CONFLICT:
        raise ValueError(alarm.what)
    facts = {"code": alarm.code, "seq": alarm.facts["seq"], "partnership": ledger.cooperation.id}
    parts = [
        _(
            "Conflicting registers of %(code)s\n\n"
            "%(code)s has signed two different entries and given both the number %(seq)s, in the cooperation\n"
            "%(partnership)s.\n"
            "A Party that keeps one register cannot do so. The two lines stand below exactly as they came."
        )
        % facts,
        _how_to_check(),
        _("The public keys that %(code)s has had for signing:") % facts,
    ]
    blocks = ["\n\n".join(parts).encode(), b"\n".join(_keys(ledger, alarm.code))]
    for name in ("one", "other"):
        hash_ = alarm.facts[name]
        blocks.append(f"SHA-256 {hash_}\n".encode() + b"line: " + ledger.line(hash_))
    return b"\n\n".join(blocks) + b"\n"


def _how_to_check() -> str:
    return _(
        "How to check it\n\n"
        "1. A line begins with a header and a signature (with two points between), then a blank, then what is said.\n"
        "   The SHA-256 of what is said is the entry's name, and stands above the line. On any machine:\n"
        "   grep '^line: ' FILE | head -1 | cut -d' ' -f3- | tr -d '\\n' | sha256sum\n"
        "   and the same with tail -1 instead of head -1.\n"
        '2. Both say the same "party" and the same "seq", and are not the same.\n'
        "3. Header, signature and what is said are a JSON Web Signature with unencoded payload (RFC 7797, Ed25519);\n"
        '   "kid" in the header is the thumbprint of one of the keys below. Any library for these verifies it.\n'
        "4. Compare the key with the Party by another way: its thumbprint is what the twelve words are made of."
    )


def _keys(ledger: Ledger, code: str) -> list[bytes]:
    written = []
    for thumbprint, point in sorted(signing_keys(ledger, code).items()):
        x = urlsafe_b64encode(point).decode().rstrip("=")
        written.append(msgspec.json.encode({"crv": "Ed25519", "kid": thumbprint, "kty": "OKP", "x": x}))
    return written
