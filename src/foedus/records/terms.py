"""Knows the shape of a list of terms and finds a term by its id; refuses to know what any list is for.

The lists themselves stand in `activity_terms` (what happens) and `agreement_terms` (what is agreed, met and
stated). Ids are for ever: they stand in signed bodies. Labels may be worded better at any time.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from pydantic import GetCoreSchemaHandler
from pydantic_core import core_schema

from foedus.records.labels import label


class UnknownTermError(ValueError):
    """A term id that its list does not have.

    Attributes:
        list_name: the name of the list.
        term_id: the id that was asked for.
    """

    def __init__(self, list_name: str, term_id: str) -> None:
        super().__init__(list_name, term_id)
        self.list_name = list_name
        self.term_id = term_id


@dataclass(frozen=True, slots=True)
class Term:
    """One word of a closed list: a stable id, its label in Italian and in English, and the list's name."""

    id: str
    it: str
    en: str
    list_name: str = ""

    def label(self, language: str) -> str:
        """Give the label for a reader of `language`; the English one where there is no other."""
        return self.it if language == "it" else label(self.en, language, within=self.list_name)


@dataclass(frozen=True, slots=True)
class TermList:
    """A closed list of terms; as an annotation of `str` it admits exactly its ids."""

    name: str
    terms: tuple[Term, ...]

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> core_schema.CoreSchema:
        """Tell pydantic to take one of the ids and nothing else."""
        return core_schema.literal_schema(list(self.ids))

    def __iter__(self) -> Iterator[Term]:
        """Go through the terms in their order."""
        return iter(self.terms)

    def __contains__(self, term_id: object) -> bool:
        """Say whether an id is of this list."""
        return term_id in self.ids

    @property
    def ids(self) -> tuple[str, ...]:
        """The ids in their order."""
        return tuple(term.id for term in self.terms)

    def term(self, term_id: str) -> Term:
        """Find a term by its id.

        Raises:
            UnknownTermError: the list has no such id.
        """
        for term in self.terms:
            if term.id == term_id:
                return term
        raise UnknownTermError(self.name, term_id)

    def label(self, term_id: str, language: str) -> str:
        """Give the label of an id; the id itself where a newer program wrote one that is not known here."""
        if term_id not in self:
            return term_id
        return self.term(term_id).label(language)


def term_list(name: str, labels: Mapping[str, tuple[str, str]]) -> TermList:
    """Make a list from `{id: (Italian, English)}`, in that order."""
    return TermList(name, tuple(Term(term_id, it, en, name) for term_id, (it, en) in labels.items()))
