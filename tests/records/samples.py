"""Sample bodies with every field of every kind; plainly samples, of no real party's act."""

from typing import Any

from foedus.records.values import text_hash

PLAN = "ITA/11111111-1111-4111-8111-111111111111"
TALKS = "ITA/22222222-2222-4222-8222-222222222222"
AGREEMENT = "ITA/33333333-3333-4333-8333-333333333333"
COURSE = "ITA/44444444-4444-4444-8444-444444444444"
EARLIER = "AZE/55555555-5555-4555-8555-555555555555"
MILESTONE = "ITA/66666666-6666-4666-8666-666666666666"
VERSION = f"{'a' * 64}/3"

JWK = {"kty": "OKP", "crv": "Ed25519", "x": "A" * 43}
FILE = {"blob": f"sha256:{'b' * 64}", "name": "file", "type": "application/pdf", "size": 2048}
QUARTER = {"from": "2024-04-01", "to": "2024-06-30", "precision": "quarter"}
DAYS = {"from": "2024-05-13", "to": "2024-05-17", "precision": "day"}
YEARS = {"from": "2024-01-01", "to": "2025-12-31", "precision": "year"}
ROME = {"kind": "country", "country": "IT", "town": "Roma", "site": "Sample School"}
LETTER = {"what": "letter", "number": "Sample 12/2024", "date": "2024-02-01", "by": "Sample Office"}


def text(italian: str, english: str) -> dict[str, Any]:
    """Give a text written in Italian, with its English translation."""
    return {"original": "it", "it": italian, "en": english, "of": {"en": text_hash(italian)}}


def people(party: str, number: int, group: str = "senior_officers") -> dict[str, Any]:
    """Give a number of people of one party."""
    return {"party": party, "rank_group": group, "number": number}


CHARTER = {
    "name": "Sample cooperation",
    "parties": [
        {"code": code, "name": f"Sample {code}", "key": JWK, "recovery": JWK, "age": f"age1{'q' * 58}"}
        for code in ("ITA", "AZE")
    ],
    "expected": [{"code": "KAZ", "name": "Sample KAZ"}],
    "languages": ["it", "en"],
    "continues": "c" * 64,
}

AGREEMENT_BODY = {
    "title": text("Accordo campione", "Sample agreement"),
    "type": "agreement",
    "reference": LETTER,
    "signed_on": "2012-11-06",
    "signed_at": "Roma",
    "signed_by": [{"party": "ITA", "post": "Minister of Defence", "place": "Roma", "date": "2012-11-06"}],
    "in_force_from": "2013-01-01",
    "in_force_to": "2027-12-31",
    "renewal": text("Tacito, ogni cinque anni", "Tacit, every five years"),
    "notice": text("Sei mesi", "Six months"),
    "state": "suspended",
    "suspended": {"date": "2020-01-01", "reference": LETTER},
    "parent": EARLIER,
    "areas": ["cimic", "cyber"],
    "money_rules": [
        {"item": "lodging", "payer": "host", "cap": {"amount": 12050, "currency": "EUR"}, "host": "ITA"},
        {"item": "travel", "payer": "sender"},
    ],
    "authentic_languages": ["it", "az", "en"],
    "prevailing_language": "en",
    "attachments": [FILE],
    "marking": "Unclassified",
}

MEETING = {
    "title": text("Sesti Staff Talks", "Sixth staff talks"),
    "level": "staff_talks",
    "edition": 6,
    "dates": {"from": "2023-10-11", "to": "2023-10-12", "precision": "day"},
    "place": ROME,
    "host": "ITA",
    "delegations": [{"party": "ITA", "head": "Head, Sample Office", "strength": 6, "precedence": 1}],
    "agenda": [text("Punto di situazione", "State of play")],
    "decisions": [
        {"what": text("Piano 2024-2025", "Plan 2024-2025"), "who": ["ITA", "AZE"], "due": "2023-12-31"},
        {"what": text("Tre corsi", "Three courses"), "undertakings": [MILESTONE]},
    ],
    "sites_visited": ["Sample School"],
    "observers": {"countries": 2, "organisations": 1, "participants": 5},
    "documents_adopted": [text("Verbale", "Minutes")],
    "next_meeting": {"period": QUARTER, "place": {"kind": "country", "country": "AZ", "town": "Baku"}, "host": "AZE"},
    "attachments": [FILE],
    "marking": "Unclassified",
}

