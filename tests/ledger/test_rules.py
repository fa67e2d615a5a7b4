"""The rules of the acts, each from both sides: what holds, and what is void and why."""

import json
import re
from typing import Any

import msgspec
import pytest

from foedus.ledger import acts as a
from foedus.ledger.line import sign_payload
from foedus.ledger.partnership import Taken
from foedus.ledger.rules import blobs_in
from tests.ledger.scenario import Scenario, charter, key, named, uuid

BLOB = "sha256:" + "a" * 64
REFERENCE = {"blob": BLOB, "name": "file", "type": "application/pdf", "size": 3}
UNKNOWN = "0" * 64 + "/0"


def two() -> Scenario:
    return Scenario("ITA", "AZE")


# propose


def test_proposal_of_a_new_record_holds() -> None:
    world = two()
    assert world.void(world.propose("ITA")) is None


def test_proposal_under_anothers_prefix_holds() -> None:
    world = two()
    assert world.void(world.propose("ITA", record=f"AZE/{uuid(1)}")) is None


@pytest.mark.parametrize(
    "fields, reason",
    [
        pytest.param({"base": UNKNOWN}, "unknown-version", id="base never declared"),
        pytest.param({"answers": UNKNOWN}, "unknown-version", id="answer to nothing"),
        pytest.param({"with_": (UNKNOWN,)}, "unknown-version", id="with what is not there"),
        pytest.param({"record": f"KAZ/{uuid(1)}"}, "not-a-party", id="prefix of no party"),
        pytest.param({"keeper": "KAZ"}, "not-a-party", id="keeper that is no party"),
        pytest.param({"among": ("ITA", "KAZ")}, "not-a-party", id="among with no party"),
        pytest.param({"kind": "charter/1"}, "no-other-charter", id="charter under another name"),
        pytest.param({"record": "AZE/charter"}, "no-other-charter", id="charter of another party"),
        pytest.param(
            {"record": "ITA/charter", "kind": "charter/2"}, "base-missing", id="charter of another form, without base"
        ),
        pytest.param({"record": "ITA/charter"}, "base-missing", id="another kind under the charter's name"),
        pytest.param({"record": "ITA/charter", "kind": "charter/1"}, "base-missing", id="charter without base"),
        pytest.param({"keeper": "AZE", "among": ("ITA",), "until": "2026-02-01T00:00:00Z"}, None, id="all that may be"),
        pytest.param({"capacity": "ad-referendum", "note": {"en": "subject to approval"}}, None, id="ad referendum"),
        pytest.param({"note": REFERENCE}, None, id="note in a file"),
    ],
)
def test_proposal_is_judged(fields: dict[str, Any], reason: str | None) -> None:
    world = two()
    assert world.void(world.propose("ITA", **fields)) == reason


def test_proposal_without_the_base_that_is_sealed_is_void() -> None:
    world = two()
    first = world.agree("ITA", "AZE")
    assert world.void(world.propose("ITA")) == "base-missing"
    assert world.void(world.propose("ITA", base=first.version())) is None


def test_proposal_on_a_base_that_is_not_sealed_is_void() -> None:
    world = two()
    first = world.propose("ITA")
    assert world.void(world.propose("ITA", base=first.version())) == "base-not-sealed"


def test_proposal_on_the_base_of_another_record_is_void() -> None:
    world = two()
    first = world.agree("ITA", "AZE")
    assert world.void(world.propose("ITA", 2, base=first.version())) == "base-of-another-record"


def test_proposal_that_changes_the_kind_is_void_and_its_form_may_change() -> None:
    world = two()
    first = world.agree("ITA", "AZE")
    assert world.void(world.propose("ITA", base=first.version(), kind="report/1")) == "kind-changed"
    assert world.void(world.propose("ITA", base=first.version(), kind="activity/2")) is None


def test_proposal_with_keeper_or_prefix_who_left_is_void() -> None:
    world = Scenario("ITA", "AZE", "KAZ")
    world.say("KAZ", a.Leave())
    assert world.void(world.propose("ITA", keeper="KAZ")) == "not-a-party"
    assert world.void(world.propose("ITA", among=("ITA", "KAZ"))) == "not-a-party"
    assert world.void(world.propose("ITA", record=f"KAZ/{uuid(1)}")) == "not-a-party"


def test_proposal_that_is_void_declares_no_version() -> None:
    world = two()
    void = world.propose("ITA", keeper="KAZ")
    assert world.void(world.say("AZE", a.Endorse(void.version()))) == "unknown-version"


def test_version_outside_the_causal_past_is_unknown() -> None:
    world = two()
    proposed = world.propose("ITA")
    assert world.void(world.say("AZE", a.Endorse(proposed.version()), seen=())) == "unknown-version"
    assert world.void(world.say("AZE", a.Endorse(proposed.version()))) is None


