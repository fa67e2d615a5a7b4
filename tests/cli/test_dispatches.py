"""Dispatches between homes, and the figures by which two offices compare what they hold."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.office import Office
from tests.exchange.files import rewrite

Pair = tuple[Office, Office]


def test_dispatch_is_encrypted_unless_it_is_plain(agreed: Pair, tmp_path: Path) -> None:
    italy, _ = agreed
    sealed, plain = Path(italy.write("AZE")), Path(italy.write("AZE", "--plain"))
    assert sealed.read_bytes().startswith(b"age-encryption.org/")
    assert plain.read_bytes().startswith(b"PK")
    told = italy.run("export", "AZE", "--plain", "-o", str(tmp_path / "x"), lang="it")
    assert "NO: lo legge chiunque abbia il file" in told


def test_plain_dispatch_is_for_anyone_who_reads_it(agreed: Pair, tmp_path: Path) -> None:
    told = agreed[0].run("export", "AZE", "--plain", "-o", str(tmp_path / "all.foedus"))
    assert [line.split("  ")[-1].strip() for line in told.splitlines() if line.startswith("  For ")] == [
        "anyone who reads it (unencrypted)"
    ]


def test_dispatch_taken_in_twice_changes_nothing(offered: Pair) -> None:
    italy, azerbaijan = offered
    azerbaijan.run("accept", "ITA", "ITA/1/0")
    file = azerbaijan.write("ITA")
    assert italy.facts("import", file)["applied"] == {"AZE": 1}
    again = italy.facts("import", file)
    assert (again["applied"], again["changes"]) == ({}, [])


def test_dispatch_for_another_is_refused(agreed: Pair, open_office: Callable[[str], Office]) -> None:
    told = open_office("KAZ").run("import", agreed[0].write("AZE"), status=1)
    assert told.startswith("Not done: The dispatch cannot be opened or encrypted: it is encrypted to others")


def test_dispatch_of_a_cooperation_not_joined_is_refused(agreed: Pair, open_office: Callable[[str], Office]) -> None:
    told = open_office("KAZ").run("import", agreed[0].write("AZE", "--plain"), status=1)
    assert "that this office has not joined" in told


def test_dispatch_changed_on_its_way_is_refused_whole(agreed: Pair, tmp_path: Path) -> None:
    italy, azerbaijan = agreed
    before = azerbaijan.facts("state", "ITA")
    whole = Path(italy.write("AZE", "--plain"))
    path = rewrite(whole, {"journals/ITA.jsonl": (b"Corso campione", b"Corso cambiato")}, tmp_path / "y.foedus")
    told = azerbaijan.run("import", str(path), status=1)
    assert "it was changed after it was packed" in told
    assert azerbaijan.facts("state", "ITA") == before


def test_file_that_is_no_dispatch_is_refused(pair: Pair, tmp_path: Path) -> None:
    (tmp_path / "x").write_text("nothing")
    assert "it is no dispatch, or it is damaged" in pair[0].run("import", str(tmp_path / "x"), status=1)
    assert "does not exist" in pair[0].run("import", str(tmp_path / "gone"), status=2)


def test_dispatch_has_a_name_of_its_own(agreed: Pair, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "here").mkdir()
    monkeypatch.chdir(tmp_path / "here")
    agreed[0].run("export", "AZE")
    (file,) = (tmp_path / "here").iterdir()
    assert file.name.startswith("ITA-AZE-")
    assert file.name.endswith(".foedus.age")


def test_state_is_one_object_with_exactly_these_names(agreed: Pair) -> None:
    italy, azerbaijan = agreed
    state = italy.facts("state", "AZE")
    assert list(state) == [
        "partnership", "heads", "digest", "sealed", "disputed", "own", "acks", "void", "waiting",
    ]  # fmt: skip
    assert state == azerbaijan.facts("state", "ITA")
    assert state["heads"] == {"AZE": 1, "ITA": 3}
    assert sorted(len(versions) for versions in state["sealed"].values()) == [1, 1, 1]
    assert "  Atti concordati      3\n" in italy.run("state", "AZE", lang="it")


def test_rebuild_changes_nothing(agreed: Pair) -> None:
    italy, _ = agreed
    before = italy.facts("state", "AZE")
    assert italy.run("rebuild") == "Everything derived was made again from 6 entries.\n"
    assert italy.facts("rebuild") == {"rebuilt": 6}
    assert italy.facts("state", "AZE") == before


def test_check_of_a_record_that_is_not_agreed_is_refused(offered: Pair) -> None:
    assert "is not agreed, so it has no check code" in offered[0].run("check", "AZE", "ITA/1/0", status=1)


def test_cooperation_is_named_by_its_identifier_too(agreed: Pair) -> None:
    italy, _ = agreed
    identifier = italy.facts("state", "AZE")["partnership"]
    assert italy.facts("check", identifier[:12]) == italy.facts("check", "AZE")


def test_todo_of_all_cooperations_is_told_by_name(agreed: Pair) -> None:
    italy, _ = agreed
    assert list(italy.facts("todo")) == ["AZE"]
    assert sorted(italy.facts("todo", "AZE")) == ["drafts", "ours", "pending", "theirs"]
