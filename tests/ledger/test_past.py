"""Forks and recoveries: which acts of a party with two registers count, in which causal past."""

import pytest

from foedus.ledger import acts as a
from foedus.ledger.author import everything
from foedus.ledger.partnership import Taken
from foedus.ledger.past import View, counts, has_left, is_in, merged, view
from tests.ledger.scenario import Said, Scenario, key, uuid


def forked(world: Scenario, code: str = "AZE", after: str | None = None, *acts: a.Act) -> Said:
    """The party says something on another branch."""
    return world.say(code, *(acts or (Scenario.statement(code, 99),)), after=after, seen=())


def test_union_of_pasts_holds_both() -> None:
    assert merged({0: 3, 1: 1}, {1: 2, 2: 0}) == {0: 3, 1: 2, 2: 0}
    assert is_in({0: 3}, 0, 3)
    assert not is_in({0: 3}, 0, 4)
    assert not is_in({0: 3}, 1, 0)


def test_party_with_one_register_needs_no_view() -> None:
    world = Scenario("ITA", "AZE")
    assert view(world.facts, everything(world.facts), world.number("AZE")) is None


def test_fork_is_noticed_and_both_branches_are_kept() -> None:
    world = Scenario("ITA", "AZE")
    joined = world.tip("AZE")
    one = world.propose("AZE", 1)
    other = world.propose("AZE", 2, how={"after": joined, "seen": ()})
    assert [(fork.code, fork.seq, {fork.one, fork.other}) for fork in world.partnership.forks] == [
        ("AZE", 1, {one.hash, other.hash})
    ]
    assert world.state()["heads"] == {"ITA": 0, "AZE": [1, 1]}
    assert (world.void(one), world.void(other)) == (None, None)


def test_fork_at_the_join_is_a_fork() -> None:
    world = Scenario("ITA", "AZE")
    proposed = world.propose("ITA")
    world.said.pop("AZE")
    world.join("AZE", seen=(proposed.hash,))
    assert [(fork.code, fork.seq) for fork in world.partnership.forks] == [("AZE", 0)]
    seen = view(world.facts, everything(world.facts), world.number("AZE"))
    assert seen is not None
    assert seen.fork == 0


def test_consent_before_the_fork_counts_and_after_it_does_not() -> None:
    world = Scenario("ITA", "AZE")
    first, second = world.propose("ITA", 1), world.propose("ITA", 2)
    early = world.say("AZE", a.Endorse(first.version()))
    world.say("AZE", a.Endorse(second.version()))
    forked(world, "AZE", early.hash)
    assert world.void(world.say("ITA", a.Seal((second.version(),)))) == "no-consent"
    assert world.void(world.say("ITA", a.Seal((first.version(),)))) is None


def test_seal_that_has_not_seen_the_fork_holds_and_stands() -> None:
    world = Scenario("ITA", "AZE")
    proposed = world.propose("ITA")
    joined = world.tip("AZE")
    endorsed = world.say("AZE", a.Endorse(proposed.version()))
    forked(world, "AZE", joined)
    assert world.void(world.say("ITA", a.Seal((proposed.version(),)), seen=(endorsed.hash,))) is None
    assert world.state()["sealed"] == {f"ITA/{uuid(1)}": [proposed.version()]}


@pytest.mark.parametrize(
    "act, reason",
    [
        ("propose", "conflicting-registers"),
        ("endorse", "conflicting-registers"),
        ("state", "conflicting-registers"),
        ("acknowledge", "conflicting-registers"),
        ("seal", "conflicting-registers"),
        ("rotate", "conflicting-registers"),
        ("erase", "conflicting-registers"),
        ("decline", None),
        ("withdraw", None),
        ("leave", None),
    ],
)
def test_party_that_knows_of_its_own_fork_says_no_more_than_no(act: str, reason: str | None) -> None:
    world = Scenario("ITA", "AZE")
    offered = world.propose("ITA")
    own = world.propose("AZE")
    stated = world.say("ITA", Scenario.statement("ITA"))
    one = forked(world, "AZE", own.hash)
    forked(world, "AZE", own.hash, Scenario.statement("AZE", 98))
    proof = world.say("ITA", Scenario.statement("ITA", 2))
    said: dict[str, a.Act] = {
        "propose": Scenario.proposal("AZE", 3),
        "endorse": a.Endorse(offered.version()),
        "state": Scenario.statement("AZE", 3),
        "acknowledge": a.Acknowledge(stated.version()),
        "seal": a.Seal((own.version(),)),
        "rotate": a.Rotate(age="age1" + "p" * 58),
        "erase": a.Erase("sha256:" + "a" * 64, {"en": "x"}),
        "decline": a.Decline(offered.version()),
        "withdraw": a.Withdraw(own.version()),
        "leave": a.Leave(),
    }
    assert world.void(world.say("AZE", said[act], after=one.hash, seen=(proof.hash,))) == reason


