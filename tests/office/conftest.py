"""Nodes of two or three parties in folders of their own, and the files that go between them."""

from pathlib import Path

import pytest

from foedus.office import parties, partnerships
from foedus.office.proposing import Signed
from tests.databases import new_home
from tests.office.desk import Clock, Desk, Open


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def open_desk(tmp_path: Path, clock: Clock, either_database: str) -> Open:  # noqa: ARG001 - it says on which
    """Makes a party's node in a folder of its own."""

    def make(code: str) -> Desk:
        folder = tmp_path / code
        node = new_home(folder / "home", clock=clock)
        signing, recovery, age = node.keyring.newest()  # type: ignore[attr-defined]  # the port does not need it
        parties.set_own_card(node, code, f"Sample {code}", {}, signing.jwk, recovery.jwk, age)
        return Desk(node, folder, code)

    return make


@pytest.fixture
def pair(open_desk: Open) -> tuple[Desk, Desk]:
    """Italy and Azerbaijan in one cooperation, both joined, each knowing it."""
    italy, azerbaijan = open_desk("ITA"), open_desk("AZE")
    partnerships.found(italy.node, "Sample cooperation", cards=[azerbaijan.card])
    partnerships.join(azerbaijan.node, italy.write())
    azerbaijan.send(italy)
    return italy, azerbaijan


@pytest.fixture
def offered(pair: tuple[Desk, Desk]) -> tuple[Desk, Desk, Signed]:
    """The pair, with a plan of four lines (two hosted by each) that Italy has proposed and Azerbaijan has received."""
    italy, azerbaijan = pair
    plan = italy.draft("plan", title={"it": "Piano campione", "en": "Sample plan"}, period="2024-2025")
    lines = [
        italy.draft(
            "activity", italy.record(plan), title=f"Corso {serial}", host=host, period="2024-05", serial=str(serial)
        )
        for serial, host in enumerate(("ITA", "AZE", "ITA", "AZE"), 1)
    ]
    signed = italy.propose(plan, *lines)
    italy.send(azerbaijan)
    return italy, azerbaijan, signed
