"""One line of a journal: reads its bytes and writes them; it refuses to know whether its author may say so."""

import binascii
import hashlib
import re
from collections.abc import Mapping
from datetime import datetime
from functools import lru_cache
from typing import Any

import msgspec
from msgspec import UNSET

from foedus.ledger import acts as a
from foedus.ledger import limits
from foedus.ledger.errors import KeyFormError, LineError
from foedus.ledger.keys import Jwk, SigningKey, is_signature
from foedus.ledger.limits import LANGUAGE_FORM, PAYLOAD_BYTES, THUMBPRINT_FORM
from foedus.ledger.strict import base64url, check_object, no_number, read_plain, unbase64url

_SIGNATURE_LENGTH = 86
_OPENING = frozenset({a.Found, a.Join})
_THAT_MAY_END = (a.Propose, a.Endorse)
_PLAIN_BASE64 = bytes.maketrans(b"-_+/", b"+/!!")
"""Makes base64 of base64url, and what is no base64url of what only base64 has."""
_THUMBPRINT = re.compile(THUMBPRINT_FORM)
_HEADER = re.compile(rb'\{"alg":"Ed25519","b64":false,"crit":\["b64"\],"kid":"([A-Za-z0-9_-]{43})"\}')
_LANGUAGE = re.compile(LANGUAGE_FORM)
_FORMS = {
    kind: tuple((name, form, re.compile(form).search) for name, form in fields) for kind, fields in a.FORMS.items()
}
_TIME = re.compile(limits.TIME_FORM).search
_decode_entry = msgspec.json.Decoder(a.Entry, float_hook=no_number).decode
_envelope_decoder = msgspec.json.Decoder(a.Envelope)
_encoder = msgspec.json.Encoder()


class Line(msgspec.Struct, frozen=True, gc=False):
    """A line that has the right form.

    ``verified`` says that its signature is of the key whose thumbprint is ``kid``; whether that is its author's key in
    force depends on its causal past. ``entry`` is None for a form that needs a newer program (``envelope.v`` above 1);
    elsewhere it is its own envelope.
    """

    raw: bytes
    hash: str
    kid: str
    envelope: a.Entry | a.Envelope
    entry: a.Entry | None
    verified: bool

    @property
    def payload(self) -> bytes:
        """The bytes that the hash and the signature cover."""
        return self.raw[self.raw.index(b" ") + 1 :]


def protected_header(kid: str) -> bytes:
    """The protected header of a line, base64url: exactly this, byte for byte."""
    return base64url(f'{{"alg":"Ed25519","b64":false,"crit":["b64"],"kid":"{kid}"}}'.encode())


@lru_cache(maxsize=4096)
def _kid_of(protected: bytes) -> str:
    header = unbase64url(protected)
    match = _HEADER.fullmatch(header)
    if match is None:
        raise LineError("header")
    kid = match[1].decode()
    unbase64url(match[1])
    return kid


def split_line(raw: bytes) -> tuple[str, bytes, bytes, bytes]:
    """Take a line apart.

    :param raw: the line without its LF.
    :returns: the thumbprint that it names, the protected header, the signature's 64 bytes, the payload.
    :raises LineError: the header or the signature is not exactly of the form of the protocol.
    """
    head, blank, payload = raw.partition(b" ")
    protected, dots, signature = head.partition(b"..")
    if not blank or not dots:
        raise LineError("not-a-line")
    if len(payload) > PAYLOAD_BYTES:
        raise LineError("too-long", bytes=len(payload), limit=PAYLOAD_BYTES)
    if len(signature) != _SIGNATURE_LENGTH:
        raise LineError("signature-length", characters=len(signature))
    # Canonical: the last of 86 characters carries two bits, and the others of it are zero.
    if signature[-1] not in b"AQgw":
        raise LineError("base64url")
    try:
        data = binascii.a2b_base64(signature.translate(_PLAIN_BASE64) + b"==", strict_mode=True)
    except binascii.Error:
        raise LineError("base64url") from None
    return _kid_of(protected), protected, data, payload


def is_signed(point: bytes, protected: bytes, signature: bytes, payload: bytes) -> bool:
    """Say whether a line's signature is of this key: over ``protected + "." + payload`` (RFC 7797)."""
    return is_signature(point, protected + b"." + payload, signature)