def test_decline_on_either_branch_counts() -> None:
    world = Scenario("ITA", "AZE")
    proposed = world.propose("ITA")
    endorsed = world.say("AZE", a.Endorse(proposed.version()))
    world.say("AZE", Scenario.statement("AZE"))
    forked(world, "AZE", endorsed.hash, a.Decline(proposed.version()))
    assert world.void(world.say("ITA", a.Seal((proposed.version(),)))) == "no-consent"


def test_recovery_goes_on_with_the_branch_it_follows() -> None:
    world = Scenario("ITA", "AZE")
    first, second = world.propose("ITA", 1), world.propose("ITA", 2)
    joined = world.tip("AZE")
    right = world.say("AZE", a.Endorse(first.version()))
    stolen = world.say("AZE", a.Endorse(second.version()), after=joined)
    assert world.void(world.recover("AZE", after=right.hash)) is None
    assert world.void(world.say("ITA", a.Seal((second.version(),)))) == "no-consent"
    assert world.void(world.say("ITA", a.Seal((first.version(),)))) is None
    assert world.void(world.propose("AZE", 3)) is None
    assert stolen.outcome.taken is Taken.APPLIED


def test_old_key_signs_nothing_after_a_recovery() -> None:
    world = Scenario("ITA", "AZE")
    joined = world.tip("AZE")
    recovered = world.recover("AZE")
    world.keys.pop("AZE")
    assert world.propose("AZE").outcome.reason == "not-the-key-in-force"
    stolen = world.propose("AZE", how={"after": joined, "seen": ()})
    assert stolen.outcome.taken is Taken.APPLIED
    seen = view(world.facts, everything(world.facts), world.number("AZE"))
    assert seen is not None
    assert seen.fork is None
    placed = world.store.placed
    assert seen.is_on_journal(placed[recovered.hash].branch, 1)
    assert not seen.is_on_journal(placed[stolen.hash].branch, 1)


def test_decline_on_a_branch_left_counts_until_an_endorse_after_the_recovery() -> None:
    world = Scenario("ITA", "AZE")
    proposed = world.propose("ITA")
    endorsed = world.say("AZE", a.Endorse(proposed.version()))
    world.say("AZE", a.Decline(proposed.version()))
    world.recover("AZE", after=endorsed.hash)
    assert world.void(world.say("ITA", a.Seal((proposed.version(),)))) == "no-consent"
    world.say("AZE", a.Endorse(proposed.version()))
    assert world.void(world.say("ITA", a.Seal((proposed.version(),)))) is None


def test_withdrawal_on_a_branch_left_counts_until_an_endorse_after_the_recovery() -> None:
    world = Scenario("ITA", "AZE")
    proposed = world.propose("AZE", record=f"ITA/{uuid(1)}")
    world.say("ITA", a.Endorse(proposed.version()))
    world.say("AZE", a.Withdraw(proposed.version()))
    world.recover("AZE", after=proposed.hash)
    assert world.void(world.say("ITA", a.Seal((proposed.version(),)))) == "withdrawn"
    world.say("AZE", a.Endorse(proposed.version()))
    assert world.void(world.say("ITA", a.Seal((proposed.version(),)))) is None


def test_withdrawal_on_the_journal_stands_after_a_recovery() -> None:
    world = Scenario("ITA", "AZE")
    proposed = world.propose("AZE", record=f"ITA/{uuid(1)}")
    world.say("ITA", a.Endorse(proposed.version()))
    world.say("AZE", a.Withdraw(proposed.version()))
    world.recover("AZE")
    world.say("AZE", a.Endorse(proposed.version()))
    assert world.void(world.say("ITA", a.Seal((proposed.version(),)))) == "withdrawn"


def test_version_proposed_on_a_branch_left_is_declared_no_more() -> None:
    world = Scenario("ITA", "AZE")
    joined = world.tip("AZE")
    stolen = world.propose("AZE", record=f"ITA/{uuid(1)}")
    world.recover("AZE", after=joined)
    assert world.void(world.say("ITA", a.Endorse(stolen.version()))) == "unknown-version"


def test_leave_on_a_branch_left_counts_for_good() -> None:
    world = Scenario("ITA", "AZE")
    joined = world.tip("AZE")
    left = world.say("AZE", a.Leave())
    recovered = world.recover("AZE", after=joined, seen=())
    assert (world.void(left), world.void(recovered)) == (None, None)
    assert has_left(world.facts, everything(world.facts), world.number("AZE"))
    proof = world.say("ITA", Scenario.statement("ITA"))
    assert world.void(world.propose("AZE", how={"seen": (proof.hash,)})) == "left"


def test_recovery_that_has_seen_the_leave_is_void_and_brings_no_key() -> None:
    world = Scenario("ITA", "AZE")
    joined = world.tip("AZE")
    world.say("AZE", a.Leave())
    assert world.void(world.recover("AZE", after=joined)) == "left"
    assert world.propose("AZE").outcome.reason == "not-the-key-in-force"


