"""Keeps files that texts refer to: each with its true name and type inside, and nothing of them outside."""

import json
from collections.abc import Mapping
from typing import Any

import msgspec

from foedus.ledger import acts as a
from foedus.ledger.bundle import blob_bytes, blob_content
from foedus.ledger.limits import BLOB_SALT_BYTES
from foedus.office.composing import Composition, Piece
from foedus.office.drafts import note_of
from foedus.office.errors import NotFoundError, OfficeError
from foedus.office.ports import Cooperation, Ledger, Node
from foedus.office.proposing import Signed, sign_composition

OUTSIDE_NAME = "file"
OUTSIDE_TYPE = "application/octet-stream"
_FORMAT = "foedus-file/1"


class File(msgspec.Struct, frozen=True):
    """A file, as it was attached."""

    name: str
    media_type: str
    content: bytes


def attach(node: Node, coop: Cooperation, content: bytes, *, name: str, media_type: str) -> dict[str, Any]:
    """Keep a file's bytes, and give the reference by which a body names it.

    Inside the blob, after its 16 random bytes, stands one line of JSON (``format``, ``name``, ``type``), then the
    file's own bytes: erasing the blob erases the name too. It leaves this node only once a signed text refers to it.

    :raises BundleError: it is larger than a blob may be.
    """
    header = json.dumps({"format": _FORMAT, "name": name, "type": media_type}, ensure_ascii=False).encode()
    inside = header + b"\n" + content
    sha256, data = blob_bytes(inside, node.chance(BLOB_SALT_BYTES))
    with node.store.transaction():
        node.store.open(coop.id).put_blob(sha256, data)
    return _reference(sha256, inside)


def _reference(sha256: str, inside: bytes) -> dict[str, Any]:
    return {"blob": f"sha256:{sha256}", "name": OUTSIDE_NAME, "type": OUTSIDE_TYPE, "size": len(inside)}


def reference(node: Node, coop: Cooperation, blob: str) -> dict[str, Any]:
    """The reference by which a body names a file that is held here, as ``attach`` gave it.

    :param blob: ``sha256:...`` or the digest alone.
    :raises NotFoundError: it is not held here. :raises OfficeError: it is no file as ``attach`` writes it.
    """
    ledger = node.store.open(coop.id)
    file_of(ledger, blob)
    sha256 = blob.removeprefix("sha256:")
    return _reference(sha256, blob_content(ledger.blob(sha256) or b""))


def open_file(node: Node, coop: Cooperation, blob: str) -> File:
    """Open a file that is held here.

    :param blob: ``sha256:...`` or the digest alone.
    :raises NotFoundError: it is not held here. :raises OfficeError: it is no file as ``attach`` writes it.
    """
    return file_of(node.store.open(coop.id), blob)


def file_of(ledger: Ledger, blob: str) -> File:
    """As ``open_file``, where the memory is open already."""
    data = ledger.blob(blob.removeprefix("sha256:"))
    if data is None:
        raise NotFoundError("blob-missing", name=blob)
    header, _, content = blob_content(data).partition(b"\n")
    try:
        told = json.loads(header)
    except ValueError:
        raise OfficeError("not-a-file", blob=blob) from None
    if not isinstance(told, Mapping) or told.get("format") != _FORMAT:
        raise OfficeError("not-a-file", blob=blob)
    return File(str(told.get("name", OUTSIDE_NAME)), str(told.get("type", OUTSIDE_TYPE)), content)


def erase(
    node: Node, coop: Cooperation, blob: str, reason: str | Mapping[str, str], *, personal_confirmed: bool = False
) -> Signed:
    """Have a file that only we refer to erased, here and wherever it is held; its texts stay as they were signed.

    :raises OfficeError: no reason is given. :raises SigningError: another party refers to it, or we do not.
    """
    with node.store.transaction():
        ledger = node.store.open(coop.id)
        words = note_of(ledger, reason)
        if not words:
            raise OfficeError("reason-missing")
        name = blob if blob.startswith("sha256:") else f"sha256:{blob}"
        composition = Composition(((Piece(a.Erase(name, words)),),))
        return sign_composition(node, ledger, composition, personal_confirmed=personal_confirmed)
