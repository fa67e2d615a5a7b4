"""The memory that forgets: what it keeps and gives back."""

from foedus.ledger.facts import RecordFacts
from foedus.ledger.store import Erasure, MemoryStore, SetAside, Waiting
from tests.ledger.scenario import Scenario


def test_memory_without_entries_knows_nothing() -> None:
    store = MemoryStore("0" * 64)
    assert store.facts().parties == []
    assert (store.entry("1" * 64), store.record("x", is_stated=False), store.record_of("x")) == (None, None, None)
    assert (list(store.references("x")), store.waiting_for("x"), store.waiting_count("ITA")) == ([], [], 0)


def test_entry_is_found_by_hash_and_by_place_and_numbered_in_order() -> None:
    world = Scenario("ITA", "AZE")
    said = world.propose("ITA")
    placed = world.store.entry(said.hash)
    assert placed is not None
    assert world.store.entry_at(placed.branch, placed.seq) is placed
    assert [one.number for one in world.store.all_placed()] == [0, 1, 2]


def test_line_that_waits_is_given_to_each_that_it_misses() -> None:
    world = Scenario("ITA", "AZE")
    line, store = world.lines[1], MemoryStore(world.id)
    waiting = Waiting(line, ("1" * 64, "2" * 64), "ITA")
    store.wait(waiting)
    store.expect([line])
    assert store.is_waiting(line)
    assert (store.waiting_for("1" * 64), store.waiting_for("2" * 64)) == ([waiting], [waiting])
    assert (store.waiting_count("AZE"), store.waiting_count("ITA")) == (1, 0)
    store.drop_waiting(line)
    store.drop_waiting(line)
    assert (store.is_waiting(line), store.waiting_for("1" * 64), store.waiting_count("AZE")) == (False, [], 0)


def test_what_is_put_is_kept() -> None:
    world = Scenario("ITA", "AZE")
    said = world.propose("ITA")
    placed, known = world.store.entry(said.hash), world.store.record_of(said.version())
    assert placed is not None
    assert known is not None
    store = MemoryStore("0" * 64)
    record = RecordFacts("ITA/x", is_stated=True)
    store.put_record(record)
    store.put_version(known.versions[said.version()], record, placed)
    store.put_void("act", "reason")
    store.put_reference("blob", (0, 0, 1, 0))
    store.put_erasure(Erasure("blob", 0, 0, 2))
    store.set_aside(SetAside(b"", "form", "", "ITA", is_well_signed=False))
    assert (store.record("ITA/x", is_stated=True), store.record_of(said.version())) == (record, record)
    assert store.record("ITA/x", is_stated=False) is None
    assert (store.void, list(store.references("blob"))) == ({"act": "reason"}, [(0, 0, 1, 0)])
    assert (len(store.erasures), len(store.aside)) == (1, 1)
