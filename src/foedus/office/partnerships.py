"""Founds, joins and enlarges partnerships, and shows who is in them; it signs nothing but what makes a party of one."""

import hashlib
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import msgspec
from msgspec import UNSET

from foedus.ledger import acts as a
from foedus.ledger import charter
from foedus.ledger.consent import is_sealed, is_withdrawn
from foedus.ledger.digest import digest_lines, partnership_check
from foedus.ledger.facts import Keys
from foedus.ledger.keys import thumbprint_words
from foedus.ledger.line import read_line, write_entry
from foedus.ledger.past import has_left
from foedus.ledger.state import heads_by_code
from foedus.office.comparisons import Comparison, last_comparison
from foedus.office.composing import Composition, Piece
from foedus.office.drafts import note_of
from foedus.office.errors import AmbiguousError, ConsentError, GuardError, NotFoundError, OfficeError
from foedus.office.exchanged import last_received, seen_of
from foedus.office.parties import Card, keep_names, names_of, own_card
from foedus.office.ports import Cooperation, Ledger, Node
from foedus.office.proposing import Signed, sign_composition
from foedus.office.receiving import Received, after_taking, opened, take
from foedus.office.review import Review, ReviewedAct, review_of
from foedus.office.signing import keys_in_force, own_number, sign, take_own
from foedus.office.versions import Named, body_of, captions_of, head_of, named, open_versions, order, past_of
from foedus.office.witness import look
from foedus.records import catalogue
from foedus.records.base import Body

_SHORTEST_PREFIX = 6
_CHARTER_KIND = "charter/1"


class PartyView(msgspec.Struct, frozen=True):
    """A party of a partnership: its key in force, whether it has joined and is admitted, and what we know of it."""

    code: str
    name: str
    thumbprint: str
    words: tuple[str, ...]
    is_us: bool
    is_founder: bool
    has_joined: bool
    is_admitted: bool
    has_left: bool
    last_seen: str
    last_received: str
    names: dict[str, str] = {}
    compared: Comparison | None = None
    """How people here compared the key in force; None where they have not yet."""
    compared_before: Comparison | None = None
    """How they compared a key that is in force no more."""
    key_since: str = ""
    """When the key in force was brought, where it is not the party's first."""

    @property
    def is_compared(self) -> bool:
        """Say whether people here have compared the key in force."""
        return self.compared is not None


class PartnershipView(msgspec.Struct, frozen=True):
    """A partnership as this node holds it."""

    id: str
    name: str
    code: str
    title: str
    founder: str
    languages: tuple[str, ...]
    parties: tuple[PartyView, ...]
    expected: dict[str, str]
    digest: str
    entries: dict[str, Any]
    open_charter: tuple[Named, ...]


class Joined(msgspec.Struct, frozen=True):
    """A partnership that we joined, and what the bundle brought."""

    partnership: PartnershipView
    received: Received


def found(
    node: Node,
    title: str,
    *,
    cards: Sequence[Card] = (),
    expected: Mapping[str, str] | None = None,
    languages: Sequence[str] = ("it", "en"),
    name: str | None = None,
    continues: str | None = None,
) -> PartnershipView:
    """Found a partnership, alone or with parties whose cards are here.

    :param cards: of the others at the table, who are asked for their consent from now on.
    :param expected: names, by code, of those who are not connected.
    :param name: this node's short word for it; left out, the others' codes.
    :raises OfficeError: the short word is taken, or another party has our card or our code.
    :raises LineError: a code or a key stands twice.
    """
    with node.store.transaction():
        own = own_card(node)
        _check_others(own, cards, expected or {})
        absent = tuple(a.ExpectedParty(code, called) for code, called in (expected or {}).items())
        act = a.Found(
            name=title,
            parties=(own.party(), *(card.party() for card in cards)),
            languages=tuple(languages),
            expected=absent or UNSET,
            continues=continues or UNSET,
        )
        entry = a.Entry(v=1, party=own.code, seq=0, at=node.clock(), acts=(act,))
        key = node.keyring.signing(own.thumbprint)
        line = read_line(write_entry(entry, key), {key.thumbprint: key.jwk.point()})
        others = [*(card.code for card in cards), *(expected or {})]
        coop = Cooperation(line.hash, free_name(node, name, others), own.code)
        ledger = node.store.create(coop)
        take_own(node, ledger, entry, key)
        look(_founding(ledger, act, coop.id))
        keep_names(node, cards)
        return view(node, coop)


def _founding(ledger: Ledger, act: a.Found, partnership: str) -> Review:
    """Show what founding signs: the parties and the rules of exchange, as everybody will read them."""
    version = f"{partnership}/0"
    body = body_of(ledger, version)
    shown = ReviewedAct(
        act=a.WORDS[a.Found],
        draft=None,
        record=ledger.facts().charter_name,
        kind=_CHARTER_KIND,
        captions=captions_of(_CHARTER_KIND, body),
        body=body,
        concerned=tuple(party.code for party in act.parties),
    )
    return Review(((shown,),), digest=hashlib.sha256(msgspec.json.encode([act])).hexdigest())


