"""Keys changed and recovered, and files attached, opened and erased, by command."""

from pathlib import Path

import pytest

from foedus.office.recovery_sheet import sheet_of
from foedus.store.node import open_node
from tests.cli.office import Office

Pair = tuple[Office, Office]


def test_keys_of_both_sides_are_listed_with_their_words(pair: Pair) -> None:
    italy, azerbaijan = pair
    assert italy.facts("keys", "list", "AZE") == azerbaijan.facts("keys", "list", "ITA")
    assert " ".join(azerbaijan.facts("card")["words"]) in " ".join(italy.run("keys", "list", "AZE").split())


def test_key_is_changed_and_the_other_is_told_to_compare_it(pair: Pair) -> None:
    italy, azerbaijan = pair
    before = italy.facts("keys", "list", "AZE")["AZE"]["thumbprint"]
    asked = azerbaijan.ends("keys", "rotate", "ITA")
    assert asked.exit_code == 1
    assert "New signing key" in asked.output
    assert "What has to be done again" in asked.output
    assert azerbaijan.run("keys", "rotate", "ITA", "--yes").startswith("ITA: signed, entry 1\nNow: copy the folder")
    told = italy.run("import", azerbaijan.write("ITA"))
    assert "- AZE changes its keys: compare the new ones by another way" in told
    assert italy.facts("keys", "list", "AZE")["AZE"]["thumbprint"] != before


def test_party_recovers_with_new_keys(pair: Pair) -> None:
    italy, azerbaijan = pair
    assert azerbaijan.run("keys", "recover", "ITA", "--yes").startswith("ITA: signed, entry 1, 2\n")
    assert "- AZE ha ripristinato con chiavi nuove" in italy.run("import", azerbaijan.write("ITA"), lang="it")
    assert azerbaijan.run("keys", "recover", "ITA", status=1).endswith("it does nothing twice.\n")


def words_of(office: Office) -> str:
    """The words of an office's own key, as it reads them out."""
    return " ".join(office.facts("card")["words"])


def test_key_is_compared_by_the_words_that_one_hears(pair: Pair) -> None:
    italy, azerbaijan = pair
    compare = ("keys", "compare", "AZE", "AZE", "--way", "telephone", "--by", "Sample", "--with", "registry")
    wrong = italy.ends(*compare, typed="abandon " * 12)
    assert (wrong.exit_code, "Word 1 is not the one of the key that is here" in wrong.output) == (1, True)
    told = italy.ends(*compare, typed=words_of(azerbaijan))
    assert told.output.startswith("The key of AZE is compared.\n")
    assert words_of(italy) in told.output
    assert "by telephone, by Sample, with registry" in italy.run("keys", "list", "AZE")
    assert "not yet compared" in azerbaijan.run("keys", "list", "ITA")
    azerbaijan.run("keys", "rotate", "--all", "--what", "both", "--yes")
    azerbaijan.send("ITA", italy)
    assert "not yet compared" in italy.run("keys", "list", "AZE")
    italy.run("keys", "compare", "AZE", "AZE", "--way", "in-person", "--with", "registry", "--read-together")
    assert italy.facts("keys", "list", "AZE")["AZE"]["compared"]["way"] == "in-person"


def test_all_or_named_cooperations_are_to_be_chosen(pair: Pair) -> None:
    italy, _azerbaijan = pair
    assert "or give --all" in italy.run("keys", "rotate", status=2)
    assert "or give --all" in italy.run("keys", "rotate", "AZE", "--all", status=2)