def read_line(raw: bytes, keys: Mapping[str, bytes]) -> Line:
    """Read one line, and verify its signature if the key that it names is known.

    :param raw: the line without its LF.
    :param keys: public keys of 32 bytes by thumbprint.
    :raises LineError: its form breaks a rule, or the signature is not of the key that it names.
    """
    kid, payload, is_verified, entry = _verified(raw, keys)
    digest = hashlib.sha256(payload).hexdigest()
    try:
        entry = entry or _decode_entry(payload)
    except msgspec.ValidationError as error:
        return _newer_line(raw, digest, kid, payload, error, is_verified=is_verified)
    check_names(payload)
    check_entry(entry)
    return Line(raw, digest, kid, entry, entry, is_verified)


def check_line(raw: bytes, keys: Mapping[str, bytes]) -> tuple[bool, bytes]:
    """Check all that can be seen of a line without its past, but what ``check_names`` does.

    :returns: whether the signature was verified, and the SHA-256 of the payload.
    :raises LineError: as ``read_line``.
    """
    kid, payload, is_verified, entry = _verified(raw, keys)
    try:
        check_entry(entry or _decode_entry(payload))
    except msgspec.ValidationError as error:
        _newer_line(raw, "", kid, payload, error, is_verified=is_verified)
    return is_verified, hashlib.sha256(payload).digest()


def read_checked(raw: bytes, digest: str = "", *, is_verified: bool = False) -> Line:
    """Read a line in which ``check_line`` or ``read_line`` found no fault: nothing is looked at again.

    :param digest: the SHA-256 of the payload in hex, where it is known.
    :param is_verified: the signature was verified.
    """
    blank = raw.index(b" ")
    kid, payload = _kid_of(raw[: blank - _SIGNATURE_LENGTH - 2]), raw[blank + 1 :]
    digest = digest or hashlib.sha256(payload).hexdigest()
    try:
        entry = _decode_entry(payload)
    except msgspec.ValidationError as error:
        return _newer_line(raw, digest, kid, payload, error, is_verified=is_verified)
    return Line(raw, digest, kid, entry, entry, is_verified)


def _verified(raw: bytes, keys: Mapping[str, bytes]) -> tuple[str, bytes, bool, a.Entry | None]:
    """The key that a line names, its payload, whether that is signed, and the entry where it is read already."""
    kid, protected, signature, payload = split_line(raw)
    entry = read_plain(payload, _decode_entry)
    if entry is None:
        check_object(payload)
    point = keys.get(kid)
    if point is not None and not is_signed(point, protected, signature, payload):
        raise LineError("signature", kid=kid)
    return kid, payload, point is not None, entry


def check_names(payload: bytes) -> None:
    """Check the form of the code and the hashes that an entry names beside its acts.

    A line that another process checked is spared this until it has to wait: what is applied follows an entry that is.

    :raises LineError: one of them has not the form.
    """
    try:
        _envelope_decoder.decode(payload)
    except msgspec.ValidationError as error:
        raise LineError("form", detail=str(error)) from None


def verified_with(line: Line, point: bytes) -> Line:
    """The same line, once the key that it names has become known.

    :raises LineError: the signature is not of that key.
    """
    _, protected, signature, payload = split_line(line.raw)
    if not is_signed(point, protected, signature, payload):
        raise LineError("signature", kid=line.kid)
    return msgspec.structs.replace(line, verified=True)


def _newer_line(
    raw: bytes, digest: str, kid: str, payload: bytes, error: msgspec.ValidationError, *, is_verified: bool
) -> Line:
    try:
        envelope = _envelope_decoder.decode(payload)
    except msgspec.ValidationError:
        raise LineError("form", detail=str(error)) from None
    if envelope.v == 1:
        raise LineError("form", detail=str(error)) from None
    return Line(raw, digest, kid, envelope, None, is_verified)


