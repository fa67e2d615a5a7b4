"""Check codes and digests, worked out here by hand."""

import hashlib

from foedus.ledger import acts as a
from foedus.ledger.digest import check, digest_lines, partnership_check, version_check
from tests.ledger.scenario import Said, Scenario, uuid


def lines(world: Scenario) -> list[str]:
    return digest_lines(world.store, world.store.records.values())


def seal_of(world: Scenario) -> str:
    return world.said["ITA"][-1].hash


def test_check_code_covers_partnership_and_version() -> None:
    text = "foedus-check/1 p v\n"
    code = hashlib.sha256(text.encode()).hexdigest()
    made = version_check("p", "v")
    assert (made.code, made.digits, len(made.words)) == (code, code[:32], 12)
    assert made == check(text)
    assert version_check("p", "w").code != code


def test_digest_of_nothing_sealed_names_the_partnership_alone() -> None:
    world = Scenario("ITA", "AZE")
    world.propose("ITA")
    world.say("ITA", Scenario.statement("ITA"))
    assert lines(world) == []
    assert partnership_check(world.id, []).code == hashlib.sha256(f"foedus-digest/1 {world.id}\n".encode()).hexdigest()


def test_digest_covers_the_current_version_of_each_joint_record() -> None:
    world = Scenario("ITA", "AZE")
    first = world.agree("ITA", "AZE")
    other = world.agree("ITA", "AZE", number=2)
    seal_of_other = seal_of(world)
    second = world.agree("ITA", "AZE", base=first.version())
    expected = [
        f"ITA/{uuid(1)} {second.version()} {seal_of(world)}\n",
        f"ITA/{uuid(2)} {other.version()} {seal_of_other}\n",
    ]
    assert lines(world) == expected
    text = f"foedus-digest/1 {world.id}\n" + "".join(expected)
    assert world.state()["digest"] == hashlib.sha256(text.encode()).hexdigest()


def sealed_twice(*, same: bool) -> tuple[Scenario, list[Said], list[Said]]:
    """ITA, the keeper, forks and seals two versions, or one version twice."""
    world = Scenario("ITA", "AZE")
    one, two = world.propose("ITA"), world.propose("ITA")
    both = world.say("AZE", a.Endorse(one.version()), a.Endorse(two.version()))
    seals = [
        world.say("ITA", a.Seal((version,)), after=two.hash, seen=(both.hash,), at=at)
        for version, at in (
            (one.version(), "2026-01-02T00:00:00Z"),
            ((one if same else two).version(), "2026-01-03T00:00:00Z"),
        )
    ]
    return world, [one, two], seals


def test_digest_of_a_dispute_has_a_line_a_head() -> None:
    world, versions, seals = sealed_twice(same=False)
    assert lines(world) == sorted(
        f"ITA/{uuid(1)} {version.version()} {seal.hash}\n" for version, seal in zip(versions, seals, strict=True)
    )


def test_digest_of_a_version_sealed_twice_names_the_lesser_seal() -> None:
    world, versions, seals = sealed_twice(same=True)
    assert lines(world) == [f"ITA/{uuid(1)} {versions[0].version()} {min(seal.hash for seal in seals)}\n"]
    assert world.state()["disputed"] == []
