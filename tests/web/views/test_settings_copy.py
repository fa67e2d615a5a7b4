"""The backup over the browser, and the log: what it tells, to whom, and that it asks the same however long it is."""

import io

from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from foedus.office import partnerships
from foedus.store import backup
from foedus.web.desk import Desk as WebDesk
from foedus.web.log_words import VERBS, verb_words
from foedus.web.models import LogLine, User
from tests.office.desk import Desk
from tests.web.conftest import SignIn


def made(client: Client) -> bytes:
    answer = client.post("/settings/backup/make/")
    data: bytes = answer.getvalue()
    answer.close()
    return data


def test_backup_is_made_and_checked(web: Desk, sign_in: SignIn) -> None:
    client = sign_in("administrator")
    data = made(client)
    view = partnerships.view(web.node, web.coop)
    assert [one.digest for one in backup.verify(io.BytesIO(data)).cooperations] == [view.digest]
    page = client.post("/settings/backup/verify/", {"backup": SimpleUploadedFile("b.zip", data)}).content.decode()
    assert ("The backup is whole" in page, view.digest in page) == (True, True)
    assert [line.verb for line in LogLine.objects.order_by("pk")] == ["backup-made", "backup-checked"]


def test_file_that_is_no_backup_is_told(sign_in: SignIn) -> None:
    client = sign_in("administrator")
    answer = client.post("/settings/backup/verify/", {"backup": SimpleUploadedFile("b.zip", b"a letter")})
    assert (answer.status_code, "it is no backup" in answer.content.decode()) == (400, True)
    assert client.post("/settings/backup/verify/").status_code == 400


def test_backup_says_that_the_keys_are_unprotected(sign_in: SignIn) -> None:
    assert "not protected by a passphrase" in sign_in("administrator").get("/settings/backup/").content.decode()


def log_lines(web: Desk, number: int) -> None:
    officer = WebDesk(User.objects.get(username="sample-officer"))
    for _ in range(number):
        officer.log("draft.begin", web.coop, "ITA/x", kind="plan")


def test_log_tells_who_did_what(web: Desk, sign_in: SignIn) -> None:
    sign_in("officer")
    log_lines(web, 1)
    page = sign_in("auditor").get("/settings/log/").content.decode()
    for words in ("Sample officer", "began a draft", "AZE", "kind: plan"):
        assert words in page


def test_log_is_filtered_and_paged(web: Desk, sign_in: SignIn) -> None:
    sign_in("officer")
    log_lines(web, 60)
    client = sign_in("auditor")
    client.get("/settings/log/")
    asked = []
    for query, rows in (("", 50), ("?page=2", 10), ("?verb=draft.begin&who=sample-officer", 50), ("?who=nobody", 50)):
        with CaptureQueriesContext(connection) as queries:
            assert client.get(f"/settings/log/{query}").content.decode().count('<tr><th scope="row"') == rows
        asked.append(len(queries))
    assert max(asked) <= 12


def test_log_of_partners_that_one_does_not_see_is_left_out(web: Desk, sign_in: SignIn) -> None:
    sign_in("officer")
    log_lines(web, 1)
    page = sign_in("auditor", coop="f" * 64).get("/settings/log/").content.decode()
    assert "began a draft" not in page


def test_log_cannot_be_changed(sign_in: SignIn) -> None:
    assert sign_in("auditor").post("/settings/log/").status_code == 405


def test_verb_has_words() -> None:
    assert (verb_words("sign-in"), verb_words("something-new")) == ("signed in", "something-new")
    assert [verb for verb in VERBS if verb_words(verb) == verb] == []
