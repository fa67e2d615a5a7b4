"""Keys by page: every change is shown first and signed as shown; the sheet is made, read back, and recovers."""

import re
from io import BytesIO

import pytest
from django.test import Client
from pypdf import PdfReader

from foedus.office import own_keys, partnerships
from foedus.office.parties import own_card
from foedus.office.recovery_sheet import sheet_of
from foedus.web.models import LogLine
from tests.office.desk import Desk
from tests.web.conftest import SignIn
from tests.web.views.test_settings_cooperations import hidden, plain, told

KEYS = "/settings/keys/"


@pytest.fixture
def administrator(sign_in: SignIn) -> Client:
    return sign_in("administrator")


def key_of(desk: Desk) -> str:
    """Our signing key in force."""
    (held,) = own_keys.own_keys(desk.node)
    return held.thumbprint


def carried(page: str) -> dict[str, object]:
    """What the form of a page that shows what will be signed carries, the box ticked."""
    return {**hidden(page), "coops": re.findall(r'name="coops" value="([^"]*)"', page), "sure": "yes"}


def test_keys_are_shown_with_whether_the_recovery_key_is_here(administrator: Client, web: Desk) -> None:
    page = plain(administrator.get(KEYS).content.decode())
    for shown in (web.card.thumbprint, " ".join(web.card.words), web.card.age, "still on this machine"):
        assert shown in page
    web.node.keyring.drop_recovery()
    assert "not on this machine" in plain(administrator.get(KEYS).content.decode())


@pytest.mark.parametrize(
    "what, new", [("signing", (True, False)), ("encryption", (False, True)), ("both", (True, True))]
)
def test_keys_change_as_they_were_shown(administrator: Client, web: Desk, what: str, new: tuple[bool, bool]) -> None:
    shown = administrator.post(f"{KEYS}rotate/", {"coops": ["AZE"], "what": what}).content.decode()
    text = plain(shown)
    for head in ("What the others see", "What has to be done again", "What follows here"):
        assert head in text
    assert ("New signing key" in text, "New encryption key" in text) == new
    assert key_of(web) == web.card.thumbprint
    unticked = {**carried(shown), "sure": ""}
    assert administrator.post(f"{KEYS}rotate/", unticked).status_code == 200
    assert web.node.store.open(web.coop.id).last_number() == 2
    answer = administrator.post(f"{KEYS}rotate/", carried(shown))
    assert answer.headers["Location"] == KEYS
    assert (key_of(web) != web.card.thumbprint, own_card(web.node).age != web.card.age) == new
    assert (key_of(web) if new[0] else own_card(web.node).age) in shown
    again = administrator.post(f"{KEYS}rotate/", carried(shown))
    assert (again.status_code, "Something has changed since you looked" in told(again.content.decode())) == (409, True)
    assert [line.verb for line in LogLine.objects.all()] == ["keys-rotated"]


def test_nothing_changes_where_no_cooperation_is_chosen(administrator: Client, web: Desk) -> None:
    page = administrator.post(f"{KEYS}rotate/", {"what": "both"}).content.decode()
    assert "Choose at least one cooperation" in told(page)
    assert key_of(web) == web.card.thumbprint


def test_sheet_is_made_read_back_removed_and_recovers(administrator: Client, web: Desk) -> None:
    typed = sheet_of(web.node).keys[0].scanned
    assert "It belongs in a safe" in plain(administrator.get(f"{KEYS}sheet/").content.decode())
    made = administrator.post(f"{KEYS}sheet/")
    assert (made.headers["Content-Type"], made.headers["Cache-Control"]) == ("application/pdf", "no-store")
    text = "".join("".join(page.extract_text().split()) for page in PdfReader(BytesIO(made.content)).pages)
    assert sheet_of(web.node).keys[0].thumbprint in text
    wrong = administrator.post(f"{KEYS}remove/", {"words": "abandon " * 24})
    assert "do not fit together" in told(wrong.content.decode())
    assert administrator.post(f"{KEYS}remove/", {"words": typed}).headers["Location"] == KEYS
    assert not web.node.keyring.has_recovery
    assert "it was removed, or never was here" in told(administrator.post(f"{KEYS}sheet/").content.decode())

    shown = administrator.post(f"{KEYS}recover/", {"coops": ["AZE"], "encryption": "on"}).content.decode()
    assert "It goes on from entry ITA/0" in plain(shown)
    without = administrator.post(f"{KEYS}recover/", carried(shown))
    assert without.status_code == 400
    assert "Type the words of the recovery sheet" in told(without.content.decode())
    misread = administrator.post(f"{KEYS}recover/", {**carried(shown), "words": typed.replace("-recovery/1 ", "x ")})
    assert (misread.status_code, key_of(web)) == (400, web.card.thumbprint)
    assert administrator.post(f"{KEYS}recover/", {**carried(shown), "words": typed}).headers["Location"] == KEYS
    assert (key_of(web) in shown, web.node.keyring.has_recovery) == (True, True)
    verbs = [line.verb for line in LogLine.objects.order_by("pk")]
    assert verbs == ["sheet-made", "recovery-removed", "keys-recovered"]


def test_no_secret_of_the_sheet_is_logged_or_kept_or_shown_again(
    administrator: Client, web: Desk, caplog: pytest.LogCaptureFixture
) -> None:
    sheet = sheet_of(web.node)
    typed, words = sheet.keys[0].scanned, sheet.keys[0].words
    administrator.post(f"{KEYS}sheet/")
    shown = administrator.post(f"{KEYS}recover/", {"coops": ["AZE"]}).content.decode()
    wrong = " ".join((*words[:23], "zoo" if words[23] != "zoo" else "abandon"))
    refused = administrator.post(f"{KEYS}recover/", {**carried(shown), "words": wrong}).content.decode()
    administrator.post(f"{KEYS}recover/", {**carried(shown), "words": typed})
    kept = "".join(str(line.detail) for line in LogLine.objects.all()) + caplog.text + refused
    kept += "".join(str(session) for session in administrator.session.items())
    for secret in (" ".join(words), " ".join(words[:4]), sheet.openers[0].secret):
        assert secret not in kept


def test_recovery_key_that_is_here_signs_without_the_sheet(administrator: Client, web: Desk) -> None:
    shown = administrator.post(f"{KEYS}recover/", {"coops": ["AZE"], "encryption": "on"}).content.decode()
    (words,) = re.findall(r'<textarea name="words"[^>]*>', shown)
    assert " required" not in words
    assert administrator.post(f"{KEYS}recover/", carried(shown)).headers["Location"] == KEYS
    assert key_of(web) != web.card.thumbprint
    assert [one.is_us for one in partnerships.parties_of(web.node, web.coop)] == [True, False]


def test_cooperation_that_was_left_is_not_offered(administrator: Client, web: Desk) -> None:
    partnerships.leave(web.node, web.coop)
    assert 'value="AZE"' not in administrator.get(f"{KEYS}rotate/").content.decode()
    assert "has left" in plain(administrator.get(KEYS).content.decode())
