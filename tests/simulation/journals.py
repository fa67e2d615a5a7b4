"""A second reading of the protocol, from raw lines: it shares no code with the ledger, and refuses to be fast.

Causal pasts are sets of hashes, found by walking. Here are lines, pasts and journals; ``verdicts.py`` reads the acts,
and ``oracle.py`` the seals.
"""

import base64
import binascii
import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from nacl import bindings
from nacl.exceptions import CryptoError

Who = tuple[str, str]
"""A party: its code, and the thumbprint of the signing key under which it first came in."""
Act = dict[str, Any]
STANDS_ALONE = {"found", "join", "rotate", "recover", "leave"}
COUNTS_ALWAYS = {"decline", "withdraw", "leave"}


def decoded(text: bytes) -> bytes:
    """What an unpadded base64url text holds."""
    return base64.urlsafe_b64decode(text + b"=" * (-len(text) % 4))


@lru_cache(maxsize=4096)
def thumbprint(x: str) -> str:
    """The thumbprint of RFC 7638 of an Ed25519 key."""
    text = json.dumps({"crv": "Ed25519", "kty": "OKP", "x": x}, separators=(",", ":"))
    return base64.urlsafe_b64encode(hashlib.sha256(text.encode()).digest()).decode().rstrip("=")


def is_signed(point: bytes, message: bytes, signature: bytes) -> bool:
    """Say whether the signature over the message is of this key."""
    try:
        bindings.crypto_sign_open(signature + message, point)
    except (CryptoError, ValueError):
        return False
    return True


@dataclass(eq=False)
class Told:
    """An entry as it was told: one payload, under one signature or more."""

    hash: str
    doc: dict[str, Any]
    signatures: list[tuple[str, bytes, bytes, bytes]]
    """The key that the header names, what was signed, the signature, and the line."""
    past: frozenset[str] = frozenset()
    chain: frozenset[str] = frozenset()
    """Itself, and what it follows through ``prev``."""
    who: Who = ("", "")
    signing: str = ""
    recovery: str = ""
    verdicts: list[str | None] = field(default_factory=list)
    """Of each act why it is void, or None."""

    @property
    def seq(self) -> int:
        """Its number in its journal."""
        number: int = self.doc["seq"]
        return number

    @property
    def word(self) -> str:
        """Its first act's name."""
        name: str = self.doc["acts"][0]["act"]
        return name


@dataclass(frozen=True)
class Standing:
    """A party's journal as one causal past holds it."""

    journal: frozenset[str]
    fork: int | None
    recovery: Told | None


def told(raw: bytes) -> tuple[str, dict[str, Any], tuple[str, bytes, bytes, bytes]] | None:
    """Take a raw line apart: hash, payload, signature. None for what is no line at all."""
    head, _, payload = raw.partition(b" ")
    protected, _, signature = head.partition(b"..")
    try:
        header = json.loads(decoded(protected))
        doc = json.loads(payload)
        sealed = decoded(signature)
    except (ValueError, binascii.Error):
        return None
    if not isinstance(doc, dict) or list(header) != ["alg", "b64", "crit", "kid"]:
        return None
    return hashlib.sha256(payload).hexdigest(), doc, (header["kid"], protected + b"." + payload, sealed, raw)


def is_well_formed(doc: dict[str, Any], partnership: str, hash_: str) -> bool:
    """Say whether the entry's fields go together, as far as no other entry is needed."""
    words = [act["act"] for act in doc["acts"]]
    opens = words[0] in ("found", "join")
    return (
        doc["v"] == 1
        and doc.get("partnership", hash_) == partnership
        and (len(words) == 1 or not STANDS_ALONE.intersection(words))
        and opens == (doc["seq"] == 0)
        and ("prev" not in doc) == (doc["seq"] == 0)
    )


