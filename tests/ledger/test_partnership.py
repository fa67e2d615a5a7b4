"""How lines are taken: placed, kept waiting, set aside; and that the order in which they come changes nothing."""

import random

import msgspec
import pytest

from foedus.ledger import acts as a
from foedus.ledger.errors import LineError
from foedus.ledger.line import protected_header, read_line
from foedus.ledger.partnership import Partnership, Taken
from foedus.ledger.store import MemoryStore
from foedus.ledger.strict import base64url
from tests.ledger.scenario import AT, Scenario, entry, key, named, outcome, signed, signed_again, uuid


def test_line_received_twice_is_known() -> None:
    world = Scenario("ITA", "AZE")
    assert world.receive(world.lines[-1].raw).taken is Taken.KNOWN
    assert len(world.store.placed) == 2


def test_first_signature_stored_is_kept() -> None:
    world = Scenario("ITA", "AZE")
    first = world.lines[-1]
    other = signed_again(first.raw, "AZE")
    assert other != first.raw
    assert world.receive(other).taken is Taken.KNOWN
    assert world.store.lines[first.hash].raw == first.raw


# Valid, or no entry


def test_next_entry_is_applied() -> None:
    world = Scenario("ITA", "AZE")
    assert outcome(world, entry(world)) == (Taken.APPLIED, "")


@pytest.mark.parametrize(
    "fields, reason",
    [
        ({"partnership": "1" * 64}, "another-partnership"),
        ({"seq": 2}, "seq"),
        ({"seq": 5}, "seq"),
    ],
)
def test_entry_out_of_place_is_set_aside(fields: dict[str, object], reason: str) -> None:
    world = Scenario("ITA", "AZE")
    assert outcome(world, entry(world, **fields)) == (Taken.ASIDE, reason)
    aside = world.store.aside[-1]
    assert (aside.reason, aside.bearer, aside.is_well_signed) == (reason, "ZZZ", True)


def test_entry_that_follows_anothers_is_set_aside() -> None:
    world = Scenario("ITA", "AZE")
    assert outcome(world, entry(world, prev=world.id, seq=1)) == (Taken.ASIDE, "prev-of-another")


@pytest.mark.parametrize("name", ["ITA", "AZE recovery"])
def test_entry_signed_with_another_key_of_the_partnership_is_set_aside(name: str) -> None:
    world = Scenario("ITA", "AZE")
    assert outcome(world, entry(world), key(name)) == (Taken.ASIDE, "not-the-key-in-force")


def test_entry_signed_with_a_key_that_nobody_knows_is_set_aside_and_not_evidence() -> None:
    world = Scenario("ITA", "AZE")
    assert outcome(world, entry(world), key("nobody")) == (Taken.ASIDE, "not-the-key-in-force")
    assert not world.store.aside[-1].is_well_signed


def test_line_set_aside_gives_way_to_another_in_its_place() -> None:
    world = Scenario("ITA", "AZE")
    outcome(world, entry(world), key("ITA"))
    assert outcome(world, entry(world)) == (Taken.APPLIED, "")


def test_kid_of_the_key_in_force_with_anothers_signature_is_no_line() -> None:
    world = Scenario("ITA", "AZE")
    payload = msgspec.json.encode(entry(world))
    protected = protected_header(key("AZE").thumbprint)
    forged = protected + b".." + base64url(key("ITA").sign(protected + b"." + payload)) + b" " + payload
    with pytest.raises(LineError, match="signature"):
        world.receive(forged)
    unread = read_line(forged, {})
    assert world.partnership.receive(unread).reason == "signature"


# Seen


def test_seen_names_the_last_and_need_not_name_all() -> None:
    world = Scenario("ITA", "AZE", "KAZ")
    one = world.propose("ITA", 1)
    two = world.say("KAZ", Scenario.statement("KAZ"))
    assert outcome(world, entry(world, seen=(one.hash,), by="an office behind")) == (Taken.APPLIED, "")
    assert outcome(world, entry(world, seen=(two.hash,))) == (Taken.APPLIED, "")


