"""Files that texts refer to: true name and type inside alone, erased for good."""

import pytest

from foedus.ledger.bundle import blob_bytes
from foedus.ledger.errors import SigningError
from foedus.office import files, receiving, stating
from foedus.office.errors import NotFoundError, OfficeError, PersonalDataError
from foedus.office.files import file_of
from tests.office.desk import Desk


def declared(desk: Desk, content: bytes) -> str:
    """Declare a milestone with a file, and give the file's name."""
    reference = files.attach(desk.node, desk.coop, content, name="Foto.jpg", media_type="image/jpeg")
    stating.declare(desk.node, desk.coop, [desk.draft("milestone", what="Aperto", attachments=[reference])])
    return str(reference["blob"])


def test_attached_file_says_nothing_of_itself_outside(pair: tuple[Desk, Desk]) -> None:
    italy, _ = pair
    first = files.attach(italy.node, italy.coop, b"same", name="Foto.jpg", media_type="image/jpeg")
    second = files.attach(italy.node, italy.coop, b"same", name="Foto.jpg", media_type="image/jpeg")
    assert (first["name"], first["type"]) == ("file", "application/octet-stream")
    assert first["blob"] != second["blob"]
    file = files.open_file(italy.node, italy.coop, first["blob"])
    assert (file.name, file.media_type, file.content) == ("Foto.jpg", "image/jpeg", b"same")


def test_file_travels_with_the_text_that_refers_to_it(pair: tuple[Desk, Desk]) -> None:
    italy, azerbaijan = pair
    blob = declared(italy, b"sample")
    files.attach(italy.node, italy.coop, b"of nobody", name="x", media_type="text/plain")
    (told,) = italy.send(azerbaijan)
    assert told.blobs == 1
    assert files.open_file(azerbaijan.node, azerbaijan.coop, blob).content == b"sample"


def test_erased_file_is_gone_and_never_taken_again(pair: tuple[Desk, Desk]) -> None:
    italy, azerbaijan = pair
    blob = declared(italy, b"sample")
    before = italy.write()
    italy.send(azerbaijan)
    files.erase(italy.node, italy.coop, blob, "Dati personali")
    with pytest.raises(NotFoundError, match="blob-missing"):
        files.open_file(italy.node, italy.coop, blob)
    (told,) = italy.send(azerbaijan)
    assert [(change.what, change.note) for change in told.changes] == [("erased", {"it": "Dati personali"})]
    with pytest.raises(NotFoundError, match="blob-missing"):
        files.open_file(azerbaijan.node, azerbaijan.coop, blob)
    again = receiving.receive(azerbaijan.node, before)
    assert [(one.file, one.reason) for one in again.refused] == [(blob.replace("sha256:", "blobs/"), "erased")]


def test_erase_needs_a_reason_and_our_own_reference(pair: tuple[Desk, Desk]) -> None:
    italy, azerbaijan = pair
    blob = declared(italy, b"sample")
    with pytest.raises(OfficeError, match="reason-missing"):
        files.erase(italy.node, italy.coop, blob, "")
    italy.send(azerbaijan)
    with pytest.raises(SigningError, match="no-reference"):
        files.erase(azerbaijan.node, azerbaijan.coop, blob, "Prova")


def test_reason_that_looks_like_personal_data_is_not_signed_unless_somebody_looked(pair: tuple[Desk, Desk]) -> None:
    italy, _ = pair
    blob = declared(italy, b"sample")
    with pytest.raises(PersonalDataError, match="personal-data"):
        files.erase(italy.node, italy.coop, blob, "Lo chiede sample@example.org")
    assert files.open_file(italy.node, italy.coop, blob).content == b"sample"
    files.erase(italy.node, italy.coop, blob, "Lo chiede sample@example.org", personal_confirmed=True)


def test_bytes_that_are_no_file_of_ours_are_refused(pair: tuple[Desk, Desk]) -> None:
    italy, _ = pair
    ledger = italy.node.store.open(italy.coop.id)
    for content in (b"plain", b'["list"]\nx', b'{"format":"other"}\nx'):
        sha256, data = blob_bytes(content, bytes(16))
        ledger.put_blob(sha256, data)
        with pytest.raises(OfficeError, match="not-a-file"):
            file_of(ledger, sha256)
