"""Every page of the workbench: there, headed, no wider than the window, and without a fault that a machine finds."""

import re
from collections.abc import Iterator
from itertools import product
from pathlib import Path
from typing import Literal

import pytest
from django.urls import URLPattern, get_resolver, resolve
from playwright.sync_api import Page

from foedus.web.urls import ALIASES
from tests.browser.conftest import CheckPage, OpenPage, copied
from tests.browser.office import LANGUAGES, Office, opened
from tests.browser.sample import YEAR
from tests.databases import FILE, SERVER, on

AZE = "/partners/AZE/"
PAGES = {
    "head": (
        "/",
        "/?show=theirs",
        "/?show=weeks",
        "/?show=steps",
        "/calendar/",
        f"/calendar/?show=quarter&on={YEAR}-05",
        f"/calendar/?show=year&on={YEAR}",
        f"/calendar/?show=list&on={YEAR}",
        f"/calendar/?show=conflicts&on={YEAR}",
        "/undertakings/",
        "/search/?q=campione",
        "/dispatches/",
        "/partners/",
        AZE,
        f"{AZE}state/?year={YEAR}",
        f"{AZE}check/",
        f"{AZE}contacts/",
        f"{AZE}year/?year={YEAR}",
        f"{AZE}talks/",
        f"{AZE}dispatches/",
        f"{AZE}drafts/",
        f"{AZE}drafts/new/activity/",
        AZE + "drafts/{draft}/",
        AZE + "review/?draft={draft}",
        AZE + "plan/{agreed_plan}/",
        AZE + "plan/{agreed_plan}/year/",
        AZE + "plan/{agreed_plan}/clone/",
        AZE + "plan/{agreed_plan}/on-paper/",
        AZE + "plan/{drafted_plan}/",
        AZE + "sheet/?plan={plan}",
        AZE + "plan/{plan}/",
        AZE + "plan/{plan}/negotiation/",
        AZE + "activity/{countered}/",
        AZE + "activity/{countered}/history/",
        AZE + "activity/{differing}/",
        AZE + "activity/{agreed}/outcome/",
        AZE + "agreement/{agreement}/",
        AZE + "activity/{countered}/answer/",
        AZE + "meeting/{talks}/",
        AZE + "meeting/{visit}/",
        AZE + "meeting/{visit}/visit/",
        AZE + "meeting/{visit}/visit/edit/",
        AZE + "undertaking/{undertaking}/",
        AZE + "milestone/{milestone}/",
        f"{AZE}records/activity/",
        f"{AZE}records/plan/",
        f"{AZE}records/meeting/",
        f"{AZE}records/undertaking/",
        f"{AZE}records/agreement/",
        f"{AZE}records/milestone/",
        f"{AZE}records/report/",
        "/partners/KAZ/",
        "/settings/account/",
        "/settings/account/second-factor/",
        "/settings/account/second-factor/app/",
        "/settings/account/second-factor/passkey/",
        "/settings/account/second-factor/codes/new/",
        "/settings/account/elsewhere/",
        "/confirm/",
        "/settings/party/",
        "/settings/cooperations/",
        "/settings/cooperations/found/",
        "/settings/cooperations/join/",
        "/settings/cooperations/of/AZE/",
        "/settings/cooperations/of/AZE/compare/AZE/",
        "/settings/cooperations/of/AZE/addresses/",
        "/settings/cooperations/of/AZE/compare/AZE/?together=1",
        "/settings/cooperations/of/KAZ/admit/",
        "/settings/cooperations/of/KAZ/leave/",
        "/settings/hand-over/",
        "/settings/lists/",
        "/settings/lists/steps/course/",
        "/settings/units/",
        "/settings/about/",
        "/settings/feeds/",
        "/settings/programs/",
        "/settings/mail/",
        "/settings/style/",
        AZE + "plan/{agreed_plan}/offer/",
    ),
    "administrator": (
        "/settings/keys/",
        "/settings/keys/rotate/",
        "/settings/keys/recover/",
        "/settings/keys/sheet/",
        "/settings/keys/remove/",
        "/settings/keys/take-back/",
        "/settings/users/",
        "/settings/users/new/",
        "/settings/users/1/",
        "/settings/backup/",
    ),
    "auditor": ("/settings/log/",),
}

