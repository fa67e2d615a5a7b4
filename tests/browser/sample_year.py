"""What the sample offices have besides plans: an agreement, talks, a visit, promises, accounts; it knows no page."""

from foedus.office import answering, contacts, drafts, partnerships, stating, visits
from foedus.office.contacts import Contact
from foedus.office.visits import Gift, Slot, SpeakingNote, Visit
from tests.office.desk import Desk

Named = dict[str, str]

UNCONNECTED = "KAZ"


def text(italian: str, english: str) -> Named:
    """A text in the two languages of the sample cooperation."""
    return {"it": italian, "en": english}


def found_on_paper(italy: Desk) -> None:
    """Italy's cooperation with a partner that is not connected, and nothing in it."""
    title, called = "Sample cooperation on paper", "Kazakhstan (sample office)"
    partnerships.found(italy.node, title, expected={UNCONNECTED: called}, name=UNCONNECTED)


def tell(italy: Desk, azerbaijan: Desk, year: int, activity: str) -> Named:
    """What both sides say and promise in a year.

    :param activity: the record of an agreed activity, on which the two accounts will differ.
    :returns: records by what they stand for: ``agreement``, ``talks``, ``visit``, ``undertaking``, ``milestone``.
    """
    named = _agree(italy, azerbaijan, year) | _declare(italy, year)
    days = {"from": f"{year}-05-04", "to": f"{year}-05-08", "precision": "day"}
    people = [{"party": "AZE", "rank_group": "junior_officers", "number": 4}]
    heard = text("Un secondo corso", "A second course")
    held = {"period": days, "people": people, "objective_met": 4, "requests_heard": [heard]}
    stating.report(italy.node, italy.coop, activity, "held", fields=held)
    italy.send(azerbaijan)
    stating.report(azerbaijan.node, azerbaijan.coop, activity, "postponed", fields={"reason": "operational"})
    promised = azerbaijan.draft(
        "undertaking",
        who="AZE",
        to_whom=["ITA"],
        strength="hope",
        words=text("Un corso campione in comune", "A sample course together"),
        made_at=named["talks"],
    )
    stating.declare(azerbaijan.node, azerbaijan.coop, [promised])
    azerbaijan.send(italy)
    _keep(italy, named["visit"], year)
    return named


def _agree(italy: Desk, azerbaijan: Desk, year: int) -> Named:
    agreement = italy.draft(
        "agreement",
        type="agreement",
        title=text("Accordo quadro campione", "Sample framework agreement"),
        signed_on=f"{year - 5}-06-01",
        signed_at="Roma",
        state="in_force",
    )
    decided = text("Piano campione per il prossimo anno", "Sample plan for the next year")
    talks = italy.draft(
        "meeting",
        title=text("Colloqui di stato maggiore campione", "Sample staff talks"),
        level="staff_talks",
        edition=6,
        dates={"from": f"{year}-01-20", "to": f"{year}-01-21", "precision": "day"},
        place={"kind": "country", "country": "IT", "town": "Roma"},
        host="ITA",
        delegations=[{"party": "ITA", "head": "Head of the sample office", "strength": 5, "precedence": 1}],
        agenda=[text("Punto di situazione", "State of play")],
        decisions=[{"what": decided, "who": ["ITA", "AZE"], "due": f"{year}-06-30"}],
    )
    offered = italy.propose(agreement, talks)
    italy.send(azerbaijan)
    answering.accept(azerbaijan.node, azerbaijan.coop, [one.version for one in offered.versions])
    azerbaijan.send(italy)
    first, second = (one.record for one in offered.versions)
    return {"agreement": first, "talks": second}


def _declare(italy: Desk, year: int) -> Named:
    visit = italy.draft(
        "meeting",
        title=text("Visita di alto livello campione", "Sample high-level visit"),
        level="high_level_visit",
        dates={"from": f"{year}-07-23", "to": f"{year}-07-24", "precision": "day"},
        place={"kind": "country", "country": "AZ", "town": "Baku"},
        host="AZE",
    )
    undertaking = italy.draft(
        "undertaking",
        who="ITA",
        to_whom=["AZE"],
        strength="offer",
        words=text("Dieci posti campione ai corsi", "Ten sample places on courses"),
        made_at=italy.record(visit),
        due=f"{year}-01-31",
        source={"what": "letter", "number": "Sample letter 12", "date": f"{year}-01-10"},
    )
    milestone = italy.draft(
        "milestone",
        what=text("Aperto l'ufficio campione", "The sample office opened"),
        when={"from": f"{year - 1}-10-01", "to": f"{year - 1}-10-01", "precision": "day"},
        parties=["ITA", "AZE"],
    )
    numbers = {"visit": visit, "undertaking": undertaking, "milestone": milestone}
    records = {name: italy.record(number) for name, number in numbers.items()}
    stating.declare(italy.node, italy.coop, list(numbers.values()))
    return records


def _keep(italy: Desk, visit: str, year: int) -> None:
    programme = (Slot(f"{year}-07-23", "09:00", "Arrival", where="Sample airport"),)
    notes, gifts = (SpeakingNote("Sample course", "Thank for the places"),), (Gift("A sample plate", "The host"),)
    visits.keep(italy.node, italy.coop, visit, Visit(programme, ("Sample museum",), notes, gifts))
    contacts.add(italy.node, italy.coop, Contact("AZE", "Sample head of branch", mailbox="branch@sample.example"))


def ask(azerbaijan: Desk, about: str) -> None:
    """Azerbaijan's question on a text, which Italy has to answer."""
    asked = text("Quanti posti?", "How many places?")
    question = drafts.new(
        azerbaijan.node, azerbaijan.coop, "comment", body={"about": about, "text": asked, "asks": True}
    )
    stating.declare(azerbaijan.node, azerbaijan.coop, [question.number])
