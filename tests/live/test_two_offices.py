"""Two offices that are really served exchange directly, by command and by page: both ways at once, nothing twice."""

from pathlib import Path

import pytest

from tests.live.office import Office, joined
from tests.live.person import Person

DISPATCHES = "/partners/sample/dispatches/"


@pytest.fixture
def offices(tmp_path: Path) -> tuple[Office, Office]:
    """Italy and Azerbaijan, each with a declaration that the other has not had yet."""
    italy, azerbaijan = joined(tmp_path, "ITA", "AZE")
    italy.state("Aperto")
    azerbaijan.state("Açıldı")
    return italy, azerbaijan


def test_party_that_joined_just_now_calls_its_founder_and_repeating_carries_nothing(tmp_path: Path) -> None:
    italy, azerbaijan = joined(tmp_path, "ITA", "AZE", is_told=False)
    italy.state("Aperto")
    azerbaijan.reaches(italy)
    with italy.served("--no-exchange"):
        first = azerbaijan.tries()
        second = azerbaijan.tries()
    assert [one["failure"] for one in (*first, *second)] == [None, None]
    assert [(one["sent"], one["taken"]) for one in second] == [(0, 0)]
    assert italy.entries() == azerbaijan.entries() == {"AZE": 1, "ITA": 2}


def test_page_keeps_the_address_exchanges_and_says_what_came_of_it(offices: tuple[Office, Office]) -> None:
    italy, azerbaijan = offices
    person = Person(italy)
    with azerbaijan.served("--no-exchange"), italy.served("--no-exchange"), person as head:
        place = "/settings/cooperations/of/sample/addresses/"
        head.send(place, place, AZE=azerbaijan.address)
        head.send(DISPATCHES, f"{DISPATCHES}exchange/", code="AZE")
        told = head.waits_for(DISPATCHES, "Done: 1 sent, 1 taken in.", gone="Under way")
    assert italy.entries() == azerbaijan.entries() == {"AZE": 2, "ITA": 2}
    assert ("came from Azerbaijan" in told, "went to Azerbaijan" in told) == (True, True)


def test_address_at_which_nobody_listens_is_told_in_words(offices: tuple[Office, Office]) -> None:
    italy, azerbaijan = offices
    italy.reaches(azerbaijan)
    told = italy.run("peer", "try", "sample", status=1)
    assert "nobody listens at 127.0.0.1" in told
    assert italy.contact(azerbaijan).failures == 1
