"""Who is a party, and what an amendment of the charter may say."""

import msgspec
import pytest

from foedus.ledger import acts as a
from foedus.ledger.author import everything
from foedus.ledger.charter import present, present_party
from foedus.ledger.line import read_line
from foedus.ledger.partnership import Taken
from tests.ledger.scenario import Said, Scenario, charter, key, named, signed, uuid

OTHER_AGE = "age1" + "p" * 58


def admitted(world: Scenario, *codes: str) -> Said:
    """ITA amends the charter so that it names these; the parties endorse, the new ones join, and it is sealed."""
    base = world.said.get("amended", [world.founded])[-1].version()
    before = [world.facts.parties[one].code for one in present(world.store, everything(world.facts))]
    amended = world.amend(*map(named, codes), base=base)
    for code in codes:
        if code in before and code != "ITA":
            world.say(code, a.Endorse(amended.version()))
        elif code not in before:
            world.join(code, amended.version())
    world.say("ITA", a.Seal((amended.version(),)))
    world.said["amended"] = [amended]
    return amended


def codes_of(world: Scenario) -> list[str]:
    return sorted(world.facts.parties[one].code for one in present(world.store, everything(world.facts)))


@pytest.mark.parametrize(
    "parties, reason",
    [
        pytest.param((named("ITA"), named("AZE")), None, id="as it was"),
        pytest.param((named("AZE"), named("ITA"), named("KAZ")), None, id="one more, another order"),
        pytest.param(
            (named("ITA", name="Another", age=OTHER_AGE), named("AZE")), None, id="another name and recipient"
        ),
        pytest.param((named("ITA"),), "party-dropped", id="a party dropped"),
        pytest.param((named("ITA"), named("AZE", key=key("x").jwk)), "key-changed", id="a key changed"),
        pytest.param((named("ITA"), named("AZE", recovery=key("x").jwk)), "key-changed", id="a recovery key changed"),
        pytest.param(
            (named("ITA"), named("AZE"), named("KAZ", key=key("AZE recovery").jwk)), "not-a-charter", id="key twice"
        ),
        pytest.param((named("ITA"), named("AZE"), named("AZE", key=key("x").jwk)), "not-a-charter", id="code twice"),
        pytest.param(
            (named("ITA"), named("AZE"), named("KAZ", key=key("AZE next").jwk)),
            "key-used-before",
            id="a key that a rotation brought",
        ),
    ],
)
def test_amendment_is_judged(parties: tuple[a.Party, ...], reason: str | None) -> None:
    world = Scenario("ITA", "AZE")
    world.rotate("AZE", "AZE next")
    assert world.void(world.amend(*parties)) == reason


def test_key_that_a_rotation_brought_outside_the_causal_past_is_new_there() -> None:
    world = Scenario("ITA", "AZE")
    rotated = world.rotate("AZE", "KAZ")
    amended = world.amend(named("ITA"), named("AZE"), named("KAZ"), how={"seen": (world.said["AZE"][0].hash,)})
    assert world.void(amended) is None
    other = world.replayed([line for line in world.lines if line.hash != rotated.hash] + [rotated.line])
    assert world.state(other) == world.state()


@pytest.mark.parametrize(
    "body, reason",
    [
        pytest.param({"name": "x"}, "not-a-charter", id="no fields"),
        pytest.param({**msgspec.to_builtins(charter(named("ITA"), named("AZE"))), "x": 1}, "not-a-charter", id="more"),
        pytest.param(
            msgspec.to_builtins(charter(named("ITA"), named("AZE"), expected=(a.ExpectedParty("AZE", "x"),))),
            "not-a-charter",
            id="a party that is expected too",
        ),
        pytest.param(
            msgspec.to_builtins(charter(named("ITA"), named("AZE"), expected=(a.ExpectedParty("KAZ", "x"),))),
            None,
            id="one expected",
        ),
    ],
)
def test_body_of_an_amendment_is_a_charter(body: dict[str, object], reason: str | None) -> None:
    world = Scenario("ITA", "AZE")
    act = a.Propose(record="ITA/charter", kind="charter/1", body=body, base=world.charter)
    assert world.void(world.say("ITA", act)) == reason


def test_amendment_by_another_than_the_founder_is_void() -> None:
    world = Scenario("ITA", "AZE")
    body = msgspec.to_builtins(charter(named("ITA"), named("AZE")))
    act = a.Propose(record="ITA/charter", kind="charter/1", body=body, base=world.charter)
    assert world.void(world.say("AZE", act)) == "not-the-founder"


def test_amendment_of_another_form_or_on_no_charter_is_void() -> None:
    world = Scenario("ITA", "AZE")
    body = msgspec.to_builtins(charter(named("ITA"), named("AZE")))
    act = a.Propose(record="ITA/charter", kind="charter/2", body=body, base=world.charter)
    assert world.void(world.say("ITA", act)) == "no-other-charter"
    first = world.agree("ITA", "AZE")
    act = a.Propose(record="ITA/charter", kind="charter/1", body=body, base=first.version())
    assert world.void(world.say("ITA", act)) == "base-of-another-record"