def check_entry(entry: a.Entry) -> None:
    """Check the forms that the types of an entry leave out, what they cannot say, and what needs no causal past.

    :raises LineError: an act that must stand alone does not, the first is no ``found`` or ``join``, a key is no key.
    """
    acts = entry.acts
    first = acts[0]
    _check_forms(entry)
    if len(acts) > 1 and any(type(act) in a.ALONE for act in acts):
        raise LineError("not-alone")
    is_opening = type(first) in _OPENING
    if is_opening != (entry.seq == 0):
        raise LineError("opening", seq=entry.seq)
    if (entry.prev is UNSET) != (entry.seq == 0):
        raise LineError("prev", seq=entry.seq)
    if entry.at[8:10] > "28" or entry.at[:4] == "0000":
        _check_time(entry.at)
    if isinstance(first, a.Found):
        if entry.partnership is not UNSET or entry.seen:
            raise LineError("founding-fields")
        check_charter(first)
        if entry.party not in {party.code for party in first.parties}:
            raise LineError("founder-not-party", code=entry.party)
    elif entry.partnership is UNSET:
        raise LineError("no-partnership")
    for act in acts:
        _check_act(act)


def _check_forms(entry: a.Entry) -> None:
    if not _TIME(entry.at):
        raise _form_error(limits.TIME_FORM, "$.at")
    for act in entry.acts:
        for name, form, is_formed in _FORMS.get(type(act), ()):
            value = getattr(act, name)
            if type(value) is str:
                if not is_formed(value):
                    raise _form_error(form, f"$.acts[...].{name}")
            elif value is not UNSET and not all(map(is_formed, value)):
                raise _form_error(form, f"$.acts[...].{name.rstrip('_')}[...]")


def _form_error(form: str, place: str) -> LineError:
    return LineError("form", detail=f"Expected `str` matching regex {form!r} - at `{place}`")


def _check_time(text: str) -> None:
    """Check that a text of the form of a time is one: the form alone lets 31 February and the year 0 pass.

    Whether the author's clock was right makes no line invalid; that no day is named would stop whoever reads it as one.
    """
    try:
        datetime.fromisoformat(text)
    except ValueError:
        raise LineError("time", value=text) from None


def _check_act(act: a.Act) -> None:
    if type(act) in a.PLAIN:
        note = getattr(act, "note", UNSET)
        if note is not UNSET:
            check_note(note)
        if isinstance(act, _THAT_MAY_END) and act.until is not UNSET:
            _check_time(act.until)
    elif isinstance(act, a.Rotate):
        if act.key is UNSET and act.age is UNSET:
            raise LineError("empty-rotation")
        if act.key is not UNSET:
            _check_keys(act.key)
    elif isinstance(act, a.Recover):
        _check_keys(act.key, act.recovery)
    elif isinstance(act, a.Erase):
        check_note(act.reason)
    elif isinstance(act, a.Leave) and act.note is not UNSET:
        check_note(act.note)


def check_charter(charter: a.Charter) -> None:
    """Check that in a charter no code and no key stands twice, and that each key is one.

    :raises LineError: it does, or is none.
    """
    codes = [party.code for party in charter.parties] + [party.code for party in charter.expected or ()]
    keys = [key for party in charter.parties for key in (party.key, party.recovery)]
    _check_keys(*keys)
    if len(set(codes)) != len(codes):
        raise LineError("code-twice")


def _check_keys(*keys: Jwk) -> None:
    try:
        points = [key.point() for key in keys]
    except KeyFormError as error:
        raise LineError(error.reason, **error.facts) from None
    if len(set(points)) != len(points):
        raise LineError("key-twice")


def check_note(note: a.Note) -> None:
    """Check that a note or a reason is a text per language, or a blob reference.

    :raises LineError: it is neither.
    """
    if "blob" in note:
        try:
            msgspec.convert(note, a.BlobReference)
        except msgspec.ValidationError as error:
            raise LineError("form", detail=str(error)) from None
        return
    if not note:
        raise LineError("note")
    for language, text in note.items():
        if not _LANGUAGE.match(language) or not isinstance(text, str) or not text:
            raise LineError("note", language=language[:20])


def sign_payload(payload: bytes, key: SigningKey) -> bytes:
    """Make a line, without its LF, of a payload."""
    protected = protected_header(key.thumbprint)
    return protected + b".." + base64url(key.sign(protected + b"." + payload)) + b" " + payload


def write_entry(entry: a.Entry | dict[str, Any], key: SigningKey) -> bytes:
    """Write an entry as a signed line, without its LF.

    :raises LineError: the entry breaks a rule that can be seen without its causal past.
    """
    raw = sign_payload(_encoder.encode(entry), key)
    read_line(raw, {key.thumbprint: key.jwk.point()})
    return raw
