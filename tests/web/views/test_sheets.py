"""A sheet in: the file, its columns, what is to be mended, drafts; the partner's changed sheet back."""

import io
import re

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from foedus.office import drafts, sheets
from foedus.web.models import LogLine
from tests.office.desk import Desk
from tests.web.conftest import SignIn
from tests.web.planned import Planned, planned

pytestmark = pytest.mark.usefixtures("web", "contexts")
OFFICES = planned
GOOD = "N;Titolo;Ospitante;Periodo\n11;Corso alfa;ITA;maggio 2025\n12;Corso beta;AZE;giugno 2025\n"
BAD = GOOD.replace("giugno 2025", "dopo")
ODD = "N;Titolo;Chi ospita;Periodo\n11;Corso alfa;ITA;maggio 2025\n"
IN = "/partners/AZE/sheet/"


@pytest.fixture
def officer(sign_in: SignIn) -> Client:
    return sign_in("officer")


def brought(client: Client, plan: str, data: str | bytes, name: str = "plan.csv", more: str = "") -> str:
    """Bring a file; the address of its page."""
    content = data.encode() if isinstance(data, str) else data
    answer = client.post(f"{IN}?plan={plan}{more}", {"file": SimpleUploadedFile(name, content)})
    assert answer.status_code == 302, answer.content
    return str(answer["Location"])


def draft(client: Client, address: str, **more: str) -> None:
    """Press the button that drafts."""
    token = re.findall(r'name="token" value="([^"]+)"', client.get(address).content.decode())[0]
    client.post(address, {"step": "draft", "token": token, **more})


def drafted(italy: Desk) -> list[str]:
    """The titles of all drafts."""
    return sorted(one.captions["it"] for one in drafts.listed(italy.node, italy.coop))


def test_plan_is_chosen_first(officer: Client, plans: Planned) -> None:
    answer = officer.get(IN)
    assert dict(answer.context["plans"]) == {plans.plan: "Sample plan"}
    assert officer.get(f"{IN}?plan=ITA/none").status_code == 404


def test_file_that_is_no_table_is_refused_in_words(officer: Client, plans: Planned) -> None:
    answer = officer.post(f"{IN}?plan={plans.plan}", {"file": SimpleUploadedFile("a.xlsx", b"PK\x03\x04 broken")})
    assert (answer.status_code, "cannot be read" in answer.content.decode()) == (400, True)
    assert officer.post(f"{IN}?plan={plans.plan}").context["error"] == "Choose a file first."


def test_rows_become_drafts_once(officer: Client, plans: Planned, italy: Desk) -> None:
    page = brought(officer, plans.plan, GOOD)
    shown = officer.get(page).context
    assert [(line.title, line.is_what) for line in shown["lines"]] == [("Corso alfa", "new"), ("Corso beta", "new")]
    assert drafted(italy) == []
    token = re.findall(r'name="token" value="([^"]+)"', officer.get(page).content.decode())[0]
    for _ in range(2):
        answer = officer.post(page, {"step": "draft", "token": token})
        assert answer["Location"] == plans.address()
    assert drafted(italy) == ["Corso alfa", "Corso beta"]
    assert LogLine.objects.filter(verb="sheet.import").count() == 1
    assert officer.get(page).status_code == 404


def test_row_to_be_mended_shows_its_error_in_its_cell(officer: Client, plans: Planned) -> None:
    (row,) = officer.get(brought(officer, plans.plan, BAD)).context["bad_rows"]
    wrong = [(cell.heading, cell.text, cell.errors) for cell in row.cells if cell.errors]
    assert wrong == [("Periodo", "dopo", ("“dopo” cannot be read as a date or a period",))]


def test_nothing_is_drafted_while_a_row_is_to_be_mended(officer: Client, plans: Planned, italy: Desk) -> None:
    page = brought(officer, plans.plan, BAD)
    draft(officer, page)
    assert drafted(italy) == []
    draft(officer, page, skip="on")
    assert drafted(italy) == ["Corso alfa"]