def _check_others(own: Card, cards: Sequence[Card], expected: Mapping[str, str]) -> None:
    if any(card.thumbprint == own.thumbprint for card in cards):
        raise OfficeError("own-card", code=own.code)
    if own.code in {*(card.code for card in cards), *expected}:
        raise OfficeError("own-code", code=own.code)


def free_name(node: Node, wanted: str | None, others: Sequence[str]) -> str:
    """The short word wanted, or one made of the others' codes that is free.

    :raises OfficeError: the one wanted is taken.
    """
    taken = {coop.name for coop in node.store.cooperations()}
    if wanted is not None:
        if wanted in taken:
            raise OfficeError("name-taken", name=wanted)
        return wanted
    plain = "-".join(others) or "alone"
    candidates = (plain if number == 1 else f"{plain}-{number}" for number in range(1, len(taken) + 2))
    return next(one for one in candidates if one not in taken)


def join(node: Node, source: Path, *, name: str | None = None, progress: Callable[[int], None] | None = None) -> Joined:
    """Join the partnership of a bundle whose charter names us: take it in, and consent to that charter.

    :param source: the bundle, encrypted to us or not.
    :raises OfficeError: we are in it already, or no charter in it names us with our keys.
    :raises DispatchError: it is not signed by the party that it names as its sender.
    """
    own = own_card(node)

    def consent(ledger: Ledger) -> None:
        joining = a.Join(_charter_naming(ledger, own))
        look(review_of(ledger, Composition(((Piece(joining),),))))
        sign(node, ledger, [joining])

    return taken_whole(node, source, consent, name=name, progress=progress)


def taken_whole(
    node: Node,
    source: Path,
    begin: Callable[[Ledger], None],
    *,
    name: str | None = None,
    progress: Callable[[int], None] | None = None,
) -> Joined:
    """Take a cooperation in that is not here yet, whole or not at all.

    :param begin: what is done with its ledger before it stays.
    :param name: this node's short word for it; left out, the others' codes.
    :raises OfficeError: the cooperation is here already, or the bundle does not found it.
    """
    own = own_card(node)
    with opened(node, source) as bundle:
        with node.store.transaction():
            wanted = bundle.manifest.partnership
            if any(coop.id == wanted for coop in node.store.cooperations()):
                raise OfficeError("already-joined", partnership=wanted)
            others = sorted(set(bundle.journals) - {own.code})
            coop = Cooperation(wanted, free_name(node, name, others), own.code)
            ledger = node.store.create(coop)
            taken = take(node, ledger, bundle, source.name, progress=progress)
            if not ledger.facts().parties:
                raise OfficeError("no-founding", partnership=wanted)
            begin(ledger)
        return Joined(view(node, coop), after_taking(node, coop, bundle, taken))


def _charter_naming(ledger: Ledger, own: Card) -> str:
    """The version of the charter to consent to: the one in force that names us, else the newest on the table."""
    facts = ledger.facts()
    number = facts.party_of(own.code, own.thumbprint)
    if number is None or facts.parties[number].recovery != own.recovery_thumbprint:
        codes = tuple(party.code for party in facts.parties)
        raise OfficeError("not-named", code=own.code, named=codes)
    record = ledger.record(facts.charter_name, is_stated=False)
    if record is None:
        raise OfficeError("no-founding", partnership=facts.id)
    past = past_of(ledger)
    naming = [
        version
        for version in record.versions.values()
        if number in facts.charters[version.name].parties and not is_withdrawn(facts, version, past)
    ]
    in_force = [one for one in naming if one.depth == 0 or is_sealed(ledger, one.name, past)]
    if not naming:
        raise OfficeError("not-named", code=own.code, named=())
    chosen = max(in_force or naming, key=lambda one: (one.depth, order(ledger, one))).name
    if not catalogue.understands(_CHARTER_KIND, body_of(ledger, chosen)):
        raise ConsentError("not-understood", version=chosen, kind=_CHARTER_KIND)
    return chosen


def admit(
    node: Node,
    coop: Cooperation,
    card: Card,
    *,
    note: str | Mapping[str, str] | None = None,
    personal_confirmed: bool = False,
) -> Signed:
    """Propose that a party be admitted; with the others' consent and its joining it is.

    :raises OfficeError: we did not found the partnership, or the party is in it.
    """
    with node.store.transaction():
        ledger = node.store.open(coop.id)
        facts = ledger.facts()
        if own_number(node, ledger) != facts.founder:
            raise OfficeError("not-the-founder", founder=facts.parties[facts.founder].code)
        record = ledger.record(facts.charter_name, is_stated=False)
        base = head_of(ledger, record) or f"{facts.id}/0"
        keep_names(node, [card])
        body = body_of(ledger, base)
        if card.code in {party["code"] for party in body["parties"]}:
            raise OfficeError("party-already", code=card.code)
        act = a.Propose(
            record=facts.charter_name,
            kind=_CHARTER_KIND,
            body=_with_party(body, card),
            base=base,
            note=note_of(ledger, note) or UNSET,
        )
        return sign_composition(node, ledger, Composition(((Piece(act),),)), personal_confirmed=personal_confirmed)


