"""Keys changed and recovered, and files attached, opened and erased, by command."""

from pathlib import Path

import pytest

from tests.cli.office import Office

Pair = tuple[Office, Office]


def test_keys_of_both_sides_are_listed_with_their_words(pair: Pair) -> None:
    italy, azerbaijan = pair
    assert italy.facts("keys", "list", "AZE") == azerbaijan.facts("keys", "list", "ITA")
    assert " ".join(azerbaijan.facts("card")["words"]) in " ".join(italy.run("keys", "list", "AZE").split())


def test_key_is_changed_and_the_other_is_told_to_compare_it(pair: Pair) -> None:
    italy, azerbaijan = pair
    before = italy.facts("keys", "list", "AZE")["AZE"]["thumbprint"]
    assert azerbaijan.run("keys", "rotate", "ITA") == "Signed: entry 1\n"
    told = italy.run("import", azerbaijan.write("ITA"))
    assert "- AZE changes its keys: compare the new ones by another way" in told
    assert italy.facts("keys", "list", "AZE")["AZE"]["thumbprint"] != before


def test_party_recovers_with_new_keys(pair: Pair) -> None:
    italy, azerbaijan = pair
    assert azerbaijan.run("keys", "recover", "ITA", "--yes").startswith("Recovered: entry 1\n")
    assert "- AZE ha ripristinato con chiavi nuove" in italy.run("import", azerbaijan.write("ITA"), lang="it")
    assert azerbaijan.run("keys", "recover", "ITA", status=1).endswith("it does nothing twice.\n")


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
