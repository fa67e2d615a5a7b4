"""The files that go with an outcome."""

from django.core.files.uploadedfile import SimpleUploadedFile

from foedus.office import files
from foedus.web.desk import Desk as WebDesk
from foedus.web.models import User
from foedus.web.told_files import ToldFile, chosen, kept, shown
from tests.office.desk import Desk


def test_file_is_kept_at_once_and_known_again_by_its_digest(web: Desk) -> None:
    desk = WebDesk(User())
    [reference] = kept(desk, web.coop, [SimpleUploadedFile("a.txt", b"sample")])
    blob = str(reference["blob"])
    assert chosen(desk, web.coop, [blob, "sha256:none"]) == [reference] == [files.reference(web.node, web.coop, blob)]
    gone = {"blob": "sha256:gone", "size": 7}
    assert shown(desk, web.coop, [reference, gone]) == [
        ToldFile(blob, "a.txt", 6),
        ToldFile("sha256:gone", "sha256:gone", 7),
    ]
