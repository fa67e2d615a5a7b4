"""The form of a bundle: packs journals and blobs, and unpacks what comes, trusting no name, no size and no count in it.

``docs/protocol.md``, "Bundles and blobs". It refuses to know how a bundle travels and what its lines mean.
"""

import errno
import hashlib
import re
import stat
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Annotated, Literal

import msgspec
from msgspec import Meta

from foedus.ledger import acts as a
from foedus.ledger.errors import BundleError, LedgerError, LineError
from foedus.ledger.extracting import extract
from foedus.ledger.keys import SigningKey, is_signature
from foedus.ledger.limits import (
    BLOB_BYTES,
    BLOB_SALT_BYTES,
    BUNDLE_BYTES,
    BUNDLE_ENTRIES,
    LINE_BYTES,
)
from foedus.ledger.strict import base64url, read_object, unbase64url

MANIFEST, SIGNATURE = "bundle.json", "bundle.jws"
_MANIFEST_BYTES = 64 * 1024 * 1024
_JOURNAL = re.compile(r"journals/([A-Z][A-Z0-9-]{1,15})\.jsonl", re.ASCII)
_BLOB = re.compile(r"blobs/([0-9a-f]{64})", re.ASCII)
_HEADER = re.compile(
    rb'\{"alg":"Ed25519","b64":false,"crit":\["b64"\],"kid":"([A-Za-z0-9_-]{43})","typ":"foedus-bundle"\}'
)
# Offsets that lie make seeking fail: ValueError in memory, OSError (EINVAL) in a file, OverflowError in either.
_BROKEN_ZIP = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    EOFError,
    NotImplementedError,
    OverflowError,
    RuntimeError,
    ValueError,
)
_EPOCH = (1980, 1, 1, 0, 0, 0)


class Have(a.Form, frozen=True):
    """The last gapless stored entry of a branch."""

    seq: Annotated[int, Meta(ge=0)]
    hash: a.Hash


