"""What takes place in some days: activities and meetings together, the vague ones last, what is off left out."""

from datetime import date

from foedus.office import answering, stating
from foedus.office.proposing import Signed
from foedus.store import listing
from foedus.store.listing.weeks import events
from tests.office.desk import Desk

FIRST, LAST = date(2024, 5, 6), date(2024, 6, 30)


def test_events_are_in_the_order_of_their_days_and_the_vague_ones_last(pair: tuple[Desk, Desk]) -> None:
    italy, azerbaijan = pair
    days = {"Corso": "2024-05-20..2024-05-24", "Mese": "2024-05", "Dopo": "2024-07-01", "Annullato": "2024-05-27"}
    drafts = [italy.draft("activity", title=title, host="ITA", period=period) for title, period in days.items()]
    signed = italy.propose(*drafts)
    italy.send(azerbaijan)
    answering.accept(azerbaijan.node, azerbaijan.coop, [one.version for one in signed.versions])
    azerbaijan.send(italy)
    off = italy.draft("report", activity=signed.versions[3].record, side="ITA", outcome="cancelled")
    meetings = [italy.draft("meeting", title="Incontro", dates="2024-05-07")]
    stating.declare(italy.node, italy.coop, [off, *meetings])
    listing.catch_up(italy.node)
    number = listing.cooperations(italy.node)[0].number
    page = events(italy.node, [number], FIRST, LAST, today=FIRST)
    told = [(one.captions["it"], one.kind, one.is_vague) for one in page.rows]
    assert told == [("Incontro", "meeting", False), ("Corso", "activity", False), ("Mese", "activity", True)]
    assert (page.total, page.rows[1].begins, page.rows[1].ends) == (3, date(2024, 5, 20), date(2024, 5, 24))


def test_events_of_a_cooperation_that_may_not_be_seen_are_left_out(offered: tuple[Desk, Desk, Signed]) -> None:
    italy, _, _ = offered
    listing.catch_up(italy.node)
    assert events(italy.node, [], FIRST, LAST, today=FIRST).total == 0
