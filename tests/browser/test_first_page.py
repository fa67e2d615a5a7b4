"""The first journey: a person signs in and sees what there is to do, in either language, on a phone and on a desk."""

import pytest
from django.utils.translation import gettext, override
from playwright.sync_api import Page

from tests.browser.conftest import CheckPage, OpenPage
from tests.browser.keyboard import Keyboard
from tests.browser.office import Office
from tests.web.conftest import PASSWORD


def is_headed(page: Page, words: str, language: str, width: int) -> None:
    """Fail where a page has another heading or language, or is wider than the window."""
    with override(language):
        headings = [gettext(words)]
    assert page.get_by_role("heading", level=1).all_inner_texts() == headings
    assert page.locator("html").get_attribute("lang") == language
    assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize(
    "language, width, script",
    [("it", 360, False), ("en", 360, True), ("it", 1280, True), ("en", 1280, False)],
)
def test_person_signs_in_and_sees_what_to_do(
    office: Office,
    open_page: OpenPage,
    check_page: CheckPage,
    language: str,
    width: int,
    script: bool,  # noqa: FBT001 - a parameter of the test
) -> None:
    page = open_page(office.address, width=width, language=language, script=script)
    page.goto("/login/")
    check_page(page)
    is_headed(page, "Sign in", language, width)
    office.sign_in(page)
    check_page(page)
    is_headed(page, "To do", language, width)


def test_door_opens_to_keys_alone_and_says_why_it_does_not(
    office: Office, open_page: OpenPage, check_page: CheckPage
) -> None:
    page = open_page(office.address, scheme="dark")
    page.goto("/login/")
    keys = Keyboard(page)
    keys.to("textbox", "User name")
    keys.type("officer-en")
    keys.to("textbox", "Password")
    keys.type("not this one")
    keys.press("Enter")
    page.get_by_role("alert").wait_for()
    check_page(page)
    assert page.get_by_role("textbox", name="User name").input_value() == "officer-en"
    keys.to("textbox", "Password")
    keys.type(PASSWORD)
    keys.press("Enter")
    page.wait_for_url(f"{office.address}/")
    check_page(page)
