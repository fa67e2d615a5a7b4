"""A partner that is not connected changes the sheet of a plan: what it changed is seen, then is its counter-text."""

from pathlib import Path

import openpyxl
from playwright.sync_api import expect

from tests.browser.conftest import CheckPage, OpenPage
from tests.browser.office import Office
from tests.browser.person import Person

BEFORE, AFTER = "Sample exercise", "Advanced sample exercise"


def change(sheet: Path) -> Path:
    """Write another title into the sheet, as the partner would."""
    book = openpyxl.load_workbook(sheet)
    changed = 0
    for row in book.worksheets[0].iter_rows():
        for cell in row:
            if isinstance(cell.value, str) and BEFORE in cell.value:
                cell.value = cell.value.replace(BEFORE, AFTER)
                changed += 1
    assert changed == 1
    book.save(sheet)
    return sheet


def test_changed_sheet_comes_back_as_counter_text(
    office: Office, open_page: OpenPage, check_page: CheckPage, tmp_path: Path
) -> None:
    officer = Person(open_page(office.address), "en", "AZE")
    office.sign_in(officer.page)
    officer.page.goto(f"/partners/AZE/plan/{office.named['plan']}/")
    with officer.page.expect_download() as coming:
        officer.main.get_by_role("link", name="Sheet (XLSX)").click()
    sheet = tmp_path / coming.value.suggested_filename
    coming.value.save_as(sheet)
    officer.page.goto(f"/partners/AZE/sheet/?plan={office.named['plan']}&as=counter")
    officer.is_headed("Bring the partner's changed sheet in")
    officer.main.get_by_label("The sheet", exact=True).set_input_files(change(sheet))
    officer.press("Look at it")
    changes = officer.main.get_by_role("region", name="What the partner changed")
    expect(changes.get_by_role("article")).to_have_count(1)
    expect(changes.locator("ins")).to_have_text([AFTER])
    check_page(officer.page)
    officer.press("Draft 1 line")
    officer.page.wait_for_url(f"**/partners/AZE/plan/{office.named['plan']}/")
    check_page(officer.page)
    officer.page.goto("/partners/AZE/drafts/")
    expect(officer.main.get_by_role("link", name=AFTER)).to_have_count(1)
    check_page(officer.page)
