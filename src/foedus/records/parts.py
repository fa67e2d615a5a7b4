"""Knows the small groups of fields that several kinds share (who, how many, who pays); refuses to know any kind."""

from typing import Annotated

from pydantic import Field, StringConstraints

from foedus.records.activity_terms import (
    ACTIVITY_TYPES,
    AREAS,
    BRANCHES,
    DOMAINS,
    ENTITY_ROLES,
    MONEY_ITEMS,
    ORIGINS,
    OUTCOMES,
    PAYERS,
    RANK_GROUPS,
    REASONS,
)
from foedus.records.agreement_terms import (
    AGREEMENT_STATES,
    AGREEMENT_TYPES,
    MEETING_LEVELS,
    PLAN_STAGES,
    REFERENCE_KINDS,
    STRENGTHS,
    UNDERTAKING_STATES,
)
from foedus.records.base import Label, Part
from foedus.records.values import Count, Day, Line, Money, PartyCode, Period, Place, RecordName, Text

_PARTY = Label("Parte", "Party")
_POST = Label("Incarico", "Post", "an office held, never a person's name")
_MAILBOX = Annotated[str, StringConstraints(pattern=r"^[^@\s]+@[^@\s]+$", max_length=254)]

Strength = Annotated[str, STRENGTHS]
"""How strong the words are: agreement, decision, offer, request or hope."""


ActivityType = Annotated[str, ACTIVITY_TYPES]
Area = Annotated[str, AREAS]
Domain = Annotated[str, DOMAINS]
Origin = Annotated[str, ORIGINS]
Outcome = Annotated[str, OUTCOMES]
Reason = Annotated[str, REASONS]
MeetingLevel = Annotated[str, MEETING_LEVELS]
AgreementType = Annotated[str, AGREEMENT_TYPES]
AgreementState = Annotated[str, AGREEMENT_STATES]
PlanStage = Annotated[str, PLAN_STAGES]
UndertakingState = Annotated[str, UNDERTAKING_STATES]
Edition = Annotated[int, Field(ge=1, le=1000)]
"""Which one of a series, counted from 1."""

Grade = Annotated[int, Field(ge=1, le=5)]
"""A judgement from 1 (least) to 5 (most)."""


class Reference(Part):
    """Where a paper is to be found: its sort, number, day and author."""

    what: Annotated[str, REFERENCE_KINDS, Label("Tipo", "Kind")]
    number: Annotated[Line | None, Label("Numero", "Number", "or the address of a web page")] = None
    date: Annotated[Day | None, Label("Data", "Date")] = None
    by: Annotated[Line | None, Label("Di", "By")] = None


class PartyReference(Part):
    """The number under which one party files the matter."""

    party: Annotated[PartyCode, _PARTY]
    filed_as: Annotated[Line, Label("Riferimento", "Reference")]


class AlsoTakingPart(Part):
    """One from outside the cooperation who takes part: an observer, a third country, a company."""

    who: Annotated[Line, Label("Chi", "Who")]
    role: Annotated[Line | None, Label("A che titolo", "Role")] = None
    number: Annotated[Count | None, Label("Numero", "Number")] = None


class Observers(Part):
    """Observers by number."""

    countries: Annotated[Count | None, Label("Paesi", "Countries")] = None
    organisations: Annotated[Count | None, Label("Organizzazioni", "Organisations")] = None
    participants: Annotated[Count | None, Label("Partecipanti", "Participants")] = None


class People(Part):
    """How many of one party, of one group of ranks where that is known."""

    party: Annotated[PartyCode, _PARTY]
    rank_group: Annotated[Annotated[str, RANK_GROUPS] | None, Label("Fascia di grado", "Rank group")] = None
    number: Annotated[Count, Label("Numero", "Number")]


class Entity(Part):
    """A body of one party and its share in an activity."""

    party: Annotated[PartyCode, _PARTY]
    entity: Annotated[Line, Label("Ente", "Entity")]
    role: Annotated[str, ENTITY_ROLES, Label("Ruolo", "Role")]


class BranchOfParty(Part):
    """The branch of service that takes part for one party."""

    party: Annotated[PartyCode, _PARTY]
    branch: Annotated[str, BRANCHES, Label("Forza armata", "Branch of service")]


class ContactPoint(Part):
    """One party's point of contact: a post and a functional mailbox, never a person."""

    party: Annotated[PartyCode, _PARTY]
    post: Annotated[Line, _POST]
    mailbox: Annotated[_MAILBOX | None, Label("Casella funzionale", "Functional mailbox")] = None


class MoneyItem(Part):
    """Who pays for one item, up to how much; what is not said is unknown, not zero."""

    item: Annotated[str, MONEY_ITEMS, Label("Voce", "Item")]
    payer: Annotated[str, PAYERS, Label("A carico di", "Payer")]
    cap: Annotated[Money | None, Label("Fino a", "Up to")] = None


class MoneyRule(MoneyItem):
    """Who pays for one item by default; for activities that one party hosts, or both ways."""

    host: Annotated[PartyCode | None, Label("Quando ospita", "When hosted by", "absent: whoever hosts")] = None


class Cost(Part):
    """What one party has borne for one item, where it chooses to share that."""

    item: Annotated[str, MONEY_ITEMS, Label("Voce", "Item")]
    payer: Annotated[PartyCode, Label("A carico di", "Payer")]
    borne: Annotated[Money, Label("Spesa", "Borne")]


class Signatory(Part):
    """A post that signs for a party, and where and when it does."""

    party: Annotated[PartyCode, _PARTY]
    post: Annotated[Line, _POST]
    place: Annotated[Line | None, Label("Luogo", "Place")] = None
    date: Annotated[Day | None, Label("Data", "Date")] = None


class Delegation(Part):
    """One party at a meeting: who leads it, how many they are, where it stands in the order of precedence."""

    party: Annotated[PartyCode, _PARTY]
    head: Annotated[Line | None, Label("Capo delegazione", "Head", "a post")] = None
    strength: Annotated[Count | None, Label("Consistenza", "Strength")] = None
    precedence: Annotated[
        Annotated[int, Field(ge=1, le=1000)] | None, Label("Ordine di precedenza", "Order of precedence")
    ] = None


class Decision(Part):
    """What a meeting decided, who carries it out, by when."""

    what: Annotated[Text, Label("Che cosa", "What")]
    who: Annotated[tuple[PartyCode, ...], Label("Chi", "Who")] = ()
    due: Annotated[Day | None, Label("Entro il", "Due")] = None
    undertakings: Annotated[tuple[RecordName, ...], Label("Impegni", "Undertakings")] = ()


class Suspension(Part):
    """Since when an agreement is suspended, and the paper that says so."""

    date: Annotated[Day, Label("Data", "Date")]
    reference: Annotated[Reference | None, Label("Riferimento", "Reference")] = None


class Provisions(Part):
    """The text of a plan around its lines."""

    preamble: Annotated[Text | None, Label("Premessa", "Preamble")] = None
    financial: Annotated[Text | None, Label("Disposizioni finanziarie", "Financial provisions")] = None
    lead_times: Annotated[Text | None, Label("Termini di preavviso", "Lead times")] = None
    changes: Annotated[Text | None, Label("Modifiche", "How it is changed")] = None
    further: Annotated[tuple[Text, ...], Label("Altre disposizioni", "Further provisions")] = ()


class NextMeeting(Part):
    """When and where the parties mean to meet again."""

    period: Annotated[Period, Label("Periodo", "Period")]
    place: Annotated[Place | None, Label("Sede", "Place")] = None
    host: Annotated[PartyCode | None, Label("Parte ospitante", "Host Party")] = None
