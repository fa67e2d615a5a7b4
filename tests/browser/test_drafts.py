"""Drafts between officer and head: sent, sent back, signed once; and two officers who write in the same draft."""

import re

from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import CheckPage, OpenPage
from tests.browser.office import Office
from tests.browser.sample import YEAR
from tests.web.conftest import PASSWORD

AZE = "/partners/AZE/"
SESSION = re.compile(r"foedus_\d+$")
OCTOBER = f"October {YEAR + 1}"


def step(page: Page, name: str, text: str) -> None:
    """Say something of a draft, and press what is to be done with it."""
    page.get_by_label("Comment", exact=True).fill(text)
    page.get_by_role("button", name=name, exact=True).click()


def come_in_again(officer: Page) -> None:
    """Sign in at the door that has come up."""
    officer.get_by_label("User name").fill("officer-en")
    officer.get_by_label("Password").fill(PASSWORD)
    officer.get_by_role("button", name="Sign in", exact=True).click()
    expect(officer.get_by_role("heading", level=1)).to_have_text("What you had typed")


def test_draft_goes_to_the_head_and_back_and_is_signed(
    office: Office, open_page: OpenPage, check_page: CheckPage
) -> None:
    draft = f"{AZE}drafts/{office.named['draft']}/"
    officer = open_page(office.address)
    office.sign_in(officer)
    officer.goto(draft)
    step(officer, "Send to the head", "Please look at the month")
    check_page(officer)
    head = open_page(office.address, width=360)
    office.sign_in(head, "head")
    expect(head.get_by_role("main")).to_contain_text("Sample meeting")
    check_page(head)
    head.goto(draft)
    expect(head.get_by_role("main")).to_contain_text("Please look at the month")
    step(head, "Send back", "October is better")
    check_page(head)
    officer.goto("/")
    came_back = officer.get_by_role("region", name="Drafts and answers that came back")
    came_back.get_by_role("link", name="Sample meeting", exact=True).click()
    expect(officer.get_by_role("main")).to_contain_text("October is better")
    officer.get_by_label("Period").first.fill(OCTOBER)
    officer.context.clear_cookies(name=SESSION)
    officer.get_by_role("button", name="Save", exact=True).click()
    expect(officer.get_by_role("main")).to_contain_text("what you typed is still here")
    check_page(officer, forgive=["status of 403"])
    come_in_again(officer)
    check_page(officer)
    officer.get_by_role("button", name="Go on with it").click()
    step(officer, "Send to the head", "")
    head.goto(f"{AZE}review/?draft={office.named['draft']}")
    expect(head.get_by_role("main")).to_contain_text(OCTOBER)
    check_page(head)
    head.get_by_role("button", name="Sign this").click()
    head.wait_for_url(lambda url: "/review/" not in url)
    check_page(head)
    officer.goto(draft)
    expect(officer.get_by_role("heading", level=1)).to_have_text("There is nothing here")
    check_page(officer, forgive=["status of 404"])


def test_officer_may_not_sign_what_the_head_signs(office: Office, open_page: OpenPage, check_page: CheckPage) -> None:
    page = open_page(office.address)
    office.sign_in(page)
    page.goto(f"{AZE}review/?draft={office.named['draft']}")
    expect(page.get_by_role("button", name="Sign this")).to_have_count(0)
    expect(page.get_by_role("heading", name="Only the head of office signs this")).to_be_visible()
    check_page(page)


def english_title(page: Page) -> Locator:
    """The field of a draft's English title."""
    return page.get_by_role("group", name="Title").get_by_role("textbox", name="English")


def test_two_officers_in_one_draft_are_both_shown(office: Office, open_page: OpenPage, check_page: CheckPage) -> None:
    draft = f"{AZE}drafts/{office.named['draft']}/"
    one, other = open_page(office.address), open_page(office.address, script=False)
    for page in (one, other):
        office.sign_in(page)
        page.goto(draft)
    english_title(one).fill("Sample meeting of experts")
    one.get_by_role("button", name="Save", exact=True).click()
    expect(one.get_by_role("main")).to_contain_text("The draft is kept")
    english_title(other).fill("Sample meeting of planners")
    other.get_by_role("button", name="Save", exact=True).click()
    told = other.get_by_role("alert")
    expect(told).to_contain_text("Somebody else has saved this draft meanwhile")
    expect(told.locator("del")).to_contain_text(["experts"])
    expect(told.locator("ins")).to_contain_text(["planners"])
    expect(english_title(other)).to_have_value("Sample meeting of planners")
    check_page(other, forgive=["status of 409"])
    other.get_by_role("button", name="Save mine over it").click()
    check_page(other)
    one.reload()
    expect(english_title(one)).to_have_value("Sample meeting of planners")


def test_double_click_back_and_reload_sign_once(office: Office, open_page: OpenPage, check_page: CheckPage) -> None:
    head = open_page(office.address)
    office.sign_in(head, "head")
    before = office.own_entries()
    address = f"{AZE}review/?draft={office.named['draft']}"
    head.goto(address)
    head.get_by_role("button", name="Sign this").dblclick()
    head.wait_for_url(lambda url: "/review/" not in url)
    head.reload()
    check_page(head)
    assert office.own_entries() == before + 1
    head.go_back()
    expect(head.get_by_role("heading", level=1)).to_have_text("Not signed")
    check_page(head, forgive=["status of 409"])
    assert office.own_entries() == before + 1


def test_form_sent_twice_without_script_signs_once(office: Office, open_page: OpenPage, check_page: CheckPage) -> None:
    head = open_page(office.address, script=False)
    office.sign_in(head, "head")
    before = office.own_entries()
    head.goto(f"{AZE}review/?draft={office.named['draft']}")
    form = head.locator("form").filter(has=head.get_by_role("button", name="Sign this"))
    fields: dict[str, str | float | bool] = {
        str(field.get_attribute("name")): field.input_value() for field in form.locator("input[type=hidden]").all()
    }
    address = head.url
    answers = [head.request.post(address, form=fields, headers={"Referer": address}) for _ in range(2)]
    assert [answer.status for answer in answers] == [200, 200]
    assert office.own_entries() == before + 1
    assert "it was not signed a second time" in answers[1].text()
    check_page(head)