@pytest.mark.parametrize("order", [(0, 1), (1, 0)])
def test_seen_that_another_one_seen_holds_is_one_too_many(order: tuple[int, int]) -> None:
    world = Scenario("ITA", "AZE", "KAZ")
    one = world.propose("ITA")
    two = world.say("KAZ", Scenario.statement("KAZ"))
    both = (one.hash, two.hash)
    assert outcome(world, entry(world, seen=tuple(both[place] for place in order))) == (Taken.ASIDE, "seen-twice")


def test_seen_in_any_order_is_taken() -> None:
    world = Scenario("ITA", "AZE", "KAZ")
    one = world.propose("ITA")
    two = world.say("KAZ", Scenario.statement("KAZ"), seen=())
    for place, seen in enumerate([(one.hash, two.hash), (two.hash, one.hash)]):
        assert outcome(world, entry(world, seen=seen, by=f"office {place}")) == (Taken.APPLIED, "")


def test_seen_twice_by_name_is_one_too_many() -> None:
    world = Scenario("ITA", "AZE")
    one = world.propose("ITA")
    assert outcome(world, entry(world, seen=(one.hash, one.hash))) == (Taken.ASIDE, "seen-twice")


def test_seen_that_the_entry_before_holds_is_one_too_many() -> None:
    world = Scenario("ITA", "AZE")
    assert outcome(world, entry(world, seen=(world.id,))) == (Taken.ASIDE, "seen-twice")


def test_seen_of_the_author_itself_is_refused_but_for_a_recovery() -> None:
    world = Scenario("ITA", "AZE")
    joined = world.tip("AZE")
    other = world.propose("AZE")
    changed = entry(world, prev=joined, seq=1, seen=(other.hash,))
    assert outcome(world, changed) == (Taken.ASIDE, "seen-own")
    assert world.recover("AZE", after=joined).outcome.taken is Taken.APPLIED
    assert world.lines[-1].envelope.seen == (other.hash,)


def test_join_that_has_seen_its_authors_own_is_refused() -> None:
    world = Scenario("ITA", "AZE")
    joined = world.tip("AZE") or ""
    again = a.Entry(1, "AZE", 0, AT, (a.Join(world.charter),), world.id, seen=(joined,))
    assert outcome(world, again) == (Taken.ASIDE, "seen-own")


# Nobody stops another, and order changes nothing


def crowd() -> Scenario:
    """A partnership in which much happens."""
    world = Scenario("ITA", "AZE", "KAZ")
    first = world.agree("ITA", "AZE", "KAZ")
    joined = world.tip("AZE")
    world.rotate("KAZ", "KAZ next")
    world.propose("ITA", base=first.version(), how={"seen": ()})
    world.say("AZE", a.Decline(first.version()), Scenario.statement("AZE"))
    world.say("AZE", Scenario.statement("AZE", 2), after=joined, seen=())
    amended = world.amend(named("ITA"), named("AZE"), named("KAZ"), named("UZB"))
    world.join("UZB", amended.version())
    world.recover("AZE")
    world.say("AZE", a.Endorse(amended.version()))
    world.say("KAZ", a.Endorse(amended.version()))
    world.say("ITA", a.Seal((amended.version(),)))
    world.agree("UZB", "ITA", "AZE", "KAZ", number=4)
    world.say("KAZ", a.Leave())
    world.say("KAZ", Scenario.proposal("KAZ", 9))
    return world


@pytest.mark.parametrize("seed", range(12))
def test_same_entries_give_the_same_state_in_any_order(seed: int) -> None:
    world = crowd()
    founded, *rest = world.lines
    random.Random(seed).shuffle(rest)
    assert world.state(world.replayed([founded, *rest, *rest, *rest, *rest])) == world.state()


def test_importing_twice_is_importing_once() -> None:
    world = crowd()
    twice = world.replayed([*world.lines, *world.lines])
    assert list(twice.lines) == list(world.store.lines)
    assert world.state(twice) == world.state()


