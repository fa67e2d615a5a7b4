"""Bundles that nobody may take, as a table of name and bytes, each with the reason and the file that must be named."""

import hashlib
import io
import json
import stat
import struct
import warnings
import zipfile
from typing import Any

from foedus.ledger.bundle import MANIFEST, SIGNATURE, blob_bytes, sign_manifest
from foedus.ledger.strict import base64url
from tests.ledger.malformed_lines import line, plain
from tests.ledger.scenario import AT, key

ITA = key("ITA")
JOURNAL = line(plain()) + b"\n"
SHA, BLOB = blob_bytes(b"a sample", bytes(16))
BLOB_NAME, JOURNAL_NAME = f"blobs/{SHA}", "journals/ITA.jsonl"
FILES = {JOURNAL_NAME: JOURNAL, BLOB_NAME: BLOB}
ZERO = hashlib.sha256(b"").hexdigest()
NOT_A_BUNDLE = "not-a-bundle"


def manifest(files: dict[str, bytes] | None = None, /, **fields: Any) -> bytes:
    """A manifest that lists these files, with these fields changed."""
    listed = FILES if files is None else files
    said = {
        "format": "foedus-bundle/1",
        "partnership": "0" * 64,
        "from": "ITA",
        "to": ["AZE"],
        "created": AT,
        "have": {"ITA": [{"seq": 1, "hash": "0" * 64}]},
        "want": [],
        "files": {name: hashlib.sha256(data).hexdigest() for name, data in listed.items()},
        **fields,
    }
    return json.dumps({name: value for name, value in said.items() if value is not ...}).encode()


def zipped(parts: list[tuple[str | zipfile.ZipInfo, bytes]], packing: int = zipfile.ZIP_DEFLATED) -> bytes:
    """A ZIP of these parts, in this order, whatever they are."""
    out = io.BytesIO()
    with warnings.catch_warnings(), zipfile.ZipFile(out, "w", packing) as archive:
        warnings.simplefilter("ignore")  # two parts of one name are what some rows are about
        for name, data in parts:
            archive.writestr(name, data)
    return out.getvalue()


def signed(said: bytes, files: dict[str, bytes] | None = None, jws: bytes | None = None) -> bytes:
    """A bundle with this manifest, well signed unless ``jws`` is given."""
    parts: list[tuple[str | zipfile.ZipInfo, bytes]] = [(MANIFEST, said), (SIGNATURE, jws or sign_manifest(said, ITA))]
    return zipped([*parts, *(FILES if files is None else files).items()])


def bundle(**fields: Any) -> bytes:
    """A bundle that is in order, but for these fields of its manifest."""
    return signed(manifest(**fields))


def with_part(name: str | zipfile.ZipInfo, data: bytes = b"x") -> bytes:
    """A bundle with one part more, which its manifest lists."""
    text = name if isinstance(name, str) else name.filename
    said = manifest({**FILES, text: data})
    return zipped([(MANIFEST, said), (SIGNATURE, sign_manifest(said, ITA)), *FILES.items(), (name, data)])


def with_file(name: str, data: bytes) -> bytes:
    """A bundle that holds this file alone."""
    return signed(manifest({name: data}), {name: data})


def special(mode: int, name: str = "journals/AZE.jsonl") -> bytes:
    """A bundle with a part that is no plain file."""
    info = zipfile.ZipInfo(name)
    info.external_attr = mode << 16
    return with_part(info, b"/etc/passwd")


def packed(method: int) -> bytes:
    """A bundle packed by this method."""
    said = manifest()
    return zipped([(MANIFEST, said), (SIGNATURE, sign_manifest(said, ITA)), *FILES.items()], method)


def entry_patched(offset: int, value: bytes, name: str = JOURNAL_NAME) -> bytes:
    """A bundle whose directory says something else of one part: ``offset`` counts from the start of its entry."""
    raw = bytearray(bundle())
    at = raw.rindex(name.encode()) - 46 + offset
    raw[at : at + len(value)] = value
    return bytes(raw)


def bomb() -> bytes:
    """A blob of one byte more than a blob may have, all zeros, which packs to almost nothing."""
    data = bytes(64 * 1024 * 1024 + 1)
    return with_file(f"blobs/{hashlib.sha256(data).hexdigest()}", data)


