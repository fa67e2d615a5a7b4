"""JSON comes back as it was written, its names in their order, on either database."""

from pathlib import Path

import pytest
from django.db.models.fields.json import KT

from foedus.store.models import Draft, Setting
from tests.store.nodes import database

WRITTEN = {"zeta": 1, "a": [True, None, {"longer": "ə\u2028\"'\\", "b": {}}], "beta": ""}


@pytest.mark.parametrize("value", [WRITTEN, [], {}, "text", '"quoted"', 7, True, ["x", {"b": 1, "a": 2}]])
def test_value_comes_back_as_it_was_written(tmp_path: Path, value: object) -> None:
    alias = database(tmp_path).connection.alias
    Setting.objects.using(alias).create(name="one", value=value)
    found = Setting.objects.using(alias).get(name="one").value
    assert (found, repr(found)) == (value, repr(value))
    assert list(Setting.objects.using(alias).values_list("value", flat=True)) == [value]


def test_part_of_it_can_be_asked_for(tmp_path: Path) -> None:
    alias = database(tmp_path).connection.alias
    Draft.objects.using(alias).create(partnership="a", content={"kind": "plan", "at": "2025"})
    asked = Draft.objects.using(alias).annotate(kind=KT("content__kind")).values_list("kind", flat=True)
    assert list(asked) == ["plan"]
    found = [Draft.objects.using(alias).filter(content__kind=kind).count() for kind in ("plan", "activity")]
    assert found == [1, 0]
