"""Private notes are found by their words, in whatever case and accents, and only of the cooperations that are asked."""

import pytest

from foedus.office import notes
from foedus.store import listing
from foedus.store.listing.private import holds, notes_with
from tests.office.desk import Desk


@pytest.mark.parametrize(
    "text, is_held",
    [("perché", True), ("CAMP perche", True), ("campione autunno", False), ("ampione", False)],
)
def test_note_holds_every_word_or_its_beginning(text: str, is_held: bool) -> None:  # noqa: FBT001 - a parameter of the test
    words = tuple(text.replace("perché", "perche").lower().split())
    assert holds("Perché il campione?", words) is is_held


def test_newest_notes_are_told_of_the_cooperations_asked(pair: tuple[Desk, Desk]) -> None:
    italy, _azerbaijan = pair
    signed = italy.propose(italy.draft("activity", title="Corso"))
    listing.catch_up(italy.node)
    record = signed.versions[0].record
    for text in ("Nota prima", "Altro", "Nota seconda"):
        notes.add(italy.node, italy.coop, record, text)
    number = listing.cooperations(italy.node)[0].number
    found = notes_with(italy.node, {number: italy.coop}, "nota", 10)
    assert [(one.text, one.row.name) for one in found] == [("Nota seconda", record), ("Nota prima", record)]
    assert [one.text for one in notes_with(italy.node, {number: italy.coop}, "nota", 1)] == ["Nota seconda"]
    assert notes_with(italy.node, {}, "nota", 10) == ()
    assert notes_with(italy.node, {number: italy.coop}, "?", 10) == ()