IN_JOURNEYS = {
    "dispatch-taken", "erase", "login", "mfa_authenticate", "mfa_deactivate_totp", "mfa_reauthenticate",
    "mfa_reauthenticate_webauthn", "mfa_remove_webauthn", "mfa_view_recovery_codes", "on-paper-review", "sheet",
    "signed", "typed", "unit", "unit-link", "unit-told", "user-invite", "welcome",
}  # fmt: skip
FILES = {
    "alarm-proof",
    "card-json",
    "feed",
    "file",
    "programme",
    "record-calendar",
    "plan-paper",
    "plan-sheet",
    "sheet-mend",
}
ANSWERS = {
    "alarm-read", "attach", "backup-make", "backup-verify", "contact-step", "dispatch-in", "dispatch-join",
    "dispatch-out", "dispatch-whole", "draft-step", "end-own-sessions", "exchange", "exchange-now", "feed-end",
    "token-end",
    "logout", "mfa_login_webauthn", "minutes", "note",
    "openid_connect_callback", "openid_connect_login", "own-session-end", "password", "role-end",
    "second-factor-asked", "second-factor-taken", "session-end", "set_language", "set_scheme", "settings",
    "socialaccount_login_cancelled", "socialaccount_login_error", "socialaccount_signup", "todo-step",
    "unit-activities", "unit-activity-end", "user-active", "user-sessions",
}  # fmt: skip
"""Addresses that show no page of their own: a form is sent there, or they lead on."""


class AnyRecord(dict[str, str]):
    """Names of sample records where none has been made."""

    def __missing__(self, what: str) -> str:
        return "1" if what == "draft" else "ITA/00000000-0000-4000-8000-000000000000"


def test_no_page_is_left_out() -> None:
    paths = [path.format_map(AnyRecord()).partition("?")[0] for those in PAGES.values() for path in those]
    looked_at = {resolve(path).url_name for path in paths}
    known = {pattern.name for pattern in get_resolver().url_patterns if isinstance(pattern, URLPattern)}
    known -= {pattern.name for pattern in ALIASES}
    assert known - looked_at == IN_JOURNEYS | FILES | ANSWERS


def faults(page: Page, check_page: CheckPage, address: str, width: int) -> Iterator[str]:
    """What is wrong with one page."""
    answer = page.goto(address)
    status = answer.status if answer is not None else 0
    if status != 200:
        yield f"{address}: status {status}"
    if page.get_by_role("heading", level=1).count() != 1:
        yield f"{address}: not one heading of the first level"
    wide = page.evaluate("document.documentElement.scrollWidth")
    if wide > width:
        yield f"{address}: {wide} wide"
    try:
        check_page(page)
    except AssertionError as error:
        yield str(error).partition("\nassert ")[0]


@pytest.mark.parametrize(
    "offices, width, language, scheme, script",
    [(FILE, 1280, "en", "light", True), (SERVER, 360, "it", "dark", True), (FILE, 1280, "en", "light", False)],
    ids=["desk", "phone", "no-script"],
    indirect=["offices"],
)
def test_every_page_is_sound(
    office: Office,
    open_page: OpenPage,
    check_page: CheckPage,
    width: int,
    language: str,
    scheme: Literal["light", "dark"],
    script: bool,  # noqa: FBT001 - a parameter of the test
) -> None:
    found: list[str] = []
    for role, paths in PAGES.items():
        page = open_page(office.address, width=width, language=language, scheme=scheme, script=script)
        office.sign_in(page, role)
        for path in paths:
            found += faults(page, check_page, path.format(**office.named), width)
    assert found == [], "\n".join(found)


MADE_FOR_ONE_ANSWER = re.compile(
    r'(?:name="(?:csrfmiddlewaretoken|token)" value=|"X-CSRFToken": |"challenge": )"[\w-]+"'
    r'|<path class="qr__line"[^>]*>|<code class="code">[A-Z2-7 ]{39}</code>|\b\d\d?:\d\d\b'
)
"""Secrets, a secret as a picture or to be typed, and the time of day."""
BEST_FIRST = "/search/"
"""Each database weighs in its own way how well a text fits: the same are found, but for their order."""


def shown(office: Office, page: Page, address: str) -> str:
    """What a page holds, but for what is made for one answer and for where the office is."""
    answer = page.request.get(address)
    text = answer.text().replace(office.address.removeprefix("http://"), "").replace(str(office.home), "")
    lines = re.sub(r"(?=<li>|</ul>)", "\n", MADE_FOR_ONE_ANSWER.sub("", text)).splitlines()
    return "\n".join([str(answer.status), *(sorted(lines) if address.startswith(BEST_FIRST) else lines)])


def test_every_page_is_the_same_on_both_databases(
    sample: tuple[Path, dict[str, str]], on_server: Path, open_page: OpenPage, tmp_path: Path
) -> None:
    """So that what the browser finds of a page on one is true of it on the other."""
    made, named = sample
    with (
        on(SERVER),
        opened(copied(made, tmp_path / FILE, None), named) as in_file,
        opened(copied(made, tmp_path / SERVER, on_server), named) as on_a_server,
    ):
        for language, (role, paths) in product(LANGUAGES, PAGES.items()):
            asked = [(office, open_page(office.address, language=language)) for office in (in_file, on_a_server)]
            for office, page in asked:
                office.sign_in(page, role)
            for path in paths:
                one, other = (shown(office, page, path.format(**named)) for office, page in asked)
                assert one == other, path
