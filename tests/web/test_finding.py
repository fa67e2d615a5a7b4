"""How an address of the search page is read, and a snippet taken apart."""

from django.http import QueryDict

from foedus.store.listing.answers import END, START
from foedus.web.finding import Asked, runs


def test_address_is_read_and_nonsense_left_out() -> None:
    asked = Asked.of(QueryDict("q=+a+b+&kind=plan&kind=meeting&year=2024&year=x&standing=agreed&page=2&partner=AZE"))
    assert asked == Asked("a b", "AZE", ("plan", "meeting"), (2024,), ("agreed",), 2)
    assert Asked.of(QueryDict("page=0000000&q=" + "x" * 300)) == Asked("x" * 200)


def test_snippet_is_taken_apart_into_hits_and_other_words() -> None:
    snippet = f"…il {START}corso{END} di {START}soc{END}"
    assert list(runs(snippet)) == [("…il ", False), ("corso", True), (" di ", False), ("soc", True)]
    assert list(runs("")) == []
    assert list(runs("senza")) == [("senza", False)]
