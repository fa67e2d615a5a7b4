"""A plan's sheet in and out by command: a trial first, bad rows apart, a partner's changes shown before they count."""

from pathlib import Path

import openpyxl
import pytest

from tests.cli.office import Office

UGLY = Path(__file__).parents[1] / "fixtures/sheets/ugly-it.xlsx"
PERIOD = 'period={"from": "2024-01-01", "to": "2025-12-31", "precision": "year"}'
ROWS = (
    "N.\tTitolo\tParte ospitante\tPeriodo\tPosti AZE\n"
    "1\tCorso uno\tITA\t13-17/05/2024\t4\n"
    "2\tCorso due\tAZE\tII trim. 2024\t2\n"
)
BAD = "3\tCorso tre\tITA\tforse domani\t1\n"


@pytest.fixture
def planning(pair: tuple[Office, Office]) -> Office:
    """Italy, with the draft of a plan (d1)."""
    italy, _ = pair
    italy.run("draft", "AZE", "plan", "--set", "title=Piano", "--set", PERIOD)
    return italy


def given(office: Office, text: str, name: str = "piano.tsv") -> list[str]:
    """A sheet as a file, and the arguments that import it."""
    path = office.folder / name
    path.write_text(text, encoding="utf-8")
    return ["sheet", "import", str(path), "--partnership", "AZE", "--plan", "d1"]


def test_trial_changes_nothing(planning: Office) -> None:
    arguments = given(planning, ROWS)
    told = planning.run(*arguments, "--dry-run", lang="it")
    assert told.startswith("Una prova: nessuna bozza è stata creata.\nLette 2 attività\n")
    assert "II trimestre 2024" in told
    assert len(planning.facts("draft", "list", "AZE")) == 1


def test_rows_become_drafts_and_are_recognised_again(planning: Office) -> None:
    arguments = given(planning, ROWS)
    imported = planning.facts(*arguments)["imported"]
    assert (imported["drafts"], imported["new"]) == ([2, 3], [2, 3])
    titles = [draft["captions"]["it"] for draft in planning.facts("draft", "list", "AZE")]
    assert titles == ["Piano", "Corso uno", "Corso due"]
    again = planning.facts(*given(planning, ROWS.replace("\t4\n", "\t5\n")))["imported"]
    assert (again["new"], again["drafts"]) == ([], [2])
    assert planning.facts("draft", "show", "AZE", "d2")[0]["body"]["places"] == [{"party": "AZE", "number": 5}]


def test_row_that_is_bad_keeps_all_out_unless_it_is_skipped(planning: Office, tmp_path: Path) -> None:
    arguments = given(planning, ROWS + BAD)
    told = planning.run(*arguments, status=1)
    assert "“forse domani” cannot be read as a date or a period" in told
    assert "Nothing was drafted: mend the rows above, or take the rest with --skip-bad-rows." in told
    assert len(planning.facts("draft", "list", "AZE")) == 1
    mend = tmp_path / "mend.xlsx"
    facts = planning.facts(*arguments, "--skip-bad-rows", "--bad-rows-out", str(mend), status=1)
    assert len(facts["imported"]["drafts"]) == 2
    assert [row["row"] for row in facts["bad_rows"]] == [4]
    cells = [str(cell.value) for row in openpyxl.load_workbook(mend).worksheets[0].iter_rows() for cell in row]
    assert "forse domani" in cells
    assert any("cannot be read as a date" in cell for cell in cells)


def test_mapping_is_kept_under_its_name(planning: Office) -> None:
    strange = ROWS.replace("Titolo", "Denominazione libera").replace("Posti AZE", "Quanti")
    arguments = given(planning, strange)
    planning.run(
        *arguments, "--column", "Denominazione libera=title:it", "--column", "Quanti=places:AZE", "--save-map", "nostro"
    )
    assert planning.facts("sheet", "mappings")["nostro"]["columns"] == {
        "Denominazione libera": "title:it",
        "Quanti": "places:AZE",
    }
    again = planning.facts(*arguments, "--map", "nostro")
    assert (again["imported"]["new"], len(again["lines"])) == ([], 2)
    assert "nostro" in planning.run("sheet", "mappings")
    assert "No mapping is kept under the name altro" in planning.run(*arguments, "--map", "altro", status=1)


@pytest.mark.parametrize(
    "options, status, told",
    [
        (["--column", "Titolo=titel"], 1, "The mapping cannot be used: there is no field titel"),
        (["--place", "GY=Nowhere"], 1, "The mapping cannot be used: Nowhere is no country"),
        (["--column", "Titolo"], 2, "Titolo is not of the form A=B"),
    ],
)
def test_mapping_that_is_wrong_says_so(planning: Office, options: list[str], status: int, told: str) -> None:
    assert told in planning.run(*given(planning, ROWS), *options, status=status)


def test_file_that_is_no_sheet_says_so(planning: Office) -> None:
    told = planning.run(*given(planning, "", "empty.xlsx"), status=1)
    assert told.startswith("Not done: The sheet cannot be read: it is empty.\nKept:     Nothing was drafted.\n")


def test_ugly_workbook_is_read_with_its_questions(planning: Office) -> None:
    told = planning.run(
        "sheet", "import", str(UGLY), "--partnership", "AZE", "--plan", "d1", "--skip-bad-rows", status=1, lang="it"
    )
    assert "Da correggere (" in told
    assert "Bozze create" in told


def test_what_is_inferred_is_confirmed_or_dropped(planning: Office) -> None:
    planning.run(*given(planning, ROWS.replace("Corso uno", "Corso CIMIC")))
    view = planning.facts("draft", "show", "AZE", "d2")[0]
    fields = {one["field"] for one in view["inferred"]}
    assert "area" in fields
    assert "not signed" in planning.run("review", "AZE", "d2")
    assert planning.run("draft", "confirm", "AZE", "d2", "--field", "area") == "Taken over: d2.\n"
    assert planning.facts("draft", "show", "AZE", "d2")[0]["body"]["area"] == "cimic"
    assert planning.run("draft", "dismiss", "AZE", "d2") == "Suggestions dropped: d2.\n"
    assert planning.facts("draft", "show", "AZE", "d2")[0]["inferred"] == []


def test_plan_goes_out_and_comes_back_changed(planning: Office, tmp_path: Path) -> None:
    planning.run(*given(planning, ROWS))
    out = tmp_path / "out.xlsx"
    assert planning.run("sheet", "export", "AZE", "d1", "-o", str(out)) == f"2 lines written to {out}.\n"
    workbook = openpyxl.load_workbook(out)
    sheet = workbook.worksheets[0]
    changed = next(cell for row in sheet.iter_rows() for cell in row if cell.value == "Corso uno")
    changed.value = "Corso uno, avanzato"
    workbook.save(out)
    arguments = ["sheet", "import", str(out), "--partnership", "AZE", "--plan", "d1", "--counter", "--by", "AZE"]
    told = planning.run(*arguments, "--dry-run")
    assert "What the sheet changes" in told
    assert "Corso uno, avanzato" in told
    assert planning.facts("draft", "show", "AZE", "d2")[0]["captions"]["it"] == "Corso uno"
    done = planning.facts(*arguments)["imported"]
    assert [[one["field"] for one in line["fields"]] for line in done["changes"]["changed"]] == [["title:it"]]
    assert planning.facts("draft", "show", "AZE", "d2")[0]["captions"]["it"] == "Corso uno, avanzato"
