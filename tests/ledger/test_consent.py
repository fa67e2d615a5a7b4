"""When a seal holds: each rule from both sides, on real lines."""

from typing import Any

import pytest

from foedus.ledger import acts as a
from foedus.ledger.author import everything
from foedus.ledger.consent import heads, is_declared, is_sealed, keeper_of, last_word
from tests.ledger.scenario import Said, Scenario, named, uuid

EARLY, MIDDLE, LATE = "2026-01-01T00:00:00Z", "2026-02-01T00:00:00Z", "2026-03-01T00:00:00Z"


def seal(world: Scenario, code: str, *versions: str, at: str = EARLY) -> str | None:
    return world.void(world.say(code, a.Seal(versions), at=at))


def offered(**fields: Any) -> tuple[Scenario, Said]:
    world = Scenario("ITA", "AZE")
    return world, world.propose("ITA", **fields)


def test_seal_with_every_consent_holds() -> None:
    world, proposed = offered()
    world.say("AZE", a.Endorse(proposed.version()))
    assert seal(world, "ITA", proposed.version()) is None
    assert world.state()["sealed"] == {f"ITA/{uuid(1)}": [proposed.version()]}


def test_seal_without_a_consent_is_void() -> None:
    world, proposed = offered()
    assert seal(world, "ITA", proposed.version()) == "no-consent"


def test_seal_with_a_consent_it_has_not_seen_is_void() -> None:
    world, proposed = offered()
    world.say("AZE", a.Endorse(proposed.version()))
    assert world.void(world.say("ITA", a.Seal((proposed.version(),)), seen=())) == "no-consent"


def test_seal_by_another_than_the_keeper_is_void() -> None:
    world, proposed = offered()
    world.say("AZE", a.Endorse(proposed.version()))
    assert seal(world, "AZE", proposed.version()) == "not-the-keeper"


def test_seal_of_a_version_never_declared_is_void() -> None:
    world, _ = offered()
    assert seal(world, "ITA", "0" * 64 + "/0") == "unknown-version"


def test_seal_of_an_own_record_is_void() -> None:
    world = Scenario("ITA", "AZE")
    stated = world.say("ITA", Scenario.statement("ITA"))
    assert seal(world, "ITA", stated.version()) == "unknown-version"


def test_second_seal_of_a_version_is_void() -> None:
    world, proposed = offered()
    world.say("AZE", a.Endorse(proposed.version()))
    seal(world, "ITA", proposed.version())
    assert seal(world, "ITA", proposed.version()) == "base-not-last"


def test_seal_of_two_versions_of_one_record_is_void() -> None:
    world, proposed = offered()
    other = world.propose("ITA")
    world.say("AZE", a.Endorse(proposed.version()), a.Endorse(other.version()))
    assert seal(world, "ITA", proposed.version(), other.version()) == "record-twice"
    assert seal(world, "ITA", proposed.version(), proposed.version()) == "record-twice"
    assert seal(world, "ITA", other.version()) is None


def test_seal_on_a_base_that_was_amended_is_void() -> None:
    world = Scenario("ITA", "AZE")
    first = world.agree("ITA", "AZE")
    late = world.propose("ITA", base=first.version())
    world.agree("ITA", "AZE", base=first.version())
    world.say("AZE", a.Endorse(late.version()))
    assert seal(world, "ITA", late.version()) == "base-not-last"


# What was said last


@pytest.mark.parametrize(
    "words, reason",
    [
        ("e", None),
        ("ed", "no-consent"),
        ("ede", None),
        ("d", "no-consent"),
        ("a", "not-in-full-capacity"),
        ("i", "not-in-full-capacity"),
        ("ae", None),
        ("ea", "not-in-full-capacity"),
    ],
)
def test_last_word_of_a_party_counts(words: str, reason: str | None) -> None:
    world, proposed = offered()
    said: dict[str, a.Act] = {
        "e": a.Endorse(proposed.version()),
        "d": a.Decline(proposed.version()),
        "a": a.Endorse(proposed.version(), capacity="ad-referendum"),
        "i": a.Endorse(proposed.version(), capacity="initialled"),
    }
    for word in words:
        world.say("AZE", said[word])
    assert seal(world, "ITA", proposed.version()) == reason


def test_last_word_within_one_entry_is_the_last_act() -> None:
    world, proposed = offered()
    world.say("AZE", a.Decline(proposed.version()), a.Endorse(proposed.version()))
    assert seal(world, "ITA", proposed.version()) is None


def test_author_who_proposed_ad_referendum_endorses_in_full_later() -> None:
    world, proposed = offered(capacity="ad-referendum")
    world.say("AZE", a.Endorse(proposed.version()))
    assert seal(world, "ITA", proposed.version()) == "not-in-full-capacity"
    world.say("ITA", a.Endorse(proposed.version()))
    assert seal(world, "ITA", proposed.version()) is None


