"""The story of a cooperation out of its rows: which station of the ring is current, what happened, what was said."""

from datetime import date
from typing import Any

from foedus.store.listing import CooperationRow, RecordRow, UndertakingRow
from foedus.store.listing.waits import Wait
from foedus.web.story import Story, promised, reached, reference_words

TODAY = date(2024, 7, 1)


def row(kind: str, begins: date | None = None, ends: date | None = None, **body: Any) -> RecordRow:
    standing = body.pop("standing", "agreed")
    return RecordRow(
        cooperation=1, name=f"ITA/{kind}", captions={"en": kind}, kind=kind, form=f"{kind}/1", standing=standing,
        version="", shown="", author="ITA", at="2024-01-05T00:00:00Z", begins=begins, ends=ends, precision="day",
        concerned=(), acknowledged=(), waits_for=(), paper=(), is_understood=True, body=body,
    )  # fmt: skip


def current(rows: list[RecordRow], by_status: dict[str, int]) -> list[str]:
    ring = Story("AZE", rows, TODAY, "en").ring(by_status)
    return [station.heading for station in ring if station.is_current]


YEAR = (date(2024, 1, 1), date(2024, 12, 31))
AGREEMENT = row("agreement", state="in_force")


def test_ring_begins_with_the_agreement() -> None:
    assert current([], {}) == ["Agreement"]
    assert current([AGREEMENT], {}) == ["Plan"]


def test_ring_stands_at_the_plan_while_it_is_negotiated() -> None:
    plan = row("plan", *YEAR, standing="proposed")
    story = Story("AZE", [plan, AGREEMENT], TODAY, "en")
    assert current([plan, AGREEMENT], {"proposed": 3}) == ["Plan"]
    assert story.ring({})[2].url == "/partners/AZE/plan/ITA/plan/negotiation/"


def test_ring_goes_on_to_activities_then_outcomes_then_talks() -> None:
    plan = row("plan", *YEAR)
    assert current([plan, AGREEMENT], {"agreed": 1, "held": 3}) == ["Activities"]
    assert current([plan, AGREEMENT], {"lapsed": 1, "held": 3}) == ["Outcomes"]
    talks = row("meeting", date(2024, 10, 1), date(2024, 10, 2), level="staff_talks")
    assert current([talks, plan, AGREEMENT], {"held": 3}) == ["Staff talks"]


def test_ring_leaves_no_line_uncounted() -> None:
    counts = {"held": 3, "cancelled": 2, "lapsed": 4, "accounts_differ": 1, "agreed": 5}
    _agreement, _talks, _plan, lines, outcomes = Story("AZE", [row("plan", *YEAR)], TODAY, "en").ring(counts)
    assert (lines.what, lines.more) == ("15 lines in the plan", ("5 to come or under way",))
    assert (outcomes.what, outcomes.more) == (
        "3 held",
        ("2 not held, put off or cancelled", "1 where the accounts differ", "4 without an outcome"),
    )


def test_story_prefers_the_plan_that_is_agreed_and_running() -> None:
    old, new = row("plan", date(2022, 1, 1), date(2022, 12, 31)), row("plan", *YEAR)
    story = Story("AZE", [row("plan", *YEAR, standing="proposed"), new, old], TODAY, "en")
    assert (story.plan, story.past) == (new, [old])


def test_events_are_the_newest_first_and_say_what_is_bad_and_what_is_ahead() -> None:
    suspended = row(
        "agreement",
        signed_on="2012-11-06",
        state="suspended",
        suspended={"date": "2024-03-01"},
        in_force_to="2030-01-01",
    )
    told = Story("AZE", [suspended, row("milestone", date(2023, 10, 1))], TODAY, "en").events()
    marks = [(event["kind"], event["is_ahead"], event.get("is_bad", False)) for event in told]
    assert marks == [
        ("expires", True, False),
        ("suspended", False, True),
        ("milestone", False, False),
        ("agreement signed", False, False),
    ]


def test_promised_are_by_strength_and_side() -> None:
    def said(who: str, strength: str) -> UndertakingRow:
        return UndertakingRow(
            1,
            "ITA/x",
            {"en": "x"},
            "",
            "stated",
            "ITA",
            who,
            (),
            strength,
            None,
            "open",
            is_due=False,
            meeting="",
            kept_by=(),
        )

    told = promised([said("AZE", "hope"), said("ITA", "agreement"), said("AZE", "agreement")], "ITA")
    assert [(one.strength, len(one.ours), len(one.theirs)) for one in told] == [("agreement", 1, 1), ("hope", 0, 1)]


def test_reached_says_what_each_has_seen_and_since_when_it_is_silent() -> None:
    cooperation = CooperationRow(1, "", "AZE", "ITA", ("AZE", "ITA", "KAZ"), {"AZE": "2024-06-01"}, {})
    found = [
        Wait(1, "AZE", "answer", is_ours=False, number=5, lines=1, since="2024-05-01"),
        Wait(1, "ITA", "report", is_ours=True, number=1, lines=1, since="2024-05-01"),
    ]
    told = [(one.party, one.seen, one.waits, one.since) for one in reached(cooperation, found, "en")]
    assert told == [("Azerbaijan", "2024-06-01", 1, "2024-05-01"), ("Kazakhstan", "", 0, "")]


def test_reference_is_one_line() -> None:
    assert reference_words({"what": "letter", "number": "7", "date": "2024-03-01"}, "en") == "Letter, 7, 1 March 2024"
    assert reference_words(None, "en") == ""
