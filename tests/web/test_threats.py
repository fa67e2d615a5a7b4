"""What someone may try through the workbench, and what comes of it; SECURITY.md names each of these tests."""

import io
import re
import zipfile

import pytest
from django.contrib.auth.hashers import MD5PasswordHasher, make_password
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client, override_settings

from foedus.office import drafts, files, stating
from foedus.reading.table import SheetError
from foedus.reading.workbook import read_sheets
from foedus.web.models import User
from tests.office.desk import Desk
from tests.reading.workbooks import make_workbook
from tests.web.conftest import PASSWORD, SignIn

SCRIPT = "<script>alert(1)</script><img src=x onerror=alert(1)>"


@pytest.fixture
def poisoned(web: Desk) -> str:
    """A declared milestone whose text is markup; gives the address of its page."""
    number = web.draft("milestone", what={"en": SCRIPT, "it": SCRIPT}, when="2024-05")
    record = web.record(number)
    stating.declare(web.node, web.coop, [number])
    return f"/partners/{web.coop.name}/milestone/{record}/"


def test_markup_in_a_text_is_shown_and_never_run(poisoned: str, sign_in: SignIn) -> None:
    for address in (poisoned, f"{poisoned}history/", "/", "/search/?q=script"):
        shown = sign_in("head", username="sample-reader-of-markup").get(address).content.decode()
        assert re.findall(r"<script>alert|<img src=x", shown) == [], address
    assert "&lt;script&gt;alert(1)" in sign_in("head").get(poisoned).content.decode()


def test_policy_of_every_answer_allows_our_own_files_alone(poisoned: str, sign_in: SignIn) -> None:
    for address in ("/login/", "/", poisoned, "/nothing-here/"):
        answer = sign_in("head", username="sample-head-of-policy").get(address)
        policy = dict(part.strip().split(" ", 1) for part in answer.headers["Content-Security-Policy"].split(";"))
        assert policy == {
            "default-src": "'none'",
            "script-src": "'self'",
            "style-src": "'self'",
            "img-src": "'self'",
            "connect-src": "'self'",
            "form-action": "'self'",
            "base-uri": "'none'",
            "frame-ancestors": "'none'",
        }, address


def test_page_in_a_frame_of_another_site_is_refused(sign_in: SignIn) -> None:
    answer = sign_in("head").get("/")
    assert (answer.headers["X-Frame-Options"], answer.headers["Referrer-Policy"]) == ("DENY", "same-origin")
    assert answer.headers["X-Content-Type-Options"] == "nosniff"


def test_form_sent_from_another_site_is_refused(sign_in: SignIn) -> None:
    signed_in = sign_in("head")
    forged = Client(SERVER_NAME="localhost", enforce_csrf_checks=True)
    forged.cookies = signed_in.cookies
    assert forged.post("/scheme/", {"scheme": "dark"}).status_code == 403
    assert signed_in.post("/scheme/", {"scheme": "dark"}).status_code == 302


def test_page_kept_by_a_browser_or_a_proxy_is_not(sign_in: SignIn) -> None:
    assert sign_in("head").get("/").headers["Cache-Control"] == "no-store"


def test_session_cookie_is_out_of_reach_of_scripts_and_other_sites(sign_in: SignIn) -> None:
    client = sign_in()
    sign_in("officer")
    answer = client.post("/login/", {"username": "sample-officer", "password": PASSWORD})
    cookie = answer.cookies["foedus"]
    assert (bool(cookie["httponly"]), cookie["samesite"]) == (True, "Strict")


def test_file_that_pretends_to_be_a_page_is_saved_and_not_opened(web: Desk, sign_in: SignIn) -> None:
    kept = files.attach(web.node, web.coop, SCRIPT.encode(), name='pa"ge\r\n.html', media_type="text/html")
    answer = sign_in("head").get(f"/partners/{web.coop.name}/files/{kept['blob']}/")
    assert answer.headers["Content-Type"] == "application/octet-stream"
    assert answer.headers["Content-Disposition"] == "attachment; filename*=UTF-8''pa%22ge%0D%0A.html"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Content-Security-Policy"] == "default-src 'none'; sandbox"


