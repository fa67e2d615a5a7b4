"""A sheet that was brought: into which plan, of whose hand, what its columns mean, what it would draft."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import QueryDict

from foedus.office import drafts
from foedus.reading.headings import SheetMapping
from foedus.web import sheet_desk
from foedus.web.desk import Desk as WebDesk
from foedus.web.models import User
from foedus.web.uploads import Upload
from tests.office.desk import Desk
from tests.web.conftest import SignIn
from tests.web.planned import Planned, planned

OFFICES = planned
GOOD = "N;Titolo;Ospitante;Periodo\n11;Corso alfa;ITA;maggio 2025\n12;Corso beta;AZE;dopo\n"


@pytest.fixture
def desk(web: Desk, sign_in: SignIn) -> WebDesk:  # noqa: ARG001 - the home is served
    sign_in("officer").get("/")
    return WebDesk(User.objects.get())


def brought(desk: WebDesk, web: Desk, plan: str, text: str = GOOD, asked: str = "") -> Upload:
    given = SimpleUploadedFile("plan.csv", text.encode())
    return sheet_desk.take_in(desk, web.coop, given, plan, QueryDict(asked))


def test_lines_can_be_brought_into_drafted_and_offered_plans(desk: WebDesk, web: Desk, plans: Planned) -> None:
    number = web.draft("plan", title={"it": "Altro piano", "en": "Other plan"})
    assert sheet_desk.plans(desk, web.coop) == {
        web.record(number): f"Other plan (d{number})",
        plans.plan: "Sample plan",
    }


def test_changed_sheet_is_of_the_only_other_partys_hand(desk: WebDesk, web: Desk, plans: Planned) -> None:
    assert sheet_desk.others(desk, web.coop, plans.plan) == ("AZE",)
    found = [brought(desk, web, plans.plan, asked=asked).said for asked in ("", "as=counter", "as=counter&by=KAZ")]
    assert [(said["is_counter"], said["by"]) for said in found] == [(False, ""), (True, "AZE"), (True, "AZE")]


def test_context_tells_what_would_be_drafted_and_what_is_to_be_mended(desk: WebDesk, web: Desk, plans: Planned) -> None:
    told = sheet_desk.context(desk, web.coop, brought(desk, web, plans.plan))
    assert (told["plan_title"], told["to_draft"], told["unknown"], told["is_counter"]) == ("Sample plan", 1, [], False)
    assert [line.title for line in told["lines"]] == ["Corso alfa"]
    (row,) = told["bad_rows"]
    assert [(cell.heading, cell.text) for cell in row.cells if cell.errors] == [("Periodo", "dopo")]


def test_what_was_read_becomes_drafts(desk: WebDesk, web: Desk, plans: Planned) -> None:
    upload = brought(desk, web, plans.plan)
    numbers, findings = sheet_desk.draft(
        desk, web.coop, upload, sheet_desk.reading_of(desk, web.coop, upload), is_confirmed=True
    )
    assert [one.severity.value for one in findings if one.severity.value == "question"] == []
    body = drafts.view(web.node, web.coop, numbers[0]).body
    assert (len(numbers), body["plan"], body["host"], body["serial"]) == (1, plans.plan, "ITA", "11")


def test_kept_mapping_loses_the_headings_that_this_file_has_not(desk: WebDesk, web: Desk, plans: Planned) -> None:
    upload = brought(desk, web, plans.plan)
    mapping = SheetMapping({"OSPITANTE": "host", "Chi ospita": "host"})
    assert sheet_desk.fitting(mapping, desk, web.coop, upload).columns == {"OSPITANTE": "host"}
