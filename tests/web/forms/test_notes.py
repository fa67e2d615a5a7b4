"""The notes of every field are said to whoever fills in a form."""

from collections.abc import Iterator

from foedus.records import catalogue
from foedus.records.base import Label, Part
from foedus.records.shapes import Shape, Sort, shapes_of
from foedus.records.values import Attachment, Money
from foedus.web.forms.notes import NOTES, note_of


def all_shapes(part: type[Part]) -> Iterator[Shape]:
    """Every field that a form asks for, and those within it."""
    for shape in shapes_of(part):
        yield shape
        if shape.part is not None and shape.part not in {Money, Attachment}:
            yield from all_shapes(shape.part)


def test_every_note_of_a_kind_that_is_drafted_is_said() -> None:
    drafted = [cls for cls in catalogue.all_kinds() if cls.kind != "charter"]
    notes = {shape.label.note for cls in drafted for shape in all_shapes(cls) if shape.sort is not Sort.COUNTRY}
    assert notes - {""} == set(NOTES) - {"ISO 4217"}


def test_note_of_a_kind_that_came_at_run_time_is_said_as_it_is() -> None:
    label = Label("Costo", "Cost", "rounded")
    assert note_of(Shape("cost", label, Sort.NUMBER, is_many=False, is_required=False)) == "rounded"


def test_note_that_the_input_says_itself_is_left_out() -> None:
    label = Label("Paese", "Country", "ISO 3166-1 alpha-2")
    assert note_of(Shape("country", label, Sort.COUNTRY, is_many=False, is_required=False)) == ""
