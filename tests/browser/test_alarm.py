"""A peer that keeps two registers: the alarm stands on every page until someone with the right has read it."""

import json
import shutil
from hashlib import sha256
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import CheckPage, OpenPage
from tests.browser.office import Office
from tests.browser.person import Person

AZERBAIJAN = {"en": "Azerbaijan", "it": "Azerbaigian"}
EVERYWHERE = ("/", "/partners/", "/calendar/", "/partners/AZE/drafts/", "/settings/account/")


@pytest.fixture
def lies(office: Office, tmp_path: Path) -> list[Path]:
    """Two dispatches of Azerbaijan, from two copies of its home in which it has signed different things."""
    texts = json.loads(office.run("records", "ITA", "--kind", "undertaking", "--json", home=office.partner))
    text = next(row["version_shown"] for row in texts if row["author"] == "ITA")
    files = []
    for n, words in enumerate(("It was read", "It was not read")):
        home = tmp_path / f"copy-{n}"
        shutil.copytree(office.partner, home)
        office.run("acknowledge", "ITA", text, "--note", words, home=home)
        files.append(tmp_path / f"{n}.foedus.age")
        office.run("export", "ITA", "-o", str(files[-1]), home=home)
    return files


def test_alarm_stands_on_every_page_until_it_is_read(
    office: Office, lies: list[Path], open_page: OpenPage, check_page: CheckPage
) -> None:
    officer = Person(open_page(office.address), "en", "AZE")
    head = Person(open_page(office.address, language="it", width=360, scheme="dark"), "it", "AZE")
    office.sign_in(officer.page)
    office.sign_in(head.page, "head")
    officer.take_in(lies[0])
    officer.page.goto("/partners/AZE/dispatches/")
    officer.page.locator("input[name=dispatch]").set_input_files(lies[1])
    officer.press("Take it in")
    expect(officer.page.get_by_role("alert")).to_contain_text("keeps conflicting registers")
    check_page(officer.page)
    for person in (officer, head):
        for address in EVERYWHERE:
            person.page.goto(address)
            expect(person.page.get_by_role("region", name=person.said("Alarms")).first).to_contain_text(
                AZERBAIJAN[person.language]
            )
        check_page(person.page)
    officer.page.goto("/partners/AZE/dispatches/")
    expect(officer.main.get_by_role("button", name="Mark as read")).to_have_count(0)
    head.page.get_by_role("link", name=head.said("Look at it")).click()
    check_page(head.page)
    head.press("Mark as read")
    head.page.goto("/")
    expect(head.page.locator(".alarms")).to_have_count(0)
    officer.page.reload()
    expect(officer.page.locator(".alarms")).to_have_count(0)
    expect(officer.main).to_contain_text("read by Sample head")


def test_proof_of_two_registers_holds_by_itself(office: Office, lies: list[Path], open_page: OpenPage) -> None:
    for file in lies:
        office.run("import", str(file))
    page = open_page(office.address)
    office.sign_in(page, "head")
    page.goto("/partners/AZE/dispatches/")
    with page.expect_download() as coming:
        page.get_by_role("link", name="Proof").click()
    lines = coming.value.path().read_bytes().splitlines()
    said = [line.split(b" ", 2)[2] for line in lines if line.startswith(b"line: ")]
    named = [line.split()[1].decode() for line in lines if line.startswith(b"SHA-256 ")]
    assert [sha256(one).hexdigest() for one in said] == named
    first, second = (json.loads(one) for one in said)
    assert (first["party"], first["seq"]) == (second["party"], second["seq"]) == ("AZE", first["seq"])
    assert first != second
