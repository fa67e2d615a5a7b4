"""A bundle's journals taken in: what is valid is kept, what is not is named by file and line, whatever the order."""

import gc
import random
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from benchmarks.journals import Journals
from foedus.exchange.intake import MANY_REFUSALS, Arrival, Refusal, take_in
from foedus.ledger import limits, partnership
from foedus.ledger.line import Line, read_line, sign_payload
from foedus.ledger.partnership import Partnership
from foedus.ledger.store import MemoryStore
from tests.ledger.scenario import Scenario, key, signed
from tests.store.nodes import database, eventful, ledger_of, memory_state, orders, stored_state, write_journals


def taken(told: Scenario, files: dict[str, Path], **how: Any) -> tuple[MemoryStore, Arrival]:
    store = MemoryStore(told.id)
    return store, take_in(Partnership(store), files, "ZZZ", **how)


def journal(folder: Path, code: str, *lines: bytes) -> dict[str, Path]:
    folder.mkdir(exist_ok=True)
    path = folder / f"{code}.jsonl"
    path.write_bytes(b"".join(line + b"\n" for line in lines))
    return {code: path}


def by_code(lines: list[Line]) -> dict[str, list[bytes]]:
    found: dict[str, list[bytes]] = {}
    for line in lines:
        found.setdefault(line.envelope.party, []).append(line.raw)
    return found


@pytest.mark.parametrize("jobs", [0, 2])
def test_whole_partnership_is_taken_in_whole(tmp_path: Path, jobs: int) -> None:
    told = eventful()
    store, arrival = taken(told, write_journals(told.lines, tmp_path), jobs=jobs)
    assert memory_state(store) == told.state()
    assert arrival.applied == {code: len(lines) for code, lines in by_code(told.lines).items()}
    assert (arrival.known, arrival.waiting, arrival.refused, arrival.missing) == (0, {}, 0, ())
    assert [(fork.code, fork.seq) for fork in arrival.forks] == [(one.code, one.seq) for one in told.partnership.forks]


def test_importing_twice_is_importing_once(tmp_path: Path) -> None:
    told = eventful()
    files = write_journals(told.lines, tmp_path)
    store, _ = taken(told, files)
    again = take_in(Partnership(store), files)
    assert memory_state(store) == told.state()
    assert (again.applied, again.known, again.refused, again.forks) == ({}, len(told.lines), 0, ())


def test_processes_make_no_difference(tmp_path: Path) -> None:
    journals = Journals(300)
    lines = list(journals.one.lines)
    lines[100] = lines[100].replace(b"ITA", b"ITB", 1)
    lines[101] = b"broken"
    files = journal(tmp_path, "ITA", *lines) | journal(tmp_path, "AZE", *journals.other.lines)
    stores = [MemoryStore(journals.partnership) for _ in range(2)]
    arrivals = [take_in(Partnership(store), files, jobs=jobs) for store, jobs in zip(stores, (0, 2), strict=True)]
    assert arrivals[0] == arrivals[1]
    assert memory_state(stores[0]) == memory_state(stores[1])
    assert [refusal.line for refusal in arrivals[0].refusals] == [101, 102]


def test_bad_lines_in_the_middle_are_named_and_the_rest_is_kept(tmp_path: Path) -> None:
    told = Scenario("ITA", "AZE")
    lines = [told.propose("ITA", number).line.raw for number in range(3)]
    bad = [b"no line", lines[0].replace(b"activity", b"actively"), lines[1][:-1], told.lines[1].raw]
    first = told.lines[0].raw
    files = journal(tmp_path, "ITA", first, bad[0], lines[0], bad[1], bad[2], lines[1], bad[3], lines[2])
    store, arrival = taken(told, {**files, **journal(tmp_path, "AZE", told.lines[1].raw)})
    assert arrival.applied == {"ITA": 4, "AZE": 1}
    assert memory_state(store) == told.state()
    assert [(one.file, one.line, one.code, one.reason) for one in arrival.refusals] == [
        ("journals/ITA.jsonl", 2, "ITA", "not-a-line"),
        ("journals/ITA.jsonl", 4, "ITA", "signature"),
        ("journals/ITA.jsonl", 5, "ITA", "not-an-object"),
        ("journals/ITA.jsonl", 7, "ITA", "another-journal"),
    ]
    assert (arrival.refused, arrival.refusals[3].detail) == (4, "code=AZE")


def test_line_that_breaks_off_ends_its_journal_alone(tmp_path: Path) -> None:
    told = eventful()
    files = write_journals(told.lines, tmp_path)
    content = files["AZE"].read_bytes()
    files["AZE"].write_bytes(content[:-5])
    store, arrival = taken(told, files)
    count = content.count(b"\n")
    assert Refusal("journals/AZE.jsonl", count, "AZE", "no-line-feed", "") in arrival.refusals
    assert arrival.applied["AZE"] == count - 1
    files["AZE"].write_bytes(content)
    take_in(Partnership(store), files)
    assert memory_state(store) == told.state()