def test_author_who_declines_its_own_no_longer_consents() -> None:
    world, proposed = offered()
    world.say("AZE", a.Endorse(proposed.version()))
    world.say("ITA", a.Decline(proposed.version()))
    assert seal(world, "ITA", proposed.version()) == "no-consent"


def test_withdrawn_version_is_never_sealed() -> None:
    world, proposed = offered()
    world.say("AZE", a.Endorse(proposed.version()))
    world.say("ITA", a.Withdraw(proposed.version()))
    world.say("ITA", a.Endorse(proposed.version()))
    assert seal(world, "ITA", proposed.version()) == "withdrawn"


def test_version_withdrawn_by_an_author_not_concerned_is_not_sealed() -> None:
    world = Scenario("ITA", "AZE", "KAZ")
    proposed = world.propose("KAZ", record=f"ITA/{uuid(1)}", among=("ITA", "AZE"))
    world.say("ITA", a.Endorse(proposed.version()))
    world.say("AZE", a.Endorse(proposed.version()))
    world.say("KAZ", a.Withdraw(proposed.version()))
    assert seal(world, "ITA", proposed.version()) == "withdrawn"


def test_version_of_an_author_not_concerned_needs_no_consent_of_its() -> None:
    world = Scenario("ITA", "AZE", "KAZ")
    proposed = world.propose("KAZ", record=f"ITA/{uuid(1)}", among=("ITA", "AZE"))
    world.say("ITA", a.Endorse(proposed.version()))
    assert seal(world, "ITA", proposed.version()) == "no-consent"
    world.say("AZE", a.Endorse(proposed.version()))
    assert seal(world, "ITA", proposed.version()) is None


def test_withdrawal_after_the_seal_changes_nothing() -> None:
    world, proposed = offered()
    endorsed = world.say("AZE", a.Endorse(proposed.version()))
    assert seal(world, "ITA", proposed.version()) is None
    late = world.say("AZE", a.Decline(proposed.version()), after=endorsed.hash, seen=())
    assert world.void(late) is None
    assert world.state()["sealed"] == {f"ITA/{uuid(1)}": [proposed.version()]}


# Until


@pytest.mark.parametrize(
    "until, sealed_at, reason",
    [
        (MIDDLE, EARLY, None),
        (MIDDLE, MIDDLE, None),
        (MIDDLE, LATE, "consent-expired"),
    ],
)
def test_consent_ends_after_its_until(until: str, sealed_at: str, reason: str | None) -> None:
    world, proposed = offered()
    world.say("AZE", a.Endorse(proposed.version(), until=until))
    assert seal(world, "ITA", proposed.version(), at=sealed_at) == reason


def test_consent_of_the_author_ends_too() -> None:
    world, proposed = offered(until=MIDDLE)
    world.say("AZE", a.Endorse(proposed.version()))
    assert seal(world, "ITA", proposed.version(), at=LATE) == "consent-expired"


def test_seal_backdated_does_not_revive_a_consent_whose_party_has_gone_on() -> None:
    world, proposed = offered()
    world.say("AZE", a.Endorse(proposed.version(), until=MIDDLE))
    world.say("AZE", Scenario.statement("AZE"), at=LATE)
    assert seal(world, "ITA", proposed.version(), at=EARLY) == "consent-expired"


def test_later_entry_of_the_party_that_the_seal_has_not_seen_ends_nothing() -> None:
    world, proposed = offered()
    endorsed = world.say("AZE", a.Endorse(proposed.version(), until=MIDDLE))
    world.say("AZE", Scenario.statement("AZE"), at=LATE)
    assert world.void(world.say("ITA", a.Seal((proposed.version(),)), seen=(endorsed.hash,))) is None


# Who is concerned


def test_among_says_who_consents() -> None:
    world = Scenario("ITA", "AZE", "KAZ")
    proposed = world.propose("ITA", among=("ITA", "AZE"))
    world.say("AZE", a.Endorse(proposed.version()))
    assert seal(world, "ITA", proposed.version()) is None


def test_amendment_asks_those_of_its_base_too() -> None:
    world = Scenario("ITA", "AZE", "KAZ")
    first = world.agree("ITA", "AZE", among=("ITA", "AZE"))
    second = world.propose("ITA", base=first.version(), among=("ITA", "KAZ"))
    world.say("KAZ", a.Endorse(second.version()))
    assert seal(world, "ITA", second.version()) == "no-consent"
    world.say("AZE", a.Endorse(second.version()))
    assert seal(world, "ITA", second.version()) is None
    third = world.propose("ITA", base=second.version(), among=("ITA",))
    world.say("KAZ", a.Endorse(third.version()))
    assert seal(world, "ITA", third.version()) is None


def test_amendment_of_what_all_agreed_asks_all() -> None:
    world = Scenario("ITA", "AZE", "KAZ")
    first = world.agree("ITA", "AZE", "KAZ")
    second = world.propose("ITA", base=first.version(), among=("ITA", "AZE"))
    world.say("AZE", a.Endorse(second.version()))
    assert seal(world, "ITA", second.version()) == "no-consent"


