"""Passkeys and an identity provider in a real browser: both need an address with a name, as an office has one."""

import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser import identity_provider as elsewhere
from tests.browser.chromium import HERE, NAMED
from tests.browser.conftest import CheckPage, OpenPage
from tests.browser.office import Office, serving, surroundings
from tests.browser.sample import PARTNER
from tests.servers import free_port, stop, wait_until_it_answers

FACTORS = "/settings/account/second-factor/"
IDENTITIES = "/settings/account/elsewhere/"
WIDTHS = pytest.mark.parametrize("width, language", [(1280, "en"), (360, "it")])


def with_key(page: Page) -> None:
    """Put a key into the machine: it answers by itself, and knows who holds it."""
    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
        "automaticPresenceSimulation": True,
    }
    session.send("WebAuthn.addVirtualAuthenticator", {"options": options})


def forget_who_one_is(page: Page) -> None:
    """Leave the page, then drop its cookies: what it still asks for without them would bring others for a form."""
    page.goto("about:blank")
    page.context.clear_cookies()


@pytest.fixture
def named(office: Office) -> Office:
    """The office at the name of this machine."""
    return Office(office.address.replace(HERE, NAMED), office.home, office.partner, office.named)


@WIDTHS
def test_passkey_opens_beside_the_password_and_without_it(
    named: Office, open_page: OpenPage, check_page: CheckPage, width: int, language: str
) -> None:
    page = open_page(named.address, width=width, language=language)
    named.sign_in(page, "head")
    with_key(page)
    page.goto(f"{FACTORS}passkey/")
    page.locator("[name=passwordless]").check()
    check_page(page)
    page.locator("#passkey_add").click()
    page.wait_for_url(f"**{FACTORS}codes/")
    page.goto(FACTORS)
    expect(page.locator("main li strong")).to_have_count(1)
    check_page(page)
    forget_who_one_is(page)
    named.sign_in(page, "head")
    page.wait_for_url("**/login/code/")
    check_page(page)
    page.locator("#passkey_use").click()
    page.wait_for_url(f"{named.address}/")
    forget_who_one_is(page)
    page.goto("/login/")
    check_page(page)
    page.locator("#passkey_login").click()
    page.wait_for_url(f"{named.address}/")
    page.goto(FACTORS)
    page.locator("main ul.list li a.button").click()
    page.wait_for_url("**/confirm/**")
    page.locator("main ul.list a[href^='/confirm/passkey/']").click()
    check_page(page)
    page.locator("#passkey_use").click()
    page.wait_for_url("**/end/")
    check_page(page)
    page.locator("main form button[type=submit]").click()
    expect(page.locator("main li strong")).to_have_count(0)
    check_page(page)


def test_page_says_where_no_key_answers(named: Office, open_page: OpenPage, check_page: CheckPage) -> None:
    page = open_page(named.address)
    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    options = {"protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True}
    answer = session.send("WebAuthn.addVirtualAuthenticator", {"options": {**options, "isUserVerified": False}})
    assert answer["authenticatorId"]
    page.goto("/login/")
    expect(page.locator("#passkey-failed")).to_be_hidden()
    page.locator("#passkey_login").click()
    expect(page.locator("#passkey-failed")).to_be_visible()
    check_page(page)


def test_door_says_without_scripts_that_passkeys_need_them(
    named: Office, open_page: OpenPage, check_page: CheckPage
) -> None:
    page = open_page(named.address, script=False)
    page.goto("/login/")
    expect(page.locator("#passkey_login")).to_be_hidden()
    expect(page.get_by_role("main")).to_contain_text("Passkeys need scripts")
    check_page(page)


@pytest.fixture
def provided(offices: Path, sample: tuple[Path, dict[str, str]], tmp_path: Path) -> Iterator[Office]:
    """The office at its name, and an identity provider that it knows at another site of this machine."""
    secret, port = tmp_path / "oidc-secret", free_port()
    secret.write_text(f"{elsewhere.SECRET}\n")
    setting = {
        "FOEDUS_OIDC_SERVER": f"http://{HERE}:{port}",
        "FOEDUS_OIDC_NAME": "Sample provider",
        "FOEDUS_OIDC_CLIENT": elsewhere.CLIENT,
        "FOEDUS_OIDC_SECRET_FILE": str(secret),
    }
    home = offices / "ITA" / "home"
    with serving(home, tmp_path / "provided.log", **setting) as address:
        here = address.replace(HERE, NAMED)
        back = f"{here}/login/elsewhere/oidc/back/"
        program = [sys.executable, "-m", "tests.browser.identity_provider", str(port), str(tmp_path / "idp.db"), back]
        log = tmp_path / "idp.log"
        with (
            log.open("wb") as said,
            subprocess.Popen(program, env=surroundings(), stdout=said, stderr=said, start_new_session=True) as server,
        ):
            try:
                wait_until_it_answers(server, port, log)
                yield Office(here, home, offices / PARTNER / "home", sample[1])
            finally:
                stop(server)


def consent(page: Page) -> None:
    """Sign in at the provider, and let it tell the office who one is."""
    page.wait_for_url(re.compile(rf"^http://{re.escape(HERE)}:"))
    if page.locator("[name=login]").count():
        page.locator("[name=login]").fill(elsewhere.PERSON)
        page.locator("[name=password]").fill(elsewhere.PASSWORD)
        page.locator("form:has([name=login]) button[type=submit]").click()
    page.locator("button[name=action][value=grant]").click()


@WIDTHS
@pytest.mark.parametrize("script", [True, False])
def test_account_elsewhere_opens_once_it_is_connected(
    provided: Office,
    open_page: OpenPage,
    check_page: CheckPage,
    width: int,
    language: str,
    script: bool,  # noqa: FBT001 - a parameter of the test
) -> None:
    page = open_page(provided.address, width=width, language=language, script=script)
    leave = "main form[action*='/login/elsewhere/'] button"
    page.goto("/login/")
    check_page(page)
    page.locator(leave).click()
    consent(page)
    page.wait_for_url("**/login/")
    expect(page.locator("#messages .message--error")).to_be_visible()
    check_page(page, forgive=["status of 404"])
    provided.sign_in(page, "reader")
    page.goto(IDENTITIES)
    check_page(page)
    page.locator(leave).click()
    consent(page)
    page.wait_for_url(f"**{IDENTITIES}")
    expect(page.locator("input[name=account]")).to_have_count(1)
    check_page(page)
    forget_who_one_is(page)
    page.goto("/login/")
    page.locator(leave).click()
    consent(page)
    page.wait_for_url(f"{provided.address}/")
    page.goto("/settings/account/")
    expect(page.get_by_role("heading", level=1)).to_have_text("Sample reader")
    check_page(page)
    page.locator("header details:has(form[action='/logout/']) summary").click()
    page.locator("header form[action='/logout/'] button").click()
    page.locator("button[name=action][value=logout]").click()
    page.wait_for_url(f"{provided.address}/login/")
    page.locator(leave).click()
    expect(page.locator("[name=login]")).to_be_visible()
