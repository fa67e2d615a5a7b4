"""What lists ask of activities, undertakings and turns is worked out once, whatever the day."""

from datetime import date

from foedus.office.listed_facts import work_out
from foedus.office.listing import Partly
from foedus.records.activity_status import lapses_on
from foedus.records.holdings import Holdings, Offered, understood
from tests.records.samples import text
from tests.records.scene import MAY, PARTIES, declared, line, name, plan, report, version

FULL = {
    "serial": "7",
    "host": "AZE",
    "period": MAY,
    "places": [{"party": "ITA", "number": 2}, {"party": "ITA", "number": 3}],
    "branches": [{"party": "ITA", "branch": "navy"}],
    "entities": [
        {"party": "AZE", "entity": "Other", "role": "supporting"},
        {"party": "ITA", "entity": "CASM", "role": "lead"},
    ],
}


def test_activity_with_its_reports_is_told_whatever_the_day() -> None:
    held = Holdings("ITA", PARTIES, agreed=(plan(), line(7, **FULL)), stated=(report(8, "ITA", 7, "held"),))
    worked = work_out(held, understood(held), {})
    (facts,) = worked.activities
    assert (facts.said, facts.by, facts.owed_by, facts.reports) == ("held", ("ITA",), ("AZE",), (name(8),))
    assert (facts.begins, facts.ends, facts.lapses, facts.year) == ("2024-05-13", "2024-05-17", "2025-03-02", 2024)
    assert (facts.venue, facts.lead, facts.lead_party, facts.branches) == ("party", "CASM", "ITA", ("ITA:navy",))
    assert facts.places == {"ITA": 5}
    assert [(one.due.party, one.due.what, one.is_ours, one.from_day) for one in worked.dues] == [
        ("AZE", "report", False, "2024-05-18")
    ]


def test_last_day_of_the_calendar_is_never_over() -> None:
    last = {"from": "9999-12-31", "to": "9999-12-31", "precision": "day"}
    held = Holdings("ITA", PARTIES, agreed=(line(7, period=last),))
    worked = work_out(held, understood(held), {})
    assert (worked.activities[0].lapses, worked.activities[0].owed_by, worked.dues) == ("", (), ())
    assert lapses_on(date.max) is None


def test_consent_that_ends_is_to_be_confirmed_from_that_day() -> None:
    body = {"title": text("Corso", "Course")}
    offer = Offered(name(7), "ITA", "activity/1", body, version(7), PARTIES, PARTIES, ("AZE",))
    held = Holdings("ITA", PARTIES, offered=(offer,))
    partly = {version(7): (Partly("AZE", 1, "2024-02-01T00:00:00Z"),)}
    (one,) = work_out(held, understood(held), partly).dues
    assert (one.due.party, one.due.what, one.from_day) == ("AZE", "confirm", "2024-02-01")
    (now,) = work_out(held, understood(held), {version(7): (Partly("AZE", 1, ""),)}).dues
    assert now.from_day == ""


def test_undertaking_has_the_state_that_follows() -> None:
    body = {"who": "AZE", "words": text("Corso", "Course"), "strength": "offer", "kept_by": [name(7)]}
    held = Holdings("ITA", PARTIES, stated=(declared(8, "AZE", "undertaking", body),))
    (facts,) = work_out(held, understood(held), {}).undertakings
    assert (facts.state, facts.who, facts.to_whom, facts.due, facts.kept_by) == ("kept", "AZE", (), "", (name(7),))
