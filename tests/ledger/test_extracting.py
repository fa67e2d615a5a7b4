"""Files of a ZIP are written out beside each other, each as long as it says, and can be left unfinished."""

import hashlib
import io
import zipfile
from pathlib import Path

import pytest

from foedus.ledger.extracting import extract

ONE, OTHER = b"one\n" * 200_000, b"two\n"


def packed(*files: tuple[str, bytes]) -> zipfile.ZipFile:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files:
            archive.writestr(name, data)
    return zipfile.ZipFile(target)


def test_files_are_written_out_with_digest_and_lines(tmp_path: Path) -> None:
    told: list[int] = []
    with packed(("other", OTHER), ("a/one", ONE), ("none", b"")) as archive:
        found = extract(archive, archive.infolist(), tmp_path, told.append)
    assert [(file.name, file.path, file.digest, file.lines) for file in found] == [
        (name, tmp_path / written, hashlib.sha256(data).hexdigest(), data.count(b"\n"))
        for name, written, data in (("other", "other", OTHER), ("a/one", "a-one", ONE), ("none", "none", b""))
    ]
    assert [file.path.read_bytes() for file in found] == [OTHER, ONE, b""]
    assert sum(told) == len(ONE) + len(OTHER)


def test_file_that_says_it_is_smaller_breaks_off_there(tmp_path: Path) -> None:
    with packed(("one", ONE), ("other", OTHER)) as archive:
        [one, other] = archive.infolist()
        one.file_size = 10
        with pytest.raises(zipfile.BadZipFile, match="one"):
            extract(archive, [one, other], tmp_path)
    assert (tmp_path / "one").stat().st_size <= 10


def test_who_hears_of_the_progress_may_end_it(tmp_path: Path) -> None:
    def stop(_: int) -> None:
        raise KeyboardInterrupt

    files = [(f"{number:03}", ONE) for number in range(20)]
    with packed(*files) as archive, pytest.raises(KeyboardInterrupt):
        extract(archive, archive.infolist(), tmp_path, stop)
    assert len(list(tmp_path.iterdir())) == 2


def test_folder_in_which_nothing_can_be_written_is_told(tmp_path: Path) -> None:
    with packed(("one", ONE)) as archive, pytest.raises(FileNotFoundError):
        extract(archive, archive.infolist(), tmp_path / "none")