def test_party_that_left_is_not_asked() -> None:
    world = Scenario("ITA", "AZE", "KAZ")
    proposed = world.propose("ITA")
    world.say("AZE", a.Endorse(proposed.version()))
    world.say("KAZ", a.Leave())
    assert seal(world, "ITA", proposed.version()) is None


def test_fewer_than_two_parties_seal_nothing() -> None:
    world, proposed = offered()
    world.say("AZE", a.Endorse(proposed.version()))
    world.say("AZE", a.Leave())
    assert seal(world, "ITA", proposed.version()) == "fewer-than-two"
    alone = world.propose("ITA", 2, among=("ITA",))
    assert seal(world, "ITA", alone.version()) == "fewer-than-two"


def test_founder_alone_seals_nothing() -> None:
    world = Scenario("ITA")
    proposed = world.propose("ITA")
    assert seal(world, "ITA", proposed.version()) == "fewer-than-two"


# With, and the keeper


def test_plan_is_sealed_with_its_lines_or_not_at_all() -> None:
    world = Scenario("ITA", "AZE")
    lines = world.say("ITA", Scenario.proposal("ITA", 1, keeper="AZE"), Scenario.proposal("ITA", 2))
    plan = world.propose("ITA", 3, kind="plan/1", with_=(lines.version(0), lines.version(1)))
    world.say("AZE", a.Endorse(plan.version()), *(a.Endorse(lines.version(index)) for index in range(2)))
    assert seal(world, "ITA", plan.version()) == "with-not-sealed"
    assert seal(world, "ITA", plan.version(), lines.version(0)) == "with-not-sealed"
    assert seal(world, "ITA", plan.version(), lines.version(0), lines.version(1)) is None
    assert len(world.state()["sealed"]) == 3


def test_version_is_sealed_after_what_it_goes_with() -> None:
    world = Scenario("ITA", "AZE")
    line = world.agree("ITA", "AZE")
    plan = world.propose("ITA", 2, with_=(line.version(),))
    world.say("AZE", a.Endorse(plan.version()))
    assert seal(world, "ITA", plan.version()) is None


def test_seal_of_many_holds_for_all_or_none() -> None:
    world = Scenario("ITA", "AZE")
    first, second = world.propose("ITA", 1), world.propose("ITA", 2)
    world.say("AZE", a.Endorse(first.version()))
    assert seal(world, "ITA", first.version(), second.version()) == "no-consent"
    assert world.state()["sealed"] == {}


def test_keeper_named_keeps_the_record_from_the_seal_on() -> None:
    world = Scenario("ITA", "AZE")
    first = world.agree("ITA", "AZE", keeper="AZE")
    second = world.propose("ITA", base=first.version())
    world.say("AZE", a.Endorse(second.version()))
    assert seal(world, "ITA", second.version()) == "not-the-keeper"
    assert seal(world, "AZE", second.version()) is None
    third = world.propose("AZE", record=f"ITA/{uuid(1)}", base=second.version(), keeper="ITA")
    world.say("ITA", a.Endorse(third.version()))
    assert seal(world, "ITA", third.version()) == "not-the-keeper"
    assert seal(world, "AZE", third.version()) is None
    record = world.store.versions[third.version()]
    assert keeper_of(record, record.versions[third.version()]) == world.number("AZE")


# What the questions answer


def test_heads_are_those_that_nothing_amends() -> None:
    world = Scenario("ITA", "AZE")
    past = everything(world.facts)
    first = world.propose("ITA")
    record = world.store.versions[first.version()]
    assert heads(record, past) == []
    assert heads(record, past, "founding") == ["founding"]
    world.say("AZE", a.Endorse(first.version()))
    seal(world, "ITA", first.version())
    second = world.agree("ITA", "AZE", base=first.version())
    assert heads(record, past) == []
    assert heads(record, everything(world.facts)) == [second.version()]


def test_questions_about_a_past_that_holds_nothing() -> None:
    world, proposed = offered()
    record = world.store.versions[proposed.version()]
    version = record.versions[proposed.version()]
    assert last_word(world.facts, version, world.number("ITA"), {}) is None
    assert not is_declared(world.facts, version, {})
    assert not is_sealed(world.store, proposed.version(), everything(world.facts))
    assert not is_sealed(world.store, "0" * 64 + "/0", everything(world.facts))


def test_parties_consent_to_a_charter_by_joining_it() -> None:
    world = Scenario("ITA", "AZE")
    amended = world.amend(named("ITA"), named("AZE"), named("KAZ"))
    world.say("AZE", a.Endorse(amended.version()))
    assert seal(world, "ITA", amended.version()) == "no-consent"
    world.join("KAZ", amended.version())
    assert seal(world, "ITA", amended.version()) is None
