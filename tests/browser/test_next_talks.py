"""Preparing the next talks: what is open stands there with its sources, and what is ticked is drafted again."""

from playwright.sync_api import expect

from tests.browser.conftest import CheckPage, OpenPage
from tests.browser.office import Office
from tests.browser.person import Person
from tests.browser.sample import YEAR


def test_talks_are_prepared_from_what_is_open(office: Office, open_page: OpenPage, check_page: CheckPage) -> None:
    page = open_page(office.address, language="it", width=360)
    officer = Person(page, "it", "AZE")
    office.sign_in(page)
    page.goto("/partners/AZE/talks/")
    for words in ("Visita di studio campione", "Un secondo corso", "Dieci posti campione ai corsi", "Quanti posti?"):
        expect(officer.main).to_contain_text(words)
    check_page(page)
    again = officer.main.get_by_role("checkbox").first
    again.check()
    page.locator("input[name=year]").fill(str(YEAR + 2))
    officer.press("Draft the talks and what is ticked")
    page.wait_for_url("**/drafts/*/")
    expect(officer.main).to_contain_text("ordine del giorno")
    check_page(page)
    page.goto("/partners/AZE/drafts/")
    expect(officer.main).to_contain_text(officer.said("Meeting"))


def test_talks_print_and_work_without_script(office: Office, open_page: OpenPage, check_page: CheckPage) -> None:
    page = open_page(office.address, script=False)
    office.sign_in(page)
    page.goto("/partners/AZE/talks/")
    page.emulate_media(media="print")
    expect(page.get_by_role("button", name="Draft the talks and what is ticked")).to_be_hidden()
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    page.emulate_media(media="screen")
    page.get_by_role("link", name="Ten sample places on courses").first.click()
    expect(page.get_by_role("main")).to_contain_text("Sample letter 12")
    check_page(page)
