"""Whoever holds some files is told how far each journal in them verifies, and at which line it stops."""

from pathlib import Path

import pytest

from foedus.exchange.evidence import Problem
from foedus.exchange.verify import JournalReport, verify_files
from foedus.ledger import acts as a
from foedus.ledger.line import sign_payload
from tests.exchange.files import agreed, endorsed, lines_of, rewrite, write_bundle, write_journal
from tests.ledger.scenario import AT, Scenario, key

AZE = "journals/AZE.jsonl"


def test_bundle_that_is_whole_verifies(tmp_path: Path) -> None:
    scenario = agreed()
    path = write_bundle(tmp_path / "x.foedus", scenario)
    report = verify_files([path])
    assert report.is_whole
    (file,) = report.files
    assert (file.sender, file.to, file.signature, file.problems) == ("ITA", ("AZE",), "good", ())
    (one,) = report.partnerships
    assert (one.partnership, one.name, one.sealed, one.void) == (scenario.id, "Sample partnership", 1, {})
    assert one.journals == (
        JournalReport("AZE", 2, 2, (1,), ()),
        JournalReport("ITA", 3, 3, (2,), ()),
    )
    assert one.digest is not None
    assert one.digest.code == scenario.state()["digest"]


def test_journals_verify_in_whatever_order_they_are_given(tmp_path: Path) -> None:
    scenario = agreed()
    paths = [write_journal(tmp_path, code, lines_of(scenario, code)) for code in ("AZE", "ITA")]
    forward, backward = verify_files(paths), verify_files(paths[::-1])
    assert forward.is_whole
    assert forward.partnerships == backward.partnerships


def test_bundles_of_later_lines_verify_beside_earlier_ones(tmp_path: Path) -> None:
    scenario = agreed()
    italy = lines_of(scenario, "ITA")
    (tmp_path / "later").mkdir()
    paths = [
        write_journal(tmp_path / "later", "ITA", italy[1:]),
        write_journal(tmp_path, "AZE", lines_of(scenario, "AZE")),
        write_journal(tmp_path, "ITA", italy[:1]),
    ]
    report = verify_files(paths)
    assert report.is_whole
    assert report.partnerships[0].journals[1] == JournalReport("ITA", 3, 3, (2,), ())


def test_changed_byte_is_named_by_file_and_line(tmp_path: Path) -> None:
    scenario = agreed()
    version = endorsed(scenario)
    whole = write_bundle(tmp_path / "x.foedus", scenario)
    path = rewrite(whole, {AZE: (version, version[:-1] + b"1")}, tmp_path / "y.foedus")
    report = verify_files([path])
    assert not report.is_whole
    azerbaijan, italy = report.partnerships[0].journals
    assert azerbaijan.verified == 1
    assert azerbaijan.problems == (Problem(f"{path}: {AZE}", 2, "signature", {"kid": key("AZE").thumbprint}),)
    assert (italy.verified, italy.problems[0].line, italy.problems[0].reason) == (2, 3, "past-missing")


def test_changed_founding_line_is_named(tmp_path: Path) -> None:
    scenario = agreed()
    lines = lines_of(scenario, "ITA")
    lines[0] = lines[0].replace(b"Sample partnership", b"Simple partnership")
    report = verify_files([write_journal(tmp_path, "ITA", lines)])
    (italy,) = report.partnerships[0].journals
    assert (italy.verified, italy.problems[0].line, italy.problems[0].reason) == (0, 1, "founding-changed")


def test_line_that_breaks_off_is_named(tmp_path: Path) -> None:
    path = write_journal(tmp_path, "ITA", lines_of(agreed(), "ITA")[:2])
    path.write_bytes(path.read_bytes()[:-1])
    (italy,) = verify_files([path]).partnerships[0].journals
    assert (italy.lines, italy.verified, italy.problems) == (2, 1, (Problem(str(path), 2, "no-line-feed"),))


def test_journal_without_its_beginning_verifies_nothing(tmp_path: Path) -> None:
    path = write_journal(tmp_path, "AZE", lines_of(agreed(), "AZE"))
    report = verify_files([path])
    assert not report.is_whole
    assert report.partnerships[0].digest is None
    assert report.partnerships[0].journals == (
        JournalReport("AZE", 2, 0, (), (Problem(str(path), 1, "founding-missing"),)),
    )


def test_line_that_is_left_out_is_missed(tmp_path: Path) -> None:
    lines = lines_of(agreed(), "ITA")
    path = write_journal(tmp_path, "ITA", [lines[0], lines[2]])
    (italy,) = verify_files([path]).partnerships[0].journals
    assert (italy.verified, italy.problems[0].line, italy.problems[0].reason) == (1, 2, "prev-missing")


