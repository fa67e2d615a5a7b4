"""A plan on paper by command: a draft, then the agreed text, in the languages asked for."""

import io
from pathlib import Path

import pytest
from pypdf import PdfReader

from tests.cli.office import Office


@pytest.fixture
def offered(pair: tuple[Office, Office]) -> tuple[Office, Office]:
    """Italy has offered a plan with one line; Azerbaijan has it."""
    italy, azerbaijan = pair
    italy.run("draft", "AZE", "plan", "--set", "title=Piano campione")
    italy.run("draft", "AZE", "activity", "--plan", "d1", "--set", "title=Corso", "--set", "serial=1")
    italy.run("propose", "AZE", "d1-d2", "--yes")
    italy.send("AZE", azerbaijan)
    return italy, azerbaijan


def first_page(path: Path) -> str:
    return " ".join(PdfReader(io.BytesIO(path.read_bytes())).pages[0].extract_text().split())


def test_plan_on_the_table_is_printed_as_a_draft(offered: tuple[Office, Office], tmp_path: Path) -> None:
    italy, _ = offered
    out = tmp_path / "plan.pdf"
    record = italy.facts("records", "AZE", "--kind", "plan")[0]["record"]
    told = italy.run("print", "AZE", record, "-o", str(out))
    assert told == (
        f"One line written to {out}.\nIt is marked as a draft on every page, and ends with what is not agreed yet.\n"
    )
    assert "BOZZA / DRAFT" in first_page(out)


def test_agreed_plan_is_printed_in_the_language_asked_for(offered: tuple[Office, Office], tmp_path: Path) -> None:
    italy, azerbaijan = offered
    row = italy.facts("records", "AZE", "--kind", "plan")[0]
    record = row["record"]
    azerbaijan.run("accept", "ITA", "--all-of", row["version_shown"], "--yes")
    azerbaijan.send("ITA", italy)
    out = tmp_path / "plan.pdf"
    facts = italy.facts("print", "AZE", record, "-o", str(out), "--languages", "it")
    assert facts == {"file": str(out), "lines": 1, "standing": "agreed"}
    words = italy.facts("check", "AZE", record)["words"]
    page = first_page(out)
    assert " · ".join(words) in page
    assert page.startswith("Piano campione Piano di cooperazione bilaterale Piano campione Parti Italia")


def test_other_languages_than_texts_are_held_in_are_refused(offered: tuple[Office, Office], tmp_path: Path) -> None:
    italy, _ = offered
    record = italy.facts("records", "AZE", "--kind", "plan")[0]["record"]
    ended = italy.ends("print", "AZE", record, "-o", str(tmp_path / "plan.pdf"), "--languages", "xx")
    assert ended.exit_code == 1
    assert "A paper has one or two languages, by their two letters (it,en)" in ended.output
    assert not (tmp_path / "plan.pdf").exists()
