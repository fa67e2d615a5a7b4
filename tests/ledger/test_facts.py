"""What the rules remember, asked."""

from tests.ledger.scenario import Scenario, key


def test_party_is_found_by_code_and_first_key() -> None:
    world = Scenario("ITA", "AZE")
    assert world.facts.party_of("AZE", key("AZE").thumbprint) == 1
    assert world.facts.party_of("AZE", key("ITA").thumbprint) is None
    assert world.facts.charter_name == "ITA/charter"


def test_party_is_plain_until_it_forks_or_recovers() -> None:
    world = Scenario("ITA", "AZE", "KAZ")
    joined = world.tip("AZE")
    world.propose("AZE", 1)
    world.propose("AZE", 2, how={"after": joined, "seen": ()})
    world.recover("KAZ")
    assert [party.is_plain for party in world.facts.parties] == [True, False, False]