def test_file_is_what_its_bytes_are_whatever_it_is_called_or_said_to_be(web: Desk, sign_in: SignIn) -> None:
    number = web.draft("milestone", what={"en": "Sample", "it": "Campione"}, when="2024-05")
    sent = SimpleUploadedFile("../../../minutes.pdf", SCRIPT.encode(), content_type="application/pdf")
    address = f"/partners/{web.coop.name}/drafts/{number}/files/"
    assert sign_in("officer").post(address, {"file": sent}).status_code == 302
    ((reference,),) = [drafts.view(web.node, web.coop, number).body["attachments"]]
    kept = files.open_file(web.node, web.coop, reference["blob"])
    assert (kept.media_type, kept.name) == ("text/plain", "minutes.pdf")


def test_request_that_is_too_large_is_refused(sign_in: SignIn) -> None:
    client = sign_in("officer")
    with override_settings(DATA_UPLOAD_MAX_MEMORY_SIZE=1000, DATA_UPLOAD_MAX_NUMBER_FIELDS=10):
        assert client.post("/language/", {"next": "a" * 2000}).status_code == 400
        assert client.post("/language/", {f"q{number}": "a" for number in range(20)}).status_code == 400


@pytest.mark.parametrize("entity", ['<!ENTITY a "b">', '<!ENTITY a SYSTEM "file:///etc/passwd">'])
def test_sheet_whose_markup_names_entities_is_refused(entity: str) -> None:
    workbook = io.BytesIO(make_workbook([["a"], ["b"]]))
    made = io.BytesIO()
    with zipfile.ZipFile(workbook) as read, zipfile.ZipFile(made, "w") as written:
        for name in read.namelist():
            part = read.read(name)
            if name.startswith("xl/worksheets/"):
                part = part.replace(b"?>", f"?><!DOCTYPE x [{entity}]>".encode(), 1)
            written.writestr(name, part)
    with pytest.raises(SheetError):
        read_sheets(made.getvalue(), "sample.xlsx")


class CountingHasher(MD5PasswordHasher):
    """Counts what it is asked to work out, since that is what takes the time."""

    algorithm = "counting"
    worked = 0

    def encode(self, password: str, salt: str) -> str:
        """As any other, and counted."""
        type(self).worked += 1
        return super().encode(password, salt)


def test_wrong_password_costs_the_same_work_whether_the_name_exists_or_not(sign_in: SignIn) -> None:
    sign_in("reader")
    hasher = f"{CountingHasher.__module__}.{CountingHasher.__qualname__}"
    with override_settings(PASSWORD_HASHERS=[hasher]):
        User.objects.update(password=make_password("a sample password"))
        User.objects.create(username="shut-out", is_active=False, password=make_password("a sample password"))
        User.objects.create(username="invited", password=make_password(None))
        work, answers = [], []
        for name in ("sample-reader", "nobody", "shut-out", "invited"):
            before = CountingHasher.worked
            answer = sign_in().post("/login/", {"username": name, "password": "wrong words"})
            work.append(CountingHasher.worked - before)
            answers.append(
                (answer.status_code, re.sub(rf'{name}|csrf\w+" value="\w+|"\w{{64}}"', "", answer.content.decode()))
            )
    assert work == [1, 1, 1, 1]
    assert [answer == answers[0] for answer in answers] == [True] * 4


def test_request_for_another_host_is_refused(sign_in: SignIn) -> None:
    assert sign_in("head").get("/", SERVER_NAME="elsewhere.example").status_code == 400


@pytest.mark.parametrize(
    "address", ["/partners/../settings/", "/partners/%2e%2e/", "/partners/%00/", "/static/../web-secret"]
)
def test_address_that_climbs_out_of_its_folder_finds_nothing(address: str, sign_in: SignIn) -> None:
    assert sign_in("reader").get(address).status_code in {400, 404}
