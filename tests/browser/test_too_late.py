"""Between looking and signing a text is withdrawn, or replaced; a consent that comes too late says so."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import CheckPage, OpenPage
from tests.browser.office import Office
from tests.browser.person import Person


def withdraw(office: Office) -> None:
    """Azerbaijan withdraws the line that it offered."""
    rows = json.loads(office.run("records", "ITA", "--kind", "activity", "--json", home=office.partner))
    shown = next(row["version_shown"] for row in rows if row["record"] == office.named["theirs"])
    office.run("withdraw", "ITA", shown, "--reason", "No place", "--yes", home=office.partner)


def replace(office: Office) -> None:
    """Azerbaijan offers another text in place of it."""
    drafted = office.run(
        "draft", "ITA", "--record", office.named["theirs"], "--set", "days=3", "--json", home=office.partner
    )
    office.run("propose", "ITA", f"d{json.loads(drafted)['number']}", "--yes", home=office.partner)


@pytest.mark.parametrize(
    "meanwhile, language, script, words",
    [(withdraw, "en", True, "it was withdrawn"), (replace, "it", False, "è stato ritirato")],
    ids=["withdrawn", "replaced"],
)
def test_consent_that_comes_too_late_says_so(
    office: Office,
    open_page: OpenPage,
    check_page: CheckPage,
    tmp_path: Path,
    meanwhile: Callable[[Office], None],
    language: str,
    script: bool,  # noqa: FBT001 - a parameter of the test
    words: str,
) -> None:
    head = Person(open_page(office.address, language=language, script=script, width=360), language, "AZE")
    office.sign_in(head.page, "head")
    head.page.goto(f"/partners/AZE/plan/{office.named['plan']}/negotiation/")
    head.say(5, "Accept")
    head.press("Review what is chosen")
    head.is_headed("Review and sign")
    before = office.own_entries()
    meanwhile(office)
    office.run("export", "ITA", "-o", str(tmp_path / "later.foedus.age"), home=office.partner)
    office.run("import", str(tmp_path / "later.foedus.age"))
    head.press("Sign this")
    head.is_headed("Not signed")
    expect(head.page.get_by_role("alert")).to_contain_text(words)
    check_page(head.page, forgive=["status of 409"])
    assert office.own_entries() == before
    head.page.get_by_role("link", name=head.said("Go back")).click()
    head.page.wait_for_url("**/negotiation/")
    check_page(head.page)
