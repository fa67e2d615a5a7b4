"""Knows how each field of a kind is asked for, by its shape, and how the answers make a body; refuses to know a kind.

An item is one question on the page: a single input, a text a language, a group of inputs, rows of them, or the files
that are there. Items lie within one another as the parts of a body do; names of inputs are paths: `places.0.number`.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

from django import forms

from foedus.records.base import Path


class Typing(Protocol):
    """What was posted: names of inputs, and a list of values under each."""

    def __contains__(self, name: object) -> bool:
        """Say whether an input of this name was posted."""

    def __iter__(self) -> Iterator[str]:
        """Go through the names of the inputs."""


@dataclass(frozen=True)
class Surroundings:
    """What every item of a form needs: the form, the languages, the Parties, what links may name, what was posted."""

    form: forms.Form
    languages: Sequence[str]
    parties: Mapping[str, str]
    language: str
    choices: Mapping[str, Sequence[tuple[str, str]]]
    typed: Typing | None


@dataclass
class Item:
    """One question: its path, what people call it, and a hint.

    Attributes:
        sort: which template shows it: `input`, `text`, `group`, `rows` or `files`.
        whole_label: the label with those that it stands under, for a list of errors.
        suggestion: what a rule suggests for it, None where nothing does.
    """

    around: Surroundings
    path: str
    label: str
    whole_label: str
    hint: str = ""
    is_required: bool = False
    suggestion: Any = None
    sort: str = field(default="input", init=False)

    @property
    def anchor(self) -> str:
        """Where on the page it stands, for a link."""
        return f"item_{self.path}"

    def value(self) -> Any:
        """The plain value that was typed, None where nothing was; only after the form was cleaned."""
        return self.around.form.cleaned_data.get(self.path)

    def locate(self, path: Path) -> str | None:
        """The name of the input in which a path within this item's value was typed."""
        del path
        return self.path

    def inputs(self) -> Iterator[tuple[str, str]]:
        """The names of its inputs in their order, each with its whole label."""
        yield self.path, self.whole_label

    @property
    def bound(self) -> forms.BoundField:
        """Its input."""
        return self.around.form[self.path]

    @property
    def understood(self) -> str:
        """How a text that was typed was understood, where it is read by a grammar."""
        asked = self.around.form.fields[self.path]
        read = getattr(asked, "understood", None)
        return str(read(self.bound.value())) if read is not None and self.around.form.is_bound else ""

    @property
    def is_checkbox(self) -> bool:
        """Whether it is one box to tick, whose label stands behind it."""
        return isinstance(self.around.form.fields[self.path], forms.BooleanField)

    @property
    def is_several(self) -> bool:
        """Whether it is a list of boxes to tick, which is asked as a group."""
        return isinstance(self.around.form.fields[self.path], forms.MultipleChoiceField)
