"""Files that records refer to: handed out whole, put on a draft, and erased with a reason."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from foedus.office import drafts, files, stating
from foedus.web import draft_steps
from foedus.web.models import DraftStep, LogLine
from tests.web.agreed import Offices, agree
from tests.web.conftest import SignIn

pytestmark = pytest.mark.usefixtures("web", "contexts")
OFFICES = agree
PERSONAL = "Chiesto dal Col. Mario Campione"


def told_with_file(offices: Offices) -> str:
    """A report with a file, by Italy; gives the file's digest."""
    node, coop = offices.italy.node, offices.italy.coop
    reference = files.attach(node, coop, b"sample", name="Foglio campione.pdf", media_type="application/pdf")
    stating.report(node, coop, offices.line, "held", fields={"attachments": [reference]})
    return str(reference["blob"]).removeprefix("sha256:")


def test_file_of_a_report_stands_on_its_activity_and_is_saved_never_opened(offices: Offices, sign_in: SignIn) -> None:
    blob = told_with_file(offices)
    client = sign_in("reader")
    [file] = client.get(offices.address()).context["files"]
    assert (file.blob, file.name, file.size, file.is_ours, file.is_evidence) == (
        blob, "Foglio campione.pdf", 6, True, False)  # fmt: skip
    answer = client.get(f"/partners/AZE/files/{blob}/")
    assert (answer.content, answer.headers["Content-Type"], answer.headers["X-Content-Type-Options"]) == (
        b"sample", "application/octet-stream", "nosniff")  # fmt: skip
    assert answer.headers["Content-Disposition"] == "attachment; filename*=UTF-8''Foglio%20campione.pdf"


def test_file_that_is_not_there_is_not_found(offices: Offices, sign_in: SignIn) -> None:
    assert sign_in("reader").get(f"/partners/AZE/files/{'0' * 64}/").status_code == 404
    assert sign_in("officer").get(f"/partners/AZE/files/{'0' * 64}/erase/").status_code == 404
    assert sign_in("officer").get(offices.address()).context["files"] == []


def test_erasure_needs_a_reason_and_is_signed_once(offices: Offices, sign_in: SignIn) -> None:
    blob, client = told_with_file(offices), sign_in("officer")
    address = f"/partners/AZE/files/{blob}/erase/"
    assert client.get(address).status_code == 200
    assert client.post(address, {"token": "a", "reason": " "}).status_code == 409
    sent = {"token": "b", "reason": "Persons are named in it", "next": offices.address()}
    first, again = client.post(address, sent), client.post(address, sent)
    assert first.headers["Location"] == offices.address()
    assert (again.status_code, LogLine.objects.filter(verb="file.erase").count()) == (404, 1)
    assert offices.italy.node.store.open(offices.italy.coop.id).blob(blob) is None
    [file] = client.get(offices.address()).context["files"]
    assert (file.blob, file.name) == (blob, "")


def test_reason_with_personal_data_is_asked_about(offices: Offices, sign_in: SignIn) -> None:
    blob, client = told_with_file(offices), sign_in("officer")
    address, sent = f"/partners/AZE/files/{blob}/erase/", {"token": "a", "reason": PERSONAL}
    answer = client.post(address, sent)
    assert [one["text"] for one in answer.context["suspects"]] == ["Col. Mario Campione"]
    assert client.post(address, {**sent, "personal": "none"}).status_code == 302


def test_file_is_put_on_a_draft(offices: Offices, sign_in: SignIn) -> None:
    number = offices.italy.draft("milestone", what="Ufficio campione aperto")
    client = sign_in("officer")
    address = f"/partners/AZE/drafts/{number}/files/"
    upload = SimpleUploadedFile("a.pdf", b"%PDF-1.7\nsample", "application/pdf")
    assert client.post(address, {"file": upload}).status_code == 302
    [reference] = drafts.view(offices.italy.node, offices.italy.coop, number).body["attachments"]
    held = files.open_file(offices.italy.node, offices.italy.coop, reference["blob"])
    assert (held.name, held.media_type, held.content) == ("a.pdf", "application/pdf", b"%PDF-1.7\nsample")


@pytest.mark.parametrize("name", ["a.exe", ""])
def test_what_runs_or_is_not_there_is_not_put_on_a_draft(offices: Offices, sign_in: SignIn, name: str) -> None:
    number = offices.italy.draft("milestone", what="Ufficio campione aperto")
    sent = {"file": SimpleUploadedFile(name, b"sample")} if name else {}
    assert sign_in("officer").post(f"/partners/AZE/drafts/{number}/files/", sent).status_code == 302
    assert "attachments" not in drafts.view(offices.italy.node, offices.italy.coop, number).body


def test_draft_that_lies_with_the_head_stays_as_it_is(offices: Offices, sign_in: SignIn) -> None:
    number = offices.italy.draft("milestone", what="Ufficio campione aperto")
    client = sign_in("officer")
    client.post("/partners/AZE/drafts/step/", {"draft": number, "step": "send"})
    assert [row.step for row in DraftStep.objects.all()] == [draft_steps.SENT]
    client.post(f"/partners/AZE/drafts/{number}/files/", {"file": SimpleUploadedFile("a.pdf", b"sample")})
    assert "attachments" not in drafts.view(offices.italy.node, offices.italy.coop, number).body


def test_draft_of_a_kind_without_files_takes_none(offices: Offices, sign_in: SignIn) -> None:
    number = offices.italy.draft("activity", offices.plan, title="Corso")
    client = sign_in("officer")
    sent = {"file": SimpleUploadedFile("a.pdf", b"sample")}
    assert client.post(f"/partners/AZE/drafts/{number}/files/", sent).status_code == 404
    assert client.post("/partners/AZE/drafts/999/files/", sent).status_code == 404
