"""What a sheet says before anything is drafted: findings by weight, rows with their errors, what a counter changes."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import QueryDict

from foedus.office import sheets
from foedus.reading.drafts import SheetReading
from foedus.web import sheet_desk, sheet_preview
from foedus.web.desk import Desk as WebDesk
from foedus.web.models import User
from foedus.web.sheet_preview import Wording
from tests.office.desk import Desk
from tests.web.conftest import SignIn
from tests.web.planned import Planned, planned

OFFICES = planned
HEAD = "N;Titolo;Ospitante;Periodo;Sede\n"


@pytest.fixture
def desk(web: Desk, sign_in: SignIn) -> WebDesk:  # noqa: ARG001 - the home is served
    sign_in("officer").get("/")
    return WebDesk(User.objects.get())


def reading(desk: WebDesk, web: Desk, plan: str, rows: str, asked: str = "") -> SheetReading:
    given = SimpleUploadedFile("plan.csv", (HEAD + rows).encode())
    return sheet_desk.reading_of(desk, web.coop, sheet_desk.take_in(desk, web.coop, given, plan, QueryDict(asked)))


def test_lines_are_new_changed_or_the_same(desk: WebDesk, web: Desk, plans: Planned) -> None:
    rows = "1;Corso campione;ITA;13-17 maggio 2024;\n2;Seminario campione;AZE;novembre 2024;\n9;Altro;AZE;2025;\n"
    found, _asked = sheet_preview.lines(desk, web.coop, plans.plan, reading(desk, web, plans.plan, rows), Wording("en"))
    assert [(line.serial, line.host, line.is_what) for line in found] == [
        ("1", "Italy", "same"), ("2", "Azerbaijan", "changed"), ("9", "Azerbaijan", "new"),
    ]  # fmt: skip


def test_row_to_be_mended_keeps_its_cells(desk: WebDesk, web: Desk, plans: Planned) -> None:
    bad = reading(desk, web, plans.plan, "9;Altro;AZE;dopo;\n").bad_rows
    [row] = sheet_preview.rows_to_mend(bad, Wording("en"))
    assert [(cell.heading, cell.text, len(cell.errors)) for cell in row.cells] == [
        ("N", "9", 0), ("Titolo", "Altro", 0), ("Ospitante", "AZE", 0), ("Periodo", "dopo", 1),
    ]  # fmt: skip


def test_changes_of_a_counter_are_told_field_by_field(desk: WebDesk, web: Desk, plans: Planned) -> None:
    held = reading(desk, web, plans.plan, "2;Seminario campione;AZE;novembre 2024;\n9;Altro;AZE;2025;\n", "as=counter")
    told = sheet_preview.changes(
        desk, web.coop, plans.plan, sheets.compare(desk.node, web.coop, plans.plan, held), Wording("en")
    )
    [(named, fields)] = told["changed"]
    assert named == ("2", "Seminario campione")
    assert [(one.field, one.before, one.after) for one in fields] == [("Period", "October 2024", "November 2024")]
    assert (told["added"], len(told["removed"]), told["unchanged"]) == (["Altro"], 3, 0)


def test_findings_stand_by_weight_in_the_readers_language(desk: WebDesk, web: Desk, plans: Planned) -> None:
    held = reading(desk, web, plans.plan, "9;Altro;;2025;Sampletown\n10;Ancora;AZE;dopo;\n")
    told = sheet_preview.findings(held, (), Wording("it"))
    assert [said.place[-2:] for severity, _words, those in told for said in those if severity == "error"] == ["D3"]
    assert sheet_preview.places_asked(held) == ["Sampletown"]
