"""A party's next entry: what it follows, what it has seen, and what the keeper can seal."""

import pytest

from foedus.ledger import acts as a
from foedus.ledger.author import (
    everything,
    leaves,
    news,
    next_entry,
    own_tip,
    recovery_entry,
    sealable,
    waits_for,
)
from foedus.ledger.errors import SigningError
from foedus.ledger.line import read_line, write_entry
from foedus.ledger.partnership import Taken
from tests.ledger.scenario import AT, Scenario, key, uuid


def ready(world: Scenario, code: str = "ITA", at: str = AT) -> tuple[str, ...]:
    return sealable(world.store, world.number(code), list(world.store.records.values()), at)


def test_next_entry_follows_the_last_and_has_seen_all_that_is_new() -> None:
    world = Scenario("ITA", "AZE", "KAZ")
    one = world.propose("ITA")
    two = world.say("KAZ", Scenario.statement("KAZ"), seen=())
    entry = next_entry(world.store, world.number("AZE"), [a.Endorse(one.version())], AT, "Sample Office")
    assert (entry.seq, entry.prev, entry.by) == (1, world.tip("AZE"), "Sample Office")
    assert entry.seen == tuple(sorted([one.hash, two.hash]))
    line = read_line(write_entry(entry, key("AZE")), world.facts.points)
    assert world.partnership.receive(line).taken is Taken.APPLIED


def test_first_entry_of_a_party_is_its_join() -> None:
    world = Scenario("ITA", "AZE", absent=("AZE",))
    assert own_tip(world.store, world.number("AZE")) is None
    entry = next_entry(world.store, world.number("AZE"), [a.Join(world.charter)], AT)
    assert (entry.seq, entry.prev or None, entry.seen) == (0, None, (world.id,))
    assert world.receive(write_entry(entry, key("AZE"))).taken is Taken.APPLIED


def test_entry_with_nothing_new_has_seen_nothing() -> None:
    world = Scenario("ITA")
    assert next_entry(world.store, 0, [a.Leave()], AT).seen == ()


def test_party_with_two_registers_signs_nothing_until_it_recovers() -> None:
    world = Scenario("ITA", "AZE")
    joined = world.tip("AZE")
    one = world.propose("AZE", 1)
    two = world.propose("AZE", 2, how={"after": joined, "seen": ()})
    party = world.number("AZE")
    with pytest.raises(SigningError, match="conflicting-registers code=AZE seq=1"):
        next_entry(world.store, party, [a.Leave()], AT)
    assert sorted(leaves(world.facts, party)) == sorted([one.hash, two.hash])
    act = a.Recover(key=key("x").jwk, recovery=key("y").jwk)
    entry = recovery_entry(world.store, party, one.hash, act, AT)
    assert (entry.seq, entry.prev, entry.seen) == (2, one.hash, (two.hash,))
    assert world.receive(write_entry(entry, key("AZE recovery"))).taken is Taken.APPLIED
    tip = own_tip(world.store, party)
    assert tip is not None
    assert (tip.seq, next_entry(world.store, party, [a.Leave()], AT).prev) == (2, tip.hash)


def test_recovery_goes_on_with_an_entry_of_its_own_alone() -> None:
    world = Scenario("ITA", "AZE")
    act = a.Recover(key=key("x").jwk, recovery=key("y").jwk)
    for prev in (world.id, "0" * 64):
        with pytest.raises(SigningError, match="entry-missing"):
            recovery_entry(world.store, world.number("AZE"), prev, act, AT)


def test_news_are_the_last_of_the_others_that_no_other_holds() -> None:
    world = Scenario("ITA", "AZE", "KAZ")
    world.propose("ITA")
    last = world.say("KAZ", Scenario.statement("KAZ"))
    assert news(world.store, world.number("AZE"), {}) == (last.hash,)
    assert news(world.store, None, everything(world.facts)) == ()


# What can be sealed


def test_version_that_all_consented_to_can_be_sealed_by_its_keeper() -> None:
    world = Scenario("ITA", "AZE")
    proposed = world.propose("ITA")
    assert ready(world) == ()
    world.say("AZE", a.Endorse(proposed.version()))
    assert ready(world) == (proposed.version(),)
    assert ready(world, "AZE") == ()
    assert world.void(world.say("ITA", a.Seal(ready(world)))) is None
    assert ready(world) == ()


