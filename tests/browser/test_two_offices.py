"""Two offices agree a plan of ten lines through dispatch files, without a script, in two languages, one on a phone.

One has its database on a server, the other in a file: the same pages on both.
"""

from pathlib import Path

from playwright.sync_api import expect

from tests.browser.conftest import CheckPage, OpenPage
from tests.browser.office import Office
from tests.browser.person import Person
from tests.browser.sample import YEAR

PHONE = 360


def counter(person: Person, negotiation: str, serial: int, period: str, word: str) -> None:
    """Draft another text for a line, with another period, and come back to the negotiation."""
    person.page.goto(negotiation)
    person.press(word, within=person.line(serial))
    person.page.wait_for_url("**/drafts/*/")
    person.page.locator("[name=period]").fill(period)
    person.press("Save")
    expect(person.main).to_contain_text(person.said("The draft is kept. Nobody outside this office sees it."))
    person.page.goto(negotiation)
    expect(person.line(serial).get_by_role("checkbox", name=person.said("Sign this draft too"))).to_be_visible()


def read_words(person: Person) -> str:
    """The words by which the two offices compare what they hold, as they are read out on the telephone."""
    person.page.goto(f"/partners/{person.partner}/")
    person.main.get_by_role("link", name=person.said("Check code and words")).click()
    person.is_headed("Check code and words")
    return " ".join(word.strip() for word in person.page.locator(".words li").all_text_contents())


def offer(rome: Person, check_page: CheckPage) -> None:
    """Offer the plan with its ten lines."""
    rome.page.goto("/partners/AZE/drafts/")
    rome.press("Review all 11 drafts of this plan")
    rome.is_headed("Review and sign")
    check_page(rome.page)
    rome.sign()
    check_page(rome.page)


def answer(baku: Person, negotiation: str, check_page: CheckPage) -> None:
    """Accept six lines, offer other texts for two, do not accept one, say nothing of the last."""
    counter(baku, negotiation, 7, f"{YEAR + 2}-09", "Draft a counter-text")
    counter(baku, negotiation, 8, f"{YEAR + 2}-10", "Draft a counter-text")
    for serial in range(1, 7):
        baku.say(serial, "Accept")
    baku.say(9, "Do not accept", "Nessuna sede")
    for serial in (7, 8):
        baku.line(serial).get_by_role("checkbox").check()
    check_page(baku.page)
    baku.press("Review what is chosen")
    baku.is_headed("Review and sign")
    assert baku.page.evaluate("document.documentElement.scrollWidth") <= PHONE
    check_page(baku.page)
    baku.sign()


def offer_again(rome: Person, negotiation: str, check_page: CheckPage) -> None:
    """Accept one counter-text, meet the other halfway, change what was not accepted, and offer the plan again."""
    counter(rome, negotiation, 8, f"{YEAR + 2}-11", "Draft a counter-text")
    counter(rome, negotiation, 9, f"{YEAR + 2}-12", "Change our text")
    expect(rome.line(9)).to_contain_text("Nessuna sede")
    rome.say(7, "Accept")
    for serial in (8, 9):
        rome.line(serial).get_by_role("checkbox").check()
    check_page(rome.page)
    rome.press("Review it with the plan offered again")
    rome.is_headed("Review and sign")
    check_page(rome.page)
    rome.sign()


def test_ten_lines_are_agreed_through_dispatch_files(
    office: Office, azerbaijan: Office, open_page: OpenPage, check_page: CheckPage, tmp_path: Path
) -> None:
    rome = Person(open_page(office.address, script=False), "en", "AZE")
    baku = Person(open_page(azerbaijan.address, script=False, language="it", width=PHONE), "it", "ITA")
    office.sign_in(rome.page, "head")
    azerbaijan.sign_in(baku.page, "head")
    plan = office.named["drafted_plan"]
    offer(rome, check_page)
    baku.take_in(rome.send(tmp_path))
    check_page(baku.page)
    answer(baku, f"/partners/ITA/plan/{plan}/negotiation/", check_page)
    rome.take_in(baku.send(tmp_path))
    check_page(rome.page)
    offer_again(rome, f"/partners/AZE/plan/{plan}/negotiation/", check_page)
    baku.take_in(rome.send(tmp_path))
    baku.page.goto(f"/partners/ITA/plan/{plan}/negotiation/")
    check_page(baku.page)
    baku.press("Accept the plan with all of its lines")
    baku.sign()
    rome.take_in(baku.send(tmp_path))
    baku.take_in(rome.send(tmp_path))
    for person in (rome, baku):
        person.page.goto(f"/partners/{person.partner}/plan/{plan}/")
        expect(person.main.locator(".badge--agreed").first).to_be_visible()
        check_page(person.page)
    compare(rome, baku, check_page)


def compare(rome: Person, baku: Person, check_page: CheckPage) -> None:
    """Read the words out to each other."""
    words = read_words(rome)
    assert read_words(baku) == words
    baku.page.get_by_role("textbox", name=baku.said("The partner's check code or words")).fill(words)
    baku.press("Compare")
    expect(baku.main).to_contain_text(baku.said("Equal: both offices hold the same agreed texts."))
    check_page(baku.page)
