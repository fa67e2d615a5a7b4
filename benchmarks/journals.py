"""Makes the journals that are measured: two parties, each record proposed, accepted, sealed and reported on."""

import hashlib
import random
import uuid
from pathlib import Path

import msgspec

from foedus.ledger.acts import Entry
from foedus.ledger.keys import SigningKey
from foedus.ledger.line import sign_payload

AGE = "age1" + "q" * 58
LETTERS = "abcdefghijklmnopqrstuvwxyz "


def _jwk(key: SigningKey) -> dict[str, str]:
    return {"kty": key.jwk.kty, "crv": key.jwk.crv, "x": key.jwk.x}


class Writer:
    """Writes one party's chain.

    :param seed: the same seed makes the same keys. :param age: the age recipient that its card shows.
    """

    def __init__(self, code: str, seed: int, age: str = AGE) -> None:
        self.code = code
        self.age = age
        self.seed = hashlib.sha256(f"{code}-{seed}".encode()).digest()
        self.recovery_seed = hashlib.sha256(f"{code}-recovery-{seed}".encode()).digest()
        self.key, self.recovery = SigningKey(self.seed), SigningKey(self.recovery_seed)
        self.at = "2026-01-01T00:00:00Z"
        self.lines: list[bytes] = []
        self.last: str | None = None

    def say(self, partnership: str | None, acts: list[dict[str, object]], seen: str | None) -> str:
        """Sign an entry, written as a node writes it, and give its hash."""
        entry: dict[str, object] = {"v": 1}
        if partnership is not None:
            entry["partnership"] = partnership
        entry |= {"party": self.code, "seq": len(self.lines)}
        if self.last is not None:
            entry["prev"] = self.last
        if seen is not None:
            entry["seen"] = [seen]
        entry |= {"at": self.at, "acts": acts}
        payload = msgspec.json.encode(msgspec.convert(entry, Entry))
        self.lines.append(sign_payload(payload, self.key))
        self.last = hashlib.sha256(payload).hexdigest()
        return self.last

    def party(self) -> dict[str, object]:
        """The party as a charter names it."""
        return {
            "code": self.code,
            "name": f"Sample {self.code}",
            "key": _jwk(self.key),
            "recovery": _jwk(self.recovery),
            "age": self.age,
        }


class Journals:
    """The journals of two parties.

    :param records: how many records; each makes four entries, two of each party.
    :param seed: the same seed makes the same bytes. :param ages: the age recipients of both.
    """

    def __init__(self, records: int, seed: int = 1, ages: tuple[str, str] = (AGE, AGE)) -> None:
        self._chance = random.Random(seed)
        self.one, self.other = Writer("ITA", seed, ages[0]), Writer("AZE", seed, ages[1])
        charter: dict[str, object] = {
            "act": "found",
            "name": "Measured",
            "parties": [self.one.party(), self.other.party()],
        }
        self.partnership = self.one.say(None, [{**charter, "languages": ["en", "it"]}], None)
        self.other.say(self.partnership, [{"act": "join", "version": f"{self.partnership}/0"}], self.partnership)
        self.add(records)

    def add(self, records: int) -> None:
        """Go on with more records."""
        ita, aze, chance = self.one, self.other, self._chance
        for number in range(records):
            name = f"ITA/{uuid.UUID(int=chance.getrandbits(128), version=4)}"
            body = {
                "title": {"en": "Sample course " + "".join(chance.choices(LETTERS, k=12))},
                "serial": str(number),
                "host": "ITA",
                "period": "2026-03",
            }
            act: dict[str, object] = {"act": "propose", "record": name, "kind": "activity/1", "body": body}
            offered = ita.say(self.partnership, [act], aze.last)
            accepted = aze.say(self.partnership, [{"act": "endorse", "version": f"{offered}/0"}], offered)
            ita.say(self.partnership, [{"act": "seal", "versions": [f"{offered}/0"]}], accepted)
            report = {"activity": name, "outcome": "held"}
            told = f"AZE/{uuid.UUID(int=chance.getrandbits(128), version=4)}"
            aze.say(self.partnership, [{"act": "state", "record": told, "kind": "report/1", "body": report}], ita.last)

    def write(
        self, folder: Path, start: tuple[int, int] = (0, 0), end: tuple[int, int] | None = None
    ) -> dict[str, Path]:
        """Write the journals, from some lines on and up to others, as files of lines by party code."""
        files = {}
        last = end or (len(self.one.lines), len(self.other.lines))
        for writer, first, after in zip((self.one, self.other), start, last, strict=True):
            files[writer.code] = folder / f"{writer.code}.jsonl"
            files[writer.code].write_bytes(b"".join(raw + b"\n" for raw in writer.lines[first:after]))
        return files