def test_seal_off_its_keepers_journal_stands() -> None:
    world = Scenario("ITA", "AZE")
    proposed = world.propose("ITA")
    world.say("AZE", a.Endorse(proposed.version()))
    stolen = world.say("ITA", a.Seal((proposed.version(),)))
    world.recover("ITA", after=proposed.hash)
    assert world.sealed(proposed.version())
    assert world.void(world.propose("ITA", base=proposed.version())) is None
    seen = view(world.facts, everything(world.facts), world.number("ITA"))
    assert seen is not None
    placed = world.store.placed[stolen.hash]
    assert not seen.is_on_journal(placed.branch, placed.seq)


def test_statement_after_a_recovery_replaces_the_last_on_the_journal() -> None:
    world = Scenario("ITA", "AZE")
    first = world.say("AZE", Scenario.statement("AZE"))
    stolen = world.say("AZE", Scenario.statement("AZE", replaces=first.version()))
    world.recover("AZE", after=first.hash)
    assert world.void(world.say("AZE", Scenario.statement("AZE", replaces=stolen.version()))) == "not-the-last"
    assert world.void(world.say("AZE", Scenario.statement("AZE", replaces=first.version()))) is None


def test_second_recovery_that_knows_the_first_dominates() -> None:
    world = Scenario("ITA", "AZE")
    joined = world.tip("AZE")
    first = world.recover("AZE")
    second = world.recover("AZE", 1, after=joined)
    assert first.outcome.taken is second.outcome.taken is Taken.APPLIED
    seen = view(world.facts, everything(world.facts), world.number("AZE"))
    assert seen is not None
    assert seen.fork is None
    on_journal = [seen.is_on_journal(world.store.placed[one.hash].branch, 1) for one in (first, second)]
    assert on_journal == [False, True]
    assert world.void(world.propose("AZE", 3)) is None


def test_competing_recoveries_leave_the_rule_of_the_fork() -> None:
    world = Scenario("ITA", "AZE")
    proposed = world.propose("ITA")
    joined = world.tip("AZE")
    one = world.recover("AZE", seen=())
    thiefs = a.Recover(key=key("a").jwk, recovery=key("b").jwk)
    other = world.say("AZE", thiefs, after=joined, seen=(proposed.hash,), by=key("AZE recovery"))
    assert other.outcome.taken is Taken.APPLIED
    seen = view(world.facts, everything(world.facts), world.number("AZE"))
    assert seen is not None
    assert (seen.recovery, seen.fork) == (None, 1)
    mended = world.recover("AZE", 2, after=one.hash)
    assert world.void(mended) is None
    seen = view(world.facts, everything(world.facts), world.number("AZE"))
    assert seen is not None
    assert seen.fork is None


def test_fork_after_a_recovery_is_a_fork_again() -> None:
    world = Scenario("ITA", "AZE")
    recovered = world.recover("AZE")
    world.propose("AZE", 1)
    world.propose("AZE", 2, how={"after": recovered.hash, "seen": ()})
    seen = view(world.facts, everything(world.facts), world.number("AZE"))
    assert seen is not None
    assert seen.fork == 2
    assert not seen.follows_recovery(0, 0)


def test_act_outside_the_past_counts_nowhere() -> None:
    world = Scenario("ITA", "AZE")
    joined = world.tip("AZE")
    world.propose("AZE", 1)
    other = world.propose("AZE", 2, how={"after": joined, "seen": ()})
    party, branch = world.number("AZE"), world.store.placed[other.hash].branch
    assert not counts(world.facts, {}, party, branch, 1, "decline")
    past = everything(world.facts)
    assert not counts(world.facts, past, party, branch, 1, "propose")
    assert counts(world.facts, past, party, branch, 1, "withdraw")


def test_two_seals_of_a_forked_keeper_are_a_dispute() -> None:
    world, one, other = disputed()
    assert world.state()["disputed"] == [f"ITA/{uuid(1)}"]
    assert world.state()["sealed"] == {f"ITA/{uuid(1)}": sorted([one.version(), other.version()])}
    world.recover("ITA")
    third = world.propose("ITA", base=one.version())
    world.say("AZE", a.Endorse(third.version()))
    assert world.void(world.say("ITA", a.Seal((third.version(),)))) == "in-dispute"
    world.agree("ITA", "AZE", number=2)
    assert f"ITA/{uuid(2)}" in world.state()["sealed"]


def disputed() -> tuple[Scenario, Said, Said]:
    """ITA, the keeper, forks, and seals one version on each branch."""
    world = Scenario("ITA", "AZE")
    one, other = world.propose("ITA"), world.propose("ITA")
    both = world.say("AZE", a.Endorse(one.version()), a.Endorse(other.version()))
    world.say("ITA", a.Seal((one.version(),)), after=other.hash, seen=(both.hash,))
    world.say("ITA", a.Seal((other.version(),)), after=other.hash, seen=(both.hash,))
    return world, one, other


def test_view_of_a_past_before_the_fork_holds_none() -> None:
    world = Scenario("ITA", "AZE")
    joined = world.tip("AZE")
    world.propose("AZE", 1)
    world.propose("AZE", 2, how={"after": joined, "seen": ()})
    past = world.store.placed[joined or ""].past
    assert View(world.facts, past, world.number("AZE")).fork is None
