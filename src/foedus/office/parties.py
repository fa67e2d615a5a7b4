"""Knows a party's card: what one party hands another so that it can be named in a charter; it holds no secret."""

import json
from collections.abc import Iterable, Mapping
from typing import Any

import msgspec

from foedus.ledger import acts as a
from foedus.ledger.errors import KeyFormError, LineError
from foedus.ledger.keys import Jwk, thumbprint_words
from foedus.ledger.strict import read_object
from foedus.office.errors import CardError, OfficeError
from foedus.office.ports import Node
from foedus.office.signing import FORMER_KEYS, OWN_CARD, is_own_key

FORMAT = "foedus-card/1"
_NAMES = "names/"
_CARD_BYTES = 64 * 1024


class Card(msgspec.Struct, frozen=True):
    """A party as it introduces itself; ``words`` say its signing key's thumbprint for the telephone."""

    code: str
    name: str
    names: dict[str, str]
    key: Jwk
    recovery: Jwk
    age: str
    thumbprint: str
    recovery_thumbprint: str
    words: tuple[str, ...]

    def party(self) -> a.Party:
        """The party as a charter names it."""
        return a.Party(self.code, self.name, self.key, self.recovery, self.age)


class _File(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    format: str
    code: a.Code
    name: a.Words
    key: Jwk
    recovery: Jwk
    age: a.Age
    names: dict[a.Language, a.Words] = {}


def make_card(code: str, name: str, names: Mapping[str, str], key: Jwk, recovery: Jwk, age: str) -> Card:
    """Make a card.

    :param names: the party's name by language.
    :raises CardError: the code, a key or the recipient is not of its form.
    """
    plain = {"format": FORMAT, "code": code, "name": name, "names": dict(names)}
    keys = {"key": msgspec.to_builtins(key), "recovery": msgspec.to_builtins(recovery), "age": age}
    return _card({**plain, **keys})


def set_own_card(node: Node, code: str, name: str, names: Mapping[str, str], key: Jwk, recovery: Jwk, age: str) -> Card:
    """Keep this party's own card, once, when its node is made.

    :raises OfficeError: the node has one already.
    """
    card = make_card(code, name, names, key, recovery, age)
    with node.store.transaction():
        if node.store.setting(OWN_CARD) is not None:
            raise OfficeError("card-there-already")
        node.store.put_setting(OWN_CARD, _plain(card))
    return card


def own_card(node: Node) -> Card:
    """This party's own card.

    :raises OfficeError: the node has none yet.
    """
    plain = node.store.setting(OWN_CARD)
    if plain is None:
        raise OfficeError("no-card")
    return _card(plain)


def renew_own_card(node: Node, *, key: Jwk | None = None, recovery: Jwk | None = None, age: str | None = None) -> Card:
    """Show new keys on this party's own card from now on; by the old ones it is still known where they named it.

    To be called inside a transaction.
    """
    before = own_card(node)
    card = make_card(
        before.code, before.name, before.names, key or before.key, recovery or before.recovery, age or before.age
    )
    node.store.put_setting(OWN_CARD, _plain(card))
    if card.thumbprint != before.thumbprint:
        node.store.put_setting(FORMER_KEYS, [before.thumbprint, *(node.store.setting(FORMER_KEYS) or ())])
    return card


def keep_names(node: Node, cards: Iterable[Card]) -> None:
    """Keep other parties' names by language, which their cards say and a charter does not."""
    for card in cards:
        node.store.put_setting(f"{_NAMES}{card.thumbprint}", dict(card.names) or None)


def names_of(node: Node, thumbprint: str) -> dict[str, str]:
    """The names, by language, of the party with this first key, where its card was here."""
    own = node.store.setting(OWN_CARD)
    if own is not None and is_own_key(node, thumbprint):
        return dict(own["names"])
    return dict(node.store.setting(f"{_NAMES}{thumbprint}") or {})


def card_file(card: Card) -> bytes:
    """A card as the file that is handed over."""
    return json.dumps(_plain(card), ensure_ascii=False, indent=2).encode() + b"\n"


def read_card(data: bytes) -> Card:
    """Read another party's card.

    :raises CardError: it is none.
    """
    try:
        return _card(read_object(data.strip(), _CARD_BYTES, is_line=False))
    except LineError as error:
        raise CardError(error.reason, **error.facts) from None


def _plain(card: Card) -> dict[str, Any]:
    plain: dict[str, Any] = msgspec.to_builtins(card)
    for derived in ("thumbprint", "recovery_thumbprint", "words"):
        del plain[derived]
    return {"format": FORMAT, **plain}


def _file(plain: Mapping[str, Any]) -> _File:
    """A card's fields, each of its form.

    :raises CardError: one is missing, too many or malformed; it is named.
    """
    if "format" not in plain:
        raise CardError("not-a-card")
    if plain["format"] != FORMAT:
        raise CardError("format-unknown", format=str(plain["format"]))
    fields = msgspec.structs.fields(_File)
    for name in plain.keys() - {field.name for field in fields}:
        raise CardError("field-unknown", field=name)
    for field in fields:
        if field.required and field.name not in plain:
            raise CardError("field-missing", field=field.name)
        if field.name in plain and not _is_of(field.type, plain[field.name]):
            raise CardError("field-form", field=field.name)
    return msgspec.convert(dict(plain), _File)


def _is_of(form: Any, value: Any) -> bool:
    try:
        msgspec.convert(value, form)
    except msgspec.ValidationError:
        return False
    return True


def _card(plain: Mapping[str, Any]) -> Card:
    file = _file(plain)
    try:
        file.key.point()
        file.recovery.point()
    except KeyFormError as error:
        raise CardError(error.reason, **error.facts) from None
    if file.key == file.recovery:
        raise CardError("key-twice")
    thumbprint = file.key.thumbprint()
    return Card(
        code=file.code,
        name=file.name,
        names=dict(file.names),
        key=file.key,
        recovery=file.recovery,
        age=file.age,
        thumbprint=thumbprint,
        recovery_thumbprint=file.recovery.thumbprint(),
        words=thumbprint_words(thumbprint),
    )