def test_charter_is_kept_by_its_founder_whatever_it_says() -> None:
    world = Scenario("ITA", "AZE")
    body = msgspec.to_builtins(charter(named("ITA"), named("AZE")))
    first = world.say("ITA", a.Propose("ITA/charter", "charter/1", body, base=world.charter, keeper="AZE"))
    world.say("AZE", a.Endorse(first.version()))
    assert world.void(world.say("AZE", a.Seal((first.version(),)))) == "not-the-keeper"
    assert world.void(world.say("ITA", a.Seal((first.version(),)))) is None


def test_among_does_not_spare_anyone_at_the_charter() -> None:
    world = Scenario("ITA", "AZE", "KAZ")
    body = msgspec.to_builtins(charter(named("ITA"), named("AZE"), named("KAZ")))
    first = world.say("ITA", a.Propose("ITA/charter", "charter/1", body, base=world.charter, among=("ITA", "AZE")))
    world.say("AZE", a.Endorse(first.version()))
    assert world.void(world.say("ITA", a.Seal((first.version(),)))) == "no-consent"


def test_party_named_at_the_founding_is_asked_from_then_on() -> None:
    world = Scenario("ITA", "AZE", absent=("AZE",))
    proposed = world.propose("ITA")
    world.join("AZE")
    world.say("AZE", a.Endorse(proposed.version()))
    assert world.void(world.say("ITA", a.Seal((proposed.version(),)))) is None


def test_party_admitted_acts_once_the_amendment_is_sealed_in_its_past() -> None:
    world = Scenario("ITA", "AZE")
    amended = admitted(world, "ITA", "AZE", "KAZ")
    assert codes_of(world) == ["AZE", "ITA", "KAZ"]
    joined = world.said["KAZ"][0]
    early = world.propose("KAZ", how={"seen": ()})
    assert world.void(early) == "not-admitted"
    assert world.void(world.propose("KAZ")) is None
    assert world.sealed(amended.version())
    assert joined.outcome.taken is Taken.APPLIED


def test_endorsement_of_a_newer_amendment_is_as_good_as_the_join() -> None:
    world = Scenario("ITA", "AZE")
    first = world.amend(named("ITA"), named("AZE"), named("KAZ"))
    world.join("KAZ", first.version())
    second = world.amend(named("ITA"), named("AZE"), named("KAZ", age=OTHER_AGE))
    world.say("AZE", a.Endorse(second.version()))
    assert world.void(world.say("ITA", a.Seal((second.version(),)))) == "no-consent"
    world.say("KAZ", a.Endorse(second.version()))
    assert world.void(world.say("ITA", a.Seal((second.version(),)))) is None


def test_decline_after_the_join_takes_the_consent_back() -> None:
    world = Scenario("ITA", "AZE")
    first = world.amend(named("ITA"), named("AZE"), named("KAZ"))
    world.join("KAZ", first.version())
    world.say("AZE", a.Endorse(first.version()))
    world.say("KAZ", a.Decline(first.version()))
    assert world.void(world.say("ITA", a.Seal((first.version(),)))) == "no-consent"


def test_recovery_key_of_a_party_is_the_one_of_the_version_that_it_joined() -> None:
    world = Scenario("ITA", "AZE")
    world.amend(named("ITA"), named("AZE"), named("KAZ", recovery=key("x").jwk))
    second = world.amend(named("ITA"), named("AZE"), named("KAZ"))
    world.join("KAZ", second.version())
    world.say("AZE", a.Endorse(second.version()))
    world.say("ITA", a.Seal((second.version(),)))
    assert world.recover("KAZ", by=key("x")).outcome.reason == "not-the-key-in-force"
    assert world.recover("KAZ").outcome.taken is Taken.APPLIED
    world.keys.pop("KAZ")
    third = world.amend(named("ITA"), named("AZE"), named("KAZ"), base=second.version())
    assert world.void(third) is None


def test_party_that_left_may_be_dropped_and_its_code_and_keys_stay_used() -> None:
    world = Scenario("ITA", "AZE", "KAZ")
    world.say("KAZ", a.Leave())
    admitted(world, "ITA", "AZE")
    assert codes_of(world) == ["AZE", "ITA"]
    base = world.said["amended"][-1].version()
    again = world.amend(named("ITA"), named("AZE"), named("KAZ", key=key("x").jwk), base=base)
    assert world.void(again) == "code-used-before"
    other = named("UZB", key=key("KAZ").jwk)
    assert world.void(world.amend(named("ITA"), named("AZE"), other, base=base)) == "key-used-before"
    assert world.void(world.amend(named("ITA"), named("AZE"), named("UZB"), base=base)) is None


