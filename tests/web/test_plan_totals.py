"""A plan's lines by what came of them: in which order, in which words, with which address."""

from django.utils import translation

from foedus.records.activity_terms import STATUSES
from foedus.store.listing import Tally
from foedus.web.plan_totals import by_host, number, totals

LINES = (
    Tally("AZE", "held", ("AZE", "ITA"), 2),
    Tally("AZE", "lapsed", (), 3),
    Tally("ITA", "accounts_differ", ("AZE", "ITA"), 1),
    Tally("ITA", "agreed", (), 2),
    Tally("ITA", "cancelled", ("AZE",), 1),
    Tally("ITA", "cancelled", ("ITA",), 2),
    Tally("ITA", "held", ("ITA",), 1),
    Tally("online", "lapsed", (), 4),
)


def words(language: str) -> list[str]:
    """What is said of the lines."""
    with translation.override(language):
        return [one.words for one in totals(LINES, language, "/plan/")]


def test_totals_say_what_came_of_lines_first_and_what_lapsed_last() -> None:
    assert words("en") == [
        "3 held", "1 cancelled by Azerbaijan", "2 cancelled by Italy",
        "1 where the accounts of the Parties differ", "2 agreed", "7 lapsed",
    ]  # fmt: skip


def test_totals_agree_in_number_in_italian() -> None:
    assert words("it") == [
        "3 effettuate", "1 annullata da Azerbaigian", "2 annullate da Italia",
        "1 su cui le versioni delle Parti discordano", "2 concordate", "7 decadute",
    ]  # fmt: skip


def test_totals_lead_to_their_lines() -> None:
    found = totals(LINES, "en", "/plan/")
    assert [one.url for one in found[:3]] == [
        "/plan/?status=held", "/plan/?status=cancelled&by=AZE", "/plan/?status=cancelled&by=ITA",
    ]  # fmt: skip


def test_totals_have_words_for_every_status() -> None:
    found = totals([Tally("ITA", status, (), 1) for status in STATUSES.ids], "en", "/")
    assert sorted(one.status for one in found) == sorted(STATUSES.ids)


def test_number_counts_what_is_asked_for() -> None:
    assert (number(LINES), number(LINES, ["held", "lapsed"]), number(LINES, ["held"], "AZE")) == (16, 10, 2)


def test_by_host_puts_all_ends_together() -> None:
    assert by_host(LINES) == {"AZE": 5, "ITA": 7, "online": 4}
