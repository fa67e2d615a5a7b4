"""Keeps which keys of others people have compared, who did, when and how: this node's own, and never sent.

A key that has been compared is one thumbprint of one party in one cooperation: a key that follows it, by a rotation or
a recovery, is not yet compared.
"""

import re
from collections.abc import Sequence
from typing import Any, Final, Literal, get_args

import msgspec

from foedus.ledger.keys import thumbprint_words
from foedus.office.errors import NotFoundError, OfficeError
from foedus.office.ports import Cooperation, Ledger, Node
from foedus.office.signing import own_number, thumbprint_in_force

Way = Literal["telephone", "in-person"]
WAYS: Final[tuple[str, ...]] = get_args(Way)
COMPARED: Final = "compared/"
"""How the names of the settings begin that hold what was compared, one for each cooperation."""


class Comparison(msgspec.Struct, frozen=True):
    """That two people compared a key: which, when, who did it here, with whom there (a post or an office), and how."""

    thumbprint: str
    at: str
    by: str
    way: Way
    with_whom: str = ""


def _kept(node: Node, partnership: str) -> dict[str, Any]:
    return node.store.setting(COMPARED + partnership) or {}


def last_comparison(node: Node, partnership: str, code: str) -> Comparison | None:
    """The last time that a party's key was compared: the one in force, or one before it."""
    kept = _kept(node, partnership).get(code)
    return msgspec.convert(kept, Comparison) if kept is not None else None


def comparison(node: Node, partnership: str, code: str, thumbprint: str) -> Comparison | None:
    """How this very key was compared; None where it is not yet."""
    last = last_comparison(node, partnership, code)
    return last if last is not None and last.thumbprint == thumbprint else None


def compare(
    node: Node,
    coop: Cooperation,
    code: str,
    *,
    way: str,
    by: str,
    with_whom: str,
    heard: str = "",
    is_read_together: bool = False,
) -> Comparison:
    """Keep that two people compared the key that a party has in force.

    :param heard: the words, or the thumbprint, that the other side reads out, as they were typed.
    :param is_read_together: instead: the words were read to each other, and are the same.
    :param by: who compared it here. :param with_whom: who read it out there: a post or an office.
    :raises NotFoundError: there is no other party of this code. :raises OfficeError: nothing was compared, nobody there
        is named, or what was heard is not this key; nothing is kept then.
    """
    ledger = node.store.open(coop.id)
    thumbprint = _thumbprint_of(node, ledger, code)
    if way not in WAYS:
        raise OfficeError("way-unknown", way=way)
    if not with_whom.strip():
        raise OfficeError("nobody-there", code=code)
    if not heard.strip() and not is_read_together:
        raise OfficeError("nothing-compared", code=code)
    if heard.strip():
        _check_heard(heard, thumbprint)
    done = Comparison(thumbprint, node.clock(), by, msgspec.convert(way, Way), with_whom.strip())
    with node.store.transaction():
        node.store.put_setting(COMPARED + coop.id, {**_kept(node, coop.id), code: msgspec.to_builtins(done)})
    return done


def uncompared(node: Node, ledger: Ledger) -> tuple[str, ...]:
    """The codes of the other parties, joined and not left, whose key in force nobody here has compared yet."""
    facts, us = ledger.facts(), own_number(node, ledger)
    known = {code: kept["thumbprint"] for code, kept in _kept(node, ledger.cooperation.id).items()}
    return tuple(
        party.code
        for number, party in enumerate(facts.parties)
        if number != us
        and party.branches
        and not party.leaves
        and known.get(party.code) != _signing_key(ledger, number)
    )


def _signing_key(ledger: Ledger, party: int) -> str:
    """As ``thumbprint_in_force``; of a party whose register is one chain without reading an entry of it."""
    facts = ledger.facts()
    if facts.parties[party].is_plain:
        for keys in reversed(facts.keys):
            if facts.owners.get(keys.signing) == [party]:
                return keys.signing
    return thumbprint_in_force(ledger, party)


def _thumbprint_of(node: Node, ledger: Ledger, code: str) -> str:
    us = own_number(node, ledger)
    for number, party in enumerate(ledger.facts().parties):
        if party.code == code and number != us:
            return thumbprint_in_force(ledger, number)
    raise NotFoundError("party-unknown", name=code)


def _check_heard(heard: str, thumbprint: str) -> None:
    if "".join(heard.split()) == thumbprint:
        return
    place = first_difference(re.findall(r"[^\W\d_]+", heard.casefold()), thumbprint_words(thumbprint))
    if place is not None:
        raise OfficeError("words-differ", place=place)


def first_difference(heard: Sequence[str], words: Sequence[str]) -> int | None:
    """The place, from 1, of the first word that differs or is missing or too many; None where all are the same."""
    for place, word in enumerate(words, 1):
        if len(heard) < place or heard[place - 1] != word:
            return place
    return len(words) + 1 if len(heard) > len(words) else None
