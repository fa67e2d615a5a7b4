"""The vectors are as they were published, and another library verifies every line of them."""

import base64
import io
import json
import zipfile
from pathlib import Path
from typing import Any

import pytest
from joserfc import jws
from joserfc.errors import BadSignatureError
from joserfc.jwk import OKPKey

from foedus.ledger.bundle import raw_lines, unpack
from foedus.ledger.line import read_line
from foedus.ledger.partnership import Partnership
from foedus.ledger.state import state
from foedus.ledger.store import MemoryStore
from tests.vectors.make import FOLDER, vectors

JOURNALS = ("ITA.jsonl", "AZE.jsonl")
EXPECTED: dict[str, Any] = json.loads((FOLDER / "expected.json").read_text(encoding="utf-8"))
POINTS = {held["thumbprint"]: held["x"] for held in EXPECTED["keys"].values()}


def lines(name: str) -> list[bytes]:
    return (FOLDER / name).read_bytes().split(b"\n")[:-1]


def verified(head: bytes, payload: bytes) -> dict[str, Any]:
    """The header of a line, by a library that knows nothing of journals."""
    protected = head.partition(b".")[0]
    kid = json.loads(base64.urlsafe_b64decode(protected + b"=" * (-len(protected) % 4)))["kid"]
    public = OKPKey.import_key({"kty": "OKP", "crv": "Ed25519", "x": POINTS[kid]})
    read = jws.deserialize_compact(head, public, algorithms=["Ed25519"], payload=payload)
    return dict(read.protected)


@pytest.mark.parametrize("name", [*JOURNALS, "expected.json"])
def test_vector_is_made_again_byte_for_byte(name: str) -> None:
    assert vectors()[name] == (FOLDER / name).read_bytes()


def test_bundle_is_made_again_byte_for_byte_once_unpacked() -> None:
    """Its packed bytes may differ with the version of zlib; what they hold may not."""
    made, kept = (
        {info.filename: archive.read(info) for info in archive.infolist()}
        for archive in (
            zipfile.ZipFile(io.BytesIO(vectors()["sample.foedus"])),
            zipfile.ZipFile(FOLDER / "sample.foedus"),
        )
    )
    assert made == kept


def test_bundle_is_taken(tmp_path: Path) -> None:
    unpacked = unpack(FOLDER / "sample.foedus", tmp_path)
    assert {f"{code}.jsonl": path.read_bytes() for code, path in unpacked.journals.items()} == {
        name: (FOLDER / name).read_bytes() for name in JOURNALS
    }
    assert len(unpacked.blobs) == 1
    store = MemoryStore(EXPECTED["state"]["partnership"])
    partnership = Partnership(store)
    received = []
    for _ in range(2):
        for code in ("ITA", "AZE"):
            with unpacked.journals[code].open("rb") as journal:
                received += [
                    partnership.receive(read_line(raw, store.facts().points)).taken.value for raw in raw_lines(journal)
                ]
    assert unpacked.is_signed_by(store.facts().points)
    assert state(store, store.records.values(), store.void, {}) == EXPECTED["state"]


@pytest.mark.parametrize("name", JOURNALS)
def test_other_library_verifies_every_line(name: str) -> None:
    for raw in lines(name):
        head, _, payload = raw.partition(b" ")
        assert verified(head, payload)["b64"] is False
        with pytest.raises(BadSignatureError):
            verified(head, payload.replace(b'"v":1', b'"v":2'))


def test_other_library_verifies_the_manifest() -> None:
    with zipfile.ZipFile(FOLDER / "sample.foedus") as archive:
        said, head = archive.read("bundle.json"), archive.read("bundle.jws")
    assert verified(head, said)["typ"] == "foedus-bundle"


def test_other_library_gives_the_same_thumbprints() -> None:
    for held in EXPECTED["keys"].values():
        public = OKPKey.import_key({"kty": "OKP", "crv": "Ed25519", "x": held["x"]})
        assert public.thumbprint() == held["thumbprint"]


def test_vectors_show_a_fork_a_recovery_and_void_acts() -> None:
    assert [fork[:2] for fork in EXPECTED["forks"]] == [["AZE", 4]]
    assert sorted(reason for _, reason in EXPECTED["state"]["void"]) == ["unknown-version", "unknown-version"]
    assert len(EXPECTED["state"]["sealed"]) == 3
    assert EXPECTED["state"]["heads"] == {"AZE": [4, 5], "ITA": 7}
