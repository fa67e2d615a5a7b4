"""Knows the words for what parties sign, say and meet about; refuses to know what follows from them in law."""

from foedus.records.activity_terms import LISTS as ACTIVITY_LISTS
from foedus.records.terms import TermList, UnknownTermError, term_list

AGREEMENT_TYPES = term_list(
    "agreement_types",
    {
        "agreement": ("Accordo", "Agreement"),
        "mou": ("Memorandum d'intesa (MoU)", "Memorandum of understanding (MoU)"),
        "technical_arrangement": ("Accordo tecnico", "Technical arrangement"),
        "protocol": ("Protocollo", "Protocol"),
        "letter_of_intent": ("Lettera d'intenti", "Letter of intent"),
        "exchange_of_notes": ("Scambio di note", "Exchange of notes"),
        "security_agreement": ("Accordo di sicurezza", "Security agreement"),
    },
)

AGREEMENT_STATES = term_list(
    "agreement_states",
    {
        "negotiated": ("Negoziato", "Negotiated"),
        "initialled": ("Siglato", "Initialled"),
        "signed": ("Firmato", "Signed"),
        "ad_referendum": ("Ad referendum", "Ad referendum"),
        "in_force": ("In vigore", "In force"),
        "suspended": ("Sospeso", "Suspended"),
        "ended": ("Cessato", "Ended"),
    },
)

PLAN_STAGES = term_list(
    "plan_stages",
    {
        "negotiated": ("Negoziato", "Negotiated"),
        "initialled": ("Siglato", "Initialled"),
        "ad_referendum": ("Ad referendum", "Ad referendum"),
        "signed": ("Firmato", "Signed"),
        "in_force": ("In vigore", "In force"),
        "amended": ("Modificato per scambio di lettere", "Amended by exchange of letters"),
    },
)

MEETING_LEVELS = term_list(
    "meeting_levels",
    {
        "staff_talks": ("Staff Talks", "Staff talks"),
        "high_level_visit": ("Visita di alto livello", "High-level visit"),
        "working_group": ("Gruppo di lavoro", "Working group"),
        "conference": ("Conferenza", "Conference"),
        "council_session": ("Sessione del consiglio", "Council session"),
        "expert_meeting": ("Riunione di esperti", "Expert meeting"),
    },
)

STRENGTHS = term_list(
    "strengths",
    {
        "agreement": ("Intesa", "Agreement"),
        "decision": ("Decisione", "Decision"),
        "offer": ("Disponibilità", "Offer"),
        "request": ("Richiesta", "Request"),
        "hope": ("Auspicio", "Hope"),
    },
)

UNDERTAKING_STATES = term_list(
    "undertaking_states",
    {
        "open": ("Aperta", "Open"),
        "kept": ("Mantenuta", "Kept"),
        "partly_kept": ("Mantenuta in parte", "Partly kept"),
        "not_kept": ("Non mantenuta", "Not kept"),
        "dropped": ("Superata", "No longer pursued"),
    },
)

REFERENCE_KINDS = term_list(
    "reference_kinds",
    {
        "note_verbale": ("Nota verbale", "Note verbale"),
        "letter": ("Lettera", "Letter"),
        "protocol_number": ("Numero di protocollo", "Protocol number"),
        "law": ("Legge", "Law"),
        "web": ("Pagina web", "Web page"),
    },
)

CAPACITIES = term_list(
    "capacities",
    {
        "full": ("Pieno", "Full"),
        "ad-referendum": ("Ad referendum", "Ad referendum"),
        "initialled": ("Siglato", "Initialled"),
    },
)

LISTS: tuple[TermList, ...] = (
    AGREEMENT_TYPES,
    AGREEMENT_STATES,
    PLAN_STAGES,
    MEETING_LEVELS,
    STRENGTHS,
    UNDERTAKING_STATES,
    REFERENCE_KINDS,
    CAPACITIES,
)


def all_lists() -> tuple[TermList, ...]:
    """Give every list of terms, those of activities first, for pages, docs and tests that walk them all."""
    return ACTIVITY_LISTS + LISTS


def list_named(name: str) -> TermList:
    """Find a list of terms by its name, such as `outcomes`.

    Raises:
        UnknownTermError: there is no list of that name.
    """
    for terms in all_lists():
        if terms.name == name:
            return terms
    raise UnknownTermError(name, "")