def test_well_signed_line_that_breaks_a_rule_is_named_with_its_facts(tmp_path: Path) -> None:
    scenario = agreed()
    tip = scenario.said["ITA"][-1].hash
    act = a.Withdraw(scenario.said["ITA"][1].version())
    payload = b'{"v":1,"partnership":"%s","party":"ITA","seq":9,"prev":"%s","at":"%s","acts":[%s]}' % (
        scenario.id.encode(),
        tip.encode(),
        AT.encode(),
        b'{"act":"withdraw","version":"%s"}' % act.version.encode(),
    )
    lines = [*lines_of(scenario, "ITA"), sign_payload(payload, key("ITA"))]
    paths = [write_journal(tmp_path, "ITA", lines), write_journal(tmp_path, "AZE", lines_of(scenario, "AZE"))]
    italy = verify_files(paths).partnerships[0].journals[1]
    assert italy.problems == (
        Problem(str(paths[0]), 4, "seq", {"detail": "seq=9 expected=3", "seq": "9", "expected": "3"}),
    )


def test_line_of_another_party_is_refused_in_a_journal(tmp_path: Path) -> None:
    scenario = agreed()
    path = tmp_path / "x.foedus"
    write_bundle(path, scenario, ("ITA",))
    planted = rewrite(path, {"journals/ITA.jsonl": (b"", lines_of(scenario, "AZE")[0] + b"\n")}, tmp_path / "y.foedus")
    italy = verify_files([planted]).partnerships[0].journals[0]
    assert italy.problems[0] == Problem(f"{planted}: journals/ITA.jsonl", 1, "another-journal", {"code": "AZE"})


def test_forked_journal_verifies_and_the_fork_is_told(tmp_path: Path) -> None:
    scenario = agreed()
    first = scenario.said["ITA"][1].hash
    scenario.say("ITA", a.Leave(), after=first)
    report = verify_files([write_bundle(tmp_path / "x.foedus", scenario)])
    (one,) = report.partnerships
    assert [(fork.code, fork.seq) for fork in one.forks] == [("ITA", 2)]
    assert one.journals[1].heads == (2, 2)
    assert not report.is_whole


def test_keys_are_told_with_the_entry_that_brought_them(tmp_path: Path) -> None:
    scenario = agreed()
    scenario.rotate("AZE", "AZE new")
    report = verify_files([write_bundle(tmp_path / "x.foedus", scenario)], {"AZE": key("AZE new").thumbprint})
    keys = [
        (one.code, one.use, one.thumbprint, one.shown, one.is_in_force, one.compared)
        for one in report.partnerships[0].keys
        if one.use == "signing"
    ]
    assert keys == [
        ("ITA", "signing", key("ITA").thumbprint, "ITA/0", True, "not-yet"),
        ("AZE", "signing", key("AZE").thumbprint, "ITA/0", False, "not-yet"),
        ("AZE", "signing", key("AZE new").thumbprint, "AZE/2", True, "pinned"),
    ]
    assert report.is_whole


@pytest.mark.parametrize("code, reason", [("AZE", "pin-differs"), ("KAZ", "pin-of-no-party")])
def test_pin_that_is_not_found_does_not_verify(tmp_path: Path, code: str, reason: str) -> None:
    report = verify_files([write_bundle(tmp_path / "x.foedus", agreed())], {code: key("ITA").thumbprint})
    assert [pin.reason for pin in report.partnerships[0].pins] == [reason]
    assert not report.is_whole


@pytest.mark.parametrize(
    "signer, sender, signature", [("AZE", "ITA", "bad"), ("KAZ", "ITA", "unknown"), ("ITA", "AZE", "bad")]
)
def test_bundle_signed_by_another_does_not_verify(tmp_path: Path, signer: str, sender: str, signature: str) -> None:
    path = write_bundle(tmp_path / "x.foedus", agreed(), signer=signer, sender=sender)
    report = verify_files([path])
    assert report.files[0].signature == signature
    assert not report.is_whole


def test_files_of_two_partnerships_are_told_apart(tmp_path: Path) -> None:
    other = Scenario("KAZ")
    paths = [write_bundle(tmp_path / "x.foedus", agreed()), write_journal(tmp_path, "KAZ", lines_of(other, "KAZ"))]
    report = verify_files(paths)
    assert {one.partnership for one in report.partnerships} == {agreed().id, other.id}
    assert [file.file for file in report.files] == [str(path) for path in paths]
    assert report.is_whole


@pytest.mark.parametrize(
    "content, reason", [(b"", "no-lines"), (b"nothing\n", "no-lines"), (b"PK\3\4", "not-a-bundle")]
)
def test_file_that_is_nothing_says_so(tmp_path: Path, content: bytes, reason: str) -> None:
    path = tmp_path / "x"
    path.write_bytes(content)
    report = verify_files([path])
    assert [problem.reason for problem in report.files[0].problems] == [reason]
    assert not report.is_whole


def test_progress_counts_every_line(tmp_path: Path) -> None:
    counted: list[int] = []
    verify_files([write_bundle(tmp_path / "x.foedus", agreed())], progress=counted.append)
    assert sum(counted) == 5