def header(text: str) -> bytes:
    """A signature with this header, well made over the plain manifest."""
    protected = base64url(text.encode())
    return protected + b".." + base64url(ITA.sign(protected + b"." + manifest()))


KID = f'"kid":"{ITA.thumbprint}"'
HEADER = f'{{"alg":"Ed25519","b64":false,"crit":["b64"],{KID},"typ":"foedus-bundle"}}'
GOOD = bundle()
PARTS = {
    "empty file": (b"", NOT_A_BUNDLE, None),
    "no zip": (b"PK\x03\x04 this is none", NOT_A_BUNDLE, None),
    "truncated": (GOOD[:-30], NOT_A_BUNDLE, None),
    "cut in the middle": (GOOD[: len(GOOD) // 2], NOT_A_BUNDLE, None),
    "first bytes missing": (GOOD[40:], NOT_A_BUNDLE, None),
    "a byte of the content changed": (packed(zipfile.ZIP_STORED).replace(b"a sample", b"b sample"), NOT_A_BUNDLE, None),
    "an empty zip": (zipped([]), "file-missing", MANIFEST),
    "no manifest": (zipped([(SIGNATURE, b"")]), "file-missing", MANIFEST),
    "no signature": (zipped([(MANIFEST, manifest({}))]), "file-missing", SIGNATURE),
    "zip slip": (with_part("../evil.jsonl"), "path", "../evil.jsonl"),
    "zip slip within a folder": (with_part("journals/../../evil"), "path", "journals/../../evil"),
    "absolute name": (with_part("/etc/cron.d/evil"), "path", "/etc/cron.d/evil"),
    "name with a drive": (with_part("C:/evil.jsonl"), "path", "C:/evil.jsonl"),
    "backslashes": (with_part("journals\\AZE.jsonl"), "path", "journals\\AZE.jsonl"),
    "directory": (with_part("journals/", b""), "path", "journals/"),
    "name with a NUL": (with_part(JOURNAL_NAME[:-1] + "?").replace(b".json?", b".json\0"), "path", None),
    "name with a line feed": (with_part("journals/AZE.jsonl\n"), "path", "journals/AZE.jsonl\n"),
    "journal in small letters": (with_part("journals/ita.jsonl"), "path", "journals/ita.jsonl"),
    "journal in a folder more": (with_part("x/journals/AZE.jsonl"), "path", "x/journals/AZE.jsonl"),
    "journal of a code of 17 characters": (with_part(f"journals/{'A' * 17}.jsonl"), "path", None),
    "blob in capitals": (with_part(f"blobs/{'A' * 64}"), "path", f"blobs/{'A' * 64}"),
    "blob with an ending": (with_part(f"blobs/{SHA}.pdf"), "path", f"blobs/{SHA}.pdf"),
    "another file": (with_part("readme.txt"), "path", "readme.txt"),
    "two journals of one name": (with_part(JOURNAL_NAME), "file-twice", JOURNAL_NAME),
    "two manifests": (with_part(MANIFEST), "file-twice", MANIFEST),
    "symbolic link": (special(stat.S_IFLNK | 0o777), "not-a-file", "journals/AZE.jsonl"),
    "device": (special(stat.S_IFCHR | 0o666), "not-a-file", "journals/AZE.jsonl"),
    "pipe": (special(stat.S_IFIFO | 0o666), "not-a-file", "journals/AZE.jsonl"),
    "link in the place of the manifest": (special(stat.S_IFLNK, SIGNATURE), "file-twice", SIGNATURE),
    "packed with bzip2": (packed(zipfile.ZIP_BZIP2), "packing", MANIFEST),
    "packed with LZMA": (packed(zipfile.ZIP_LZMA), "packing", MANIFEST),
    "encrypted member": (entry_patched(8, struct.pack("<H", 1)), "packing", JOURNAL_NAME),
    "declared smaller than it is": (entry_patched(24, struct.pack("<I", 10)), NOT_A_BUNDLE, None),
    "another checksum": (entry_patched(16, b"\0\0\0\0"), NOT_A_BUNDLE, None),
    "offset beyond the file": (entry_patched(42, struct.pack("<I", 2**31)), NOT_A_BUNDLE, None),
    "one name in the directory, another before the part": (
        GOOD.replace(b"journals/ITA", b"journals/AZE", 1),
        NOT_A_BUNDLE,
        None,
    ),
    "zip bomb": (bomb(), "too-large", None),
}
MANIFESTS = {
    "manifest is no JSON": (signed(b"{"), "not-an-object", MANIFEST),
    "manifest is a list": (signed(b"[]"), "not-an-object", MANIFEST),
    "manifest with a name twice": (signed(b'{"from":"ITA",' + manifest()[1:]), "duplicate-name", MANIFEST),
    "manifest with a fraction": (bundle(have={"ITA": [{"seq": 1.0, "hash": "0" * 64}]}), "number", MANIFEST),
    "manifest with a byte order mark": (signed(b"\xef\xbb\xbf" + manifest()), "not-an-object", MANIFEST),
    "manifest in Latin-1": (signed(manifest(**{"from": "@"}).replace(b"@", b"\xe8")), "not-utf8", MANIFEST),
    "another format": (bundle(format="foedus-bundle/2"), "form", MANIFEST),
    "no partnership": (bundle(partnership=...), "form", MANIFEST),
    "partnership in capitals": (bundle(partnership="A" * 64), "form", MANIFEST),
    "no sender": (bundle(**{"from": ...}), "form", MANIFEST),
    "sender with a line feed": (bundle(**{"from": "ITA\n"}), "form", MANIFEST),
    "created is null": (bundle(created=None), "form", MANIFEST),
    "have of no code": (bundle(have={"ita": []}), "form", MANIFEST),
    "have of seq below 0": (bundle(have={"ITA": [{"seq": -1, "hash": "0" * 64}]}), "form", MANIFEST),
    "want of no hash": (bundle(want=["x"]), "form", MANIFEST),
    "field more": (bundle(more=1), "form", MANIFEST),
    "file not listed": (signed(manifest({JOURNAL_NAME: JOURNAL})), "not-listed", BLOB_NAME),
    "file listed and missing": (
        signed(manifest({**FILES, "journals/AZE.jsonl": b""})),
        "listed-and-missing",
        "journals/AZE.jsonl",
    ),
    "digest of another content": (bundle(files={JOURNAL_NAME: ZERO, BLOB_NAME: SHA}), "digest", JOURNAL_NAME),
    "digest in capitals": (bundle(files={JOURNAL_NAME: ZERO.upper(), BLOB_NAME: SHA}), "form", MANIFEST),
    "blob under another name": (with_file(f"blobs/{ZERO}", BLOB), "blob-name", f"blobs/{ZERO}"),
    "blob of 15 bytes": (
        with_file(f"blobs/{hashlib.sha256(bytes(15)).hexdigest()}", bytes(15)),
        "blob-too-short",
        f"blobs/{hashlib.sha256(bytes(15)).hexdigest()}",
    ),
    "a line too many": (with_file(JOURNAL_NAME, b"\n" * 1_000_001), "too-many-entries", JOURNAL_NAME),
}
SIGNATURES = {
    "signature empty": (signed(manifest(), jws=b" "), "signature-form", SIGNATURE),
    "signature with a line feed": (
        signed(manifest(), jws=sign_manifest(manifest(), ITA) + b"\n"),
        "signature-form",
        SIGNATURE,
    ),
    "signature padded": (signed(manifest(), jws=header(HEADER) + b"=="), "signature-form", SIGNATURE),
    "signature cut": (signed(manifest(), jws=header(HEADER)[:-2]), "signature-form", SIGNATURE),
    "signature with its payload": (
        signed(manifest(), jws=header(HEADER).replace(b"..", b".e30.")),
        "signature-form",
        SIGNATURE,
    ),
    "typ of a line": (
        signed(manifest(), jws=header(HEADER.replace(',"typ":"foedus-bundle"', ""))),
        "signature-form",
        SIGNATURE,
    ),
    "another typ": (
        signed(manifest(), jws=header(HEADER.replace("foedus-bundle", "JOSE"))),
        "signature-form",
        SIGNATURE,
    ),
    "alg EdDSA": (signed(manifest(), jws=header(HEADER.replace("Ed25519", "EdDSA"))), "signature-form", SIGNATURE),
    "header with a blank": (signed(manifest(), jws=header(HEADER.replace(",", ", "))), "signature-form", SIGNATURE),
}
TABLE: dict[str, tuple[bytes, str, str | None]] = PARTS | MANIFESTS | SIGNATURES
