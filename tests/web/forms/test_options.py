"""A list to choose from, as a browser gets it."""

import pytest
from django import forms
from django.test.html import parse_html

from foedus.web.forms.options import Options

CHOICES = [("", "-"), ("AZ", "Azerbaijan <b>"), ("IT", "Italy & others")]


@pytest.mark.parametrize("value", ["", "IT", None, "absent"])
def test_options_hold_what_djangos_own_list_holds(value: str | None) -> None:
    attributes = {"id": "id_country", "data-width": "short", "disabled": True}
    ours = Options(attributes, CHOICES).render("country", value)
    theirs = forms.Select(attributes, CHOICES).render("country", value)
    assert parse_html(ours) == parse_html(theirs)
