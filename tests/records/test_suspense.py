"""The steps before and after an activity fall on the days that are counted from it."""

from datetime import date
from typing import Any

import pytest

from foedus.records.activity_terms import STEPS
from foedus.records.kinds.activity import Activity
from foedus.records.suspense import DELIVERED, steps, steps_of
from foedus.records.values import Period
from tests.records.samples import people, text
from tests.records.scene import MAY, SUMMER


def activity(**fields: Any) -> Activity:
    """Give a sample activity."""
    return Activity.from_body({"title": text("Visita", "Visit"), "host": "ITA", **fields})


def test_delivered_steps_are_those_of_the_list() -> None:
    assert [step.id for step in DELIVERED] == list(STEPS.ids)
    assert [step.offset_days for step in DELIVERED] == [-60, -60, -45, -45, -30, -30, -30, -21, -21, 15, 15, 60]


def test_steps_are_counted_from_the_first_and_the_last_day() -> None:
    dated = steps(activity(type="port_visit", places=[people("AZE", 4)]), Period.from_body(MAY))
    assert [(found.step.id, found.day, found.party) for found in dated] == [
        ("dates_confirmed", date(2024, 3, 14), "ITA"),
        ("invitation", date(2024, 3, 14), "ITA"),
        ("programme", date(2024, 3, 29), "ITA"),
        ("administrative_instruction", date(2024, 3, 29), "ITA"),
        ("names", date(2024, 4, 13), "AZE"),
        ("request_for_visit", date(2024, 4, 13), "AZE"),
        ("visa_letter", date(2024, 4, 13), "ITA"),
        ("diplomatic_clearance", date(2024, 4, 22), "AZE"),
        ("interpreter", date(2024, 4, 22), "ITA"),
        ("report", date(2024, 6, 1), ""),
        ("thanks", date(2024, 6, 1), "AZE"),
        ("costs_settled", date(2024, 7, 16), ""),
    ]


def test_steps_of_unsettled_days_count_from_what_is_meant() -> None:
    dated = steps(activity(), Period.from_body(SUMMER))
    assert (dated[0].day, dated[-1].day) == (date(2024, 5, 2), date(2024, 11, 29))


@pytest.mark.parametrize("period", [None, Period.to_be_defined()])
def test_steps_of_no_days_are_none(period: Period | None) -> None:
    assert steps(activity(), period) == ()


@pytest.mark.parametrize(
    "places,sender",
    [([], ""), ([people("AZE", 1)], "AZE"), ([people("ITA", 1), people("AZE", 1)], "AZE"), (None, "")],
)
def test_sender_is_the_one_party_that_sends(places: list[dict[str, Any]] | None, sender: str) -> None:
    sending = activity(**({"places": places} if places else {}))
    assert {found.party for found in steps(sending, Period.from_body(MAY)) if found.step.turn == "sender"} == {sender}


def test_sender_among_several_is_not_guessed() -> None:
    several = activity(places=[people("AZE", 1), people("KAZ", 1)])
    assert {found.party for found in steps(several, Period.from_body(MAY)) if found.step.turn == "sender"} == {""}


@pytest.mark.parametrize(
    "activity_type,place_kind,left_out",
    [
        (None, None, set()),
        ("port_visit", "aboard", set()),
        ("course", "country", {"diplomatic_clearance"}),
        (None, "online", {"request_for_visit", "visa_letter", "diplomatic_clearance", "administrative_instruction"}),
        ("liaison_post", None, {"invitation", "programme", "diplomatic_clearance", "interpreter"}),
    ],
)
def test_steps_of_a_type_leave_out_what_it_does_not_need(
    activity_type: str | None, place_kind: str | None, left_out: set[str]
) -> None:
    found = {step.id for step in steps_of(activity_type, place_kind)}
    assert set(STEPS.ids) - found == left_out
