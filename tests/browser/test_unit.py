"""A unit signs in, sees the one activity that was given to it, and tells what came of it; the office signs that."""

from playwright.sync_api import expect

from tests.browser.conftest import CheckPage, OpenPage
from tests.browser.office import Office
from tests.browser.person import Person


def test_unit_signs_in_and_tells_an_outcome(office: Office, open_page: OpenPage, check_page: CheckPage) -> None:
    desk = Person(open_page(office.address), "en", "AZE")
    office.sign_in(desk.page, "head")
    give(desk, check_page)
    unit = Person(open_page(office.address, language="it", width=360), "it", "AZE")
    office.sign_in(unit.page, "unit")
    unit.is_headed("Your activities")
    expect(unit.main.get_by_role("listitem")).to_have_count(1)
    check_page(unit.page)
    before = office.own_entries()
    unit.main.get_by_role("link", name=unit.said("Say what came of it")).click()
    unit.page.locator("input[name=outcome][value=held]").check()
    check_page(unit.page)
    unit.page.locator("main button[name=sign]").click()
    unit.page.wait_for_url(f"**/activity/{office.named['agreed']}/")
    check_page(unit.page)
    assert office.own_entries() == before
    unit.page.goto(f"/partners/AZE/activity/{office.named['differing']}/")
    check_page(unit.page, forgive=["status of 404"])
    desk.page.goto("/")
    told = desk.main.get_by_role("region", name="Told by units, to be signed")
    expect(told).to_contain_text("Sample language course")
    check_page(desk.page)


def give(desk: Person, check_page: CheckPage) -> None:
    """Give the unit the activity."""
    desk.page.goto("/settings/units/?coop=AZE&q=corso")
    desk.main.get_by_role("checkbox", name="Sample language course").check()
    desk.main.get_by_label("Unit", exact=True).select_option("unit-it")
    check_page(desk.page)
    desk.press("Give")
    expect(desk.main.get_by_role("table")).to_contain_text("Sample language course")
    check_page(desk.page)
