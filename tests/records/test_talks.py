"""What a cooperation carries into its next talks, with the records behind each point."""

from datetime import date
from typing import Any

from foedus.records.holdings import Stated
from foedus.records.talks import Talks
from tests.records.samples import people, text
from tests.records.scene import TODAY, days, declared, held, line, name, offer, plan, report, version
from tests.records.talks_fold import talks_of

HELD_2023 = days("2023-05-15", "2023-05-19")
MAY_2024 = days("2024-05-13", "2024-05-17")


def staff_talks(number: int, first: str, **fields: Any) -> Stated:
    """Give staff talks that Italy declares."""
    body = {"title": text("Colloqui", "Talks"), "level": "staff_talks", "dates": days(first, first), **fields}
    return declared(number, "ITA", "meeting", body)


def undertaking(number: int, who: str, strength: str, **fields: Any) -> Stated:
    """Give an undertaking that Italy declares."""
    body = {"who": who, "words": text("Parole", "Words"), "strength": strength, **fields}
    return declared(number, "ITA", "undertaking", body)


def gathered(*items: Any, since: int | None = None) -> Talks:
    return talks_of(held(*items), TODAY, since)


def test_undone_and_carried_over_name_their_reports_and_what_continues_them() -> None:
    found = gathered(
        plan(),
        line(2, serial="2", type="course", period=MAY_2024),
        line(3, period=MAY_2024),
        line(4, period=MAY_2024),
        line(5, period=MAY_2024),
        line(6, period=HELD_2023),
        report(12, "AZE", 2, "cancelled", reason="funds"),
        report(13, "ITA", 3, "postponed"),
        report(15, "ITA", 5, "held"),
        offer(23, "AZE", continues=name(3)),
    )
    assert [(one.record, one.status, one.sides, one.reasons, one.sources) for one in found.not_done] == [
        (name(2), "cancelled", ("AZE",), ("funds",), (name(2), name(12, "AZE"))),
        (name(4), "dates_confirmed", (), (), (name(4),)),
        (name(6), "lapsed", (), (), (name(6),)),
    ]
    assert [(one.record, one.taken_up_by) for one in found.carried_over] == [(name(3), (name(23),))]
    assert (found.since, found.last, found.host, found.edition) == (2023, "", "", None)


def test_requests_and_what_comes_next_are_each_sides_words() -> None:
    heard = {"requests_heard": [text("Un corso", "A course")], "what_next": text("Un seguito", "A follow-up")}
    found = gathered(line(2, period=MAY_2024), report(12, "AZE", 2, "held", **heard))
    (asked,), (following,) = found.asked, found.what_next
    assert (asked.side, asked.text["en"], asked.sources) == ("AZE", "A course", (name(12, "AZE"), name(2)))
    assert (following.activity, following.text["it"], following.title["en"]) == (name(2), "Un seguito", "Line 2")


def test_promises_are_open_ones_the_firmest_first() -> None:
    found = gathered(
        undertaking(31, "AZE", "hope", made_at=name(41)),
        undertaking(32, "ITA", "agreement", due="2024-07-01"),
        undertaking(33, "AZE", "agreement", due="2024-06-01", to_whom=["ITA"]),
        undertaking(34, "AZE", "decision", state="kept"),
        undertaking(35, "AZE", "offer", state="partly_kept"),
    )
    assert [(one.record, one.who, one.is_due) for one in found.promised] == [
        (name(33), "AZE", True),
        (name(32), "ITA", True),
        (name(35), "AZE", False),
        (name(31), "AZE", False),
    ]
    assert found.promised[-1].sources == (name(31), name(41))


def test_questions_are_those_that_nobody_answered() -> None:
    asks = {"text": text("Quando?", "When?"), "asks": True}
    found = gathered(
        line(2),
        declared(51, "AZE", "comment", {"about": version(2), **asks}),
        declared(52, "AZE", "comment", {"about": version(99), **asks}),
        declared(53, "AZE", "comment", {"about": version(2), **asks}),
        declared(54, "ITA", "comment", {"about": version(53), "text": text("A maggio", "In May")}),
    )
    assert [(one.record, one.side, one.about, one.sources) for one in found.questions] == [
        (name(51, "AZE"), "AZE", name(2), (name(51, "AZE"), name(2))),
        (name(52, "AZE"), "AZE", "", (name(52, "AZE"),)),
    ]


def test_decisions_of_the_last_talks_wait_until_what_follows_is_kept() -> None:
    decisions = [
        {"what": text("Uno", "One"), "who": ["AZE"], "due": "2024-09-01"},
        {"what": text("Due", "Two"), "undertakings": [name(31), name(32)]},
        {"what": text("Tre", "Three"), "undertakings": [name(32)]},
    ]
    found = gathered(
        staff_talks(41, "2022-03-01", edition=5, decisions=[{"what": text("Vecchia", "Old")}]),
        staff_talks(42, "2024-03-01", edition=6, host="AZE", decisions=decisions),
        staff_talks(43, "2024-11-05"),
        declared(44, "ITA", "meeting", {"title": text("Visita", "Visit"), "level": "working_group"}),
        undertaking(31, "ITA", "decision"),
        undertaking(32, "ITA", "decision", state="kept"),
    )
    assert [(one.record, one.place, one.undertakings) for one in found.decisions] == [
        (name(42), 0, ()),
        (name(42), 1, (name(31),)),
    ]
    assert (found.since, found.last, found.planned, found.edition, found.host) == (
        2024,
        name(42),
        name(43),
        7,
        "ITA",
    )


def test_next_meeting_that_was_said_tells_when_and_where() -> None:
    period = {"from": "2025-03-01", "to": "2025-03-31", "precision": "month"}
    place = {"kind": "country", "country": "AZ", "town": "Baku"}
    said = {"next_meeting": {"period": period, "place": place, "host": "AZE"}, "host": "AZE"}
    found = gathered(staff_talks(42, "2024-03-01", **said))
    assert (found.period, found.place, found.host) == (period, place, "AZE")


def test_recurring_are_alike_in_title_and_type_or_continue_each_other() -> None:
    titles = {2: ("Corso alpino 2022", "course"), 3: ("Corso Alpino 2023", "course"), 4: ("Corso alpino", "seminar")}
    lines = [
        line(number, title=text(title, title), type=kind, period=days(f"202{number}-05-01", f"202{number}-05-02"))
        for number, (title, kind) in titles.items()
    ]
    renamed = line(7, title=text("Corso nuovo", "New"), type="course", continues=name(3), period=MAY_2024)
    reports = [report(10 + number, "ITA", number, "held") for number in (2, 3, 4, 7)]
    found = gathered(*lines, renamed, *reports, since=2024)
    assert [(one.title["it"], one.type, one.years, one.sources) for one in found.recurring] == [
        ("Corso nuovo", "course", (2022, 2023, 2024), (name(2), name(3), name(7)))
    ]


def test_seats_are_offered_and_used_by_year_and_party() -> None:
    found = gathered(
        line(2, period=HELD_2023, places=[people("AZE", 4)]),
        line(3, period=MAY_2024, places=[people("AZE", 5)]),
        report(13, "ITA", 3, "held", people=[people("AZE", 3)]),
    )
    assert [(one.year, one.party, one.offered.number, one.used.number) for one in found.seats] == [
        (2023, "AZE", 4, 0),
        (2024, "AZE", 5, 3),
    ]
    assert found.seats[1].used.lines == (name(3),)
    assert talks_of(held(line(2)), date(2024, 7, 1)).seats == ()
