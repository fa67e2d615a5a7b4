"""What a calendar elsewhere is told: the cancelled too, what changed, and in which order."""

from datetime import date

from foedus.office import answering, drafts, stating
from foedus.store import listing
from foedus.store.listing.feed import dated
from tests.office.desk import Desk

TODAY, FIRST, LAST = date(2024, 4, 1), date(2024, 5, 1), date(2024, 6, 30)


def agreed(pair: tuple[Desk, Desk], *periods: str) -> list[str]:
    """The names of activities that both agreed on."""
    italy, azerbaijan = pair
    place = {"kind": "country", "country": "IT", "town": "Roma"}
    lines = [italy.draft("activity", title=f"Corso {period}", period=period, place=place) for period in periods]
    signed = italy.propose(*lines)
    italy.send(azerbaijan)
    answering.accept(azerbaijan.node, azerbaijan.coop, [one.version for one in signed.versions])
    azerbaijan.send(italy)
    return [one.record for one in signed.versions]


def told(italy: Desk) -> list[tuple[str, str, str, bool]]:
    listing.catch_up(italy.node)
    numbers = [one.number for one in listing.cooperations(italy.node)]
    found = dated(italy.node, numbers, FIRST, LAST, today=TODAY)
    return [(one.captions["it"], one.begins.isoformat(), one.status, one.is_vague) for one in found]


def test_what_was_cancelled_and_what_has_no_day_are_told_too(pair: tuple[Desk, Desk]) -> None:
    italy, _ = pair
    first, *_ = agreed(pair, "2024-05-06/2024-05-10", "2024-06", "2024-07-01")
    stating.report(italy.node, italy.coop, first, "cancelled")
    stating.declare(italy.node, italy.coop, [italy.draft("meeting", title="Incontro", dates="2024-05-08")])
    assert told(italy) == [
        ("Corso 2024-05-06/2024-05-10", "2024-05-06", "cancelled", False),
        ("Incontro", "2024-05-08", "stated", False),
        ("Corso 2024-06", "2024-06-01", "agreed", True),
    ]


def test_revision_grows_with_an_outcome_and_with_a_text(pair: tuple[Desk, Desk]) -> None:
    italy, azerbaijan = pair
    (name,) = agreed(pair, "2024-05-06")

    def revision() -> int:
        listing.catch_up(italy.node)
        number = listing.cooperations(italy.node)[0].number
        return dated(italy.node, [number], FIRST, LAST, today=TODAY)[0].revision

    before = revision()
    assert revision() == before
    stating.report(italy.node, italy.coop, name, "cancelled")
    after_outcome = revision()
    again = drafts.new(italy.node, italy.coop, record=name, fields={"remarks.it": "Aula nuova"})
    amended = italy.propose(again.number)
    italy.send(azerbaijan)
    answering.accept(azerbaijan.node, azerbaijan.coop, [amended.versions[0].version])
    azerbaijan.send(italy)
    assert before < after_outcome < revision()


def test_only_the_cooperations_asked_for_are_told(pair: tuple[Desk, Desk]) -> None:
    italy, _ = pair
    agreed(pair, "2024-05-06")
    listing.catch_up(italy.node)
    assert dated(italy.node, [], FIRST, LAST, today=TODAY) == ()
