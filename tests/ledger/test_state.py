"""The state of a partnership as others check it."""

from foedus.ledger import acts as a
from foedus.ledger.state import heads_by_code, sealed_in_order, shown
from tests.ledger.scenario import Scenario, uuid


def test_state_of_a_partnership_just_founded() -> None:
    world = Scenario("ITA", "AZE", absent=("AZE",))
    state = world.state()
    assert state.pop("digest")
    assert state == {
        "partnership": world.id,
        "heads": {"ITA": 0},
        "sealed": {},
        "disputed": [],
        "own": {},
        "acks": [],
        "void": [],
        "waiting": {},
    }


def test_state_tells_all_that_others_check() -> None:
    world = Scenario("ITA", "AZE")
    first = world.agree("ITA", "AZE")
    second = world.agree("ITA", "AZE", base=first.version())
    stated = world.say("ITA", Scenario.statement("ITA", 5))
    world.say("AZE", a.Acknowledge(stated.version()), a.Acknowledge(stated.version()))
    void = world.say("AZE", Scenario.statement("ITA"), a.Seal((first.version(),)))
    state = world.state()
    assert state["sealed"] == {f"ITA/{uuid(1)}": [first.version(), second.version()]}
    assert state["own"] == {f"ITA/{uuid(5)}": [stated.version()]}
    assert state["acks"] == [[stated.version(), "AZE"]]
    assert state["void"] == [[void.version(0), "others-record"], [void.version(1), "not-the-keeper"]]
    assert state["heads"] == {"AZE": 4, "ITA": 5}


def test_heads_of_one_who_forked_are_a_list() -> None:
    world = Scenario("ITA", "AZE")
    joined = world.tip("AZE")
    world.propose("AZE", 1)
    world.propose("AZE", 2)
    world.propose("AZE", 3, how={"after": joined, "seen": ()})
    assert heads_by_code(world.store) == {"ITA": 0, "AZE": [1, 2]}


def test_versions_stand_in_the_order_in_which_they_amend() -> None:
    world = Scenario("ITA", "AZE")
    versions = [world.agree("ITA", "AZE").version()]
    for _ in range(4):
        versions.append(world.agree("ITA", "AZE", base=versions[-1]).version())
    record = world.store.versions[versions[0]]
    assert sealed_in_order(record) == versions
    assert shown(world.facts, record.versions[versions[0]]) == "ITA/1/0"
