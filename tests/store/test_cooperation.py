"""What an office reads of a partnership on disk: records, acts, lines to send, files."""

import random
from pathlib import Path

import pytest
from django.test.utils import CaptureQueriesContext

from foedus.ledger import acts as a
from foedus.store import cooperation
from foedus.store.cooperation import StoredCooperation, UnknownActError
from foedus.store.node import NodeDatabase
from tests.databases import ON_FILE_ALONE
from tests.ledger.scenario import Scenario, uuid
from tests.store.nodes import database, eventful, file_reference, ledger_of, take


@pytest.fixture
def told() -> Scenario:
    return eventful()


@pytest.fixture
def node(tmp_path: Path) -> NodeDatabase:
    return database(tmp_path)


@pytest.fixture
def ledger(node: NodeDatabase, told: Scenario) -> StoredCooperation:
    """The partnership, beside another in the same database."""
    other = Scenario("AZE", "ITA")
    other.propose("AZE", 1)
    take(node, ledger_of(node, other.id, "other"), other.lines)
    ledger = ledger_of(node, told.id)
    take(node, ledger, told.lines)
    return ledger


def test_records_are_listed_by_name_and_kind(ledger: StoredCooperation, told: Scenario) -> None:
    names = sorted(told.store.records)
    assert [(one.name, one.is_stated) for one in ledger.records()] == names
    assert [one.name for one in ledger.records(is_stated=True)] == [name for name, stated in names if stated]
    assert [one.name for one in ledger.records(kind="charter")] == ["ITA/charter"]
    assert [one.name for one in ledger.records(kind="report", is_stated=False)] == []
    assert {one.name: one for one in ledger.records(is_stated=False)} == {
        name: record for (name, stated), record in told.store.records.items() if not stated
    }


def test_open_records_are_those_with_a_newer_text(ledger: StoredCooperation) -> None:
    assert [one.name for one in ledger.open_records()] == [f"AZE/{uuid(number)}" for number in (2, 5, 6)]


def test_record_is_found_by_the_beginning_of_its_name_or_uuid(ledger: StoredCooperation) -> None:
    assert ledger.record_names("ITA/char") == ["ITA/charter"]
    assert ledger.record_names(uuid(1)) == [f"ITA/{uuid(1)}"]
    assert ledger.record_names("ITA/%") == []
    assert ledger.record_names("_TA") == []


def test_entry_is_found_by_code_and_number(ledger: StoredCooperation, told: Scenario) -> None:
    assert ledger.entry_hash("ITA", 0) == [told.id]
    assert ledger.entry_hash("ZZZ", 0) == []
    forks = {fork.seq: {fork.one, fork.other} for fork in told.partnership.forks}
    assert {seq: set(ledger.entry_hash("FRA", seq)) for seq in forks} == forks


def test_line_and_acts_are_those_received(ledger: StoredCooperation, told: Scenario) -> None:
    for line in told.lines:
        assert ledger.line(line.hash) == line.raw
    proposal = next(line for line in told.lines if line.entry and isinstance(line.entry.acts[0], a.Propose))
    assert proposal.entry is not None
    assert ledger.act(f"{proposal.hash}/0") == ledger.declaration(f"{proposal.hash}/0") == proposal.entry.acts[0]
    assert isinstance(ledger.declaration(told.charter), a.Found)


def test_what_was_looked_ahead_for_is_not_asked_for_again(
    ledger: StoredCooperation, node: NodeDatabase, told: Scenario
) -> None:
    placed = list(ledger.applied_since(0))
    one, *rest = placed
    names = sorted({name for name, stated in told.store.records if not stated})
    ledger.reset()
    ledger.facts()
    ledger.look_ahead([one.hash], [(other.branch, other.seq) for other in rest], [*names, "ITA/none"])
    with CaptureQueriesContext(node.connection) as asked:
        assert [ledger.entry_at(other.branch, other.seq).hash for other in placed] == [other.hash for other in placed]
        assert [ledger.record(name, is_stated=False) is not None for name in names] == [True] * len(names)
        assert ledger.record("ITA/none", is_stated=False) is None
        assert [ledger.act(f"{other.hash}/0") is not None for other in placed] == [True] * len(placed)
    assert len(asked) == 0


@pytest.mark.parametrize("wanted", [([], [], []), (["00" * 32], [(99, 99)], [])])
def test_looking_ahead_for_what_is_not_there_finds_nothing(
    ledger: StoredCooperation, wanted: tuple[list[str], list[tuple[int, int]], list[str]]
) -> None:
    ledger.look_ahead(*wanted)
    assert ledger.entry("00" * 32) is None


@pytest.mark.parametrize(
    "name, reason", [("0" * 64 + "/0", "unknown-entry"), ("FIRST/9", "unknown-act"), ("JOIN/0", "not-a-version")]
)
def test_act_that_is_not_there_is_refused(ledger: StoredCooperation, told: Scenario, name: str, reason: str) -> None:
    name = name.replace("FIRST", told.id).replace("JOIN", told.lines[1].hash)
    with pytest.raises(UnknownActError) as caught:
        ledger.declaration(name)
    assert caught.value.reason == reason


