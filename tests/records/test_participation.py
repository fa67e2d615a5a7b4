"""Places, people, days and shared costs add up by party, and what is not known is named as such."""

from typing import Any

from foedus.records.activity_table import table_of
from foedus.records.counted import Counted, counted
from foedus.records.holdings import Agreed, Stated, understood
from foedus.records.participation import CostLine, participation_of
from foedus.records.tally import Figure
from tests.records.samples import people
from tests.records.scene import MAY, SUMMER, TODAY, days, held, line, name, report

WEEKEND = days("2024-05-18", "2024-05-19")


def rows(*items: Agreed | Stated) -> tuple[Counted, ...]:
    """Give what is counted of what is held."""
    agreed, stated, offered, _ = understood(held(*items))
    return tuple(map(counted, table_of(agreed, stated, offered, TODAY)))


def test_participation_adds_up_by_party() -> None:
    found = participation_of(
        rows(
            line(2, host="ITA", period=MAY, places=[people("AZE", 4), people("AZE", 6, "ncos")]),
            line(3, host="AZE", period=MAY, places=[people("ITA", 2)]),
            line(4, host="ITA", period=SUMMER, places=[people("AZE", 1)]),
            line(5, host="ITA", period=MAY, places=[people("AZE", 9)]),
            report(20, "ITA", 2, "held", people=[people("AZE", 7), people("ITA", 1)]),
            report(21, "AZE", 3, "partly_held", people=[people("ITA", 2)], period=WEEKEND),
            report(22, "ITA", 4, "held", people=[people("AZE", 1)]),
            report(23, "ITA", 5, "cancelled"),
        )
    )
    assert found.places_offered == {"AZE": Figure(20, (name(2), name(4), name(5))), "ITA": Figure(2, (name(3),))}
    assert found.places_used == {"AZE": Figure(8, (name(2), name(4))), "ITA": Figure(3, (name(2), name(3)))}
    assert found.person_days == {"AZE": Figure(35, (name(2),)), "ITA": Figure(9, (name(2), name(3)))}
    assert found.person_days_not_known == Figure(1, (name(4),))
    assert found.costs == ()


def test_costs_are_what_each_party_says_of_itself() -> None:
    def cost(payer: str, amount: int, currency: str = "EUR") -> dict[str, Any]:
        return {"item": "lodging", "payer": payer, "borne": {"amount": amount, "currency": currency}}

    found = participation_of(
        rows(
            line(2, period=MAY),
            report(20, "ITA", 2, "held", costs=[cost("ITA", 100), cost("ITA", 50), cost("AZE", 7)]),
            report(21, "AZE", 2, "held", costs=[cost("AZE", 30, "USD"), cost("AZE", 20)]),
        )
    )
    assert found.costs == (
        CostLine("AZE", "EUR", 20, (name(21, "AZE"),)),
        CostLine("AZE", "USD", 30, (name(21, "AZE"),)),
        CostLine("ITA", "EUR", 150, (name(20),)),
    )
