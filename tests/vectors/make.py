"""Writes the vectors from fixed seeds and dates; it knows one small partnership, and draws nothing by chance.

``python -m tests.vectors.make`` writes them beside itself. A vector once published never changes: what it holds
is what other programs are written against.
"""

import hashlib
import io
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from foedus.ledger import acts as a
from foedus.ledger.bundle import Have, Manifest, blob_bytes, pack
from foedus.ledger.digest import Check, digest_lines, partnership_check, version_check
from foedus.ledger.keys import thumbprint_words
from tests.ledger.scenario import Said, Scenario, key, uuid

FOLDER = Path(__file__).parent
KEYS = ("ITA", "ITA recovery", "AZE", "AZE recovery", "AZE next", "AZE 1", "AZE recovery 1")
SCAN = blob_bytes(b"Sample minutes, signed by nobody.\n", bytes(range(16)))


def times() -> Iterator[str]:
    """A day for each entry, from the second day of a January on."""
    for day in range(2, 29):
        yield f"2026-01-{day:02}T09:30:00Z"


def title(it: str, en: str) -> dict[str, Any]:
    """A body with a title in two languages."""
    return {"title": {"it": it, "en": en}}


def said() -> tuple[Scenario, list[Said]]:
    """What ITA and AZE say: a plan with two lines agreed, a report, a rotation, a fork and its recovery."""
    at = times()
    world = Scenario("ITA", "AZE", absent=("AZE",))
    world.join("AZE", at=next(at))
    lines = world.say(
        "ITA",
        Scenario.proposal("ITA", 1, body=title("Attività campione", "Sample activity")),
        Scenario.proposal("ITA", 2, body=title("Visita campione", "Nümunə səfəri, a sample visit"), keeper="AZE"),
        at=next(at),
    )
    with_ = (lines.version(0), lines.version(1))
    body = title("Piano campione", "Sample plan")
    plan = world.propose("ITA", 3, kind="plan/1", body=body, with_=with_, how={"at": next(at)})
    versions = (plan.version(), *with_)
    world.say("AZE", *(a.Endorse(version) for version in versions), at=next(at))
    world.say("ITA", a.Seal(versions), at=next(at))
    reference = {"blob": f"sha256:{SCAN[0]}", "name": "file", "type": "text/plain", "size": len(SCAN[1]) - 16}
    report = Scenario.statement("ITA", 4, body={**title("Consuntivo", "Outcome"), "file": reference})
    reported = world.say("ITA", report, at=next(at))
    world.say("AZE", a.Acknowledge(reported.version(), note={"en": "Received."}), at=next(at))
    rotated = world.rotate("AZE", "AZE next", at=next(at))
    amended = a.Propose(
        f"ITA/{uuid(1)}", "activity/1", title("Attività rinviata", "Activity put off"), base=lines.version(0)
    )
    one = world.say("AZE", amended, at=next(at))
    world.say("AZE", Scenario.statement("AZE", 5, body=title("Altro", "Another")), after=rotated.hash, at=next(at))
    world.say("ITA", a.Endorse(one.version()), a.Acknowledge(lines.version(0)), at=next(at))
    world.recover("AZE", after=one.hash, at=next(at))
    world.say("ITA", a.Endorse(one.version()), at=next(at))
    world.say("ITA", a.Seal((one.version(),)), at=next(at))
    return world, [plan, lines, one]


def journal(world: Scenario, code: str) -> list[bytes]:
    """A party's lines, in the order in which they were said."""
    return [line.raw for line in world.lines if line.envelope.party == code]


def bundle(world: Scenario) -> bytes:
    """All of it as AZE would send it to ITA."""
    out = io.BytesIO()
    have = {
        code: tuple(Have(one.line.envelope.seq, one.hash) for one in world.said[code][-1:]) for code in ("ITA", "AZE")
    }
    manifest = Manifest("foedus-bundle/1", world.id, "AZE", ("ITA",), "2026-02-01T09:30:00Z", have)
    pack(out, manifest, key("AZE 1"), {code: journal(world, code) for code in ("ITA", "AZE")}, [SCAN])
    return out.getvalue()


def told(check: Check) -> dict[str, str]:
    """A check as people compare it."""
    return {"code": check.code, "digits": check.digits, "words": " ".join(check.words)}


def expected(world: Scenario) -> dict[str, Any]:
    """What another program must come to."""
    records = list(world.store.records.values())
    sealed = sorted({seal.version for record in records for seal in record.seals})
    return {
        "keys": {
            name: {
                "seed": hashlib.sha256(name.encode()).hexdigest(),
                "x": key(name).jwk.x,
                "thumbprint": key(name).thumbprint,
                "words": " ".join(thumbprint_words(key(name).thumbprint)),
            }
            for name in KEYS
        },
        "entries": [[line.envelope.party, line.envelope.seq, line.kid, line.hash] for line in world.lines],
        "forks": [[one.code, one.seq, sorted([one.one, one.other])] for one in world.partnership.forks],
        "checks": {version: told(version_check(world.id, version)) for version in sealed},
        "digest": told(partnership_check(world.id, digest_lines(world.store, records))),
        "digest lines": digest_lines(world.store, records),
        "state": world.state(),
    }


def vectors() -> dict[str, bytes]:
    """Every vector, by the name of its file."""
    world, _ = said()
    text = json.dumps(expected(world), indent=1, ensure_ascii=False) + "\n"
    journals = {f"{code}.jsonl": b"".join(raw + b"\n" for raw in journal(world, code)) for code in ("ITA", "AZE")}
    return {**journals, "sample.foedus": bundle(world), "expected.json": text.encode()}


if __name__ == "__main__":
    for file, data in vectors().items():
        (FOLDER / file).write_bytes(data)
