"""Knows the items that hold others: a text a language, groups, rows, files; refuses to know a kind."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django import forms

from foedus.records.base import Path
from foedus.web.forms.items import Item
from foedus.web.forms.texts import languages_of_text, stale_languages, written
from foedus.web.languages import language_name


@dataclass
class TextItem(Item):
    """A text: one input a language, and which of them is the original."""

    prior: Mapping[str, Any] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.sort = "text"

    @property
    def languages(self) -> tuple[str, ...]:
        """The languages in which it is asked for."""
        return languages_of_text(self.prior, self.around.languages)

    @property
    def stale(self) -> tuple[str, ...]:
        """The languages whose translation is older than the original."""
        old = stale_languages(self.prior)
        return tuple(language for language in self.languages if language in old)

    def value(self) -> Any:
        """The text with what each translation remembers of its original."""
        cleaned = self.around.form.cleaned_data
        texts = {language: cleaned.get(f"{self.path}.{language}") for language in self.languages}
        holds = [language for language in self.stale if cleaned.get(f"{self.path}.holds.{language}")]
        return written(self.prior, texts, cleaned.get(f"{self.path}.original"), holds)

    def locate(self, path: Path) -> str:
        """The input of the language that the path names, else of the original."""
        step = str(path[0]) if path else ""
        if step in self.languages:
            return f"{self.path}.{step}"
        return f"{self.path}.{self.original}"

    @property
    def original(self) -> str:
        """The language that is chosen as original now."""
        chosen = self.around.form[f"{self.path}.original"].value() if len(self.languages) > 1 else None
        return str(chosen) if chosen in self.languages else str(self.prior.get("original") or self.languages[0])

    def inputs(self) -> Iterator[tuple[str, str]]:
        """One a language."""
        for language in self.languages:
            yield f"{self.path}.{language}", f"{self.whole_label} [{language}]"

    @property
    def rows(self) -> list[dict[str, Any]]:
        """One a language, for the template: its input, and what is to be said of it."""
        form, original = self.around.form, self.original
        return [
            {
                "language": language,
                "name": language_name(language, self.around.language),
                "bound": form[f"{self.path}.{language}"],
                "is_original": language == original and len(self.languages) > 1,
                "is_stale": language in self.stale,
                "holds": form[f"{self.path}.holds.{language}"] if language in self.stale else None,
            }
            for language in self.languages
        ]

    @property
    def choice(self) -> forms.BoundField | None:
        """The choice of the original; None where there is one language."""
        return self.around.form[f"{self.path}.original"] if len(self.languages) > 1 else None


@dataclass
class GroupItem(Item):
    """Several items that are one value: a place, an amount, a row's part."""

    children: Sequence[Item] = ()
    is_in_row: bool = False
    unknown: Mapping[str, Any] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.sort = "group"

    def value(self) -> Any:
        """The fields that were filled in, with what this program does not know of it; None where there is nothing."""
        found = {child.path.rpartition(".")[2]: child.value() for child in self.children}
        held = {name: value for name, value in found.items() if value is not None}
        return {**held, **self.unknown} or None

    def locate(self, path: Path) -> str | None:
        """The input of the child that the path names, else the first."""
        for child in self.children:
            if path and child.path == f"{self.path}.{path[0]}":
                return child.locate(path[1:])
        return self.children[0].locate(()) if self.children else None

    def inputs(self) -> Iterator[tuple[str, str]]:
        """Those of its children."""
        for child in self.children:
            yield from child.inputs()


@dataclass(frozen=True)
class Row:
    """One entry of a list: its number on the page, what is asked, and the box that takes it out."""

    number: int
    item: Item
    remove: str
    is_held: bool = False


@dataclass
class RowsItem(Item):
    """A list: its entries, an empty one to be filled, and a button for one more."""

    entries: Sequence[Row] = ()

    def __post_init__(self) -> None:
        self.sort = "rows"

    @property
    def rows(self) -> list[dict[str, Any]]:
        """The entries for the template."""
        return [
            {"item": row.item, "remove": self.around.form[row.remove], "is_held": row.is_held} for row in self.entries
        ]

    def is_removed(self, row: Row) -> bool:
        """Say whether an entry was ticked to be taken out."""
        return bool(self.around.form.cleaned_data.get(row.remove))

    def kept(self) -> list[tuple[Row, Any]]:
        """The entries that were filled in and not taken out, with their values."""
        said = ((row, row.item.value()) for row in self.entries if not self.is_removed(row))
        return [(row, value) for row, value in said if value is not None]

    def value(self) -> Any:
        """What was filled in, None where nothing was."""
        return [value for _row, value in self.kept()] or None

    def locate(self, path: Path) -> str | None:
        """The input within the entry that the path names by its place among those that were filled in."""
        rows = [row for row, _value in self.kept()] if self.around.form.is_bound else list(self.entries)
        place = path[0] if path else 0
        if not isinstance(place, int) or place >= len(rows):
            rows, place = list(self.entries), 0
        return rows[place].item.locate(path[1:]) if rows else None

    def inputs(self) -> Iterator[tuple[str, str]]:
        """Those of its entries."""
        for row in self.entries:
            yield from row.item.inputs()

    @property
    def is_open(self) -> bool:
        """Whether it is shown at once: something stands in it, is wrong with it, or was asked for."""
        form = self.around.form
        said = any(form[name].value() or name in form.errors for name, _label in self.inputs())
        return said or self.is_required or self.add in (self.around.typed or ())

    @property
    def add(self) -> str:
        """The name of the button that adds an entry."""
        return f"add:{self.path}"


@dataclass
class FilesItem(Item):
    """The files that are there; each can be taken out, and adding one is the page's own matter."""

    files: Sequence[Mapping[str, Any]] = ()

    def __post_init__(self) -> None:
        self.sort = "files"

    def value(self) -> Any:
        """The files that were not taken out."""
        cleaned = self.around.form.cleaned_data
        left = [file for place, file in enumerate(self.files) if not cleaned.get(f"{self.path}.{place}.remove")]
        return left or None

    def locate(self, path: Path) -> str | None:
        """The box of the file that the path names."""
        place = path[0] if path else 0
        return f"{self.path}.{place}.remove" if isinstance(place, int) and place < len(self.files) else None

    def inputs(self) -> Iterator[tuple[str, str]]:
        """One box a file."""
        for place, file in enumerate(self.files):
            yield f"{self.path}.{place}.remove", f"{self.whole_label}: {file.get('name', '')}"

    @property
    def rows(self) -> list[dict[str, Any]]:
        """The files for the template."""
        form = self.around.form
        return [{"file": file, "remove": form[f"{self.path}.{place}.remove"]} for place, file in enumerate(self.files)]
