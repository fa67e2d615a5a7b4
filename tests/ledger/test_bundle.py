"""Bundles packed, unpacked and refused; journals and blobs within them."""

import hashlib
import io
import zipfile
from pathlib import Path

import pytest

from foedus.ledger.bundle import (
    MANIFEST,
    SIGNATURE,
    Have,
    Manifest,
    Unpacked,
    blob_bytes,
    blob_content,
    pack,
    raw_lines,
    sign_manifest,
    unpack,
)
from foedus.ledger.errors import BundleError, LineError
from foedus.ledger.limits import BLOB_BYTES, BUNDLE_ENTRIES, LINE_BYTES, PAYLOAD_BYTES
from foedus.ledger.line import read_line
from tests.ledger import malformed_bundles as malformed
from tests.ledger.malformed_bundles import BLOB, BLOB_NAME, GOOD, ITA, JOURNAL, JOURNAL_NAME, SHA
from tests.ledger.malformed_lines import KEYS, line, of_size, plain
from tests.ledger.scenario import AT, Scenario, key

MADE = Manifest(
    format="foedus-bundle/1",
    partnership="0" * 64,
    from_="ITA",
    to=("AZE", "KAZ"),
    created=AT,
    have={"ITA": (Have(3, "1" * 64),), "AZE": (Have(1, "2" * 64), Have(1, "3" * 64))},
    want=("4" * 64,),
)


def taken(raw: bytes, into: Path) -> Unpacked:
    return unpack(io.BytesIO(raw), into)


def test_table_of_malformed_bundles_is_long_enough() -> None:
    assert len(malformed.TABLE) == len(malformed.PARTS) + len(malformed.MANIFESTS) + len(malformed.SIGNATURES)
    assert len(malformed.TABLE) >= 60


@pytest.mark.parametrize("name", malformed.TABLE)
def test_malformed_bundle_is_refused(name: str, tmp_path: Path) -> None:
    raw, reason, file = malformed.TABLE[name]
    with pytest.raises(BundleError) as refused:
        taken(raw, tmp_path)
    assert refused.value.reason == reason
    assert file is None or refused.value.facts["file"] == file


@pytest.mark.parametrize("name", malformed.TABLE)
def test_malformed_bundle_on_disk_writes_nothing_beside_its_folder(name: str, tmp_path: Path) -> None:
    source, into = tmp_path / "in.foedus", tmp_path / "a" / "b"
    into.mkdir(parents=True)
    source.write_bytes(malformed.TABLE[name][0])
    with pytest.raises(BundleError):
        unpack(source, into)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a", "in.foedus"]
    assert [path.name for path in (tmp_path / "a").iterdir()] == ["b"]


def test_good_bundle_is_taken(tmp_path: Path) -> None:
    unpacked = taken(GOOD, tmp_path)
    assert (unpacked.manifest.from_, unpacked.manifest.to, unpacked.manifest.want) == ("ITA", ("AZE",), ())
    assert unpacked.journals == {"ITA": tmp_path / "journals-ITA.jsonl"}
    assert unpacked.journals["ITA"].read_bytes() == JOURNAL
    assert (list(unpacked.blobs), unpacked.blobs[SHA].read_bytes()) == ([SHA], BLOB)
    assert unpacked.is_signed_by(KEYS)


@pytest.mark.parametrize("offset, size", [(20, 2**31), (24, 2**30 - 2**20)], ids=["packed", "unpacked"])
def test_size_declared_larger_than_it_is_changes_nothing(offset: int, size: int, tmp_path: Path) -> None:
    lies = malformed.entry_patched(offset, size.to_bytes(4, "little"))
    assert taken(lies, tmp_path).journals["ITA"].read_bytes() == JOURNAL


