"""Finds private notes by their words; it knows what this office wrote for itself, and refuses to index it."""

from collections.abc import Mapping, Sequence

import msgspec

from foedus.office.ports import Cooperation, Node
from foedus.office.search_words import words_in
from foedus.store import models as tables
from foedus.store.listing.answers import NamedRow
from foedus.store.listing.promises import named_rows
from foedus.store.listing.update import store_of

MOST_READ = 2_000
"""So many notes are looked through for one search, the newest first."""


class NoteRow(msgspec.Struct, frozen=True):
    """A private note, and the record that it is on."""

    row: NamedRow
    at: str
    text: str


def notes_with(node: Node, coops: Mapping[int, Cooperation], text: str, most: int) -> tuple[NoteRow, ...]:
    """The newest notes in which every word that is looked for stands, or begins one: two questions.

    :param coops: the cooperations that whoever asks may read, by number. :param most: so many are told.
    """
    words = words_in(text)
    if not words or not coops:
        return ()
    notes = tables.Note.objects.using(store_of(node).connection.alias)
    held = notes.filter(partnership__in=[one.id for one in coops.values()]).order_by("-pk")
    numbers = {one.id: number for number, one in coops.items()}
    found = [
        ((numbers[partnership], record), at, said)
        for partnership, record, at, said in held.values_list("partnership", "record", "at", "text")[:MOST_READ]
        if holds(said, words)
    ][:most]
    rows = named_rows(node, {of for of, _at, _said in found})
    return tuple(NoteRow(rows[of], at, said) for of, at, said in found if of in rows)


def holds(text: str, words: Sequence[str]) -> bool:
    """Say whether every word stands in a text, or begins one of its words; case and accents do not matter.

    :param words: folded, as ``words_in`` gives them.
    """
    held = words_in(text)
    return all(any(one.startswith(word) for one in held) for word in words)