def test_well_signed_line_that_breaks_a_rule_is_kept_as_evidence(tmp_path: Path) -> None:
    told = Scenario("ITA", "AZE")
    line = told.propose("ITA", 1).line
    text = line.payload.decode()
    twice = signed_text(text.replace('"seq":1', '"seq":1,"seq":1'))
    unknown = signed_text(text.replace('"seq":1', '"seq":1,"more":1'))
    skipped = signed_text(text.replace('"seq":1', '"seq":2'))
    files = journal(tmp_path, "ITA", told.lines[0].raw, twice, unknown, skipped)
    store, arrival = taken(told, files | journal(tmp_path, "AZE", told.lines[1].raw))
    assert [(one.line, one.reason) for one in arrival.refusals] == [(2, "duplicate-name"), (3, "form"), (4, "seq")]
    assert [(one.raw, one.reason, one.bearer, one.is_well_signed) for one in store.aside] == [
        (twice, "duplicate-name", "ZZZ", True),
        (unknown, "form", "ZZZ", True),
        (skipped, "seq", "ZZZ", True),
    ]


def signed_text(text: str) -> bytes:
    return sign_payload(text.encode(), key("ITA"))


def test_key_that_comes_late_in_the_same_bundle_is_used(tmp_path: Path) -> None:
    told = Scenario("ITA", "AZE")
    told.rotate("AZE", "AZE new")
    told.propose("AZE", 1)
    aze = by_code(told.lines)["AZE"]
    files = journal(tmp_path, "ITA", told.lines[0].raw) | journal(tmp_path, "AZE", *reversed(aze))
    store, arrival = taken(told, files)
    assert memory_state(store) == told.state()
    assert (arrival.applied, arrival.waiting, arrival.refused) == ({"AZE": 3, "ITA": 1}, {}, 0)


def test_key_that_comes_in_another_bundle_is_used_then(tmp_path: Path) -> None:
    told = Scenario("ITA", "AZE")
    told.rotate("AZE", "AZE new")
    told.propose("AZE", 1)
    *before, rotation, after = [line.raw for line in told.lines]
    first = journal(tmp_path, "ITA", before[0]) | journal(tmp_path, "AZE", before[1], after)
    store, arrival = taken(told, first)
    assert [(one.file, one.line, one.reason) for one in arrival.refusals] == [
        ("journals/AZE.jsonl", 2, "unknown-key"),
    ]
    take_in(Partnership(store), journal(tmp_path, "AZE", rotation, after))
    assert memory_state(store) == told.state()


@pytest.mark.parametrize("order", range(4))
def test_lines_in_any_order_come_to_the_same_in_the_end(tmp_path: Path, order: int) -> None:
    told = eventful()
    lines = orders(told.lines)[order]
    files = write_journals(lines, tmp_path)
    store = MemoryStore(told.id)
    for _ in range(4):
        take_in(Partnership(store), files)
    assert memory_state(store) == told.state()


def test_missing_entry_is_named_and_what_hangs_on_it_waits(tmp_path: Path) -> None:
    told = Scenario("ITA", "AZE")
    lines = [told.propose("ITA", number).line for number in range(4)]
    answer = told.say("AZE", told.statement("AZE", 1))
    kept = [told.lines[0], told.lines[1], lines[0], lines[2], lines[3], answer.line]
    files = write_journals(kept, tmp_path / "first")
    store, arrival = taken(told, files)
    assert (arrival.applied, arrival.waiting) == ({"ITA": 2, "AZE": 1}, {"ITA": 2, "AZE": 1})
    assert set(arrival.missing) == {lines[1].hash, lines[2].hash, lines[3].hash}
    again = take_in(Partnership(store), write_journals([lines[1]], tmp_path / "second"))
    assert (again.applied, again.waiting, again.missing) == ({"ITA": 3, "AZE": 1}, {}, ())
    assert memory_state(store) == told.state()


def test_line_that_waited_and_is_no_entry_after_all_is_named(tmp_path: Path) -> None:
    told = Scenario("ITA", "AZE")
    first, second = told.propose("ITA", 1).line, told.propose("ITA", 2).line
    skipped = signed_text(second.payload.decode().replace('"seq":2', '"seq":3'))
    other = journal(tmp_path, "AZE", told.lines[1].raw)
    _, arrival = taken(told, journal(tmp_path, "ITA", told.lines[0].raw, skipped, first.raw) | other)
    assert arrival.refusals == (Refusal("journals/ITA.jsonl", 2, "ITA", "seq", "seq=3 expected=2"),)
    assert (arrival.applied, arrival.waiting, arrival.refused) == ({"ITA": 2, "AZE": 1}, {}, 1)


