"""Minutes of talks: their decisions become undertakings, and all of it goes out as one act."""

from playwright.sync_api import expect

from tests.browser.conftest import CheckPage, OpenPage
from tests.browser.office import Office
from tests.browser.person import Person


def test_decisions_become_undertakings_and_are_offered_with_the_minutes(
    office: Office, open_page: OpenPage, check_page: CheckPage
) -> None:
    head = Person(open_page(office.address, language="it", width=360), "it", "AZE")
    office.sign_in(head.page, "head")
    talks = f"/partners/AZE/meeting/{office.named['talks']}/"
    head.page.goto(talks)
    minutes = head.main.get_by_role("region", name=head.said("Agreed minutes"))
    before = office.own_entries()
    head.press("Draft the minutes")
    head.page.wait_for_url("**/drafts/*/")
    head.page.goto(talks)
    check_page(head.page)
    strength = minutes.get_by_role("combobox")
    expect(strength).to_have_count(1)
    strength.select_option("offer")
    head.press("Draft undertakings from the decisions")
    head.page.wait_for_url("**/partners/AZE/drafts/")
    check_page(head.page)
    head.page.goto(talks)
    expect(strength).to_have_count(0)
    check_page(head.page)
    minutes.get_by_role("link", name=head.said("Review and offer as agreed minutes")).click()
    check_page(head.page)
    head.sign()
    check_page(head.page)
    assert office.own_entries() == before + 1
    head.page.goto(talks)
    expect(head.main).to_contain_text("Piano campione per il prossimo anno")