def test_size_declared_larger_than_a_bundle_may_be_is_refused_before_anything_is_written(tmp_path: Path) -> None:
    lies = malformed.entry_patched(24, (2**31).to_bytes(4, "little"))
    with pytest.raises(BundleError, match=r"too-large file=journals/ITA\.jsonl limit=1073741824"):
        taken(lies, tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_size_of_the_manifest_declared_smaller_than_it_is_gives_no_more_than_that(tmp_path: Path) -> None:
    with pytest.raises(BundleError, match="not-a-bundle"):
        taken(malformed.entry_patched(24, (10).to_bytes(4, "little"), "bundle.json"), tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_manifest_signed_by_another_key_is_told(tmp_path: Path) -> None:
    said = malformed.manifest()
    other = malformed.signed(said, jws=sign_manifest(said, key("AZE")))
    unpacked = taken(other, tmp_path)
    assert not unpacked.is_signed_by({ITA.thumbprint: ITA.jwk.point()})
    assert unpacked.kid == key("AZE").thumbprint


def test_manifest_changed_after_it_was_signed_is_told(tmp_path: Path) -> None:
    changed = malformed.signed(malformed.manifest(to=["KAZ"]), jws=sign_manifest(malformed.manifest(), ITA))
    assert not taken(changed, tmp_path).is_signed_by(KEYS)


def test_signature_of_a_line_is_none_of_a_manifest(tmp_path: Path) -> None:
    said = malformed.manifest()
    as_line = line(said).partition(b" ")[0]
    with pytest.raises(BundleError, match="signature-form"):
        taken(malformed.signed(said, jws=as_line), tmp_path)


def test_lines_of_another_partnership_are_no_entries_of_ours(tmp_path: Path) -> None:
    world, other = Scenario("ITA", "AZE"), Scenario("ITA", "KAZ")
    out = io.BytesIO()
    pack(out, MADE, ITA, {"ITA": [one.raw for one in other.lines]})
    with taken(out.getvalue(), tmp_path).journals["ITA"].open("rb") as journal:
        reasons = [world.receive(raw).reason for raw in raw_lines(journal)]
    assert reasons == ["another-partnership"] * len(other.lines)


def test_what_is_packed_is_unpacked(tmp_path: Path) -> None:
    out = io.BytesIO()
    lines = [line(plain(seq=number)) for number in range(1, 3000)]
    sha, data = blob_bytes(b"content", bytes(range(16)))
    packed = pack(out, MADE, ITA, {"ITA": lines, "AZE": []}, [(sha, data)])
    spent: list[int] = []
    unpacked = unpack(io.BytesIO(out.getvalue()), tmp_path, spent.append)
    assert unpacked.manifest == packed
    assert sorted(packed.files) == [f"blobs/{sha}", JOURNAL_NAME]
    with unpacked.journals["ITA"].open("rb") as journal:
        assert list(raw_lines(journal)) == lines
    assert blob_content(unpacked.blobs[sha].read_bytes()) == b"content"
    assert sum(spent) == sum(path.stat().st_size for path in tmp_path.iterdir())
    assert unpacked.is_signed_by(KEYS)


def test_packing_twice_gives_the_same_bytes() -> None:
    first, second = io.BytesIO(), io.BytesIO()
    for out in (first, second):
        pack(out, MADE, ITA, {"ITA": [line(plain())]}, [(SHA, BLOB)])
    assert first.getvalue() == second.getvalue()


def test_bundle_without_journals_asks_and_tells(tmp_path: Path) -> None:
    out = io.BytesIO()
    pack(out, MADE, ITA, {})
    unpacked = taken(out.getvalue(), tmp_path)
    assert (unpacked.journals, unpacked.blobs, unpacked.manifest.have) == ({}, {}, MADE.have)
    assert {info.filename for info in zipfile.ZipFile(out).infolist()} == {MANIFEST, SIGNATURE}


@pytest.mark.parametrize(
    "journal, lines, reason",
    [
        (b"", 0, None),
        (b"a\nb\n", 2, None),
        (b"a\nb", 1, "no-line-feed"),
        (b"a\n\nb\n", 3, None),
        (b"a\r\nb\n", 2, None),
        (b"x" * LINE_BYTES + b"\n", 1, None),
        (b"a\n" + b"x" * (LINE_BYTES + 1) + b"\n", 1, "too-long"),
    ],
    ids=["empty", "two", "no line feed at the end", "an empty line", "CR LF", "longest", "one byte longer"],
)
def test_lines_of_a_journal_end_with_a_line_feed(journal: bytes, lines: int, reason: str | None) -> None:
    read: list[bytes] = []
    told = None
    try:
        read += raw_lines(io.BytesIO(journal))
    except LineError as error:
        told = error.reason
    assert told == reason
    assert len(read) in {lines, 0 if reason else lines}


def test_longest_line_fits_a_journal() -> None:
    raw = line(of_size(PAYLOAD_BYTES))
    assert read_line(next(raw_lines(io.BytesIO(raw + b"\n"))), KEYS).verified


# Limits


def test_largest_blob_is_taken_and_one_byte_more_is_not(tmp_path: Path) -> None:
    data = bytes(BLOB_BYTES)
    sha = hashlib.sha256(data).hexdigest()
    assert list(taken(malformed.with_file(f"blobs/{sha}", data), tmp_path).blobs) == [sha]
    assert len(blob_bytes(data[16:], bytes(16))[1]) == BLOB_BYTES
    with pytest.raises(BundleError, match="too-large"):
        blob_bytes(data[15:], bytes(16))


def test_smallest_blob_is_empty_and_has_its_random_bytes(tmp_path: Path) -> None:
    sha, data = blob_bytes(b"", bytes(16))
    unpacked = taken(malformed.with_file(f"blobs/{sha}", data), tmp_path)
    assert blob_content(unpacked.blobs[sha].read_bytes()) == b""
    with pytest.raises(BundleError, match="too-large"):
        blob_bytes(b"", bytes(15))


def test_million_lines_are_taken(tmp_path: Path) -> None:
    half = b"\n" * (BUNDLE_ENTRIES // 2)
    files = {JOURNAL_NAME: half, "journals/AZE.jsonl": half}
    assert len(taken(malformed.signed(malformed.manifest(files), files), tmp_path).journals) == 2
    files["journals/KAZ.jsonl"] = b"\n"
    with pytest.raises(BundleError, match="too-many-entries file=journals/KAZ"):
        taken(malformed.signed(malformed.manifest(files), files), tmp_path)


def test_more_than_a_bundle_may_hold_is_not_packed() -> None:
    with pytest.raises(BundleError, match="too-many-entries"):
        pack(io.BytesIO(), MADE, ITA, {"ITA": (b"" for _ in range(BUNDLE_ENTRIES + 1))})


def test_blob_name_in_a_bundle_is_its_digest() -> None:
    assert f"blobs/{hashlib.sha256(BLOB).hexdigest()}" == BLOB_NAME