def test_record_stated_and_record_proposed_under_one_name_are_two() -> None:
    world = two()
    stated = world.say("ITA", Scenario.statement("ITA"))
    assert world.void(world.propose("ITA")) is None
    assert world.void(world.say("AZE", a.Endorse(stated.version()))) == "unknown-version"
    assert set(world.store.records) == {("ITA/charter", False), (f"ITA/{uuid(1)}", False), (f"ITA/{uuid(1)}", True)}


# endorse, decline, withdraw


@pytest.mark.parametrize("act", [a.Endorse, a.Decline], ids=["endorse", "decline"])
def test_consent_of_one_not_concerned_is_void(act: type[a.Endorse] | type[a.Decline]) -> None:
    world = Scenario("ITA", "AZE", "KAZ")
    proposed = world.propose("ITA", among=("ITA", "AZE"))
    assert world.void(world.say("KAZ", act(proposed.version()))) == "not-concerned"
    assert world.void(world.say("AZE", act(proposed.version()))) is None


@pytest.mark.parametrize("act", [a.Endorse, a.Decline, a.Withdraw], ids=["endorse", "decline", "withdraw"])
def test_word_on_a_version_never_declared_is_void(act: type[a.Endorse] | type[a.Decline] | type[a.Withdraw]) -> None:
    world = two()
    assert world.void(world.say("AZE", act(UNKNOWN))) == "unknown-version"


def test_withdrawal_by_another_is_void() -> None:
    world = two()
    proposed = world.propose("ITA")
    assert world.void(world.say("AZE", a.Withdraw(proposed.version()))) == "not-the-author"
    assert world.void(world.say("ITA", a.Withdraw(proposed.version()))) is None


def test_withdrawal_of_a_record_stated_is_void() -> None:
    world = two()
    stated = world.say("ITA", Scenario.statement("ITA"))
    assert world.void(world.say("ITA", a.Withdraw(stated.version()))) == "unknown-version"


# state, acknowledge


def test_statement_replaces_the_authors_last() -> None:
    world = two()
    first = world.say("ITA", Scenario.statement("ITA"))
    second = world.say("ITA", Scenario.statement("ITA", replaces=first.version()))
    assert world.void(second) is None
    assert world.void(world.say("ITA", Scenario.statement("ITA", replaces=first.version()))) == "not-the-last"
    assert world.void(world.say("ITA", Scenario.statement("ITA"))) == "not-the-last"
    assert world.state()["own"] == {f"ITA/{uuid(1)}": [first.version(), second.version()]}


def test_statement_that_replaces_nothing_there_is_void() -> None:
    world = two()
    assert world.void(world.say("ITA", Scenario.statement("ITA", replaces=UNKNOWN))) == "not-the-last"


def test_statement_of_anothers_record_is_void() -> None:
    world = two()
    assert world.void(world.say("ITA", Scenario.statement("AZE"))) == "others-record"


def test_charter_stated_is_void() -> None:
    world = two()
    assert world.void(world.say("ITA", Scenario.statement("ITA", kind="charter/1"))) == "no-other-charter"


def test_statement_on_paper_keeps_its_evidence() -> None:
    world = two()
    paper = a.Paper(("ITA", "UZB"), (msgspec.convert(REFERENCE, a.BlobReference),))
    said = world.say("ITA", Scenario.statement("ITA", paper=paper))
    assert world.void(said) is None
    assert len(list(world.store.references(BLOB))) == 1


def test_acknowledgement_of_an_own_record_by_another_holds() -> None:
    world = two()
    stated = world.say("ITA", Scenario.statement("ITA"))
    assert world.void(world.say("AZE", a.Acknowledge(stated.version()))) is None
    assert world.state()["acks"] == [[stated.version(), "AZE"]]


def test_acknowledgement_by_the_author_is_void() -> None:
    world = two()
    stated = world.say("ITA", Scenario.statement("ITA"))
    assert world.void(world.say("ITA", a.Acknowledge(stated.version()))) == "own-record"


def test_acknowledgement_of_a_joint_record_is_void() -> None:
    world = two()
    proposed = world.propose("ITA")
    assert world.void(world.say("AZE", a.Acknowledge(proposed.version()))) == "unknown-version"


# leave, erase


def test_acts_after_leaving_are_void() -> None:
    world = two()
    assert world.void(world.say("AZE", a.Leave(note={"en": "goodbye"}))) is None
    assert world.void(world.propose("AZE")) == "left"
    assert world.void(world.say("AZE", a.Leave())) == "left"
    assert world.void(world.rotate("AZE", "AZE next")) == "left"


def test_key_of_a_void_rotation_signs_nothing() -> None:
    world = two()
    world.say("AZE", a.Leave())
    world.rotate("AZE", "AZE next")
    said = world.propose("AZE")
    assert (said.outcome.taken.value, said.outcome.reason) == ("aside", "not-the-key-in-force")


def test_erasure_by_who_refers_alone_holds() -> None:
    world = two()
    world.say("ITA", Scenario.statement("ITA", body={"list": [{"file": REFERENCE}]}))
    assert world.void(world.say("AZE", a.Erase(BLOB, {"en": "not ours"}))) == "no-reference"
    assert world.void(world.say("ITA", a.Erase(BLOB, {"en": "a slip"}))) is None
    assert [erasure.blob for erasure in world.store.erasures] == [BLOB]


