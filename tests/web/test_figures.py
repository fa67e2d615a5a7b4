"""The state of play as figures: each number has an address and a sentence, each group that has one its picture."""

from datetime import date

from msgspec.structs import replace

from foedus.records.holdings import Holdings
from foedus.records.participation import CostLine, Participation
from foedus.records.standing import Standing, standing
from foedus.records.tally import Figure
from foedus.store.listing import UndertakingRow
from foedus.web.figures import Figures, row_of

HOPE = UndertakingRow(
    1, "ITA/x", {"en": "x"}, "", "stated", "ITA", "AZE", (), "hope", None, "open", is_due=False, meeting="", kept_by=()
)


def drawn() -> Standing:
    """A state of play of which little is known, but places, days, costs and one strange record."""
    empty = standing(Holdings("ITA", ("AZE", "ITA")), 2024, date(2024, 7, 1))
    told = Participation(
        places_offered={"AZE": Figure(8, ("ITA/a", "ITA/b"))},
        places_used={"AZE": Figure(5, ("ITA/a",))},
        person_days={"AZE": Figure(25, ("ITA/a",))},
        person_days_not_known=Figure(1, ("ITA/b",)),
        costs=(CostLine("ITA", "EUR", 123450, ("ITA/r",)),),
    )
    venues = replace(empty.venues, by_host={"ITA": Figure(2, ("ITA/a", "ITA/b"))}, online=Figure(1, ("ITA/c",)))
    return replace(empty, participation=told, venues=venues, not_understood=("AZE/strange",))


def test_groups_have_numbers_sentences_and_addresses() -> None:
    groups = Figures(drawn(), "AZE", "en", [HOPE]).groups()
    used, online = row_of(groups, "used-AZE"), row_of(groups, "online")
    assert used is not None
    assert online is not None
    assert (used.number, used.url) == (5, "/partners/AZE/state/?year=2024&of=used-AZE#lines")
    assert used.formula.startswith("The people of each Party")
    assert online.url == "/partners/AZE/records/activity/?year=2024&venue=online&is_agreed=1"


def test_groups_show_money_in_words_and_what_is_not_understood() -> None:
    groups = Figures(drawn(), "AZE", "it", [HOPE]).groups()
    costs, strange = row_of(groups, "costs-ITA-EUR"), row_of(groups, "not_understood")
    assert costs is not None
    assert strange is not None
    assert (costs.words, costs.lines, strange.lines) == ("1.234,50 EUR", ("ITA/r",), ("AZE/strange",))


def test_groups_that_hold_a_number_have_a_picture() -> None:
    groups = {group.key: group for group in Figures(drawn(), "AZE", "en", [HOPE]).groups()}
    pictures = {key: group.picture and group.picture["kind"] for key, group in groups.items()}
    assert pictures == {
        "plan": None,
        "venues": "split",
        "places": "bars",
        "days": "bars",
        "costs": None,
        "promises": None,
        "strengths": "bars",
        "questions": None,
    }


def test_row_of_no_key_is_none() -> None:
    assert row_of([], "planned") is None


def test_groups_say_each_formula_once_and_whether_they_are_empty() -> None:
    groups = {group.key: group for group in Figures(drawn(), "AZE", "en", [HOPE]).groups()}
    assert [label for label, _ in groups["places"].formulas] == ["offered to Azerbaijan", "used by Azerbaijan"]
    assert [key for key, group in groups.items() if group.is_empty] == ["plan", "promises"]
    assert [row.bar is not None for row in groups["places"].rows] == [True, True]
