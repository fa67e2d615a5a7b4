"""Records by the short names that people type."""

from foedus.office.proposing import Signed
from foedus.store import listing
from foedus.store.listing.called import called, is_shown_name
from tests.office.desk import Desk


def test_record_is_found_by_its_short_names(offered: tuple[Desk, Desk, Signed]) -> None:
    italy, _, signed = offered
    listing.catch_up(italy.node)
    coops = [listing.cooperations(italy.node)[0].number]
    first = signed.versions[0]
    for text in (first.shown, first.shown.lower(), f" {first.record} ", "1"):
        assert [row.name for row in called(italy.node, coops, text)] == [first.record]
    for text in ("Corso", "", "99", "ITA/999/0", "ITA"):
        assert called(italy.node, coops, text) == ()


def test_number_of_a_line_means_nothing_in_several_cooperations(offered: tuple[Desk, Desk, Signed]) -> None:
    italy, _, _ = offered
    listing.catch_up(italy.node)
    number = listing.cooperations(italy.node)[0].number
    assert called(italy.node, [number, number + 1], "1") == ()
    assert called(italy.node, [], "ITA/1/0") == ()


def test_form_of_a_short_name_is_known() -> None:
    assert [is_shown_name(text) for text in ("ita/12/0", "ITA/12/0", "ITA/12", "12")] == [True, True, False, False]
