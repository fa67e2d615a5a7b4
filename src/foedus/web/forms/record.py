"""Makes one form for any kind of record at run time, and the plain body of what was typed; refuses to save anything."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from django import forms
from django.core.exceptions import NON_FIELD_ERRORS
from django.forms.utils import ErrorDict
from django.http import QueryDict

from foedus.records.base import Body, Path, Record
from foedus.records.shapes import Shape, shape_of
from foedus.web.forms.asking import ask
from foedus.web.forms.items import Item, Surroundings
from foedus.web.forms.parts import RowsItem
from foedus.web.forms.problems import words
from foedus.web.forms.suggestions import Suggestion, suggestions_of
from foedus.web.groups import grouped


class Problem(Protocol):
    """What keeps a draft from being complete: of `records.catalogue`, or a fault of `office.drafts`."""

    @property
    def path(self) -> Path:
        """Where in the body."""

    @property
    def reason(self) -> str:
        """One of `records.catalogue.PROBLEM_REASONS`."""

    @property
    def facts(self) -> Mapping[str, Any]:
        """What the wording needs."""


@dataclass(frozen=True)
class FormGroup:
    """The items under one heading."""

    title: str
    anchor: str
    items: tuple[Item, ...]


@dataclass(frozen=True)
class Mistake:
    """One line of the list of errors: the id of the input, what it is called, and what is to be done."""

    id: str
    label: str
    message: str

    @property
    def text(self) -> str:
        """The whole line."""
        return f"{self.label}: {self.message}" if self.label else self.message


class RecordForm(forms.Form):
    """The form of one kind, with what its body holds now.

    What was typed is always kept on errors. `is_valid` says whether all of it could be read, not whether the draft is
    complete: what is missing is a problem, and is shown beside its field where it is handed over.
    """

    use_required_attribute = False

    def __init__(
        self,
        kind_class: type[Record],
        body: Mapping[str, Any],
        languages: Sequence[str],
        parties: Mapping[str, str],
        *,
        language: str = "en",
        data: QueryDict | Mapping[str, Any] | None = None,
        choices: Mapping[str, Sequence[tuple[str, str]]] | None = None,
        inferred: Sequence[Mapping[str, Any]] = (),
        without: Collection[str] = (),
        problems: Iterable[Problem] = (),
    ) -> None:
        """Ask for every field of a kind.

        :param languages: of the cooperation; the first is the original of a new text.
        :param parties: names by code. :param language: the reader's.
        :param choices: by path without places (`plan`, `decisions.undertakings`): names of records, and their titles.
        :param inferred: suggestions of the draft. :param without: fields that are not asked for; what they hold stays.
        :param problems: what is to be said beside the fields, whether or not something was posted.
        """
        super().__init__(data)
        self.kind_class, self._body = kind_class, dict(body)
        around = Surroundings(self, tuple(languages), parties, language, choices or {}, data)
        suggested = suggestions_of(kind_class, inferred, language, parties)
        self.groups = tuple(
            FormGroup(heading.text(language), f"group_{place}", tuple(self._items(around, shapes, suggested, without)))
            for place, (heading, shapes) in enumerate(grouped(kind_class))
            if any(shape.name not in without for shape in shapes)
        )
        self._taking = tuple(one.field for one in suggested.values())
        self.is_adding = data is not None and any(name.startswith("add:") for name in data)
        if data is None:
            self._errors, self.cleaned_data = ErrorDict(), {}
        self.attach(problems)

    def _items(
        self,
        around: Surroundings,
        shapes: Iterable[Shape],
        suggested: Mapping[str, Suggestion],
        without: Collection[str],
    ) -> Iterator[Item]:
        for shape in shapes:
            if shape.name in without:
                continue
            item = ask(around, shape, self._body.get(shape.name))
            item.suggestion = suggested.get(shape.name)
            yield item

    @property
    def items(self) -> Iterator[Item]:
        """Every item in its order on the page."""
        return (item for group in self.groups for item in group.items)

    def full_clean(self) -> None:
        """Read what was typed; what stands in an entry that is to be taken out is of no matter."""
        super().full_clean()
        if not self.is_bound:
            return
        for name in self._removed(self.items):
            self.errors.pop(name, None)

    def _removed(self, items: Iterable[Item]) -> Iterator[str]:
        for item in items:
            if isinstance(item, RowsItem):
                gone = [row for row in item.entries if item.is_removed(row)]
                yield from (name for row in gone for name, _label in row.item.inputs())
                yield from self._removed(row.item for row in item.entries)
            yield from self._removed(getattr(item, "children", ()))

    def body(self) -> Body:
        """Give the plain body of what was typed: absent stays absent; what is not asked for stays as it was."""
        asked = {item.path: item.value() for item in self.items}
        kept = {name: value for name, value in self._body.items() if name not in asked}
        said = {**kept, **{name: value for name, value in asked.items() if value is not None}}
        order = [*self._body, *(name for name in said if name not in self._body)]
        return {name: said[name] for name in order if name in said}

    def taken(self) -> frozenset[str]:
        """The fields whose suggestion was ticked."""
        return frozenset(name for name in self._taking if f"take:{name}" in self.data)

    def attach(self, problems: Iterable[Problem]) -> None:
        """Show problems beside the fields in which they stand, in the reader's words."""
        for problem in problems:
            step = next((str(one) for one in reversed(problem.path) if isinstance(one, str)), "")
            terms = self._terms(problem.path)
            message = words(problem.reason, problem.facts, field=step, terms=terms)
            name = self._located(problem.path)
            if name is not None and name not in self.fields:
                name = None
            if message not in self.errors.get(name or NON_FIELD_ERRORS, ()):
                self.add_error(name, message)

    def _terms(self, path: Path) -> Any:
        part: Any = self.kind_class
        terms = None
        for step in path:
            shape = shape_of(part, step) if part is not None and isinstance(step, str) else None
            if shape is not None:
                part, terms = shape.part, shape.terms
        return terms

    def _located(self, path: Path) -> str | None:
        item = next((one for one in self.items if path and one.path == path[0]), None)
        return item.locate(path[1:]) if item is not None else None

    def _id(self, name: str) -> str:
        """Where a link to an input leads: of boxes to tick, to the first."""
        bound = self[name]
        return bound.id_for_label or f"{bound.auto_id}_0"

    @property
    def summary(self) -> list[Mistake]:
        """Every error in the order of the page, for the list above the form."""
        whole = [Mistake("", "", str(message)) for message in self.non_field_errors()]
        found = [
            Mistake(self._id(name), label, str(message))
            for item in self.items
            for name, label in item.inputs()
            for message in self.errors.get(name, ())
        ]
        return [*found, *whole]
