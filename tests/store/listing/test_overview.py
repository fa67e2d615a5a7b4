"""Every cooperation in one row: what ends, what comes, what is counted, in as many questions however many there are."""

from datetime import date

from django.test.utils import CaptureQueriesContext

from foedus.office import answering, partnerships, stating
from foedus.office.proposing import Signed
from foedus.store import listing
from foedus.store.listing.update import store_of
from tests.office.desk import Desk, Open

TODAY = date(2024, 7, 1)


def test_overview_tells_agreements_that_end_and_the_next_talks(pair: tuple[Desk, Desk]) -> None:
    italy, _ = pair
    ends = {"Presto": "2025-06-30", "Tardi": "2025-07-02", "Passato": "2024-06-30"}
    drafts = [italy.draft("agreement", title=title, in_force_to=day) for title, day in ends.items()]
    drafts += [italy.draft("meeting", title=title, dates=month) for title, month in TALKS.items()]
    stating.declare(italy.node, italy.coop, drafts)
    listing.catch_up(italy.node)
    number = listing.cooperations(italy.node)[0].number
    (row,) = listing.overview(italy.node, [number], 2024, today=TODAY)
    assert [one.caption("it") for one in row.agreements_ending] == ["Presto"]
    assert row.next_talks is not None
    assert row.next_talks.caption("it") == "Prossimi"
    assert row.by_status == {}


TALKS = {"Ultimi": "2024-06", "Prossimi": "2024-10", "Poi": "2025-03"}


def test_overview_asks_as_much_for_many_cooperations_as_for_one(pair: tuple[Desk, Desk], open_desk: Open) -> None:
    italy, _ = pair
    for code in ("KAZ", "UZB"):
        partnerships.found(italy.node, code, cards=[open_desk(code).card], name=code)
    listing.catch_up(italy.node)
    numbers = [row.number for row in listing.cooperations(italy.node)]
    asked = []
    for some in (numbers[:1], numbers):
        with CaptureQueriesContext(store_of(italy.node).connection) as questions:
            rows = listing.overview(italy.node, some, 2024, today=TODAY)
        assert [row.cooperation.number for row in rows] == some
        asked.append(len(questions))
    assert asked == [5, 5]


def test_overview_counts_meetings_plans_and_places_of_the_year(offered: tuple[Desk, Desk, Signed]) -> None:
    italy, azerbaijan, _ = offered
    places = [{"party": "AZE", "number": 4}, {"party": "ITA", "number": 2}]
    line = italy.draft("activity", title="Corso", host="ITA", period="2024-05", places=places)
    signed = italy.propose(line)
    italy.send(azerbaijan)
    answering.accept(azerbaijan.node, azerbaijan.coop, [one.version for one in signed.versions])
    azerbaijan.send(italy)
    stating.declare(italy.node, italy.coop, [italy.draft("meeting", title="Incontro", dates="2024-02")])
    listing.catch_up(italy.node)
    number = listing.cooperations(italy.node)[0].number
    (row,) = listing.overview(italy.node, [number], 2024, today=TODAY)
    assert ([one.caption("it") for one in row.plans], row.meetings, row.next_talks) == (["Piano campione"], 1, None)
    assert row.places == {"AZE": 4, "ITA": 2}
    (later,) = listing.overview(italy.node, [number], 2026, today=TODAY)
    assert (later.plans, later.meetings, later.places) == ((), 0, {})
