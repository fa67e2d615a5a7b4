"""How many activities of each year there are, counted when they are listed."""

from foedus.office import answering, stating
from foedus.store import listing
from foedus.store.listing.update import store_of
from foedus.store.models import ListedNumber
from tests.office.desk import Desk

PLACES = [{"party": "AZE", "number": 8}, {"party": "ITA", "number": 2}]


def test_year_is_counted_as_far_as_no_day_matters(pair: tuple[Desk, Desk]) -> None:
    italy, azerbaijan = pair
    plan = italy.draft("plan", title="Piano", period="2024")
    record = italy.record(plan)
    lines = [
        italy.draft("activity", record, title=f"Corso {serial}", serial=str(serial), places=PLACES, period="2024-05")
        for serial in range(1, 4)
    ]
    undated = italy.draft("activity", title="Senza data")
    signed = italy.propose(plan, *lines)
    alone = italy.propose(undated).versions[0]
    italy.send(azerbaijan)
    answering.accept(azerbaijan.node, azerbaijan.coop, [alone.version])
    answering.accept(azerbaijan.node, azerbaijan.coop, all_of=signed.versions[-1].version)
    azerbaijan.send(italy)
    stating.report(italy.node, italy.coop, signed.versions[0].record, "held")
    italy.propose(italy.draft("activity", title="Fuori piano", period="2024-06", places=PLACES))
    listing.catch_up(italy.node)
    known = ListedNumber.objects.using(store_of(italy.node).connection.alias)
    found = {(one.year, one.what, one.of): one.number for one in known.all()}
    assert found == {
        (2024, "planned", ""): 3,
        (2024, "proposed", ""): 1,
        (2024, "status", "held"): 1,
        (2024, "status", "proposed"): 1,
        (2024, "places", "AZE"): 24,
        (2024, "places", "ITA"): 6,
        (0, "undated", ""): 1,
    }
    forgotten = [one.number for one in listing.cooperations(italy.node)]
    listing.forget_listed(store_of(italy.node).connection)
    listing.catch_up(italy.node)
    assert {(one.year, one.what, one.of): one.number for one in known.all()} == found
    assert [one.number for one in listing.cooperations(italy.node)] == forgotten
