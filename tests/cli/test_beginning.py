"""An office begins: its home, its keys with and without a passphrase, its card."""

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from foedus.office import first_link
from foedus.store.node import open_node
from tests.cli.office import Office
from tests.databases import ON_FILE_ALONE


def test_init_without_passphrase_says_that_the_keys_are_unprotected(tmp_path: Path) -> None:
    office = Office(tmp_path, "ITA")
    assert "the keys stand UNPROTECTED in this folder" in " ".join(office.run("init", "ITA", "Sample").split())


def test_init_tells_folder_and_card_in_one_column(tmp_path: Path) -> None:
    told = Office(tmp_path, "ITA").run("init", "ITA", "Sample ITA").splitlines()
    assert [line.index(value) for line, value in zip(told[1:4], (str(tmp_path), "ITA", "Sample"), strict=True)] == [
        27
    ] * 3


@ON_FILE_ALONE
def test_usage_is_told_in_italian(tmp_path: Path) -> None:
    told = Office(tmp_path, "ITA")
    assert told.run("init", "--help", lang="it").startswith("Uso: main init [OPZIONI] CODE NAME\n")
    assert told.run("draft", "--help", lang="it").startswith("Uso: main draft [OPZIONI] COMANDO [ARGOMENTI]...\n")


def test_init_with_passphrase_protects_the_keys(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FOEDUS_PASSPHRASE", "sample words")
    office = Office(tmp_path, "ITA")
    facts = office.facts("init", "ITA", "Sample", "--name-it", "Campione", "--name-en", "Sample")
    assert (facts["is_protected"], facts["names"]) == (True, {"it": "Campione", "en": "Sample"})
    assert (office.home / "keys" / "signing-key").read_bytes().startswith(b"age-encryption.org/")
    monkeypatch.delenv("FOEDUS_PASSPHRASE")
    refused = office.run("partnership", "found", "Alone", status=1)
    assert "they are protected, and no passphrase was given" in refused
    file = tmp_path / "passphrase"
    file.write_text("wrong words\n")
    assert "the passphrase does not open them" in office.run(
        "partnership", "found", "Alone", "--passphrase-file", str(file), status=1
    )
    file.write_text("sample words\n")
    office.run("partnership", "found", "Alone", "--passphrase-file", str(file))


def test_init_prints_the_first_administrators_link(tmp_path: Path) -> None:
    office = Office(tmp_path, "ITA")
    (link,) = [line for line in office.run("init", "ITA", "Sample").splitlines() if line.startswith("http")]
    token = link.removeprefix("http://127.0.0.1:8100/welcome/").removesuffix("/")
    assert first_link.opens(open_node(office.home, lambda: None), token)


@ON_FILE_ALONE
def test_link_leads_to_the_address_of_the_office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FOEDUS_URL", "https://office.example")
    told = Office(tmp_path, "ITA").run("init", "ITA", "Sample")
    assert [line[:31] for line in told.splitlines() if line.startswith("http")] == ["https://office.example/welcome/"]


@ON_FILE_ALONE
def test_init_in_a_folder_that_holds_something_is_refused(tmp_path: Path) -> None:
    office = Office(tmp_path, "ITA")
    office.home.mkdir()
    (office.home / "x").write_text("")
    assert "is not empty" in office.run("init", "ITA", "Sample", status=1)
    assert [path.name for path in office.home.iterdir()] == ["x"]


@ON_FILE_ALONE
@pytest.mark.parametrize("code", ["ita", "I", "ITA/1", "A" * 17])
def test_init_under_a_code_that_is_none_leaves_no_home(tmp_path: Path, code: str) -> None:
    office = Office(tmp_path, "ITA")
    assert f"{code} is not a code" in office.run("init", code, "Sample", status=2)
    assert "the name is empty" in office.run("init", "ITA", " ", status=2)
    assert not office.home.exists()


def test_card_is_written_and_read(open_office: Callable[[str], Office], tmp_path: Path) -> None:
    italy, azerbaijan = open_office("ITA"), open_office("AZE")
    read = italy.facts("card", azerbaijan.card())
    assert read == azerbaijan.facts("card")
    assert (read["code"], len(read["words"])) == ("AZE", 12)
    assert "Parole per il telefono" in italy.run("card", lang="it")
    assert "Either FILE is read" in italy.run("card", azerbaijan.card(), "--out", str(tmp_path / "x"), status=2)
    (tmp_path / "bad.json").write_text("{}")
    assert "The card cannot be read: it is no card" in italy.run("card", str(tmp_path / "bad.json"), status=1)


@ON_FILE_ALONE
def test_prompt_is_not_shown_where_nobody_can_answer(tmp_path: Path) -> None:
    program = str(Path(sys.executable).parent / "foedus")
    told = subprocess.run(
        [program, "--home", str(tmp_path / "x"), "init", "ITA", "Sample"],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )
    assert (told.returncode, told.stderr) == (0, "")
