"""Coming in with more than a password, in a real browser: an app, recovery codes, sessions ended from elsewhere."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import CheckPage, OpenPage
from tests.browser.office import Office
from tests.web.codes import code_now, next_code

FACTORS = "/settings/account/second-factor/"
WIDTHS = pytest.mark.parametrize("width, language", [(1280, "en"), (360, "it")])


def go_on(page: Page) -> None:
    """Press the button of the page's first form."""
    page.locator("main form button[type=submit]").first.click()


def set_up_app(page: Page, check_page: CheckPage) -> tuple[str, list[str]]:
    """Set an app up; gives its secret and the recovery codes."""
    page.goto(f"{FACTORS}app/")
    check_page(page)
    secret = page.locator("main code").inner_text()
    page.locator("[name=code]").fill(code_now(secret))
    go_on(page)
    page.wait_for_url(f"**{FACTORS}codes/")
    check_page(page)
    return secret, page.locator("ol code").all_inner_texts()


@WIDTHS
@pytest.mark.parametrize("script", [True, False])
def test_app_is_set_up_and_opens_and_so_does_a_recovery_code(
    office: Office,
    open_page: OpenPage,
    check_page: CheckPage,
    width: int,
    language: str,
    script: bool,  # noqa: FBT001 - a parameter of the test
) -> None:
    page = open_page(office.address, width=width, language=language, script=script)
    page.goto("/login/")
    check_page(page)
    office.sign_in(page, "head")
    secret, codes = set_up_app(page, check_page)
    assert len(codes) == 10
    page.goto(FACTORS)
    check_page(page)
    for code in (next_code(secret), codes[0]):
        other = open_page(office.address, width=width, language=language, script=script)
        office.sign_in(other, "head")
        other.wait_for_url("**/login/code/")
        check_page(other)
        other.locator("[name=code]").fill("000000")
        go_on(other)
        expect(other.get_by_role("alert")).to_be_visible()
        check_page(other)
        other.locator("[name=code]").fill(code)
        go_on(other)
        other.wait_for_url(re.compile(r"/$"))
    page.goto(f"{FACTORS}app/end/")
    check_page(page)
    go_on(page)
    page.wait_for_url(f"**{FACTORS}")
    page.goto("/settings/account/")
    check_page(page)


@WIDTHS
def test_who_must_have_a_second_factor_is_led_to_it(
    office: Office, open_page: OpenPage, check_page: CheckPage, width: int, language: str
) -> None:
    desk = open_page(office.address, width=width, language=language)
    office.sign_in(desk, "administrator")
    desk.goto("/settings/users/")
    desk.locator(
        "main details.more summary", has_text={"en": "Second factor", "it": "Secondo fattore"}[language]
    ).click()
    desk.locator("input[name=roles][value=officer]").check()
    check_page(desk)
    desk.locator("main details.more button[type=submit]").click()
    page = open_page(office.address, width=width, language=language)
    office.sign_in(page, "officer")
    page.wait_for_url(f"**{FACTORS}")
    check_page(page)
    page.goto("/partners/")
    page.wait_for_url(f"**{FACTORS}")
    set_up_app(page, check_page)
    page.goto("/partners/")
    expect(page.get_by_role("navigation").first).to_be_visible()


@WIDTHS
def test_session_ended_elsewhere_is_over(
    office: Office, open_page: OpenPage, check_page: CheckPage, width: int, language: str
) -> None:
    here = open_page(office.address, width=width, language=language)
    there = open_page(office.address, width=width, language=language)
    office.sign_in(here)
    office.sign_in(there)
    here.goto("/settings/account/")
    check_page(here)
    sessions = here.locator('main table tbody tr:has(form), main table tbody tr:has-text("127.0.0.1")')
    expect(sessions).to_have_count(2)
    sessions.locator("button").click()
    expect(here.locator('main table tbody tr:has(form), main table tbody tr:has-text("127.0.0.1")')).to_have_count(1)
    there.goto("/partners/")
    there.wait_for_url("**/login/**")
    here.goto("/partners/")
    check_page(here)