def test_two_claims_of_one_code_are_two_parties_of_which_the_charter_knows_one() -> None:
    world = Scenario("ITA", "AZE")
    first = world.amend(named("ITA"), named("AZE"), named("KAZ", key=key("thief").jwk))
    second = world.amend(named("ITA"), named("AZE"), named("KAZ"))
    stolen = world.join("KAZ", first.version(), by=key("thief"))
    world.said.pop("KAZ")
    right = world.join("KAZ", second.version())
    assert (stolen.outcome.taken, right.outcome.taken) == (Taken.APPLIED, Taken.APPLIED)
    assert world.partnership.forks == []
    world.say("AZE", a.Endorse(second.version()))
    assert world.void(world.say("ITA", a.Seal((second.version(),)))) is None
    assert world.void(world.propose("KAZ")) is None
    claim = world.say("KAZ", Scenario.proposal("ITA", 9), after=stolen.hash, by=key("thief"))
    assert world.void(claim) == "not-admitted"


def test_charter_in_dispute_counts_everyone_that_any_head_names() -> None:
    world = Scenario("ITA", "AZE")
    last = world.amend(named("ITA"), named("AZE"), named("KAZ"))
    other = world.amend(named("ITA"), named("AZE"), named("UZB"))
    world.say("AZE", a.Endorse(last.version()), a.Endorse(other.version()))
    world.join("KAZ", last.version())
    world.join("UZB", other.version())
    consents = [world.tip("UZB") or ""]
    for amended in (last, other):
        sealed = world.say("ITA", a.Seal((amended.version(),)), after=other.hash, seen=consents)
        assert world.void(sealed) is None
    assert codes_of(world) == ["AZE", "ITA", "KAZ", "UZB"]
    assert world.state()["disputed"] == ["ITA/charter"]
    assert world.void(world.propose("UZB")) is None


def test_party_of_a_code_is_a_member_who_has_not_left() -> None:
    world = Scenario("ITA", "AZE", "KAZ")
    world.say("KAZ", a.Leave())
    past = everything(world.facts)
    assert present_party(world.store, "AZE", past) == world.number("AZE")
    assert present_party(world.store, "KAZ", past) is None
    assert present_party(world.store, "UZB", past) is None


@pytest.mark.parametrize(
    "version, by, reason",
    [
        pytest.param("founding", "KAZ", "join-not-named", id="not named"),
        pytest.param("plan", "KAZ", "join-version", id="no charter"),
        pytest.param("nothing", "KAZ", "join-version", id="nothing"),
        pytest.param("charter", "x", "not-the-key-in-force", id="another key"),
    ],
)
def test_join_that_is_void_is_no_entry(version: str, by: str, reason: str) -> None:
    world = Scenario("ITA", "AZE")
    proposed = world.propose("ITA")
    amended = world.amend(named("ITA"), named("AZE"), named("KAZ"))
    versions = {
        "founding": world.charter,
        "plan": proposed.version(),
        "nothing": "0" * 64 + "/0",
        "charter": amended.version(),
    }
    said = world.join("KAZ", versions[version], by=key(by))
    assert (said.outcome.taken, said.outcome.reason) == (Taken.ASIDE, reason)


def test_join_that_has_not_seen_its_charter_is_no_entry() -> None:
    world = Scenario("ITA", "AZE", absent=("AZE",))
    assert world.join("AZE", seen=()).outcome.reason == "join-version"


def test_party_that_left_joins_no_more() -> None:
    world = Scenario("ITA", "AZE")
    world.say("AZE", a.Leave())
    seen = (world.say("ITA", Scenario.statement("ITA")).hash,)
    entry = a.Entry(1, "AZE", 0, "2026-01-01T00:00:00Z", (a.Join(world.charter),), world.id, seen=seen)
    assert world.receive(signed(entry, key("AZE"))).reason == "left"


def test_founder_does_not_join() -> None:
    world = Scenario("ITA", "AZE")
    entry = a.Entry(1, "ITA", 0, "2026-01-01T00:00:00Z", (a.Join(world.charter),), world.id, seen=(world.id,))
    outcome = world.partnership.receive(read_line(signed(entry, key("ITA")), world.facts.points))
    assert outcome.reason == "join-not-named"


def test_record_of_one_admitted_late_is_agreed_like_any() -> None:
    world = Scenario("ITA", "AZE")
    admitted(world, "ITA", "AZE", "KAZ")
    proposed = world.propose("KAZ", among=("ITA", "KAZ"))
    world.say("ITA", a.Endorse(proposed.version()))
    assert world.void(world.say("KAZ", a.Seal((proposed.version(),)))) is None
    assert f"KAZ/{uuid(1)}" in world.state()["sealed"]
