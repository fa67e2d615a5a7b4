"""Lines checked ahead: the same in one process and in several, whatever the file is like, and whoever is ended."""

import os
import signal
from pathlib import Path

import pytest

from benchmarks.journals import Journals
from foedus.exchange import checking
from foedus.exchange.checking import Checked, check_part, checker, keys_in, parts, read_part
from foedus.ledger.limits import LINE_BYTES, PAYLOAD_BYTES
from tests.ledger.scenario import Scenario, key, named
from tests.store.nodes import eventful, write_journals


@pytest.fixture
def journal(tmp_path: Path) -> Path:
    """A journal of 1,201 lines, some of them broken."""
    lines = list(Journals(600).one.lines)
    lines[7] = lines[7].replace(b"Sample", b"Simple")
    lines[8] = b"no line"
    lines[700] = b""
    path = tmp_path / "ITA.jsonl"
    path.write_bytes(b"".join(line + b"\n" for line in lines))
    return path


def all_of(path: Path, jobs: int, keys: dict[str, bytes], part_bytes: int = 64 * 1024) -> list[Checked]:
    with checker(0, keys, jobs) as check:
        return list(check.checked(path, part_bytes))


def test_parts_are_the_same_with_and_without_other_processes(journal: Path) -> None:
    keys = keys_in({"ITA": journal})
    alone = all_of(journal, 0, keys)
    assert all_of(journal, 2, keys) == alone
    assert len(alone) > 5
    assert b"".join(line + b"\n" for part in alone for line in part.lines) == journal.read_bytes()
    errors = {part.first + place: error for part in alone for place, error in part.errors.items()}
    assert {number: reason for number, (reason, _) in errors.items()} == {
        8: "signature",
        9: "not-a-line",
        701: "not-a-line",
    }
    assert sum(sum(part.verified) for part in alone) == 1201 - 3


def test_lines_of_an_unknown_key_are_not_verified_and_not_wrong(journal: Path) -> None:
    [first, *_] = all_of(journal, 0, {})
    assert sum(first.verified) == 0
    assert set(first.errors) == {8}


def test_parts_are_numbered_and_end_with_a_line(journal: Path) -> None:
    found = list(parts(journal, 1000))
    assert sum(part.size for part in found) == journal.stat().st_size
    assert {read_part(part)[1] for part in found} == {None}
    first = 1
    for part in all_of(journal, 0, {}, 1000):
        assert part.first == first
        first += len(part.lines)


@pytest.mark.parametrize(
    "content, expected",
    [
        (b"", []),
        (b"a\nb\n", [(1, [b"a", b"b"], {0: "not-a-line", 1: "not-a-line"})]),
        (b"a\nb", [(1, [b"a"], {0: "not-a-line", 1: "no-line-feed"})]),
        (b"b", [(1, [], {0: "no-line-feed"})]),
        (b"\n", [(1, [b""], {0: "not-a-line"})]),
        (b"a\r\n", [(1, [b"a\r"], {0: "not-a-line"})]),
    ],
)
def test_end_of_a_journal_is_told(
    tmp_path: Path, content: bytes, expected: list[tuple[int, list[bytes], dict[int, str]]]
) -> None:
    (tmp_path / "x").write_bytes(content)
    found = [
        (part.first, part.lines, {place: reason for place, (reason, _) in part.errors.items()})
        for part in all_of(tmp_path / "x", 0, {})
    ]
    assert found == expected


@pytest.mark.parametrize("length, reason", [(LINE_BYTES, "no-line-feed"), (LINE_BYTES + 1, "too-long")])
def test_line_without_end_is_not_read_further_than_a_line_may_go(tmp_path: Path, length: int, reason: str) -> None:
    (tmp_path / "x").write_bytes(b"a\n" + b"x" * length)
    [part] = all_of(tmp_path / "x", 0, {}, 1024)
    assert (part.lines, part.errors[1][0]) == ([b"a"], reason)


