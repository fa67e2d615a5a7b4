"""Whoever is no Party gets one and the same answer, whatever it tries, and learns nothing by it."""

import os
from pathlib import Path

from foedus.exchange.addresses import PLACE
from foedus.exchange.envelope import decrypt, encrypt
from foedus.ledger import acts as a
from foedus.office import dispatching, partnerships
from foedus.office.signing import sign
from tests.live.office import Office, joined
from tests.live.test_lines import QUIET, call


def written(office: Office, name: str, *, for_: Office | None = None) -> bytes:
    """A dispatch of an office, encrypted to another office whoever it is for."""
    plain, path = office.folder / f"{name}.plain", office.folder / name
    dispatching.export(office.desk.node, office.desk.coop, path, is_plain=for_ is not None)
    if for_ is not None:
        path.rename(plain)
        encrypt(plain, path, [for_.desk.card.age])
    return path.read_bytes()


def test_stranger_gets_one_answer_whatever_it_tries(tmp_path: Path) -> None:
    italy, azerbaijan = joined(tmp_path, "ITA", "AZE")
    stranger = Office(tmp_path, "KAZ")
    partnerships.found(stranger.desk.node, "Another", cards=[italy.desk.card], name="another")
    before_leaving = written(azerbaijan, "before")
    with azerbaijan.desk.node.store.transaction():
        sign(azerbaijan.desk.node, azerbaijan.desk.node.store.open(azerbaijan.desk.coop.id), [a.Leave()])
    leaving = written(azerbaijan, "leaving")
    with italy.served(QUIET):
        first = call(italy, before_leaving)
        tried = {
            "nothing": call(italy, b""),
            "random bytes": call(italy, os.urandom(10_000)),
            "a page": call(italy, b"<!doctype html><html></html>"),
            "of another cooperation": call(italy, written(stranger, "another")),
            "not for this office": call(italy, written(italy, "own", for_=stranger)),
            "from this office itself": call(italy, written(italy, "mirrored", for_=italy)),
            "changed on its way": call(italy, before_leaving[:-1] + bytes([before_leaving[-1] ^ 1])),
            "half of it": call(italy, before_leaving[: len(before_leaving) // 2]),
            "of one that leaves with it": call(italy, leaving),
            "of one that has left": call(italy, before_leaving),
            "too large": call(italy, b"", length=str(10 * 1024**3)),
            "to be read": call(italy, b"", "GET"),
        }
    assert first[0] == 200
    wanted = tried["random bytes"]
    assert (wanted[0], wanted[2]) == (404, b"")
    assert {name: told for name, told in tried.items() if told != wanted} == {}
    assert italy.entries() == {"AZE": 2, "ITA": 1}
    assert PLACE == "exchange/"


def test_answer_is_for_the_party_that_called_alone(tmp_path: Path) -> None:
    italy, azerbaijan = joined(tmp_path, "ITA", "AZE")
    italy.state("Aperto")
    with italy.served(QUIET):
        status, headers, answer = call(italy, written(azerbaijan, "call"))
    closed, plain = tmp_path / "closed", tmp_path / "plain"
    closed.write_bytes(answer)
    decrypt(closed, plain, azerbaijan.desk.node.keyring.identities())
    assert (status, headers["content-type"], plain.read_bytes()[:2]) == (200, "application/octet-stream", b"PK")
