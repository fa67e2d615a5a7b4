"""Activities are counted by status and place, each number with its records."""

from foedus.records.activity_table import table_of
from foedus.records.activity_terms import STATUSES
from foedus.records.counted import Counted, counted
from foedus.records.holdings import Agreed, Offered, Stated, understood
from foedus.records.tally import Figure, by_party, figure, plan_tally, sums_by_party, venue_tally
from tests.records.scene import MAY, SUMMER, TODAY, held, line, name, offer, plan, report


def rows(*items: Agreed | Stated | Offered) -> tuple[Counted, ...]:
    """Give what is counted of what is held."""
    agreed, stated, offered, _ = understood(held(*items))
    return tuple(map(counted, table_of(agreed, stated, offered, TODAY)))


def names(*numbers: int) -> Figure:
    """Give the figure of these records."""
    return figure(name(number) for number in numbers)


def test_figure_counts_its_lines() -> None:
    assert figure(["a", "b"]) == Figure(2, ("a", "b"))


def test_by_party_sorts_by_code() -> None:
    found = by_party([("ITA", "a"), ("AZE", "b"), ("ITA", "c")])
    assert list(found.items()) == [("AZE", Figure(1, ("b",))), ("ITA", Figure(2, ("a", "c")))]


def test_sums_by_party_name_a_record_once() -> None:
    assert sums_by_party([("ITA", 2, "a"), ("ITA", 3, "a"), ("ITA", 4, "b")]) == {"ITA": Figure(9, ("a", "b"))}


def test_plan_tally_counts_by_plan_and_status() -> None:
    found = plan_tally(
        rows(
            plan(),
            line(2, period=MAY),
            line(3, period=MAY, reserve=True),
            line(4, period=MAY),
            line(5, period=SUMMER),
            line(6, period=MAY, origin="out_of_plan"),
            line(7, period=MAY),
            offer(8, "AZE", period=MAY),
            report(20, "ITA", 2, "held"),
            report(21, "AZE", 3, "cancelled"),
            report(22, "ITA", 4, "cancelled", decided_by=["ITA", "AZE"]),
            report(23, "AZE", 6, "partly_held"),
            report(24, "AZE", 7, "dates_confirmed"),
        )
    )
    assert found.planned == names(2, 3, 4, 5, 7)
    assert found.reserve == names(3)
    assert found.out_of_plan == names(6)
    assert found.cancelled_by == {"AZE": names(3, 4), "ITA": names(4)}
    assert found.without_report == names(7)
    assert tuple(found.by_status) == STATUSES.ids
    assert {status: told for status, told in found.by_status.items() if told.number} == {
        "proposed": names(8),
        "agreed": names(5),
        "dates_confirmed": names(7),
        "held": names(2),
        "partly_held": names(6),
        "cancelled": names(3, 4),
    }


def test_venue_tally_counts_neither_here_nor_there_apart() -> None:
    found = venue_tally(
        rows(
            line(2, host="ITA", place={"kind": "country", "country": "IT"}),
            line(3, host="AZE"),
            line(4, host="ITA", place={"kind": "third_country", "country": "DE"}),
            line(5, host="ITA", place={"kind": "online"}),
            line(6, place={"kind": "aboard"}),
            line(7),
        )
    )
    assert found.by_host == {"AZE": names(3), "ITA": names(2)}
    assert (found.third_country, found.online, found.aboard, found.not_said) == (names(4), names(5), names(6), names(7))