def test_version_consented_to_last_is_sealed() -> None:
    world = Scenario("ITA", "AZE")
    one, two = world.propose("ITA"), world.propose("ITA")
    world.say("AZE", a.Endorse(two.version()))
    world.say("AZE", a.Endorse(one.version()))
    assert ready(world) == (one.version(),)
    world.say("AZE", a.Endorse(two.version()))
    assert ready(world) == (two.version(),)


def test_plan_and_its_lines_are_sealed_together() -> None:
    world = Scenario("ITA", "AZE")
    lines = world.say("ITA", Scenario.proposal("ITA", 1), Scenario.proposal("ITA", 2))
    plan = world.propose("ITA", 3, with_=(lines.version(0), lines.version(1)))
    world.say("AZE", a.Endorse(plan.version()), a.Endorse(lines.version(0)))
    assert ready(world) == (lines.version(0),)
    world.say("AZE", a.Endorse(lines.version(1)))
    assert set(ready(world)) == {plan.version(), lines.version(0), lines.version(1)}
    assert world.void(world.say("ITA", a.Seal(ready(world)))) is None


def test_text_that_waits_for_others_holds_up_no_text_that_does_not() -> None:
    world = Scenario("ITA", "AZE")
    line = world.propose("ITA", 1)
    alone, bound = world.propose("ITA", 2), world.propose("ITA", 2, with_=(line.version(),))
    world.say("AZE", a.Endorse(alone.version()), a.Endorse(bound.version()))
    assert ready(world) == (alone.version(),)


def test_consent_that_has_ended_seals_nothing() -> None:
    world = Scenario("ITA", "AZE")
    proposed = world.propose("ITA")
    world.say("AZE", a.Endorse(proposed.version(), until="2026-02-01T00:00:00Z"))
    assert ready(world, at="2026-02-01T00:00:00Z") == (proposed.version(),)
    assert ready(world, at="2026-02-01T00:00:01Z") == ()


def test_version_waits_for_those_who_have_not_consented_in_full() -> None:
    world = Scenario("ITA", "AZE", "KAZ", "UZB")
    proposed = world.propose("ITA")
    version = world.store.versions[proposed.version()].versions[proposed.version()]
    world.say("AZE", a.Endorse(version.name, capacity="ad-referendum"))
    world.say("KAZ", a.Leave())
    assert waits_for(world.store, version) == (world.number("AZE"), world.number("UZB"))
    world.say("AZE", a.Endorse(version.name))
    world.say("UZB", a.Endorse(version.name))
    assert waits_for(world.store, version) == ()


def test_version_withdrawn_waits_for_nobody() -> None:
    world = Scenario("ITA", "AZE")
    proposed = world.propose("ITA")
    world.say("ITA", a.Withdraw(proposed.version()))
    assert waits_for(world.store, world.store.versions[proposed.version()].versions[proposed.version()]) == ()
    assert world.store.versions[proposed.version()].name == f"ITA/{uuid(1)}"


def test_keeper_with_two_registers_seals_nothing_until_it_recovers() -> None:
    world = Scenario("ITA", "AZE")
    proposed = world.propose("ITA")
    endorsed = world.say("AZE", a.Endorse(proposed.version()))
    world.say("ITA", Scenario.statement("ITA", 8), seen=(endorsed.hash,))
    world.say("ITA", Scenario.statement("ITA", 9), after=proposed.hash, seen=(endorsed.hash,))
    assert ready(world) == ()
    world.recover("ITA")
    assert ready(world) == (proposed.version(),)
    assert world.void(world.say("ITA", a.Seal(ready(world)))) is None


def test_plan_that_binds_two_texts_of_one_line_is_not_sealed() -> None:
    world = Scenario("ITA", "AZE")
    lines = world.say("ITA", Scenario.proposal("ITA", 1), Scenario.proposal("ITA", 1))
    plan = world.propose("ITA", 3, with_=(lines.version(0), lines.version(1)))
    world.say("AZE", *(a.Endorse(version) for version in (lines.version(0), lines.version(1), plan.version())))
    assert ready(world) == (lines.version(1),)
