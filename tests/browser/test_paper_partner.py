"""A plan with a partner that is not connected: from an ugly workbook to the PDF, and to the scan that comes back."""

from pathlib import Path

import pypdf
from playwright.sync_api import expect

from tests.browser.conftest import CheckPage, OpenPage
from tests.browser.office import Office
from tests.browser.person import Person
from tests.browser.place import ROOT

UGLY = ROOT / "tests/fixtures/sheets/ugly-en-ru.xlsx"
SCAN = ROOT / "src/foedus/samples/sample-signed-plan.pdf"


def begin_plan(head: Person) -> None:
    """Draft a plan with nothing but a title and a year."""
    head.page.goto("/partners/KAZ/records/plan/")
    head.press("Begin a plan")
    title = head.main.get_by_role("group", name="Title").first
    title.get_by_role("textbox", name="English").fill("Sample plan on paper")
    title.get_by_role("textbox", name="Italian").fill("Piano campione su carta")
    head.page.locator("[name=period]").fill("2025")
    head.press("Save")
    expect(head.main).to_contain_text("The draft is kept")


def bring_sheet(head: Person, check_page: CheckPage) -> None:
    """Bring the ugly workbook in: what cannot be read is shown in its cell, and left out."""
    head.page.goto("/partners/KAZ/sheet/")
    head.main.get_by_role("link", name="Sample plan on paper").click()
    head.page.locator("input[type=file]").set_input_files(UGLY)
    head.press("Look at it")
    head.is_headed("ugly-en-ru.xlsx")
    check_page(head.page)
    mended = head.page.get_by_role("region", name="2 rows to be mended")
    expect(mended.locator("mark")).to_have_text(["2025-09-10", "–"])
    head.page.get_by_role("textbox", name="Rome").fill("Italy")
    head.press("Read it like this")
    expect(head.page.get_by_role("group", name="In which country are these places?")).to_have_count(0)
    head.page.get_by_label("Leave the rows out that are to be mended").check()
    head.page.get_by_label("Take all 15 suggestions over at once").check()
    head.press("Draft 8 lines")
    expect(head.main.get_by_role("table").first).to_contain_text("CIMIC course (illustrative)")
    check_page(head.page)


def read_pdf(head: Person, folder: Path) -> str:
    """The text of the plan's PDF."""
    with head.page.expect_download() as coming:
        head.main.get_by_role("link", name="On paper (PDF)").click()
    coming.value.save_as(folder / "plan.pdf")
    return "".join(page.extract_text() for page in pypdf.PdfReader(folder / "plan.pdf").pages)


def record(head: Person, check_page: CheckPage) -> None:
    """Record what came back signed, with its scan, word for word."""
    head.main.get_by_role("link", name="Record what was signed on paper").click()
    check_page(head.page)
    head.page.locator("input[name=scan]").set_input_files(SCAN)
    head.press("Show what will be recorded")
    head.is_headed("Record as agreed on paper")
    check_page(head.page)
    head.press("Record it as agreed on paper")
    expect(head.main).to_contain_text("recorded as agreed on paper")
    check_page(head.page)


def test_plan_on_paper_from_ugly_workbook_to_signed_scan(
    office: Office, open_page: OpenPage, check_page: CheckPage, tmp_path: Path
) -> None:
    head = Person(open_page(office.address), "en", "KAZ")
    office.sign_in(head.page, "head")
    begin_plan(head)
    bring_sheet(head, check_page)
    assert "DRAFT" in read_pdf(head, tmp_path)
    record(head, check_page)
    expect(head.main).to_contain_text("agreed on paper")
    files = head.page.get_by_role("region", name="Files")
    with head.page.expect_download() as coming:
        files.get_by_role("link", name=SCAN.name).click()
    assert coming.value.path().read_bytes() == SCAN.read_bytes()
    files.get_by_role("link", name="Ask for its erasure").click()
    check_page(head.page)
    head.page.go_back()
    assert "DRAFT" not in read_pdf(head, tmp_path)