def test_rows_to_be_mended_come_as_a_sheet(officer: Client, plans: Planned) -> None:
    page = brought(officer, plans.plan, BAD)
    data = officer.get(f"{page}mend.xlsx").content
    rows = list(openpyxl.load_workbook(io.BytesIO(data)).active.iter_rows(values_only=True))  # type: ignore[union-attr]  # it has one
    assert rows[1][:5] == ("12", "Corso beta", "AZE", "dopo", "“dopo” cannot be read as a date or a period")


def test_column_is_told_by_hand_and_kept_under_a_name(officer: Client, plans: Planned, italy: Desk) -> None:
    page = brought(officer, plans.plan, ODD)
    shown = officer.get(page).context
    assert (shown["unknown"], shown["lines"][0].host) == (["Chi ospita"], "")
    number = next(one.number for one in shown["columns"] if one.words == "Chi ospita")
    officer.post(page, {"step": "keep", f"meaning:{number}": "host", "name": "As Italy writes"})
    assert officer.get(page).context["lines"][0].host == "Italy"
    assert sheets.mapping(italy.node, "As Italy writes")["columns"] == {"Chi ospita": "host"}
    other = brought(officer, plans.plan, ODD.replace("alfa", "gamma"))
    officer.post(other, {"step": "use", "kept": "As Italy writes"})
    assert officer.get(other).context["lines"][0].host == "Italy"
    plain = brought(officer, plans.plan, GOOD)
    officer.post(plain, {"step": "use", "kept": "As Italy writes"})
    assert officer.get(plain).context["to_draft"] == 2


def test_mapping_that_is_not_kept_is_said(officer: Client, plans: Planned) -> None:
    answer = officer.post(brought(officer, plans.plan, GOOD), {"step": "use", "kept": "none"})
    assert (answer.status_code, answer.context["error"]) == (
        400,
        "Choose which kept meaning of the columns is to be used.",
    )


def test_place_is_asked_for_its_country(officer: Client, plans: Planned) -> None:
    page = brought(officer, plans.plan, "N;Titolo;Luogo\n11;Corso alfa;GY\n")
    assert officer.get(page).context["places"] == ["GY"]
    answer = officer.post(page, {"step": "say", "place:1": "Nowhereland", "place-words:1": "GY"})
    assert answer.status_code == 400
    officer.post(page, {"step": "say", "place:1": "Germany", "place-words:1": "GY"})
    assert officer.get(page).context["places"] == []


def test_file_of_another_person_is_not_there(officer: Client, sign_in: SignIn, plans: Planned) -> None:
    page = brought(officer, plans.plan, GOOD)
    assert sign_in("head").get(page).status_code == 404


def test_file_is_put_away(officer: Client, plans: Planned) -> None:
    page = brought(officer, plans.plan, GOOD)
    assert officer.post(page, {"step": "drop"})["Location"] == IN
    assert officer.get(page).status_code == 404


def test_partners_changed_sheet_becomes_its_counter_text(officer: Client, plans: Planned, italy: Desk) -> None:
    book = openpyxl.load_workbook(io.BytesIO(officer.get(plans.address("plan.xlsx")).content))
    for row in book.worksheets[0].iter_rows():
        for cell in row:
            if isinstance(cell.value, str) and "Seminario campione" in cell.value:
                cell.value = cell.value.replace("Seminario campione", "Seminario avanzato")
    changed = io.BytesIO()
    book.save(changed)
    page = brought(officer, plans.plan, changed.getvalue(), "back.xlsx", "&as=counter")
    shown = officer.get(page).context
    ((title, (field,)),) = shown["changes"]["changed"]
    assert (title, field.before, field.after) == (
        ("2", "Seminario campione"),
        "Seminario campione",
        "Seminario avanzato",
    )
    assert (shown["changes"]["unchanged"], shown["to_draft"], shown["by"]) == (3, 1, "AZE")
    draft(officer, page)
    (one,) = drafts.listed(italy.node, italy.coop)
    assert (one.record, one.source["counter_by"]) == (plans.lines[1], "AZE")
