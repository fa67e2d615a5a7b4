"""Boxes of forms are written without templates as Django writes them with."""

from datetime import date
from typing import Any

import pytest
from django import forms
from django.forms.renderers import DjangoTemplates
from django.utils.safestring import mark_safe
from django.utils.translation import gettext_lazy

from foedus.web.forms.rendering import Renderer

CHOICES = [("", gettext_lazy("any")), (1, "<one> & “due”"), ("two", mark_safe("<b>2</b>"))]


@pytest.mark.parametrize(
    "widget, value",
    [
        (forms.TextInput(attrs={"type": "search", "required": True, "disabled": False, "title": 'a "b"'}), "x<y"),
        (forms.TextInput(), None),
        (forms.TextInput(), mark_safe("&amp;")),
        (forms.NumberInput(attrs={"min": 0}), 2024),
        (forms.DateInput(), date(2024, 5, 6)),
        (forms.HiddenInput(), "a'b"),
        (forms.PasswordInput(), "kept back"),
        (forms.CheckboxInput(), True),
        (forms.CheckboxInput(), False),
        (forms.Select(choices=CHOICES), "1"),
        (forms.Select(choices=[("Group <1>", CHOICES), ("x", "y")]), "two"),
        (forms.SelectMultiple(choices=CHOICES), ["1", "two"]),
        (forms.CheckboxSelectMultiple(choices=CHOICES), ["1"]),
        (forms.RadioSelect(choices=CHOICES), "two"),
        (forms.Textarea(), "words <of> several lines\n"),
    ],
)
def test_box_is_written_as_django_writes_it(widget: forms.Widget, value: Any) -> None:
    attrs = {"id": "id_box", "aria-describedby": "hint"}
    assert widget.render("box", value, attrs, Renderer()) == widget.render("box", value, attrs, DjangoTemplates())


@pytest.mark.parametrize("renderer", [Renderer(), DjangoTemplates()])
def test_choices_beside_each_other_are_written_one_by_one(renderer: DjangoTemplates) -> None:
    class Asked(forms.Form):
        what = forms.MultipleChoiceField(choices=CHOICES, widget=forms.CheckboxSelectMultiple)

    found = [str(choice.tag()) for choice in Asked(initial={"what": ["1"]}, renderer=renderer)["what"]]
    assert found == [
        '<input type="checkbox" name="what" value="" id="id_what_0">',
        '<input type="checkbox" name="what" value="1" id="id_what_1" checked>',
        '<input type="checkbox" name="what" value="two" id="id_what_2">',
    ]