def test_applied_entries_come_in_order(ledger: StoredCooperation, told: Scenario) -> None:
    applied = [one.hash for one in ledger.applied_since(0)]
    assert applied == [line.hash for line in told.lines]
    third = ledger.entry(applied[2])
    assert third is not None
    assert [one.hash for one in ledger.applied_since(third.number)] == applied[3:]
    last = ledger.entry(applied[-1])
    assert last is not None
    assert ledger.last_number() == last.number


@ON_FILE_ALONE
def test_what_is_asked_of_few_takes_no_more_steps_where_much_is_held(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cooperation, "_AT_ONCE", 2)
    found = []
    for agreed in (2, 30):
        told = Scenario("ITA", "AZE")
        for number in range(agreed):
            told.agree("ITA", "AZE", number=number)
        told.propose("AZE", agreed)
        (tmp_path / str(agreed)).mkdir()
        node = database(tmp_path / str(agreed))
        ledger = ledger_of(node, told.id)
        take(node, ledger, told.lines)
        ledger.reset()
        steps: list[int] = []
        node.connection.connection.set_progress_handler(lambda steps=steps: steps.append(1), 1)
        told_of = len(list(ledger.applied_since(ledger.last_number() - 3))), len(list(ledger.open_records()))
        known = ledger.entry_hash("AZE", 2)
        first = next(iter(ledger.lines_of("ITA"))) == told.lines[0].raw
        node.connection.connection.set_progress_handler(None, 1)
        found.append((told_of, len(known), first, len(steps)))
    assert found == [((3, 1), 1, True, found[0][3])] * 2


@pytest.mark.parametrize("at_once", [2, 1_000])
def test_lines_to_send_are_whole_journals_in_order(
    ledger: StoredCooperation, told: Scenario, at_once: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cooperation, "_AT_ONCE", at_once)
    assert ledger.codes() == ["AZE", "FRA", "GEO", "ITA"]
    for code in ledger.codes():
        assert list(ledger.lines_of(code)) == [line.raw for line in told.lines if line.envelope.party == code]
    assert list(ledger.lines_of("ZZZ")) == []


def test_lines_to_send_are_without_what_the_other_holds(ledger: StoredCooperation, told: Scenario) -> None:
    italian = [line for line in told.lines if line.envelope.party == "ITA"]
    assert list(ledger.lines_of("ITA", [italian[4].hash])) == [line.raw for line in italian[5:]]
    assert list(ledger.lines_of("ITA", [italian[-1].hash])) == []
    assert list(ledger.lines_of("ITA", ["0" * 64])) == [line.raw for line in italian]


def test_lines_to_send_of_a_forked_journal_hold_the_branch_that_the_other_has_not(
    ledger: StoredCooperation, told: Scenario
) -> None:
    [fork] = told.partnership.forks
    french = [line for line in told.lines if line.envelope.party == "FRA"]
    sent = list(ledger.lines_of("FRA", [fork.one]))
    assert sent == [line.raw for line in french if line.envelope.seq >= fork.seq and line.hash != fork.one]


def test_voids_are_told_by_act(ledger: StoredCooperation, told: Scenario) -> None:
    assert ledger.voids() == told.store.void
    for act, reason in told.store.void.items():
        assert ledger.void_reason(act) == reason
    assert ledger.void_reason(told.charter) is None


def test_files_referred_to_are_those_not_erased(ledger: StoredCooperation) -> None:
    assert ledger.referred_blobs() == [f"{number:064x}" for number in (1, 3)]
    assert [one.blob for one in ledger.erasures()] == [file_reference(2)["blob"]]


def test_file_is_kept_once_and_an_erased_one_never(node: NodeDatabase, ledger: StoredCooperation) -> None:
    with node.transaction():
        ledger.put_blob(f"{1:064x}", b"first")
        ledger.put_blob(f"{1:064x}", b"second")
        ledger.put_blob(f"{2:064x}", b"erased")
    assert (ledger.blobs(), ledger.blob(f"{1:064x}"), ledger.blob(f"{2:064x}")) == ([f"{1:064x}"], b"first", None)
    other = node.open(node.cooperations()[0].id)
    assert (other.cooperation.name, other.blobs()) == ("other", [])


def test_file_held_is_deleted_when_it_is_erased(node: NodeDatabase) -> None:
    told = eventful(2)
    ledger = ledger_of(node, told.id)
    erasing = next(n for n, line in enumerate(told.lines) if line.entry and isinstance(line.entry.acts[-1], a.Erase))
    take(node, ledger, told.lines[:erasing])
    with node.transaction():
        ledger.put_blob(f"{2:064x}", b"bytes")
    take(node, ledger, told.lines)
    assert ledger.blob(f"{2:064x}") is None


def test_lines_set_aside_are_kept_once_for_each_reason(node: NodeDatabase, told: Scenario) -> None:
    ledger = ledger_of(node, told.id)
    lines = list(told.lines[1:3])
    random.Random(1).shuffle(lines)
    for _ in range(2):
        take(node, ledger, lines)
    assert sorted(one.reason for one in ledger.all_aside()) == ["unknown-key", "unknown-key"]
    assert {one.bearer for one in ledger.all_aside()} == {"ZZZ"}
