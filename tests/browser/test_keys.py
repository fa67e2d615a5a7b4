"""Keys between two offices in the browser: compared on both sides, changed, recovered from the sheet, and left."""

from itertools import pairwise
from pathlib import Path

import pypdf
from playwright.sync_api import expect

from tests.browser.conftest import CheckPage, OpenPage
from tests.browser.office import Office
from tests.browser.person import Person

COOPERATION = "/settings/cooperations/of/{}/"


def words_on(person: Person) -> str:
    """The twelve words of one's own key, as they stand on the cooperation's page."""
    person.page.goto(COOPERATION.format(person.partner))
    own = person.main.get_by_role("region", name="this office")
    return own.locator("dt", has_text="Words for the telephone").locator("xpath=following-sibling::dd").inner_text()


def compare(person: Person, words: str, check_page: CheckPage) -> None:
    """Type the words that the other side reads out; first without saying how one reaches it."""
    person.page.goto(COOPERATION.format(person.partner))
    person.main.get_by_role("link", name="Compare the key").click()
    check_page(person.page)
    person.press("Compare")
    expect(person.page.get_by_role("alert")).to_contain_text("Choose how")
    person.page.get_by_label("by telephone").check()
    person.page.get_by_label("The twelve words that you hear").fill(words)
    person.press("Compare")
    expect(person.main).to_contain_text(f"The key of {person.partner} is compared")
    check_page(person.page)


def sheet_words(person: Person, folder: Path) -> str:
    """Make the recovery sheet, and type what is printed on it."""
    with person.page.expect_download() as coming:
        person.press("Make the recovery sheet")
    coming.value.save_as(folder / "sheet.pdf")
    text = pypdf.PdfReader(folder / "sheet.pdf").pages[0].extract_text().split()
    found: dict[int, str] = {}
    for number, word in pairwise(text[text.index("Ventiquattro") :]):
        if number.isdecimal() and 1 <= int(number) <= 24 and word.isalpha() and word.islower():
            found.setdefault(int(number), word)
    return " ".join(found[place] for place in range(1, 25))


def sign(person: Person, check_page: CheckPage) -> None:
    """Sign what is shown, once it was said that it was read."""
    expect(person.main).to_contain_text("What has to be done again")
    check_page(person.page)
    person.page.get_by_label("I have read what follows from it.").check()
    person.press("Sign this")


def test_key_is_compared_on_both_sides_changed_and_recovered_from_the_sheet(
    office: Office, azerbaijan: Office, open_page: OpenPage, check_page: CheckPage, tmp_path: Path
) -> None:
    italy = Person(open_page(office.address), "en", "AZE")
    partner = Person(open_page(azerbaijan.address), "en", "ITA")
    guard = Person(open_page(office.address), "en", "AZE")
    office.sign_in(italy.page, "head")
    office.sign_in(guard.page, "administrator")
    azerbaijan.sign_in(partner.page, "head")
    compare(italy, words_on(partner), check_page)
    compare(partner, words_on(italy), check_page)

    guard.page.goto("/settings/keys/")
    check_page(guard.page)
    words = sheet_words(guard, tmp_path)
    guard.main.get_by_role("link", name="Remove it from this machine").click()
    guard.page.get_by_label("The twenty-four words of the recovery sheet").fill(words)
    guard.press("Remove the key")
    expect(guard.main).to_contain_text("not on this machine")

    guard.main.get_by_role("link", name="Recover").click()
    guard.press("Show what will be signed")
    guard.page.get_by_label("The twenty-four words of the recovery sheet").fill(words)
    sign(guard, check_page)
    expect(guard.main).to_contain_text("still on this machine")

    partner.take_in(italy.send(tmp_path))
    partner.page.goto(COOPERATION.format("ITA"))
    expect(partner.main).to_contain_text("key not yet compared")
    expect(partner.main).to_contain_text("an earlier key was compared on")
    check_page(partner.page)
    compare(partner, words_on(italy), check_page)
