"""Every field of every kind stands under exactly one heading."""

from foedus.records import catalogue
from foedus.records.shapes import shapes_of
from foedus.web.groups import FURTHER, GROUPS, grouped


def test_headings_name_fields_that_there_are_and_each_once() -> None:
    for kind, groups in GROUPS.items():
        names = [name for _heading, fields in groups for name in fields]
        assert sorted(set(names)) == sorted(names)
        assert set(names) - {shape.name for shape in shapes_of(catalogue.kind(kind))} == set()


def test_every_field_of_a_kind_stands_under_a_heading() -> None:
    for cls in catalogue.all_kinds():
        found = [shape.name for _heading, shapes in grouped(cls) for shape in shapes]
        assert sorted(found) == sorted(shape.name for shape in shapes_of(cls))


def test_fields_that_no_heading_names_stand_last() -> None:
    heading, shapes = list(grouped(catalogue.kind("activity")))[-1]
    assert (heading, [shape.name for shape in shapes]) == (FURTHER, ["releasability", "remarks", "marking"])
