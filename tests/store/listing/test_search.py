"""Records are found by the beginnings of words, in any language, whatever their case and accents."""

import msgspec
import pytest

from foedus.office import stating
from foedus.store import listing
from foedus.store.listing import RecordRow
from foedus.store.listing.search import snippet
from tests.office.desk import Desk

TEXTS = (
    {
        "title": {"it": "Corso a Gəncə", "en": "Course in Ganja", "ru": "Курс в Гяндже"},
        "serial": "7a",
        "period": "2024",
    },
    {"title": "Visita a Łódź", "place": {"kind": "third_country", "country": "PL", "town": "Łódź"}, "period": "2025"},
    {
        "title": "Seminario",
        "objective": {"it": "Poi un corso breve"},
        "entities": [{"party": "ITA", "entity": "CASM", "role": "lead"}],
    },
)


@pytest.fixture
def found(pair: tuple[Desk, Desk]) -> tuple[Desk, int]:
    """Three activities and a meeting."""
    italy, _ = pair
    italy.propose(*(italy.draft("activity", **body) for body in TEXTS))
    stating.declare(italy.node, italy.coop, [italy.draft("meeting", title="Corso dei colloqui", dates="2024-10")])
    listing.catch_up(italy.node)
    return italy, listing.cooperations(italy.node)[0].number


@pytest.mark.parametrize(
    "text, titles",
    [
        ("gence", ["Corso a Gəncə"]),
        ("GƏN", ["Corso a Gəncə"]),
        ("гянд", ["Corso a Gəncə"]),
        ("ganja cor", ["Corso a Gəncə"]),
        ("lodz", ["Visita a Łódź"]),
        ("7a", ["Corso a Gəncə"]),
        ("casm", ["Seminario"]),
        ("ITA/1/1", ["Visita a Łódź"]),
        ("gence lodz", []),
        ('" OR title:', []),
        ("", []),
    ],
)
def test_words_find_what_holds_them_all(found: tuple[Desk, int], text: str, titles: list[str]) -> None:
    desk, number = found
    rows = listing.search(desk.node, [number], text, kinds=["activity"]).page.rows
    assert [one.row.caption("it") for one in rows] == titles


def test_title_comes_before_other_words_and_all_is_counted(found: tuple[Desk, int]) -> None:
    desk, number = found
    told = listing.search(desk.node, [number], "corso")
    assert [one.row.caption("it") for one in told.page.rows][-1] == "Seminario"
    assert told.kinds == {"activity": 2, "meeting": 1}
    assert (told.years, told.cooperations) == ({2024: 2}, {number: 3})
    assert told.standings == {"proposed": 2, "stated": 1}
    assert not told.is_cut


@pytest.mark.parametrize(
    "narrow, total", [({"kinds": ["meeting"]}, 1), ({"years": [2024]}, 2), ({"standings": ["proposed"]}, 2)]
)
def test_search_is_narrowed_and_still_counts_all(
    found: tuple[Desk, int], narrow: dict[str, list[str]], total: int
) -> None:
    desk, number = found
    told = listing.search(desk.node, [number], "corso", **narrow)  # type: ignore[arg-type]  # by name
    assert told.page.total == total
    assert told.kinds == {"activity": 2, "meeting": 1}


def test_nothing_is_found_in_cooperations_that_one_may_not_see(found: tuple[Desk, int]) -> None:
    desk, number = found
    assert listing.search(desk.node, [], "corso").page.total == 0
    assert listing.search(desk.node, [number + 1], "corso").page.total == 0


def test_hit_is_marked_among_the_words_around_it(found: tuple[Desk, int]) -> None:
    desk, number = found
    (one,) = listing.search(desk.node, [number], "lod").page.rows
    assert one.snippet == "Visita a \x02Łódź\x03"
    long = {"title": f"{'prima ' * 30}corso {'dopo ' * 60}"}
    told = snippet(_row(one.row, long), ("cor",))
    assert (told[0], told[-1], told.count("\x02corso\x03")) == ("…", "…", 1)
    assert snippet(one.row, ("none",)) == ""


def _row(row: RecordRow, body: dict[str, str]) -> RecordRow:
    return msgspec.structs.replace(row, body=body)