def test_recovery_key_is_printed_and_removed_and_the_lost_copy_comes_back(pair: Pair, tmp_path: Path) -> None:
    italy, azerbaijan = pair
    assert "The recovery key is still on this machine" in italy.run("keys", "list")
    sheet = tmp_path / "sheet.pdf"
    assert italy.run("keys", "sheet", "-o", str(sheet)).startswith(f"Recovery sheet written: {sheet}\n")
    assert (sheet.read_bytes()[:5], sheet.stat().st_mode & 0o777) == (b"%PDF-", 0o600)
    typed = secrets_of(italy)
    assert "word 1 is not in the list" in italy.ends("keys", "remove-recovery", typed="x").output
    assert italy.ends("keys", "remove-recovery", typed=typed).output.startswith("The recovery key is removed")
    assert "The recovery key is not on this machine" in italy.run("keys", "list")
    assert italy.facts("keys", "list")["recovery_key_here"] is False
    assert "it was removed, or never was here" in italy.run("keys", "sheet", "-o", str(sheet), status=1)

    new = Office(tmp_path / "new", "ITA")
    begun = new.ends("init", "ITA", "Sample ITA", "--from-sheet", typed=typed)
    assert "foedus partnership take-back FILE" in " ".join(begun.output.split())
    azerbaijan.run("export", "ITA", "-o", str(tmp_path / "whole"), "--whole")
    assert new.run("partnership", "take-back", str(tmp_path / "whole"), "--name", "AZE").startswith("Taken back.\n")
    assert new.run("keys", "recover", "--all", "--yes").startswith("AZE: signed, entry 1, 2\n")
    assert "ITA has recovered with new keys" in azerbaijan.run("import", new.write("AZE"))
    stolen = azerbaijan.ends("keys", "recover", "--all", "--from-sheet", "--yes", typed=typed)
    assert "not the one in force in ITA" in " ".join(stolen.output.split())


def secrets_of(office: Office) -> str:
    """What stands on an office's recovery sheet, as one would type it."""
    return sheet_of(open_node(office.home, lambda: None)).keys[0].scanned


def test_sheet_is_written_with_the_first_keys(tmp_path: Path) -> None:
    sheet = tmp_path / "sheet.pdf"
    told = Office(tmp_path, "ITA").run("init", "ITA", "Sample ITA", "--sheet", str(sheet))
    assert (sheet.read_bytes()[:5], "Recovery sheet written" in told) == (b"%PDF-", True)


def test_party_leaves_once_it_was_said_what_that_means(pair: Pair) -> None:
    italy, azerbaijan = pair
    asked = azerbaijan.ends("partnership", "leave", "ITA")
    assert (asked.exit_code, "does not come back under the same code" in " ".join(asked.output.split())) == (1, True)
    assert azerbaijan.run("partnership", "leave", "ITA", "--yes").startswith("Signed: entry 1\n")
    assert "AZE leaves the cooperation" in italy.run("import", azerbaijan.write("ITA"))


def test_file_is_attached_travels_and_is_erased(pair: Pair, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    italy, azerbaijan = pair
    (tmp_path / "verbale.txt").write_text("Testo campione")
    italy.run("draft", "AZE", "meeting", "--set", "title=Incontro")
    reference = italy.facts("file", "attach", "AZE", str(tmp_path / "verbale.txt"), "--to", "d1")
    assert sorted(reference) == ["blob", "name", "size", "type"]
    italy.run("propose", "AZE", "d1", "--yes")
    italy.send("AZE", azerbaijan)
    (tmp_path / "there").mkdir()
    monkeypatch.chdir(tmp_path / "there")
    opened = azerbaijan.facts("file", "open", "ITA", reference["blob"])
    assert (opened["name"], opened["type"]) == ("verbale.txt", "text/plain")
    assert (tmp_path / "there/verbale.txt").read_text() == "Testo campione"
    assert "verbale.txt is there already" in azerbaijan.run("file", "open", "ITA", reference["blob"], status=1)
    italy.run("file", "erase", "AZE", reference["blob"], "--reason", "Sample reason", "--yes")
    assert "- ITA has a file erased" in azerbaijan.run("import", italy.write("AZE"))
    assert "is not here" in azerbaijan.run("file", "open", "ITA", reference["blob"], "-o", "x", status=1)
