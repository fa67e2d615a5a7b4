"""Knows the fields of the rules between parties; refuses to know when they bind, which the ledger says."""

from typing import Annotated

from pydantic import StringConstraints

from foedus.records.base import Consent, Label, Part, Record
from foedus.records.values import HexDigest, Line, PartyCode

_NAME = Label("Nome", "Name")
_CODE = Label("Sigla", "Code")


class PublicKey(Part):
    """A public Ed25519 key as a JWK (RFC 8037)."""

    kty: Annotated[Annotated[str, StringConstraints(pattern=r"^OKP$")], Label("Tipo", "Key type")]
    crv: Annotated[Annotated[str, StringConstraints(pattern=r"^Ed25519$")], Label("Curva", "Curve")]
    x: Annotated[Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9_-]{43}$")], Label("Punto", "Point")]


class CharterParty(Part):
    """A party with the keys under which it comes in."""

    code: Annotated[PartyCode, _CODE]
    name: Annotated[Line, _NAME]
    key: Annotated[PublicKey, Label("Chiave di firma", "Signing key")]
    recovery: Annotated[PublicKey, Label("Chiave di recupero", "Recovery key")]
    age: Annotated[Line, Label("Chiave di cifratura", "Encryption key", "to which dispatches are encrypted")]


class ExpectedParty(Part):
    """A partner that is not connected yet."""

    code: Annotated[PartyCode, _CODE]
    name: Annotated[Line, _NAME]


class Charter(Record):
    """The Parties of a cooperation and the rules of their exchange."""

    kind = "charter"
    consent = Consent.JOINT
    label = Label("Parti e regole di scambio", "Parties and rules of exchange")
    caption = ("name",)
    featured = ("name", "languages")

    name: Annotated[Line, _NAME]
    parties: Annotated[tuple[CharterParty, ...], Label("Parti", "Parties")]
    expected: Annotated[tuple[ExpectedParty, ...], Label("Controparti non collegate", "Partners not connected")] = ()
    languages: Annotated[tuple[Line, ...], Label("Lingue", "Languages")]
    continues: Annotated[HexDigest | None, Label("Prosegue", "Goes on from", "founding hash of a cooperation")] = None
