"""A single question knows its input, and says back how a period was understood."""

from foedus.web.forms.items import Item
from tests.web.forms.posting import form_of, typed


def item(path: str, text: str | None = None) -> Item:
    """A question of an activity's form, asked or answered."""
    form = form_of("activity", {}) if text is None else typed("activity", {path: text})
    return next(one for one in form.items if one.path == path)


def test_period_is_told_back_only_where_it_was_typed_and_read() -> None:
    assert item("period", "II trim. 2026").understood == "second quarter of 2026"
    assert (item("period", "boh").understood, item("period").understood) == ("", "")
    assert item("serial", "7").understood == ""


def test_item_names_its_input_and_where_it_stands() -> None:
    serial = item("serial", "7")
    assert (serial.anchor, serial.bound.value(), list(serial.inputs())) == ("item_serial", "7", [("serial", "Serial")])
    assert serial.around.form.is_valid()
    assert (serial.value(), serial.locate(("anything",))) == ("7", "serial")
