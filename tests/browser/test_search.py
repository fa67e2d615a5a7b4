"""Search as one types, with and without scripts: accents and case aside, and straight to a text by its short name."""

import re

from playwright.sync_api import expect

from tests.browser.conftest import CheckPage, OpenPage
from tests.browser.keyboard import Keyboard
from tests.browser.office import Office


def test_results_come_as_one_types(office: Office, open_page: OpenPage, check_page: CheckPage) -> None:
    page = open_page(office.address)
    office.sign_in(page)
    keys = Keyboard(page)
    keys.press("/")
    page.keyboard.type("campione")
    keys.press("Enter")
    page.wait_for_url("**/search/?q=campione")
    found = page.locator("#found")
    expect(found).to_contain_text("Sample demining course")
    box = page.get_by_role("main").get_by_role("searchbox")
    box.fill("")
    box.press_sequentially("SMINAMÉNTO")
    expect(page).to_have_url(re.compile(r"q=SMINAM%C3%89NTO"))
    expect(found.locator("mark")).to_have_text(["sminamento"])
    check_page(page)
    found.get_by_role("link", name="Sample demining course").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Sample demining course")
    page.go_back()
    expect(box).to_have_value("SMINAMÉNTO")
    expect(found.locator("mark")).to_have_text(["sminamento"])


def test_search_without_script_narrows_by_links(office: Office, open_page: OpenPage, check_page: CheckPage) -> None:
    page = open_page(office.address, script=False, width=360, language="it")
    office.sign_in(page)
    page.goto("/search/?q=sample")
    page.get_by_role("link", name="Incontro").first.click()
    expect(page.locator("#found")).to_contain_text("Colloqui di stato maggiore campione")
    expect(page.locator("#found")).not_to_contain_text("Corso di sminamento campione")
    check_page(page)
    page.goto("/search/?q=ITA/1/0")
    expect(page.get_by_role("main")).to_contain_text("Corso di lingua campione")
