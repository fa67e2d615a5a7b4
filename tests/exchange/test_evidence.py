"""Files are opened for whoever looks for the very line that was changed, however broken the file around it is."""

from pathlib import Path

import pytest

from benchmarks.journals import Journals
from foedus.exchange.checking import checker, keys_in
from foedus.exchange.evidence import Journal, Problem, checked_lines, count_lines, numbered_lines, open_source
from tests.exchange.files import agreed, endorsed, lines_of, rewrite, write_bundle, write_journal

AZE = "journals/AZE.jsonl"


def test_source_of_journal_is_its_lines(tmp_path: Path) -> None:
    path = write_journal(tmp_path, "ITA", lines_of(agreed(), "ITA"))
    source = open_source(path, tmp_path)
    assert (source.problems, source.manifest) == ((), None)
    assert source.journals == (Journal(str(path), path, ""),)


def test_source_of_bundle_is_its_journals(tmp_path: Path) -> None:
    path = write_bundle(tmp_path / "x.foedus", agreed())
    (tmp_path / "into").mkdir()
    source = open_source(path, tmp_path / "into")
    assert [(journal.file, journal.code) for journal in source.journals] == [
        (f"{path}: journals/AZE.jsonl", "AZE"),
        (f"{path}: journals/ITA.jsonl", "ITA"),
    ]
    assert source.manifest is not None
    assert source.manifest.from_ == "ITA"


def test_source_of_encrypted_file_says_so(tmp_path: Path) -> None:
    path = tmp_path / "x.foedus.age"
    path.write_bytes(b"age-encryption.org/v1\n-> X25519 ...\n")
    assert open_source(path, tmp_path).problems == (Problem(str(path), 0, "encrypted"),)


def test_source_of_repacked_bundle_still_gives_its_lines(tmp_path: Path) -> None:
    scenario = agreed()
    whole = write_bundle(tmp_path / "x.foedus", scenario)
    version = endorsed(scenario)
    path = rewrite(whole, {AZE: (version, version[:-1] + b"1")}, tmp_path / "y.foedus")
    (tmp_path / "into").mkdir()
    source = open_source(path, tmp_path / "into")
    assert source.problems == (Problem(str(path), 0, "digest", {"file": AZE}),)
    assert [(journal.code, count_lines(journal)) for journal in source.journals] == [("AZE", 2), ("ITA", 3)]


def test_source_of_bundle_with_changed_byte_inside_still_gives_its_lines(tmp_path: Path) -> None:
    scenario = agreed()
    path = tmp_path / "x.foedus"
    write_bundle(path, scenario)
    data = bytearray(path.read_bytes())
    place = data.index(AZE.encode()) + len(AZE) + 40
    data[place] ^= 1
    path.write_bytes(data)
    (tmp_path / "into").mkdir()
    source = open_source(path, tmp_path / "into")
    assert [problem.reason for problem in source.problems] in (["not-a-bundle"], ["digest"])
    assert [journal.code for journal in source.journals] == ["AZE", "ITA"]


def test_source_of_archive_cut_short_is_a_problem(tmp_path: Path) -> None:
    path = write_bundle(tmp_path / "x.foedus", agreed())
    path.write_bytes(path.read_bytes()[:-30])
    (tmp_path / "into").mkdir()
    source = open_source(path, tmp_path / "into")
    assert [problem.reason for problem in source.problems] == ["not-a-bundle"]
    assert source.journals == ()


@pytest.mark.parametrize(
    "end, reasons",
    [
        (b"", [None, None, None]),
        (b"no line\n", [None, None, None, "not-a-line"]),
        (b"broken off", [None, None, None, "no-line-feed"]),
        (b"no line\nbroken off", [None, None, None, "not-a-line", "no-line-feed"]),
    ],
)
def test_numbered_lines_go_on_after_one_that_is_none(tmp_path: Path, end: bytes, reasons: list[str | None]) -> None:
    path = write_journal(tmp_path, "ITA", lines_of(agreed(), "ITA"))
    path.write_bytes(path.read_bytes() + end)
    journal = Journal("ITA", path, "ITA")
    found = list(numbered_lines(journal))
    assert [one.number for one in found] == list(range(1, len(reasons) + 1))
    assert [one.problem.reason if one.problem else None for one in found] == reasons
    assert count_lines(journal) == len(reasons)


@pytest.mark.parametrize("jobs", [0, 2])
def test_checked_lines_are_the_numbered_ones_and_say_whose_signature_was_verified(tmp_path: Path, jobs: int) -> None:
    lines = list(Journals(20).one.lines)
    lines[7] = lines[7].replace(b"Sample", b"Simple")
    lines[8] = b"no line"
    path = tmp_path / "ITA.jsonl"
    path.write_bytes(b"".join(line + b"\n" for line in lines) + b"rest")
    with checker(0, keys_in({"ITA": path}), jobs) as check:
        found = list(checked_lines(check.checked(path, 4096)))
    wanted = list(numbered_lines(Journal("ITA", path, "ITA")))
    assert [(one.number, one.line and one.line.hash, one.problem and one.problem.reason) for one in found] == [
        (one.number, one.line and one.line.hash, one.problem and one.problem.reason) for one in wanted
    ]
    assert [one.number for one in found if one.line is None or not one.line.verified] == [8, 9, len(lines) + 1]
