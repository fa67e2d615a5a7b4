"""Undertakings with the day on which they were made, what is overdue first."""

from datetime import date

import pytest

from foedus.office import stating
from foedus.store import listing
from foedus.store.listing.promises import PromiseFilter, named_rows, promise_counts, promises
from tests.office.desk import Desk

TODAY = date(2025, 8, 1)


@pytest.fixture
def promised(pair: tuple[Desk, Desk]) -> tuple[Desk, list[int], str]:
    """Italy with four undertakings: one made at a visit in July, one on a note of June, two without; one is kept."""
    italy, _ = pair
    visit = italy.draft("meeting", title="Visita", level="high_level_visit", dates="2025-07-23/2025-07-24")
    at_visit = italy.draft("undertaking", who="ITA", words="Un corso", strength="offer", made_at=italy.record(visit))
    note = {"what": "note_verbale", "number": "12", "date": "2025-06-02"}
    by_note = italy.draft(
        "undertaking", who="AZE", words="Un ufficio", strength="decision", source=note, due="2025-07-01"
    )
    kept = italy.draft("undertaking", who="ITA", words="Mantenuto", strength="decision", state="kept", due="2025-01-01")
    dated = italy.draft("undertaking", who="ITA", to_whom=["AZE"], words="Libri", strength="hope", due="2025-12-01")
    visit_record = italy.record(visit)
    stating.declare(italy.node, italy.coop, [visit, at_visit, by_note, kept, dated])
    listing.catch_up(italy.node)
    return italy, [listing.cooperations(italy.node)[0].number], visit_record


def words(italy: Desk, coops: list[int], **asked: object) -> list[str]:
    found = promises(italy.node, coops, PromiseFilter(**asked), today=TODAY)  # type: ignore[arg-type]  # each test's own
    return [one.row.caption("it") for one in found.rows]


def test_overdue_stands_first_and_what_is_kept_last(promised: tuple[Desk, list[int], str]) -> None:
    italy, coops, _ = promised
    assert words(italy, coops) == ["Un ufficio", "Libri", "Un corso", "Mantenuto"]


def test_undertaking_was_made_at_its_meeting_else_by_its_source_else_when_signed(
    promised: tuple[Desk, list[int], str],
) -> None:
    italy, coops, visit = promised
    found = promises(italy.node, coops, today=TODAY).rows
    assert [(str(one.made), one.how) for one in found] == [
        ("2025-06-02", "source"),
        ("2024-01-01", "signed"),
        ("2025-07-23", "meeting"),
        ("2024-01-01", "signed"),
    ]
    assert (found[0].source["number"], found[2].row.meeting) == ("12", visit)
    assert words(italy, coops, made="2025-07") == ["Un corso"]
    assert words(italy, coops, made="2025") == ["Un ufficio", "Un corso"]
    assert words(italy, coops, meeting=visit) == ["Un corso"]
    assert [one.kind for one in named_rows(italy.node, [(coops[0], visit)]).values()] == ["meeting"]
    assert named_rows(italy.node, []) == {}


def test_undertakings_are_narrowed_and_counted(promised: tuple[Desk, list[int], str]) -> None:
    italy, coops, _ = promised
    assert words(italy, coops, is_due=True) == ["Un ufficio"]
    assert words(italy, coops, is_due=False, but=["AZE"], state=["open"]) == ["Libri", "Un corso"]
    assert words(italy, coops, who=["AZE"]) == ["Un ufficio"]
    assert words(italy, coops, to_whom="AZE") == ["Libri", "Un corso", "Mantenuto"]
    assert words(italy, coops, strength=["decision"]) == ["Un ufficio", "Mantenuto"]
    assert words(italy, []) == []
    assert promise_counts(italy.node, coops, PromiseFilter(state=["open"]), today=TODAY) == {
        ("AZE", "decision"): 1,
        ("ITA", "hope"): 1,
        ("ITA", "offer"): 1,
    }