class Journals:
    """The entries of one partnership that are valid, with their causal pasts.

    :param raws: every line that anybody ever made, in any order.
    :param partnership: hash of the founding entry.
    """

    def __init__(self, raws: Iterable[bytes], partnership: str) -> None:
        self.partnership = partnership
        self.valid: dict[str, Told] = {}
        self.good_lines: set[bytes] = set()
        self.of: dict[Who, list[Told]] = {}
        self._points: dict[str, bytes] = {}
        self._standings: dict[tuple[frozenset[str], Who], Standing] = {}
        found: dict[str, Told] = {}
        for raw in raws:
            parts = told(raw)
            if parts is None:
                continue
            hash_, doc, signature = parts
            found.setdefault(hash_, Told(hash_, doc, [])).signatures.append(signature)
        self._place_all([one for one in found.values() if is_well_formed(one.doc, partnership, one.hash)])

    def _place_all(self, rest: list[Told]) -> None:
        while rest:
            later = []
            for one in rest:
                parents = [*one.doc.get("seen", ()), *([one.doc["prev"]] if "prev" in one.doc else [])]
                if any(parent not in self.valid for parent in parents):
                    later.append(one)
                elif self._place(one):
                    self.valid[one.hash] = one
                    self.of.setdefault(one.who, []).append(one)
                    self.judge(one)
            if len(later) == len(rest):
                return
            rest = later

    def judge(self, entry: Told) -> None:
        """Judge the acts of a valid entry."""
        raise NotImplementedError

    def opening(self, entry: Told, past: frozenset[str]) -> tuple[Who, str] | None:
        """Who opens a journal with this ``found`` or ``join``, and its recovery key; None where it may not."""
        raise NotImplementedError

    def learn(self, jwk: dict[str, str]) -> str:
        """Remember a public key, and give its thumbprint."""
        name = thumbprint(jwk["x"])
        if name not in self._points:
            self._points[name] = decoded(jwk["x"].encode())
        return name

    def _place(self, one: Told) -> bool:
        before = self.valid.get(one.doc.get("prev", ""))
        seen = [self.valid[hash_] for hash_ in one.doc.get("seen", ())]
        past = before.past if before is not None else frozenset()
        if before is None:
            opened = self.opening(one, past.union(*(other.past for other in seen)))
            if opened is None:
                return False
            one.who, one.recovery = opened
            one.signing = one.who[1]
        else:
            if one.seq != before.seq + 1 or one.doc["party"] != before.who[0]:
                return False
            one.who, one.signing, one.recovery = before.who, before.signing, before.recovery
        if not self._is_seen_right(one, seen, past):
            return False
        key = one.recovery if one.word == "recover" else one.signing
        good = [raw for kid, said, by, raw in one.signatures if kid == key and is_signed(self._points[key], said, by)]
        if not good:
            return False
        self.good_lines.update(good)
        one.past = past.union(*(other.past for other in seen), [one.hash])
        one.chain = (before.chain if before is not None else frozenset()) | {one.hash}
        return True

    @staticmethod
    def _is_seen_right(one: Told, seen: list[Told], past: frozenset[str]) -> bool:
        if len({other.hash for other in seen}) != len(seen):
            return False
        if one.word != "recover" and any(other.who == one.who for other in seen):
            return False
        return not any(
            other.hash in past or any(other is not third and other.hash in third.past for third in seen)
            for other in seen
        )

    # What a causal past holds of a journal

    def standing(self, past: frozenset[str], who: Who) -> Standing:
        """A party's journal in a causal past: what is on it, from which ``seq`` it forks, and who recovered it."""
        known = self._standings.get((past, who))
        if known is None:
            known = self._standings[past, who] = self._read_standing(past, who)
        return known

    def _read_standing(self, past: frozenset[str], who: Who) -> Standing:
        mine = [one for one in self.of[who] if one.hash in past]
        recoveries = [one for one in mine if one.word == "recover" and one.verdicts == [None]]
        last = next((one for one in recoveries if all(other.hash in one.past for other in recoveries)), None)
        if last is not None:
            mine = [one for one in mine if one.hash in last.chain or last.hash in one.chain]
        by_seq: dict[int, int] = {}
        for one in mine:
            by_seq[one.seq] = by_seq.get(one.seq, 0) + 1
        fork = min((seq for seq, count in by_seq.items() if count > 1), default=None)
        return Standing(frozenset(one.hash for one in mine), fork, last)

    def forget_standings(self, past: frozenset[str]) -> None:
        """A recovery was found not to be void: what was read of its own past is read again."""
        self._standings = {known: one for known, one in self._standings.items() if known[0] is not past}

    def counts(self, past: frozenset[str], entry: Told, word: str) -> bool:
        """Say whether an act of an entry is in a causal past and counts there."""
        if entry.hash not in past:
            return False
        if word in COUNTS_ALWAYS:
            return True
        standing = self.standing(past, entry.who)
        return entry.hash in standing.journal and (standing.fork is None or entry.seq < standing.fork)

    def forked(self) -> set[str]:
        """The codes of those who ever signed two entries of one number."""
        return {who[0] for who, entries in self.of.items() if len({one.seq for one in entries}) != len(entries)}
