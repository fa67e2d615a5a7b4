"""Every kind comes back from its body as it was written, its facts hold, and few of its fields are required."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from foedus.records import catalogue
from foedus.records.base import Consent, dump, not_allowed_anywhere
from foedus.records.catalogue import all_kinds
from foedus.records.values import Period
from tests.records.bodies import bodies

REQUIRED = {
    "activity": {"title"},
    "agreement": {"title"},
    "charter": {"name", "parties", "languages"},
    "comment": {"about", "text"},
    "meeting": {"title"},
    "milestone": {"what"},
    "plan": {"title"},
    "report": {"activity", "side", "outcome"},
    "undertaking": {"who", "words", "strength"},
}
CONSENT = {
    "activity": Consent.JOINT,
    "agreement": Consent.EITHER,
    "charter": Consent.JOINT,
    "comment": Consent.OWN,
    "meeting": Consent.EITHER,
    "milestone": Consent.OWN,
    "plan": Consent.JOINT,
    "report": Consent.OWN,
    "undertaking": Consent.EITHER,
}
NAMES = [cls.kind for cls in all_kinds()]


@pytest.mark.parametrize("name", NAMES)
@settings(max_examples=40, deadline=None)
@given(data=st.data())
def test_random_body_comes_back_as_it_was(name: str, data: st.DataObject) -> None:
    body = data.draw(bodies(catalogue.kind(name)))
    record = catalogue.read(f"{name}/1", body)
    written = dump(record)
    assert written == body
    assert list(not_allowed_anywhere(written)) == []
    assert catalogue.read(f"{name}/1", written) == record


def test_required_fields_let_an_office_draft_with_what_it_knows() -> None:
    found = {cls.kind: {field for field, info in cls.model_fields.items() if info.is_required()} for cls in all_kinds()}
    assert found == REQUIRED


def test_consent_of_each_kind() -> None:
    assert {cls.kind: cls.consent for cls in all_kinds()} == CONSENT


def test_ways_back_are_named_once() -> None:
    ways = [back for cls in all_kinds() for back in cls.links.values()]
    assert sorted(set(ways)) == sorted(ways)


@pytest.mark.parametrize("name", NAMES)
def test_lasts_names_days_or_periods(name: str) -> None:
    cls = catalogue.kind(name)
    schema = catalogue.json_schema(name)
    for field in cls.lasts:
        told = schema["properties"][field]
        assert told.get("format") == "date" or told["$ref"] == f"#/$defs/{Period.__name__}"
