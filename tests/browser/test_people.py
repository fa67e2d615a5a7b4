"""One who is invited chooses a password, and sees what the role allows; what was ticked to be done is undone."""

from playwright.sync_api import expect

from tests.browser.conftest import CheckPage, OpenPage
from tests.browser.office import Office
from tests.web.conftest import PASSWORD


def test_invited_person_chooses_a_password_and_comes_in(
    office: Office, open_page: OpenPage, check_page: CheckPage
) -> None:
    desk = open_page(office.address)
    office.sign_in(desk, "administrator")
    desk.goto("/settings/users/new/")
    desk.get_by_label("User name").fill("sample-newcomer")
    desk.get_by_label("Name to show").fill("Sample newcomer")
    desk.get_by_role("main").get_by_role("button", name="Add", exact=True).click()
    desk.get_by_label("Role").select_option("Outpost (attaché)")
    desk.get_by_label("With").select_option("AZE")
    desk.get_by_role("button", name="Give this role").click()
    expect(desk.get_by_role("main")).to_contain_text("AZE")
    desk.get_by_role("button", name="Link for the first password").click()
    link = desk.get_by_role("status").locator("code").inner_text()
    check_page(desk)
    phone = open_page(office.address, width=360, language="it", script=False)
    phone.goto(link)
    phone.locator("[name=password]").fill("sample")
    phone.locator("[name=again]").fill("sample")
    phone.get_by_role("main").get_by_role("button").click()
    expect(phone.get_by_role("alert")).to_be_visible()
    check_page(phone, forgive=["status of 4"])
    phone.locator("[name=password]").fill(PASSWORD)
    phone.locator("[name=again]").fill(PASSWORD)
    phone.get_by_role("main").get_by_role("button").click()
    phone.wait_for_url(lambda url: "/welcome/" not in url)
    phone.goto("/partners/")
    check_page(phone)
    expect(phone.get_by_role("main")).to_contain_text("AZE")
    expect(phone.get_by_role("main")).not_to_contain_text("KAZ")
    phone.goto("/partners/KAZ/")
    check_page(phone, forgive=["status of 404"])
    phone.goto(link)
    check_page(phone, forgive=["status of 404"])


def test_ticked_step_is_undone(office: Office, open_page: OpenPage, check_page: CheckPage) -> None:
    page = open_page(office.address, width=360)
    office.sign_in(page)
    steps = page.get_by_role("region", name="Suspense list: late or near")
    expect(steps.get_by_role("button").first).to_be_visible()
    before = steps.get_by_role("button").all_text_contents()
    steps.get_by_role("button").first.click()
    expect(page.get_by_role("main")).to_contain_text("It can be undone")
    check_page(page)
    steps.get_by_role("button", name="Undo").first.click()
    expect(page.get_by_role("main")).to_contain_text("it is open again")
    expect(steps.get_by_role("button")).to_have_text(before)
    check_page(page)
