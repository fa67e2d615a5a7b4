"""Files of a ZIP are written out beside each other, and every byte is counted, whoever writes it."""

import hashlib
import io
import zipfile
import zlib
from pathlib import Path

import pytest

from foedus.ledger.errors import BundleError
from foedus.ledger.extracting import CHUNK_BYTES, Budget, extract

ONE, OTHER = b"one\n" * (CHUNK_BYTES // 2), b"two\n"
MUCH = 10 * CHUNK_BYTES


def packed(*files: tuple[str, bytes]) -> zipfile.ZipFile:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files:
            archive.writestr(name, data)
    return zipfile.ZipFile(target)


def members(archive: zipfile.ZipFile, limit: int = MUCH) -> dict[zipfile.ZipInfo, int]:
    return dict.fromkeys(archive.infolist(), limit)


def test_files_are_written_out_with_digest_and_lines(tmp_path: Path) -> None:
    told: list[int] = []
    with packed(("a/one", ONE), ("other", OTHER), ("none", b"")) as archive:
        found = extract(archive, members(archive), tmp_path, Budget(MUCH, told.append))
    assert found == [
        (name, tmp_path / written, hashlib.sha256(data).hexdigest(), data.count(b"\n"))
        for name, written, data in (("a/one", "a-one", ONE), ("other", "other", OTHER), ("none", "none", b""))
    ]
    assert [path.read_bytes() for _, path, _, _ in found] == [ONE, OTHER, b""]
    assert sum(told) == len(ONE) + len(OTHER)


@pytest.mark.parametrize("each, together, limit", [(5, MUCH, 5), (MUCH, 9, 9)])
def test_what_is_too_large_is_named_and_nothing_is_written_after_it(
    tmp_path: Path, each: int, together: int, limit: int
) -> None:
    files = [(f"{number:03}", ONE) for number in range(40)]
    with packed(*files) as archive, pytest.raises(BundleError) as caught:
        extract(archive, members(archive, each), tmp_path, Budget(together, None))
    assert (caught.value.reason, caught.value.facts["limit"]) == ("too-large", limit)
    assert [path for path in tmp_path.iterdir() if path.stat().st_size] == []


def test_who_hears_of_the_progress_may_end_it(tmp_path: Path) -> None:
    def stop(_: int) -> None:
        raise KeyboardInterrupt

    files = [(f"{number:03}", ONE) for number in range(400)]
    with packed(*files) as archive, pytest.raises(KeyboardInterrupt):
        extract(archive, members(archive), tmp_path, Budget(1000 * CHUNK_BYTES, stop))
    assert len(list(tmp_path.iterdir())) < len(files)


def test_broken_file_is_told_as_the_zip_tells_it(tmp_path: Path) -> None:
    with packed(("one", ONE), ("other", OTHER)) as archive:
        file = archive.fp
        assert isinstance(file, io.BytesIO)
        file.getbuffer()[60] ^= 0xFF
        with pytest.raises((zipfile.BadZipFile, zlib.error)):
            extract(archive, members(archive), tmp_path, Budget(MUCH, None))


def test_budget_that_is_stopped_gives_no_byte_more() -> None:
    budget = Budget(MUCH, None)
    budget.spend(1, "one")
    budget.stop()
    with pytest.raises(BundleError):
        budget.spend(0, "one")


def test_bytes_of_all_files_are_counted_together() -> None:
    budget = Budget(10, None)
    budget.spend(9, "a")
    budget.spend(1, "b")
    with pytest.raises(BundleError, match="too-large file=c"):
        budget.spend(1, "c")
