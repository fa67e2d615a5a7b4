"""Lines that wait for their causal past, or for a newer program; and those that may not."""

import msgspec
import pytest

from foedus.ledger import acts as a
from foedus.ledger.errors import LineError
from foedus.ledger.limits import WAITING
from foedus.ledger.line import Line, read_checked, read_line, split_line
from foedus.ledger.partnership import Outcome, Partnership, Taken
from foedus.ledger.store import MemoryStore
from foedus.ledger.strict import base64url
from tests.ledger.scenario import AT, Scenario, entry, key, outcome, signed


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


def test_line_that_may_not_wait_is_early_and_kept_nowhere() -> None:
    world = Scenario("ITA", "AZE")
    line = read_line(signed(entry(world, seen=("2" * 64,)), key("AZE")), world.facts.points)
    early = world.partnership.receive(line, may_wait=False)
    assert (early.taken, early.missing, world.store.waiting) == (Taken.EARLY, ("2" * 64,), {})
    assert world.partnership.receive(line).taken is Taken.WAITING


def test_line_checked_elsewhere_is_looked_at_before_it_waits() -> None:
    world = Scenario("ITA", "AZE")
    tip = {"partnership": world.id, "party": "AZE", "prev": world.tip("AZE"), "at": AT, "acts": [{"act": "leave"}]}
    raw = signed({"v": 1, "seq": 1, **tip, "seen": ["no hash"]}, key("AZE"))
    with pytest.raises(LineError, match="form"):
        read_line(raw, world.facts.points)
    unread = read_checked(raw, is_verified=True)
    assert set_aside(world.partnership.receive(unread)) == "form"
    other = signed({"v": 1, "seq": 1, **tip, "partnership": "none"}, key("AZE"))
    unread = read_checked(other, is_verified=True)
    assert set_aside(world.partnership.receive(unread)) == "another-partnership"


def set_aside(taken: Outcome) -> str:
    assert taken.taken is Taken.ASIDE
    return taken.reason


def test_line_of_no_form_is_kept_as_evidence_if_it_is_signed_well() -> None:
    world = Scenario("ITA", "AZE")
    error = LineError("form", detail="a field more")
    good = signed({"v": 1, "party": "AZE", "more": 1}, key("AZE"))
    world.partnership.refuse(good, error, "KAZ")
    for raw in (b"nothing", signed({"v": 1}, key("nobody")), good[:-2] + b"2}"):
        world.partnership.refuse(raw, error, "KAZ")
    assert [(one.raw, one.reason, one.detail, one.bearer) for one in world.store.aside] == [
        (good, "form", "detail=a field more", "KAZ")
    ]


def test_key_of_a_line_is_known_as_one_of_its_partys() -> None:
    world = Scenario("ITA", "AZE")
    lines = [read_line(signed(entry(world), key(name)), {}) for name in ("AZE", "AZE recovery", "ITA")]
    assert [world.partnership.knows_key(line) for line in lines] == [True, True, False]


def test_who_has_left_opens_no_second_journal() -> None:
    world = Scenario("ITA", "AZE")
    left = world.say("AZE", a.Leave())
    told = world.say("ITA", Scenario.statement("ITA"))
    world.said.pop("AZE")
    assert set_aside(world.join("AZE", seen=(told.hash,)).outcome) == "left"
    assert world.void(left) is None


def test_line_waits_until_all_that_it_misses_is_there() -> None:
    world = Scenario("ITA", "AZE", "KAZ")
    founded = list(world.lines)
    one = world.propose("ITA", how={"seen": ()})
    two = world.say("KAZ", Scenario.statement("KAZ"), seen=())
    both = world.say("AZE", a.Endorse(one.version()))
    for order in ([one, two], [two, one]):
        store = world.replayed([*founded, both.line, order[0].line])
        assert list(store.waiting) == [(both.hash, both.line.kid)]
        store = world.replayed([*founded, both.line, *(said.line for said in order)])
        assert world.state(store) == world.state()