def test_line_that_is_too_long_is_refused_and_those_after_it_are_read(tmp_path: Path) -> None:
    header = b"x" * 100 + b".." + b"x" * 86 + b" "
    (tmp_path / "x").write_bytes(b"a\n" + header + b"{" + b" " * PAYLOAD_BYTES + b"}\nb\n")
    found = [error for part in all_of(tmp_path / "x", 0, {}, 1024) for error in part.errors.values()]
    assert [reason for reason, _ in found] == ["not-a-line", "too-long", "not-a-line"]


def test_two_journals_read_in_turn_are_each_in_order(tmp_path: Path) -> None:
    files = Journals(200).write(tmp_path)
    keys = keys_in(files)
    found: dict[str, bytes] = dict.fromkeys(files, b"")
    with checker(0, keys, 2) as check:
        reading = {code: check.checked(path, 4096) for code, path in files.items()}
        while reading:
            for code, rest in list(reading.items()):
                part = next(rest, None)
                if part is None:
                    del reading[code]
                else:
                    found[code] += b"".join(line + b"\n" for line in part.lines)
    assert found == {code: path.read_bytes() for code, path in files.items()}


def test_process_that_is_ended_from_outside_stops_nothing(journal: Path) -> None:
    keys = keys_in({"ITA": journal})
    alone = all_of(journal, 0, keys)
    with checker(0, keys, 2) as check:
        found = check.checked(journal, 64 * 1024)
        taken = [next(found)]
        for worker in check._workers:
            os.kill(worker.process.pid or 0, signal.SIGKILL)
        taken += list(found)
    assert taken == alone


def test_processes_end_with_their_owner(journal: Path) -> None:
    with checker(0, {}, 2) as check:
        next(check.checked(journal, 1024))
        processes = [worker.process for worker in check._workers]
        pids = [process.pid or 0 for process in processes]
        assert [process.is_alive() for process in processes] == [True, True]
    for pid in pids:
        with pytest.raises(ProcessLookupError):
            os.kill(pid, 0)


def test_processes_are_begun_where_it_is_worth_it() -> None:
    with checker(checking.POOLED_BYTES - 1, {}) as check:
        assert check._workers == []
    with checker(checking.POOLED_BYTES, {}) as check:
        assert len(check._workers) == (os.cpu_count() or 1) - 1


def test_checked_part_says_which_signatures_were_verified(tmp_path: Path) -> None:
    told = Scenario("ITA", "AZE")
    files = write_journals(told.lines, tmp_path)
    [part] = parts(files["AZE"])
    digests = bytes.fromhex(told.tip("AZE") or "")
    assert check_part(part, {key("AZE").thumbprint: key("AZE").jwk.point()}) == (b"\x01", digests, {})
    assert check_part(part, {}) == (b"\x00", digests, {})
    assert check_part(part, {key("AZE").thumbprint: key("ITA").jwk.point()})[2][0][0] == "signature"


def test_keys_are_those_of_charters_joins_rotations_and_recoveries(tmp_path: Path) -> None:
    files = write_journals(eventful().lines, tmp_path)
    names = ["ITA", "AZE", "FRA", "GEO"]
    wanted = [*names, *(f"{name} recovery" for name in names), "AZE new", "FRA 1", "FRA recovery 1"]
    assert keys_in(files) == {key(name).thumbprint: key(name).jwk.point() for name in wanted}


def test_keys_in_broken_lines_are_left_out(tmp_path: Path) -> None:
    told = Scenario("ITA", "AZE")
    bad = told.lines[0].raw.replace(named("ITA").key.x.encode(), b"A" * 43)
    (tmp_path / "x").write_bytes(b'{"kty"\n' + b'"kty":' * 3 + b"\n" + bad + b"\n" + told.lines[0].raw)
    assert set(keys_in({"x": tmp_path / "x"})) == set()
