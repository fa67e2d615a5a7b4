"""Keys and parties in the browser: compared, changed, recovered; one comes in, one leaves, one gets its copy back."""

from itertools import pairwise
from pathlib import Path

import pypdf
from playwright.sync_api import expect

from foedus.office.parties import card_file
from foedus.office.partnerships import join
from foedus.office.recovery_sheet import sheet_of
from tests.browser.conftest import CheckPage, OpenPage
from tests.browser.office import Office, add_people, serving
from tests.browser.person import Person
from tests.browser.sample import begun
from tests.office.desk import Desk

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
    person.page.get_by_label("Who reads the words out there").fill("registry")
    person.page.get_by_label("The twelve words that you hear").fill(words)
    person.press("Compare")
    expect(person.main).to_contain_text(f"The key of {person.partner} is compared")
    check_page(person.page)


def sheet_words(person: Person, folder: Path, check_page: CheckPage) -> str:
    """Make the recovery sheet, and type what is printed on it."""
    person.main.get_by_role("link", name="Make the recovery sheet").click()
    check_page(person.page)
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
    expect(person.page.get_by_role("status").first).to_contain_text("Signed")


def test_keys_and_parties_change_as_every_page_says_before(
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
    change_and_recover(guard, tmp_path, check_page)
    partner.take_in(italy.send(tmp_path))
    partner.page.goto(COOPERATION.format("ITA"))
    expect(partner.main).to_contain_text("key not yet compared")
    expect(partner.main).to_contain_text("an earlier key was compared on")
    check_page(partner.page)
    compare(partner, words_on(italy), check_page)

    kazakhstan = begun(tmp_path, "KAZ", "Kazakhstan (sample office)", "Kazakistan (ufficio campione)")
    admit(italy, partner, kazakhstan, tmp_path, check_page)
    leave(italy, partner, tmp_path, check_page)
    new, whole = tmp_path / "new", tmp_path / "whole.foedus"
    office.run("export", "AZE", "-o", str(whole), "--whole")
    office.run("init", "KAZ", "Sample office", "--from-sheet", home=new, typed=scanned(kazakhstan))
    add_people(new)
    with serving(new, tmp_path / "new.log") as address:
        back = Office(address, new, office.home, office.named)
        take_back(back, Person(open_page(address), "en", "ITA"), whole, check_page)
        go_on(back, italy, Person(open_page(address), "en", "second"), tmp_path, check_page)


def change_and_recover(guard: Person, folder: Path, check_page: CheckPage) -> None:
    """Go on with new keys, print the sheet, remove the key, and recover with what was printed."""
    guard.page.goto("/settings/keys/rotate/")
    guard.page.get_by_label("both").check()
    check_page(guard.page)
    guard.press("Show what will be signed")
    sign(guard, check_page)
    words = sheet_words(guard, folder, check_page)
    guard.main.get_by_role("link", name="Remove it from this machine").click()
    guard.page.get_by_label("The twenty-four words of the recovery sheet").fill(words)
    guard.press("Remove the key")
    expect(guard.main).to_contain_text("not on this machine")

    guard.main.get_by_role("link", name="Recover", exact=True).click()
    guard.press("Show what will be signed")
    guard.page.get_by_label("The twenty-four words of the recovery sheet").fill(words)
    sign(guard, check_page)
    expect(guard.main).to_contain_text("still on this machine")


def admit(italy: Person, partner: Person, newcomer: Desk, folder: Path, check_page: CheckPage) -> None:
    """Propose a third by its card; the partner accepts, and the third joins from a dispatch."""
    card = folder / "card.json"
    card.write_bytes(card_file(newcomer.card))
    italy.page.goto(COOPERATION.format("AZE"))
    italy.page.locator("input[name=card]").set_input_files(card)
    italy.press("Show what will be signed")
    expect(italy.main).to_contain_text("It then reads everything, from the first entry on")
    check_page(italy.page)
    italy.press("Sign this")
    partner.take_in(italy.send(folder))
    partner.page.goto("/partners/ITA/charter/ITA/charter/answer/")
    partner.page.get_by_role("radio", name="Accept", exact=True).check()
    check_page(partner.page)
    partner.press("Review what is chosen")
    partner.sign()
    italy.take_in(partner.send(folder))
    join(newcomer.node, italy.send(folder), name="ITA")
    italy.take_in(newcomer.write())
    italy.page.goto(COOPERATION.format("AZE"))
    expect(italy.main.get_by_role("region", name="Kazakhstan")).to_be_visible()
    expect(italy.main).not_to_contain_text("not admitted yet")


def leave(italy: Person, partner: Person, folder: Path, check_page: CheckPage) -> None:
    """The partner leaves, and its last dispatch says so."""
    partner.page.goto(f"{COOPERATION.format('ITA')}leave/")
    partner.page.get_by_label("Note to the other Parties").fill("Sample note")
    partner.press("Show what will be signed")
    sign(partner, check_page)
    italy.take_in(partner.send(folder))
    italy.page.goto(COOPERATION.format("AZE"))
    expect(italy.main).to_contain_text("has left")
    check_page(italy.page)


def scanned(desk: Desk) -> str:
    """What a camera reads from a Party's recovery sheet."""
    return sheet_of(desk.node).keys[0].scanned


def take_back(back: Office, guard: Person, whole: Path, check_page: CheckPage) -> None:
    """Take a cooperation back on a new machine, and recover."""
    back.sign_in(guard.page, "administrator")
    guard.page.goto("/settings/keys/take-back/")
    guard.page.locator("input[name=dispatch]").set_input_files(whole)
    guard.page.get_by_label("Short name at this office").fill("ITA")
    guard.press("Take it back")
    expect(guard.main).to_contain_text("Taken back: ITA")
    check_page(guard.page)
    guard.main.get_by_role("link", name="Recover", exact=True).click()
    guard.press("Show what will be signed")
    sign(guard, check_page)


def go_on(back: Office, italy: Person, head: Person, folder: Path, check_page: CheckPage) -> None:
    """Found a cooperation that goes on from the one before, which the other joins as it is shown."""
    card = folder / "new-card.json"
    back.run("card", "--out", str(card))
    italy.page.goto("/settings/cooperations/found/")
    italy.page.locator("input[name=title]").fill("Sample second cooperation")
    italy.page.locator("input[name=name]").fill("second")
    italy.page.locator("input[name=card]").set_input_files(card)
    italy.page.locator("select[name=continues]").select_option("AZE")
    italy.press("Show what will be signed")
    expect(italy.main).to_contain_text("Nothing is carried over")
    check_page(italy.page)
    italy.press("Sign and found")
    second = Person(italy.page, "en", "second")
    back.sign_in(head.page, "head")
    head.page.goto("/settings/cooperations/join/")
    head.page.locator("input[name=dispatch]").set_input_files(second.send(folder))
    head.press("Show what will be signed")
    expect(head.main).to_contain_text("Everything in the cooperation can be read here")
    check_page(head.page)
    head.page.locator("input[name=name]").fill("second")
    head.press("Sign and join")
    expect(head.page.get_by_role("status").first).to_contain_text("Joined")
    second.take_in(head.send(folder))
    italy.page.goto(COOPERATION.format("second"))
    expect(italy.main).not_to_contain_text("has not connected yet")
    check_page(italy.page)