class Manifest(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What ``bundle.json`` says."""

    format: Literal["foedus-bundle/1"]
    partnership: a.Hash
    from_: a.Code = msgspec.field(name="from")
    to: tuple[a.Code, ...]
    created: a.Time
    have: dict[a.Code, tuple[Have, ...]] = {}
    want: tuple[a.Hash, ...] = ()
    files: dict[str, a.Hash] = {}


class Unpacked(msgspec.Struct, frozen=True):
    """A bundle on disk, unpacked: its parts are whole and are those that its manifest lists."""

    manifest: Manifest
    manifest_bytes: bytes
    kid: str
    signature: bytes
    protected: bytes
    journals: dict[str, Path]
    blobs: dict[str, Path]

    def is_signed_by(self, keys: Mapping[str, bytes]) -> bool:
        """Say whether the key that signed the manifest is among these, and did."""
        point = keys.get(self.kid)
        return point is not None and is_signature(point, self.protected + b"." + self.manifest_bytes, self.signature)


def unpack(source: Path | IO[bytes], into: Path, progress: Callable[[int], None] | None = None) -> Unpacked:
    """Unpack a bundle into an empty folder.

    :param source: the ZIP.
    :param into: a folder of the caller's, who removes it.
    :param progress: called with the number of bytes unpacked since the last call.
    :raises BundleError: it is no bundle, holds what a bundle may not hold, or is not what its manifest lists.
    """
    with _opened(source) as archive:
        return _unpack(archive, into, progress)


def read_cover(source: Path | IO[bytes]) -> Unpacked:
    """Read what a bundle says of itself and how that is signed; nothing else of it is unpacked.

    :raises BundleError: it is no bundle, or holds what a bundle may not hold.
    """
    with _opened(source) as archive:
        members = _members(archive)
        manifest_bytes = _read(archive, members, MANIFEST)
        kid, protected, signature = _read_signature(_read(archive, members, SIGNATURE))
        return Unpacked(_read_manifest(manifest_bytes), manifest_bytes, kid, signature, protected, {}, {})


def read_journal(source: Path | IO[bytes], code: str) -> Iterator[bytes]:
    """Read the lines of one journal of a bundle, without their LF; nothing is written to the disk.

    :raises BundleError: it is no bundle, or the journal unpacks to more than a bundle may hold.
    """
    name = f"journals/{code}.jsonl"
    with _opened(source) as archive:
        members = _members(archive)
        if name not in members:
            return
        with archive.open(members[name]) as part:
            while raw := part.readline(LINE_BYTES + 1):
                yield raw.removesuffix(b"\n")


@contextmanager
def _opened(source: Path | IO[bytes]) -> Iterator[zipfile.ZipFile]:
    """Open the ZIP; whatever shows that it is none is told alike."""
    try:
        with zipfile.ZipFile(source) as archive:
            yield archive
    except _BROKEN_ZIP as error:
        raise BundleError("not-a-bundle", detail=str(error)[:200]) from None
    except OSError as error:
        if error.errno != errno.EINVAL:
            raise
        raise BundleError("not-a-bundle", detail=str(error)[:200]) from None


def _unpack(archive: zipfile.ZipFile, into: Path, progress: Callable[[int], None] | None) -> Unpacked:
    members = _members(archive)
    manifest_bytes = _read(archive, members, MANIFEST)
    kid, protected, signature = _read_signature(_read(archive, members, SIGNATURE))
    manifest = _read_manifest(manifest_bytes)
    parts = {name for name in members if name not in (MANIFEST, SIGNATURE)}
    for name in sorted(parts ^ set(manifest.files)):
        raise BundleError("not-listed" if name in parts else "listed-and-missing", file=name)
    journals: dict[str, Path] = {}
    blobs: dict[str, Path] = {}
    entries = 0
    for file in extract(archive, [members[name] for name in sorted(parts)], into, progress):
        name, target = file.name, file.path
        journal, blob = _JOURNAL.fullmatch(name), _BLOB.fullmatch(name)
        if file.digest != manifest.files[name]:
            raise BundleError("digest", file=name)
        if blob:
            if blob[1] != manifest.files[name]:
                raise BundleError("blob-name", file=name)
            if target.stat().st_size < BLOB_SALT_BYTES:
                raise BundleError("blob-too-short", file=name)
            blobs[blob[1]] = target
        elif journal:
            journals[journal[1]] = target
            entries += file.lines
            if entries > BUNDLE_ENTRIES:
                raise BundleError("too-many-entries", file=name, limit=BUNDLE_ENTRIES)
    return Unpacked(manifest, manifest_bytes, kid, signature, protected, journals, blobs)


def _members(archive: zipfile.ZipFile) -> dict[str, zipfile.ZipInfo]:
    members: dict[str, zipfile.ZipInfo] = {}
    for info in archive.infolist():
        name = info.orig_filename
        if name in members:
            raise BundleError("file-twice", file=name)
        if name not in (MANIFEST, SIGNATURE) and not _JOURNAL.fullmatch(name) and not _BLOB.fullmatch(name):
            raise BundleError("path", file=name[:200])
        kind = stat.S_IFMT(info.external_attr >> 16)
        if kind not in (0, stat.S_IFREG):
            raise BundleError("not-a-file", file=name)
        if info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED) or info.flag_bits & 1:
            raise BundleError("packing", file=name)
        members[name] = info
    for name in (MANIFEST, SIGNATURE):
        if name not in members:
            raise BundleError("file-missing", file=name)
    _check_sizes(members)
    return members


def _check_sizes(members: Mapping[str, zipfile.ZipInfo]) -> None:
    """See that nothing says it is too large: what is larger than it says breaks off there as it is read."""
    left = BUNDLE_BYTES
    for name, info in sorted(members.items()):
        limit = (
            _MANIFEST_BYTES if name in (MANIFEST, SIGNATURE) else BLOB_BYTES if _BLOB.fullmatch(name) else BUNDLE_BYTES
        )
        if info.file_size > limit:
            raise BundleError("too-large", file=name, limit=limit)
        left -= info.file_size
        if left < 0:
            raise BundleError("too-large", file=name, limit=BUNDLE_BYTES)


def _read(archive: zipfile.ZipFile, members: Mapping[str, zipfile.ZipInfo], name: str) -> bytes:
    with archive.open(members[name]) as part:
        return part.read(members[name].file_size)  # without a number it would unpack all that comes, and then cut it


def _read_signature(data: bytes) -> tuple[str, bytes, bytes]:
    protected, dots, text = data.partition(b"..")
    try:
        match = _HEADER.fullmatch(unbase64url(protected))
        signature = unbase64url(text)
    except LineError:
        raise BundleError("signature-form", file=SIGNATURE) from None
    if not dots or match is None or len(signature) != 64:  # noqa: PLR2004 - an Ed25519 signature
        raise BundleError("signature-form", file=SIGNATURE)
    return match[1].decode(), protected, signature


def _read_manifest(data: bytes) -> Manifest:
    try:
        return msgspec.convert(read_object(data, _MANIFEST_BYTES, is_line=False), Manifest)
    except LedgerError as error:
        raise BundleError(error.reason, file=MANIFEST, **error.facts) from None
    except msgspec.ValidationError as error:
        raise BundleError("form", file=MANIFEST, detail=str(error)) from None


def raw_lines(journal: IO[bytes]) -> Iterator[bytes]:
    """Read a journal's lines, each without its LF.

    :raises LineError: a line is too long, or the last does not end with LF.
    """
    while raw := journal.readline(LINE_BYTES + 1):
        if raw[-1:] != b"\n":
            raise LineError("too-long" if len(raw) > LINE_BYTES else "no-line-feed")
        yield raw[:-1]


def pack(
    target: IO[bytes],
    manifest: Manifest,
    key: SigningKey,
    journals: Mapping[str, Iterable[bytes]],
    blobs: Iterable[tuple[str, bytes]] = (),
) -> Manifest:
    """Pack a bundle.

    :param target: where the ZIP goes.
    :param manifest: all that ``bundle.json`` says, but the files.
    :param key: the sender's key in force.
    :param journals: lines without LF, by party code; a journal without lines is left out.
    :param blobs: digest (hex) and bytes, the 16 random bytes first.
    :returns: the manifest as packed.
    :raises BundleError: it would hold more than a bundle may.
    """
    files: dict[str, str] = {}
    left = BUNDLE_ENTRIES
    size = 0
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for code, lines in sorted(journals.items()):
            name = f"journals/{code}.jsonl"
            digest, count, written = _pack_journal(archive, name, lines)
            left, size = left - count, size + written
            if count:
                files[name] = digest
            if left < 0:
                raise BundleError("too-many-entries", file=name, limit=BUNDLE_ENTRIES)
        for sha256, data in blobs:
            files[f"blobs/{sha256}"] = sha256
            size += len(data)
            archive.writestr(_info(f"blobs/{sha256}"), data)
        if size > BUNDLE_BYTES:
            raise BundleError("too-large", limit=BUNDLE_BYTES)
        packed = msgspec.structs.replace(manifest, files=files)
        data = msgspec.json.encode(packed)
        archive.writestr(_info(MANIFEST), data)
        archive.writestr(_info(SIGNATURE), sign_manifest(data, key))
    return packed


def sign_manifest(data: bytes, key: SigningKey) -> bytes:
    """The detached JWS of a manifest's bytes: what ``bundle.jws`` holds."""
    header = f'{{"alg":"Ed25519","b64":false,"crit":["b64"],"kid":"{key.thumbprint}","typ":"foedus-bundle"}}'
    protected = base64url(header.encode())
    return protected + b".." + base64url(key.sign(protected + b"." + data))


def _info(name: str) -> zipfile.ZipInfo:
    info = zipfile.ZipInfo(name, _EPOCH)
    info.compress_type = zipfile.ZIP_DEFLATED
    info.external_attr = (stat.S_IFREG | 0o600) << 16
    return info


def _pack_journal(archive: zipfile.ZipFile, name: str, lines: Iterable[bytes]) -> tuple[str, int, int]:
    digest, count, written = hashlib.sha256(), 0, 0
    rest = iter(lines)
    first = next(rest, None)
    if first is None:
        return "", 0, 0
    with archive.open(_info(name), "w", force_zip64=True) as part:
        waiting = [first]
        for raw in rest:
            waiting.append(raw)
            if len(waiting) == 1024:  # noqa: PLR2004 - lines written at once, for speed
                written += _write_lines(part, digest, waiting)
                count, waiting = count + len(waiting), []
        if waiting:
            written += _write_lines(part, digest, waiting)
            count += len(waiting)
    return digest.hexdigest(), count, written


def _write_lines(part: IO[bytes], digest: "hashlib._Hash", lines: list[bytes]) -> int:
    data = b"\n".join(lines) + b"\n"
    digest.update(data)
    return part.write(data)


def blob_bytes(content: bytes, salt: bytes) -> tuple[str, bytes]:
    """Make a blob: its digest (hex), and its bytes with the 16 random ones first.

    :param salt: 16 random bytes of the caller's.
    :raises BundleError: it is larger than a blob may be.
    """
    data = salt + content
    if len(salt) != BLOB_SALT_BYTES or len(data) > BLOB_BYTES:
        raise BundleError("too-large", limit=BLOB_BYTES)
    return hashlib.sha256(data).hexdigest(), data


def blob_content(data: bytes) -> bytes:
    """The content of a blob, its random bytes stripped."""
    return data[BLOB_SALT_BYTES:]
