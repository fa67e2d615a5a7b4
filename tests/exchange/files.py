"""Files of a scenario as they travel: journals and bundles, whole or tampered with; it judges none of them."""

import zipfile
from collections.abc import Mapping
from pathlib import Path

from foedus.ledger import acts as a
from foedus.ledger.bundle import Manifest, pack
from tests.ledger.scenario import AT, Scenario, key


def agreed() -> Scenario:
    """Two parties that agreed one record: three entries of ITA, two of AZE."""
    scenario = Scenario("ITA", "AZE")
    scenario.agree("ITA", "AZE")
    return scenario


def lines_of(scenario: Scenario, code: str) -> list[bytes]:
    """A party's lines, without LF."""
    return [line.raw for line in scenario.lines if line.envelope.party == code]


def write_journal(folder: Path, code: str, lines: list[bytes]) -> Path:
    """A journal as a file."""
    path = folder / f"{code}.jsonl"
    path.write_bytes(b"".join(line + b"\n" for line in lines))
    return path


def write_bundle(
    path: Path, scenario: Scenario, codes: tuple[str, ...] = ("ITA", "AZE"), *, signer: str = "ITA", sender: str = "ITA"
) -> Path:
    """A bundle of these journals."""
    manifest = Manifest(format="foedus-bundle/1", partnership=scenario.id, from_=sender, to=("AZE",), created=AT)
    with path.open("wb") as target:
        pack(target, manifest, key(signer), {code: lines_of(scenario, code) for code in codes})
    return path


def rewrite(path: Path, changed: Mapping[str, tuple[bytes, bytes]], into: Path) -> Path:
    """The same archive, with some bytes of some of its parts replaced, packed anew."""
    with zipfile.ZipFile(path) as before, zipfile.ZipFile(into, "w", zipfile.ZIP_DEFLATED) as after:
        for name in before.namelist():
            data = before.read(name)
            if name in changed:
                old, new = changed[name]
                data = data.replace(old, new, 1)
            after.writestr(name, data)
    return into


def endorsed(scenario: Scenario) -> bytes:
    """The name of the version that AZE endorsed, as it stands in its journal."""
    for line in scenario.lines:
        if line.entry is not None and isinstance(line.entry.acts[0], a.Endorse):
            return line.entry.acts[0].version.encode()
    raise LookupError(scenario.id)