def _with_party(body: Body, card: Card) -> Body:
    expected = [party for party in body.get("expected", ()) if party["code"] != card.code]
    amended = {**body, "parties": [*body["parties"], msgspec.json.decode(msgspec.json.encode(card.party()))]}
    amended.pop("expected", None)
    return {**amended, "expected": expected} if expected else amended


def leave(node: Node, coop: Cooperation, *, note: str | Mapping[str, str] | None = None) -> Signed:
    """Leave a partnership; what is agreed stays, and the code does not come back.

    :raises GuardError: we are not in it, or have left it.
    """
    with node.store.transaction():
        ledger = node.store.open(coop.id)
        if has_left(ledger.facts(), past_of(ledger), own_number(node, ledger)):
            raise GuardError("not-a-party", code=coop.code)
        composition = Composition(((Piece(a.Leave(note_of(ledger, note) or UNSET)),),))
        return sign_composition(node, ledger, composition)


def overview(node: Node) -> tuple[PartnershipView, ...]:
    """All partnerships of this node, by name."""
    return tuple(view(node, coop) for coop in node.store.cooperations())


def view(node: Node, coop: Cooperation) -> PartnershipView:
    """One partnership as this node holds it."""
    ledger = node.store.open(coop.id)
    facts = ledger.facts()
    record = ledger.record(facts.charter_name, is_stated=False)
    body = body_of(ledger, head_of(ledger, record) or f"{facts.id}/0")
    amendments = [one for one in open_versions(ledger, record) if one.depth > 0] if record is not None else []
    lines = digest_lines(ledger, ledger.records(is_stated=False))
    return PartnershipView(
        id=coop.id,
        name=coop.name,
        code=coop.code,
        title=body["name"],
        founder=facts.parties[facts.founder].code,
        languages=tuple(body["languages"]),
        parties=_party_views(node, ledger),
        expected={party["code"]: party["name"] for party in body.get("expected", ())},
        digest=partnership_check(facts.id, lines).code,
        entries=heads_by_code(ledger),
        open_charter=tuple(named(ledger, one.name) for one in amendments),
    )


def parties_of(node: Node, coop: Cooperation) -> tuple[PartyView, ...]:
    """The parties of a partnership: those of ``view``, without reading what is agreed."""
    return _party_views(node, node.store.open(coop.id))


def _party_views(node: Node, ledger: Ledger) -> tuple[PartyView, ...]:
    facts, past = ledger.facts(), past_of(ledger)
    us = own_number(node, ledger)
    members = charter.members(ledger, past)
    seen = {one.party: one.at for one in seen_of(node, ledger, us)}
    received = last_received(node, ledger.cooperation.id)
    views = []
    for number, party in enumerate(facts.parties):
        held = keys_in_force(ledger, number)
        last = last_comparison(node, ledger.cooperation.id, party.code) if number != us else None
        dispatch = received.get(party.code)
        views.append(
            PartyView(
                code=party.code,
                name=party.name,
                thumbprint=held.signing,
                words=thumbprint_words(held.signing),
                is_us=number == us,
                is_founder=number == facts.founder,
                has_joined=bool(party.branches),
                is_admitted=number in members,
                has_left=has_left(facts, past, number),
                last_seen=seen.get(party.code, ""),
                last_received=dispatch.created if dispatch is not None else "",
                names=names_of(node, party.key),
                compared=last if last is not None and last.thumbprint == held.signing else None,
                compared_before=last if last is not None and last.thumbprint != held.signing else None,
                key_since=_changed_at(ledger, held, party.key),
            )
        )
    return tuple(views)


def _changed_at(ledger: Ledger, held: Keys, first: str) -> str:
    brought = ledger.entry(held.since) if held.signing != first else None
    return brought.at if brought is not None else ""


def resolve(node: Node, text: str) -> Cooperation:
    """The partnership that a person means, by this node's short word for it, its id, or how its id begins.

    :raises NotFoundError: none is called so. :raises AmbiguousError: several are.
    """
    known = node.store.cooperations()
    for coop in known:
        if text in (coop.name, coop.id):
            return coop
    begins = [coop for coop in known if len(text) >= _SHORTEST_PREFIX and coop.id.startswith(text.lower())]
    folded = begins or [coop for coop in known if coop.name.casefold() == text.casefold()]
    if len(folded) > 1:
        raise AmbiguousError("partnership-ambiguous", name=text, candidates=tuple(coop.name for coop in folded))
    if not folded:
        raise NotFoundError("partnership-unknown", name=text, known=tuple(coop.name for coop in known))
    return folded[0]
