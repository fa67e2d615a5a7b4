"""The page on the protocol tells what the code does: its example is a vector, its reasons and limits are the code's."""

import base64
import hashlib
import json
import re
from pathlib import Path

import msgspec
import pytest
from joserfc import jws
from joserfc.jwk import OKPKey

from foedus.ledger import acts, bundle, charter, consent, extracting, limits, line, partnership, rules, strict
from tests.vectors.make import FOLDER

PAGE = (FOLDER.parents[1] / "docs/protocol.md").read_text(encoding="utf-8")
EXAMPLE = PAGE[PAGE.index("## A worked example") : PAGE.index("## Choices")]
EXPECTED = json.loads((FOLDER / "expected.json").read_text(encoding="utf-8"))
REASON = re.compile(r'(?:return |(?:Line|Bundle)Error\(|else )"([a-z][a-z0-9-]+)"')


def fenced(language: str) -> bytes:
    found = re.search(rf"^```{language}\n(.*?)\n```$", EXAMPLE, re.MULTILINE | re.DOTALL)
    assert found is not None
    return found[1].encode()


def indented() -> list[str]:
    return [one.strip() for one in EXAMPLE.splitlines() if one.startswith("    ")]


def test_example_is_a_line_of_the_vectors() -> None:
    assert fenced("text") == (FOLDER / "AZE.jsonl").read_bytes().split(b"\n")[0]


def test_example_is_told_piece_by_piece() -> None:
    head, _, payload = fenced("text").partition(b" ")
    protected, _, signature = head.decode().partition("..")
    header = base64.urlsafe_b64decode(protected + "=" * (-len(protected) % 4)).decode()
    known = EXPECTED["keys"]["AZE"]
    assert fenced("json") == payload
    assert indented() == [
        known["seed"],
        header,
        protected,
        signature,
        EXPECTED["digest"]["code"],
        EXPECTED["digest"]["words"],
    ]
    told = [known["x"], known["thumbprint"], hashlib.sha256(payload).hexdigest(), f"{len(payload)} bytes"]
    assert [one for one in told if one not in EXAMPLE] == []


def test_example_is_verified_by_another_library() -> None:
    head, _, payload = fenced("text").partition(b" ")
    public = OKPKey.import_key({"kty": "OKP", "crv": "Ed25519", "x": EXPECTED["keys"]["AZE"]["x"]})
    assert jws.deserialize_compact(head, public, algorithms=["Ed25519"], payload=payload).payload == payload


@pytest.mark.parametrize("module", [bundle, charter, consent, extracting, line, partnership, rules, strict])
def test_every_reason_stands_on_the_page(module: object) -> None:
    source = Path(str(getattr(module, "__file__", ""))).read_text(encoding="utf-8")
    reasons = set(REASON.findall(source))
    told = set(re.findall(r"`([a-z][a-z0-9-]+)`", PAGE))
    assert sorted(reasons - told) == []


def test_every_act_and_its_fields_stand_on_the_page() -> None:
    rows = dict(
        re.findall(r"^\| `(\w+)` \| ([^|]*) \|", PAGE[PAGE.index("## Acts") : PAGE.index("## Placing")], re.MULTILINE)
    )
    for kind, word in acts.WORDS.items():
        fields = {field.encode_name for field in msgspec.structs.fields(kind)}
        assert set(re.findall(r"`(\w+)\??`", rows[word])) == fields, word


def test_every_limit_stands_on_the_page() -> None:
    table = PAGE[PAGE.index("## Limits") :].replace(",", "")
    numbers = {int(number) for number in re.findall(r"\d+", table)}
    assert numbers == {
        limits.PAYLOAD_BYTES,
        limits.NESTING,
        limits.INTEGER,
        limits.ACTS,
        limits.WAITING,
        limits.BUNDLE_BYTES,
        limits.BUNDLE_ENTRIES,
        limits.BLOB_BYTES,
        limits.BLOB_SALT_BYTES,
    }
