"""How rows are asked for, written and read: what is named by lines to come, and which records are open."""

from foedus.ledger import acts as a
from foedus.ledger.facts import Placed
from foedus.store import queries as q
from tests.ledger.scenario import Scenario, uuid


def test_lines_to_come_name_entries_and_records() -> None:
    told = Scenario("ITA", "AZE")
    first = told.agree("ITA", "AZE", number=1)
    other = told.propose("AZE", 2)
    line = told.say(
        "ITA",
        told.proposal("ITA", 1, base=first.version(), with_=(other.version(),)),
        told.proposal("ITA", 2, answers=other.version()),
        told.statement("ITA", 3),
        a.Endorse("1" * 64 + "/0"),
        a.Seal(("2" * 64 + "/0", "3" * 64 + "/1")),
    ).line
    assert q.entries_in([line]) == {line.hash, line.envelope.prev, *line.envelope.seen, first.hash, other.hash} | {
        number * 64 for number in "123"
    }
    assert q.records_in([line]) == {f"ITA/{uuid(number)}" for number in (1, 2, 3)}


def test_placed_row_gives_what_was_written() -> None:
    placed = Placed("ab" * 32, 7, 1, 2, 3, {2: 3, 0: 1}, 4, "2026-01-01T00:00:00Z", "2025-01-01T00:00:00Z")
    row = (7, bytes.fromhex("ab" * 32), 1, 2, 3, q.encode({2: 3, 0: 1}), 4, placed.latest, placed.at, None)
    assert q.placed_row(row) == placed


def test_names_are_asked_for_in_parts() -> None:
    names = list(range(2 * q.AT_ONCE + 1))
    assert [len(some) for some in q.in_parts(names)] == [q.AT_ONCE, q.AT_ONCE, 1]
    assert q.marks(names[:3]) == "%s, %s, %s"


def test_stored_line_is_read_without_keys() -> None:
    told = Scenario("ITA", "AZE")
    line = q.stored_line(told.lines[1].raw)
    assert (line.hash, line.verified, line.entry) == (told.lines[1].hash, False, told.lines[1].entry)


def test_record_is_open_while_a_version_may_still_be_sealed() -> None:
    told = Scenario("ITA", "AZE")
    proposed = told.propose("ITA", 1)
    record = told.store.record_of(proposed.version())
    assert record is not None
    assert q.is_open(record)
    told.say("AZE", a.Endorse(proposed.version()))
    told.say("ITA", a.Seal((proposed.version(),)))
    assert not q.is_open(record)
    told.propose("ITA", 1, base=proposed.version())
    assert q.is_open(record)


def test_own_record_and_founding_charter_are_never_open() -> None:
    told = Scenario("ITA", "AZE")
    stated = told.say("ITA", told.statement("ITA", 1))
    records = [told.store.record_of(version) for version in (stated.version(), told.charter)]
    assert [q.is_open(record) for record in records if record is not None] == [False, False]