def test_no_more_lines_wait_than_may(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(partnership, "WAITING", 5)
    assert limits.WAITING == 10_000
    told = Scenario("ITA", "AZE")
    lines = [told.propose("ITA", number).line.raw for number in range(8)]
    files = journal(tmp_path, "ITA", told.lines[0].raw, *lines[1:]) | journal(tmp_path, "AZE", told.lines[1].raw)
    store, arrival = taken(told, files)
    assert (arrival.waiting, arrival.refused) == ({"ITA": 5}, 2)
    assert [(one.line, one.reason) for one in arrival.refusals] == [(7, "too-many-waiting"), (8, "too-many-waiting")]
    take_in(Partnership(store), journal(tmp_path, "ITA", told.lines[0].raw, *lines))
    assert memory_state(store) == told.state()


@pytest.mark.usefixtures("either_database")
def test_many_that_wait_are_taken_when_what_they_miss_comes(tmp_path: Path) -> None:
    journals = Journals(1_000)
    held_back = journals.one.lines[1]
    files = journal(tmp_path, "ITA", journals.one.lines[0], *journals.one.lines[2:])
    files |= journal(tmp_path, "AZE", *journals.other.lines)
    node = database(tmp_path)
    ledger = ledger_of(node, journals.partnership)
    with node.transaction():
        arrival = take_in(Partnership(ledger), files)
    assert arrival.waiting == {"ITA": 1_999, "AZE": 2_000}
    with node.transaction():
        again = take_in(Partnership(ledger), journal(tmp_path, "ITA", held_back))
    assert (again.applied, ledger.all_waiting()) == ({"ITA": 2_000, "AZE": 2_000}, [])


def test_progress_tells_every_line(tmp_path: Path) -> None:
    journals = Journals(400)
    told: list[int] = []
    take_in(Partnership(MemoryStore(journals.partnership)), journals.write(tmp_path), progress=told.append)
    assert len(told) > 2
    assert sum(told) == 1602


def interrupting(after: int) -> Callable[[int], None]:
    calls = iter(range(after))

    def progress(_: int) -> None:
        if next(calls, None) is None:
            raise KeyboardInterrupt

    return progress


@pytest.mark.usefixtures("either_database")
@pytest.mark.parametrize("jobs", [0, 2])
def test_interrupted_import_leaves_nothing_half(tmp_path: Path, jobs: int) -> None:
    journals = Journals(600)
    files = journals.write(tmp_path)
    node = database(tmp_path)
    ledger = ledger_of(node, journals.partnership)
    with pytest.raises(KeyboardInterrupt), node.transaction():
        take_in(Partnership(ledger), files, progress=interrupting(3), jobs=jobs)
    assert gc.isenabled()
    assert (ledger.last_number(), ledger.all_aside(), stored_state(ledger)["heads"]) == (0, [], {})
    with node.transaction():
        arrival = take_in(Partnership(ledger), files, jobs=jobs)
    assert arrival.applied == {"ITA": 1201, "AZE": 1201}


def test_bundle_of_rubbish_is_counted_and_not_listed_without_end(tmp_path: Path) -> None:
    told = Scenario("ITA", "AZE")
    files = journal(tmp_path, "ITA", told.lines[0].raw, *[b"rubbish"] * (MANY_REFUSALS + 5))
    _, arrival = taken(told, files)
    assert (arrival.refused, len(arrival.refusals)) == (MANY_REFUSALS + 5, MANY_REFUSALS)


def test_empty_journals_are_nothing(tmp_path: Path) -> None:
    told = Scenario("ITA", "AZE")
    (tmp_path / "x").touch()
    for files in ({}, {"ITA": tmp_path / "x"}):
        assert taken(told, files)[1] == Arrival({}, 0, {}, 0, (), (), ())


def test_lines_of_another_partnership_are_refused(tmp_path: Path) -> None:
    told, other = eventful(1), eventful(2)
    files = write_journals(other.lines, tmp_path)
    store, arrival = taken(told, files)
    assert (store.placed, arrival.applied) == ({}, {})
    assert {one.reason for one in arrival.refusals} == {"another-partnership"}


def test_forged_line_under_a_key_of_the_bundle_is_no_entry(tmp_path: Path) -> None:
    told = Scenario("ITA", "AZE")
    entry = read_line(told.propose("ITA", 1).line.raw, {}).entry
    assert entry is not None
    forged = signed(entry, key("AZE"))
    files = journal(tmp_path, "ITA", told.lines[0].raw, forged) | journal(tmp_path, "AZE", told.lines[1].raw)
    store, arrival = taken(told, files)
    assert [(one.line, one.reason) for one in arrival.refusals] == [(2, "not-the-key-in-force")]
    assert [one.is_well_signed for one in store.aside] == [False]


@pytest.mark.usefixtures("either_database")
def test_many_orders_by_chance_into_a_node_end_alike(tmp_path: Path) -> None:
    told = eventful()
    chance = random.Random(3)
    node = database(tmp_path)
    ledger = ledger_of(node, told.id)
    for number in range(12):
        some = chance.sample(told.lines, 25)
        with node.transaction():
            take_in(Partnership(ledger), write_journals(some, tmp_path / str(number)))
    with node.transaction():
        take_in(Partnership(ledger), write_journals(told.lines, tmp_path / "all"))
    assert stored_state(ledger) == told.state()