def test_erasure_of_what_another_refers_to_is_void() -> None:
    world = two()
    world.say("ITA", Scenario.statement("ITA", body={"file": REFERENCE}))
    world.say("AZE", Scenario.statement("AZE", note=REFERENCE))
    assert world.void(world.say("ITA", a.Erase(BLOB, {"en": "a slip"}))) == "others-reference"


def test_erasure_counts_references_in_its_causal_past_alone() -> None:
    world = two()
    world.say("ITA", Scenario.statement("ITA", body={"file": REFERENCE}))
    world.say("AZE", Scenario.statement("AZE", note=REFERENCE))
    assert world.void(world.say("ITA", a.Erase(BLOB, {"en": "a slip"}), seen=())) is None


def test_reference_of_a_void_act_counts_for_nothing() -> None:
    world = two()
    world.say("ITA", Scenario.statement("AZE", body={"file": REFERENCE}))
    assert world.void(world.say("ITA", a.Erase(BLOB, {"en": "a slip"}))) == "no-reference"


def test_reference_whose_name_is_escaped_counts() -> None:
    world = two()
    world.say("ITA", Scenario.statement("ITA", body={"file": REFERENCE}))
    stated = world.say("AZE", Scenario.statement("AZE"))
    payload = stated.line.payload.replace(b'"body":{}', b'"body":' + json.dumps(REFERENCE).encode())
    hidden = payload.replace(b'"blob"', rb'"\u0062lob"').replace(b'"seq":1', b'"seq":2')
    hidden = hidden.replace((stated.line.envelope.prev or "").encode(), stated.hash.encode())
    hidden = re.sub(rb',"seen":\[[^]]*\]', b"", hidden).replace(uuid(1).encode(), uuid(2).encode())
    assert world.receive(sign_payload(hidden, key("AZE"))).taken is Taken.APPLIED
    assert world.void(world.say("ITA", a.Erase(BLOB, {"en": "a slip"}))) == "others-reference"


def test_blobs_in_finds_references_wherever_they_stand() -> None:
    body = {"a": [REFERENCE, {"b": REFERENCE}], "c": {"blob": BLOB}, "d": "sha256:"}
    assert list(blobs_in(body)) == [BLOB, BLOB]


# several acts


def test_acts_are_judged_one_by_one_and_a_void_one_stops_none() -> None:
    world = two()
    said = world.say(
        "ITA", Scenario.proposal("ITA", 1, keeper="KAZ"), Scenario.proposal("ITA", 2), Scenario.statement("AZE")
    )
    assert [world.void(said, index) for index in range(3)] == ["not-a-party", None, "others-record"]


def test_act_sees_those_before_it() -> None:
    world = two()
    first = world.say("ITA", Scenario.statement("ITA"))
    both = world.say(
        "ITA",
        Scenario.statement("ITA", replaces=first.version()),
        Scenario.statement("ITA", replaces=first.version()),
    )
    assert [world.void(both, index) for index in range(2)] == [None, "not-the-last"]


def test_refusal_of_a_version_whose_author_forked_is_heard() -> None:
    world = Scenario("ITA", "AZE")
    before = world.tip("AZE")
    offered = world.propose("AZE", record=f"ITA/{uuid(1)}")
    world.say("ITA", a.Endorse(offered.version()))
    world.say("AZE", Scenario.statement("AZE"), after=before, seen=())
    assert world.void(world.say("ITA", a.Decline(offered.version()))) is None
    world.recover("AZE", after=offered.hash)
    assert world.void(world.say("ITA", a.Seal((offered.version(),)))) == "no-consent"


def test_version_of_one_who_forked_is_not_consented_to() -> None:
    world = Scenario("ITA", "AZE")
    before = world.tip("AZE")
    offered = world.propose("AZE", record=f"ITA/{uuid(1)}")
    world.say("AZE", Scenario.statement("AZE"), after=before, seen=())
    assert world.void(world.say("ITA", a.Endorse(offered.version()))) == "unknown-version"


def test_party_named_and_not_yet_admitted_says_nothing_else() -> None:
    world = two()
    amended = world.amend(named("ITA"), named("AZE"), named("KAZ"))
    world.join("KAZ", amended.version())
    assert world.void(world.propose("KAZ", record=f"ITA/{uuid(1)}")) == "not-admitted"
    assert world.void(world.rotate("KAZ", "KAZ next")) == "not-admitted"
    world.keys.pop("KAZ")
    assert world.void(world.say("KAZ", a.Leave())) == "not-admitted"
    assert world.void(world.say("KAZ", a.Decline(amended.version()))) is None
    assert world.void(world.say("KAZ", a.Endorse(amended.version()))) is None
    assert world.void(world.say("KAZ", a.Endorse(world.charter))) == "not-admitted"


def test_charter_is_read_as_found_is() -> None:
    assert msgspec.to_builtins(charter(named("ITA")))["parties"][0]["code"] == "ITA"