PLAN_BODY = {
    "title": text("Piano campione 2024-2025", "Sample plan 2024-2025"),
    "code": "SAMPLE07",
    "period": YEARS,
    "agreement": AGREEMENT,
    "agreed_at": TALKS,
    "edition": 1,
    "stage": "initialled",
    "provisions": {
        "preamble": text("Le Parti", "The Parties"),
        "financial": text("Ciascuna per sé", "Each its own"),
        "lead_times": text("Sessanta giorni", "Sixty days"),
        "changes": text("Per scambio di lettere", "By exchange of letters"),
        "further": [text("Altro", "Other")],
    },
    "contacts": [{"party": "ITA", "post": "Head, Sample Office", "mailbox": "office@sample.example"}],
    "authentic_languages": ["it", "en"],
    "prevailing_language": "en",
    "signatures": [{"party": "ITA", "post": "Head, Sample Office", "place": "Roma", "date": "2023-10-12"}],
    "attachments": [FILE],
    "marking": "Unclassified",
}

ACTIVITY = {
    "title": text("Corso CIMIC campione", "Sample CIMIC course"),
    "plan": PLAN,
    "serial": "7",
    "code": "SAMPLE07-7",
    "origin": "plan",
    "continues": EARLIER,
    "agreed_at": TALKS,
    "type": "course",
    "area": "cimic",
    "domain": "land",
    "branches": [{"party": "ITA", "branch": "army"}, {"party": "AZE", "branch": "joint"}],
    "objective": text("Formare", "To train"),
    "goal": text("Interoperabilità", "Interoperability"),
    "host": "ITA",
    "place": ROME,
    "period": QUARTER,
    "days": 5,
    "entities": [{"party": "ITA", "entity": "Sample School", "role": "lead"}],
    "contacts": [{"party": "AZE", "post": "Desk officer", "mailbox": "desk@sample.example"}],
    "places": [people("AZE", 4), people("AZE", 6, "ncos")],
    "alternates": [people("AZE", 1)],
    "escort": [people("AZE", 1)],
    "interpreters": [{"party": "ITA", "number": 1}],
    "level": text("Avanzato", "Advanced"),
    "working_languages": ["en"],
    "prerequisites": text("Inglese 2222", "English 2222"),
    "money": [{"item": "interpreter", "payer": "each_own"}],
    "releasability": "Releasable to the Parties",
    "priority": 1,
    "reserve": True,
    "remarks": text("Nessuna", "None"),
    "references": [{"party": "ITA", "filed_as": "Sample 7"}],
    "also_taking_part": [{"who": "Sample organisation", "role": "observer", "number": 2}],
    "marking": "Unclassified",
}

UNDERTAKING = {
    "who": "ITA",
    "to_whom": ["AZE"],
    "words": text("Diciannove posti nei corsi", "Nineteen course places"),
    "strength": "offer",
    "made_at": TALKS,
    "source": {"what": "web", "number": "https://sample.example/visit", "date": "2025-07-24", "by": "Sample paper"},
    "due": "2026-12-31",
    "kept_by": [COURSE, MILESTONE],
    "state": "kept",
    "attachments": [FILE],
    "marking": "Unclassified",
}

MILESTONE_BODY = {
    "what": text("Aperto l'ufficio", "Office opened"),
    "when": {"from": "2023-10-01", "to": "2023-10-01", "precision": "day"},
    "where": {"kind": "country", "country": "AZ", "town": "Baku"},
    "parties": ["ITA", "AZE"],
    "follows": AGREEMENT,
    "source": LETTER,
    "attachments": [FILE],
    "marking": "Unclassified",
}

REPORT = {
    "activity": COURSE,
    "side": "ITA",
    "outcome": "partly_held",
    "decided_by": ["AZE"],
    "reason": "no_candidates",
    "period": DAYS,
    "place": ROME,
    "people": [people("AZE", 3), {"party": "ITA", "number": 8}],
    "objective_met": 4,
    "observations": text("Due giorni in meno", "Two days less"),
    "requests_heard": [text("Un secondo corso", "A second course")],
    "what_next": text("Ripetere", "Repeat it"),
    "other_side": text("Utile", "Useful"),
    "costs": [{"item": "lodging", "payer": "ITA", "borne": {"amount": 90000, "currency": "EUR"}}],
    "attachments": [FILE],
    "marking": "Unclassified",
}

COMMENT = {
    "about": VERSION,
    "text": text("Quando?", "When?"),
    "asks": True,
    "marking": "Unclassified",
}

BODIES: dict[str, dict[str, Any]] = {
    "activity": ACTIVITY,
    "agreement": AGREEMENT_BODY,
    "charter": CHARTER,
    "comment": COMMENT,
    "meeting": MEETING,
    "milestone": MILESTONE_BODY,
    "plan": PLAN_BODY,
    "report": REPORT,
    "undertaking": UNDERTAKING,
}
