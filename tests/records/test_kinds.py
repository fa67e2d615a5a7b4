"""Every kind comes back from its body as it was written, its facts hold, and few of its fields are required."""

import re

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError

from foedus.ledger import acts, limits
from foedus.ledger.keys import Jwk
from foedus.records import catalogue
from foedus.records.base import Consent, Part, dump, not_allowed_anywhere
from foedus.records.catalogue import all_kinds
from foedus.records.kinds.charter import Charter, CharterParty, ExpectedParty, PublicKey
from foedus.records.values import Attachment, HexDigest, PartyCode, Period, RecordName, VersionName
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
UUID = "44444444-4444-4444-8444-444444444444"
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


@pytest.mark.parametrize(
    "part,form",
    [(Charter, acts.Charter), (CharterParty, acts.Party), (ExpectedParty, acts.ExpectedParty), (PublicKey, Jwk)],
    ids=["charter", "party", "expected", "key"],
)
def test_charter_has_the_fields_of_the_ledger(part: type[Part], form: type[msgspec.Struct]) -> None:
    assert set(part.model_fields) == set(form.__struct_fields__)


@pytest.mark.parametrize(
    "named,form",
    [
        ("ITA", limits.CODE_FORM),
        (f"ITA/{UUID}", limits.RECORD_FORM),
        ("ITA/charter", limits.RECORD_FORM),
        (f"{'a' * 64}/0", limits.VERSION_FORM),
        (f"{'a' * 64}/9999", limits.VERSION_FORM),
        ("a" * 64, limits.HASH_FORM),
        (f"sha256:{'a' * 64}", limits.BLOB_FORM),
    ],
)
def test_names_have_the_forms_of_the_ledger(named: str, form: str) -> None:
    value = {
        limits.CODE_FORM: PartyCode,
        limits.RECORD_FORM: RecordName,
        limits.VERSION_FORM: VersionName,
        limits.HASH_FORM: HexDigest,
        limits.BLOB_FORM: Attachment.model_fields["blob"].rebuild_annotation(),
    }[form]
    reader: TypeAdapter[str] = TypeAdapter(value)
    for text in (named, named + "\n", " " + named, named.swapcase(), named[:-1], named + "0"):
        assert _is_read(reader, text) is bool(re.search(form, text) and "\n" not in text), text


def _is_read(reader: TypeAdapter[str], text: str) -> bool:
    try:
        reader.validate_python(text)
    except ValidationError:
        return False
    return True
