"""What a cooperation's story is told from: its records, the newest first, and what is open of what was said."""

from datetime import date

from foedus.office import stating
from foedus.store import listing
from foedus.store.listing.story import due_undertakings, open_undertakings, story
from tests.office.desk import Desk

TODAY = date(2024, 7, 1)


def number_of(desk: Desk) -> int:
    listing.catch_up(desk.node)
    return listing.cooperations(desk.node)[0].number


def test_story_has_four_kinds_the_newest_first(pair: tuple[Desk, Desk]) -> None:
    italy, _ = pair
    drafts = [
        italy.draft("agreement", title="Accordo", in_force_from="2020-01-01"),
        italy.draft("meeting", title="Incontro", dates="2023-10"),
        italy.draft("milestone", what="Ufficio aperto", when="2024-02-01"),
        italy.draft("undertaking", who="ITA", words="Promessa", strength="offer"),
    ]
    stating.declare(italy.node, italy.coop, drafts)
    rows = story(italy.node, number_of(italy))
    assert [row.kind for row in rows] == ["milestone", "meeting", "agreement"]


def test_open_undertakings_leave_out_what_was_kept_and_due_ones_are_ours(pair: tuple[Desk, Desk]) -> None:
    italy, _ = pair
    said = {"who": "ITA", "strength": "offer"}
    drafts = [
        italy.draft("undertaking", words="Scaduta", due="2024-06-30", **said),
        italy.draft("undertaking", words="Aperta", **said),
        italy.draft("undertaking", words="Mantenuta", state="kept", due="2024-06-01", **said),
        italy.draft("undertaking", words="Loro", who="AZE", strength="hope", due="2024-06-01"),
    ]
    stating.declare(italy.node, italy.coop, drafts)
    number = number_of(italy)
    still = open_undertakings(italy.node, number, today=TODAY)
    assert [row.captions["it"] for row in still] == ["Loro", "Scaduta", "Aperta"]
    due = due_undertakings(italy.node, [number], today=TODAY, most=5)
    assert [row.captions["it"] for row in due] == ["Scaduta"]