def test_invalid_line_of_one_stops_no_entry_of_another() -> None:
    world = Scenario("ITA", "AZE", "KAZ")
    outcome(world, entry(world, seq=9))
    outcome(world, entry(world, seen=("2" * 64,)))
    assert world.void(world.propose("KAZ", among=("KAZ", "ITA"))) is None


def test_founding_entry_of_another_is_set_aside() -> None:
    world = Scenario("ITA", "AZE")
    other = Scenario("KAZ")
    taken = world.receive(other.lines[0].raw)
    assert (taken.taken, taken.reason) == (Taken.ASIDE, "another-partnership")


def test_founding_entry_signed_by_another_is_set_aside() -> None:
    act = a.Found("x", (named("ITA"), named("AZE")), ("en",))
    raw = signed(a.Entry(1, "ITA", 0, AT, (act,)), key("AZE"))
    line = read_line(raw, {})
    store = MemoryStore(line.hash)
    assert Partnership(store).receive(line).reason == "not-the-key-in-force"
    assert store.facts().parties == []


def test_line_before_the_founding_entry_is_set_aside() -> None:
    world = Scenario("ITA", "AZE")
    store = MemoryStore(world.id)
    assert Partnership(store).receive(world.lines[1]).reason == "unknown-key"


def test_recovery_is_signed_with_the_recovery_key() -> None:
    world = Scenario("ITA", "AZE")
    act = a.Recover(key=key("x").jwk, recovery=key("y").jwk)
    assert outcome(world, entry(world, acts=(act,), by="office")) == (Taken.ASIDE, "not-the-key-in-force")
    assert outcome(world, entry(world, acts=(act,)), key("AZE recovery")) == (Taken.APPLIED, "")


def test_rotation_of_the_recipient_alone_keeps_the_key() -> None:
    world = Scenario("ITA", "AZE")
    age = "age1" + "p" * 58
    said = world.say("AZE", a.Rotate(age=age))
    keys = world.facts.keys[world.store.placed[said.hash].keys]
    assert (keys.age, keys.signing, keys.since) == (age, key("AZE").thumbprint, said.hash)


def test_time_that_goes_back_makes_no_line_invalid() -> None:
    world = Scenario("ITA", "AZE")
    assert outcome(world, entry(world, at="1999-12-31T23:59:59Z")) == (Taken.APPLIED, "")
    assert world.store.placed[world.store.facts().branches[1].tip].latest == AT


def test_fields_that_are_absent_stay_absent() -> None:
    world = Scenario("ITA")
    assert world.lines[0].entry is not None
    assert (world.lines[0].entry.seen, b'"seen"' in world.lines[0].raw) == ((), False)
    assert uuid(1) not in world.lines[0].raw.decode()


def test_reason_does_not_depend_on_what_else_is_held() -> None:
    """The same void acts, judged by one who holds what their causal past lacks, and by one who does not."""
    world = Scenario("ITA", "AZE")
    founded = list(world.lines)
    first = world.propose("ITA")
    other = world.propose("AZE", record=f"ITA/{uuid(1)}", how={"seen": ()})
    endorsed = world.say("AZE", a.Endorse(first.version()), seen=(first.hash,))
    third = world.propose("AZE", record=f"ITA/{uuid(1)}")
    sealed = world.say("ITA", a.Seal((first.version(), third.version())), seen=(endorsed.hash,))
    one = world.amend(named("ITA"), named("AZE"), named("KAZ"), how={"seen": ()})
    two = world.amend(named("ITA"), named("AZE"), named("KAZ"), named("UZB"), how={"seen": ()})
    joined = world.join("KAZ", one.version(), seen=(one.hash,))
    early = world.say("KAZ", a.Endorse(two.version()), seen=())
    reasons = (world.void(sealed), world.void(early))
    assert reasons == ("unknown-version", "not-admitted")
    late = {third.hash, two.hash}
    lines = [line for line in world.lines if line.hash not in late] + [third.line, two.line]
    assert world.state(world.replayed([*founded, *lines])) == world.state()
    assert (other.outcome.taken, joined.outcome.taken) == (Taken.APPLIED, Taken.APPLIED)
