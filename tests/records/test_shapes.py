"""The shape of a field says what it holds, for every kind that there is."""

from foedus.records import catalogue
from foedus.records.activity_terms import ACTIVITY_TYPES
from foedus.records.kinds.activity import Activity
from foedus.records.parts import Cost, People
from foedus.records.shapes import Shape, Sort, shape_of, shapes_of
from foedus.records.values import Money, Text


def shape(name: str) -> Shape:
    """A field of an activity."""
    found = shape_of(Activity, name)
    assert found is not None
    return found


def test_every_field_of_every_kind_has_a_shape_under_the_name_that_crosses_the_border() -> None:
    for cls in catalogue.all_kinds():
        schema = catalogue.json_schema(cls.kind)
        assert [one.name for one in shapes_of(cls)] == list(schema["properties"])
        assert [one.name for one in shapes_of(cls) if one.is_required] == schema.get("required", [])
        many = [name for name, told in schema["properties"].items() if told.get("type") == "array"]
        assert [one.name for one in shapes_of(cls) if one.is_many] == many


def test_shape_tells_sort_part_terms_and_limits() -> None:
    assert (shape("title").sort, shape("title").part, shape("title").is_required) == (Sort.TEXT, Text, True)
    assert (shape("type").sort, shape("type").terms) == (Sort.TERM, ACTIVITY_TYPES)
    assert (shape("places").sort, shape("places").part, shape("places").is_many) == (Sort.PART, People, True)
    assert (shape("priority").sort, shape("priority").least, shape("priority").most) == (Sort.NUMBER, 1, 9)
    assert (shape("marking").sort, shape("marking").longest) == (Sort.LINE, 500)
    assert (shape("working_languages").sort, shape("working_languages").is_many) == (Sort.LANGUAGE, True)
    assert [shape(name).sort for name in ("plan", "host", "place", "period", "reserve")] == [
        Sort.RECORD,
        Sort.PARTY,
        Sort.PLACE,
        Sort.PERIOD,
        Sort.YES,
    ]


def test_shape_of_a_part_within_a_part() -> None:
    borne = shape_of(Cost, "borne")
    assert borne is not None
    assert (borne.sort, borne.part) == (Sort.MONEY, Money)


def test_field_that_is_not_there_has_no_shape() -> None:
    assert shape_of(Activity, "mood") is None
