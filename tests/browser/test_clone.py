"""Last year's plan drafted again: what a line would become is seen first, and only what is ticked is drafted."""

from playwright.sync_api import expect

from tests.browser.conftest import CheckPage, OpenPage
from tests.browser.office import Office
from tests.browser.person import Person
from tests.browser.sample import YEAR

LATER = 3


def test_last_plan_is_drafted_again_with_the_lines_ticked(
    office: Office, open_page: OpenPage, check_page: CheckPage
) -> None:
    officer = Person(open_page(office.address, script=False, width=360), "en", "AZE")
    office.sign_in(officer.page)
    plan = f"/partners/AZE/plan/{office.named['agreed_plan']}/"
    officer.page.goto(plan)
    officer.main.get_by_text("What can be done", exact=True).click()
    officer.main.get_by_role("link", name="Draft it again for a later year").first.click()
    officer.is_headed("Draft it again for a later year")
    officer.main.get_by_label("Years later").fill(str(LATER))
    officer.press("Show")
    expect(officer.main).to_contain_text(f"{YEAR} becomes {YEAR + LATER}")
    for box in officer.main.locator("input[name=line]").all():
        box.uncheck()
    for title in ("Sample language course", "Sample seminar"):
        officer.main.get_by_role("checkbox", name=f"Draft again: {title}", exact=True).check()
    check_page(officer.page)
    officer.press("Draft the plan and the lines ticked")
    officer.page.wait_for_url("**/partners/AZE/drafts/")
    check_page(officer.page)
    expect(officer.main).to_contain_text(f"Sample plan {YEAR + LATER}")
    expect(officer.main.get_by_role("link", name="Sample seminar")).to_have_count(1)
    expect(officer.main.get_by_role("link", name="Sample study visit")).to_have_count(0)
    made = officer.main.locator("input[name=draft]").count()
    officer.page.go_back()
    expect(officer.main).to_contain_text("is drafted for")
    officer.page.get_by_role("button", name="Draft the plan and the lines ticked").dblclick()
    officer.page.wait_for_url("**/partners/AZE/drafts/")
    officer.page.reload()
    expect(officer.main.locator("input[name=draft]")).to_have_count(made)
