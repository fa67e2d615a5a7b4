"""How lines are taken: placed, kept waiting, set aside; and that the order in which they come changes nothing."""

import random

import msgspec
import pytest
from msgspec import UNSET

from foedus.ledger import acts as a
from foedus.ledger.errors import LineError
from foedus.ledger.keys import SigningKey
from foedus.ledger.limits import WAITING
from foedus.ledger.line import Line, protected_header, read_line, split_line
from foedus.ledger.partnership import Partnership, Taken
from foedus.ledger.store import MemoryStore
from foedus.ledger.strict import base64url
from tests.ledger.scenario import AT, Scenario, key, named, signed, signed_again, uuid


def entry(world: Scenario, **fields: object) -> a.Entry:
    """AZE's next entry, with these fields changed."""
    tip = world.store.placed[world.tip("AZE") or ""]
    plain = a.Entry(1, "AZE", tip.seq + 1, AT, (Scenario.statement("AZE", 7),), world.id, tip.hash)
    return msgspec.structs.replace(plain, **fields)


def outcome(world: Scenario, changed: a.Entry, by: SigningKey | None = None) -> tuple[Taken, str]:
    taken = world.receive(signed(changed, by or key("AZE")))
    return taken.taken, taken.reason


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


# Waiting


def test_entry_waits_for_its_past_and_is_applied_when_it_is_there() -> None:
    world = Scenario("ITA", "AZE")
    proposed = world.propose("ITA")
    endorsed = world.say("AZE", a.Endorse(proposed.version()))
    world.say("ITA", a.Seal((proposed.version(),)))
    founded, joined, *later = world.lines
    store = MemoryStore(world.id)
    other = Partnership(store)
    for line in (founded, joined):
        other.receive(line)
    sealed = other.receive(read_line(later[2].raw, store.facts().points))
    assert (sealed.taken, sealed.reason) == (Taken.WAITING, "missing")
    assert sorted(sealed.missing) == sorted([proposed.hash, endorsed.hash])
    assert other.receive(read_line(later[1].raw, store.facts().points)).missing == (proposed.hash,)
    assert len(store.waiting) == 2
    assert other.receive(read_line(later[0].raw, store.facts().points)).taken is Taken.APPLIED
    assert store.waiting == {}
    assert world.state(store) == world.state()


def test_entry_that_waits_is_known_when_it_comes_again() -> None:
    world = Scenario("ITA", "AZE")
    waits = entry(world, seen=("2" * 64,))
    assert outcome(world, waits) == (Taken.WAITING, "missing")
    assert outcome(world, waits) == (Taken.KNOWN, "")
    assert world.state()["waiting"] == {"AZE": 1}


def test_entry_of_a_newer_form_waits_for_a_newer_program() -> None:
    world = Scenario("ITA", "AZE")
    newer = {"v": 2, "party": "AZE", "seq": 1, "partnership": world.id, "prev": world.tip("AZE"), "more": [1]}
    taken = world.receive(signed(newer, key("AZE")))
    assert (taken.taken, taken.reason, taken.missing) == (Taken.WAITING, "needs-newer-program", ())
    follows = a.Entry(1, "AZE", 2, AT, (a.Leave(),), world.id, world.lines[-1].hash)
    after = msgspec.structs.replace(follows, prev=read_line(signed(newer, key("AZE")), {}).hash)
    assert outcome(world, after) == (Taken.WAITING, "missing")


def test_line_that_waits_must_be_signed_with_a_key_of_its_party() -> None:
    world = Scenario("ITA", "AZE")
    waits = entry(world, seen=("2" * 64,))
    assert outcome(world, waits, key("ITA")) == (Taken.ASIDE, "unknown-key")
    assert outcome(world, waits, key("nobody")) == (Taken.ASIDE, "unknown-key")
    assert outcome(world, waits, key("AZE recovery")) == (Taken.WAITING, "missing")
    assert outcome(world, waits) == (Taken.WAITING, "missing")


def test_line_read_before_its_key_was_known_is_verified_before_it_waits() -> None:
    world = Scenario("ITA", "AZE")
    raw = signed(entry(world, seen=("2" * 64,)), key("AZE"))
    protected, payload = split_line(raw)[1], split_line(raw)[3]
    forged = protected + b".." + base64url(bytes(64)) + b" " + payload
    assert world.partnership.receive(read_line(forged, {})).reason == "signature"
    assert world.partnership.receive(read_line(raw, {})).taken is Taken.WAITING
    assert all(held.line.verified for held in world.store.waiting.values())


def test_entry_whose_key_comes_with_its_past_is_taken_when_it_is_brought_again() -> None:
    world = Scenario("ITA", "AZE")
    rotated = world.rotate("AZE", "AZE next")
    said = world.propose("AZE")
    founded, joined = world.lines[:2]
    store = world.replayed([founded, joined, said.line])
    assert [aside.reason for aside in store.aside] == ["unknown-key"]
    store = world.replayed([founded, joined, said.line, rotated.line, said.line])
    assert world.state(store) == world.state()


def test_ten_thousand_lines_of_a_journal_wait_and_no_more() -> None:
    world = Scenario("ITA", "AZE")
    template = entry(world, prev="3" * 64)
    line = read_line(signed(template, key("AZE")), world.facts.points)
    for number in range(WAITING):
        other = Line(line.raw, f"{number:064x}", line.kid, line.envelope, line.entry, verified=True)
        assert world.partnership.receive(other).taken is Taken.WAITING
    refused = world.partnership.receive(line)
    assert (refused.taken, refused.reason) == (Taken.ASIDE, "too-many-waiting")
    other_party = a.Entry(1, "ITA", 9, AT, (a.Leave(),), world.id, "3" * 64)
    assert outcome(world, other_party, key("ITA"))[0] is Taken.WAITING


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
    assert world.lines[0].entry.seen is UNSET
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
