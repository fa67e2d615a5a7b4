"""What came of an activity: told by keys alone, without scripts, by a unit's link, and otherwise by the other side."""

import re

from django.utils.translation import gettext, override
from playwright.sync_api import Page, expect

from tests.browser.conftest import CheckPage, OpenPage
from tests.browser.keyboard import Keyboard
from tests.browser.office import Office

AZE = "/partners/AZE/"


def test_outcome_is_told_by_keys_alone(office: Office, open_page: OpenPage, check_page: CheckPage) -> None:
    page = open_page(office.address)
    office.sign_in(page)
    page.goto(f"{AZE}activity/{office.named['agreed']}/")
    keys = Keyboard(page)
    keys.to("link", "Say what came of it")
    keys.press("Enter")
    page.wait_for_url("**/outcome/")
    keys.to("radio", "Held")
    keys.press("Space")
    expect(page.get_by_role("region", name="What is signed")).to_contain_text("Held")
    keys.to("radio", "1")
    keys.press("ArrowRight", "ArrowRight", "ArrowRight")
    expect(page.get_by_role("radio", name="4", exact=True)).to_be_checked()
    keys.to("textbox", re.compile("Observations"))
    keys.type("A sample remark")
    keys.to("button", "Sign it")
    expect(page.get_by_role("region", name="What is signed")).to_contain_text("A sample remark")
    check_page(page)
    keys.press("Enter")
    page.wait_for_url(f"**/activity/{office.named['agreed']}/")
    expect(page.get_by_role("main")).to_contain_text("Held: signed.")
    check_page(page)


def test_outcome_that_cannot_be_signed_keeps_what_was_typed(
    office: Office, open_page: OpenPage, check_page: CheckPage
) -> None:
    page = open_page(office.address, script=False, width=360)
    office.sign_in(page)
    page.goto(f"{AZE}activity/{office.named['agreed']}/outcome/")
    page.get_by_label("Observations").fill("Write to someone@sample.example")
    page.get_by_role("button", name="Sign it").click()
    expect(page.get_by_role("alert")).to_be_visible()
    expect(page.get_by_label("Observations")).to_have_value("Write to someone@sample.example")
    check_page(page, forgive=["status of 4"])
    page.get_by_label("Held", exact=True).check()
    page.get_by_role("button", name="Sign it").click()
    expect(page.get_by_role("alert")).to_contain_text("personal data")
    check_page(page, forgive=["status of 4"])
    page.get_by_label("Observations").fill("Write to the branch")
    page.get_by_role("button", name="Sign it").click()
    expect(page.get_by_role("main")).to_contain_text("Held: signed.")
    check_page(page)


def make_link(office: Office, page: Page, language: str) -> str:
    """Have the officer make a link for a unit; gives its address."""
    office.sign_in(page)
    page.goto(f"{AZE}activity/{office.named['agreed']}/")
    form = page.locator("form[action$='/unit-link/']")
    for closed in page.locator("details:not([open])").filter(has=form).all():
        closed.locator("summary").first.click()
    form.locator("input[name=unit]").fill("Sample unit")
    form.locator("button").click()
    with override(language):
        return page.get_by_label(gettext("Address"), exact=True).input_value()


def test_unit_tells_by_a_link_and_the_office_signs(office: Office, open_page: OpenPage, check_page: CheckPage) -> None:
    desk = open_page(office.address)
    link = make_link(office, desk, "en")
    check_page(desk)
    phone = open_page(office.address, width=360, language="it")
    phone.goto(link)
    check_page(phone)
    assert phone.evaluate("document.documentElement.scrollWidth") <= 360
    phone.locator("input[name=outcome][value=partly_held]").check()
    phone.locator("main button[name=sign]").click()
    phone.wait_for_url("**/unit/told/")
    check_page(phone)
    phone.goto(link)
    check_page(phone, forgive=["status of 404"])
    desk.goto("/")
    expect(desk.get_by_role("main")).to_contain_text("Sample unit")
    desk.goto(f"{AZE}drafts/")
    row = desk.get_by_role("row").filter(has_text="Sample unit")
    row.get_by_role("checkbox").check()
    check_page(desk)
    desk.get_by_role("button", name="Review and declare").click()
    desk.get_by_role("button", name="Sign this").click()
    desk.goto(f"{AZE}activity/{office.named['agreed']}/")
    expect(desk.get_by_role("main")).to_contain_text("Partly held")


def test_two_accounts_that_differ_stand_side_by_side(
    office: Office, open_page: OpenPage, check_page: CheckPage
) -> None:
    page = open_page(office.address)
    office.sign_in(page)
    page.goto(f"{AZE}activity/{office.named['differing']}/")
    main = page.get_by_role("main")
    expect(main).to_contain_text("Accounts differ")
    expect(main).to_contain_text("Held")
    expect(main).to_contain_text("Postponed")
    check_page(page)
    page.goto("/")
    expect(page.get_by_role("main")).to_contain_text("Sample study visit")
