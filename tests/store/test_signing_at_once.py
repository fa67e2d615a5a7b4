"""Eight processes sign on one node at once: no place is signed twice, none is left out, and the last one is noted."""

import subprocess
import sys

import pytest

from foedus.office import stating
from foedus.office.errors import GuardError
from foedus.office.ports import Ledger
from tests.house.source import ROOT
from tests.office.conftest import clock, open_desk, pair
from tests.office.desk import Desk

__all__ = ["clock", "open_desk", "pair"]

PROCESSES, EACH = 8, 6


def own_seqs(ledger: Ledger, code: str) -> list[int]:
    """The numbers of our entries, in the order in which they were applied."""
    facts = ledger.facts()
    return [one.seq for one in ledger.applied_since(0) if facts.parties[one.party].code == code]


def test_eight_processes_sign_one_after_the_other(pair: tuple[Desk, Desk]) -> None:
    italy, azerbaijan = pair
    home = italy.folder / "home"
    command = [sys.executable, "-m", "tests.store.signing", str(home), str(PROCESSES), str(EACH)]
    with subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        assert process.stdout.read(PROCESSES) == "r" * PROCESSES
        process.communicate("\n")
    assert process.returncode == 0
    ledger = italy.node.store.open(italy.coop.id)
    assert own_seqs(ledger, "ITA") == list(range(1 + PROCESSES * EACH))
    assert [len(party.branches) for party in ledger.facts().parties] == [1, 1]
    last = [one for one in ledger.applied_since(0) if one.seq == PROCESSES * EACH][-1]
    assert italy.node.keyring.last_signed(italy.coop.id) == (last.seq, last.hash)
    (told,) = italy.send(azerbaijan)
    assert (told.applied, told.alarms) == ({"ITA": PROCESSES * EACH}, ())


def test_place_that_a_key_signed_is_never_signed_by_it_again(pair: tuple[Desk, Desk]) -> None:
    italy, _ = pair
    ledger = italy.node.store.open(italy.coop.id)
    with italy.node.store.transaction():
        assert [ledger.claim("x" * 43, 1), ledger.claim("x" * 43, 1), ledger.claim("y" * 43, 1)] == [True, False, True]
        assert ledger.claim(italy.card.thumbprint, 1)
    with pytest.raises(GuardError) as caught:
        stating.declare(italy.node, italy.coop, [italy.draft("milestone", what="Aperto l'ufficio")])
    assert (caught.value.reason, caught.value.facts) == ("signed-already", {"seq": 1})
    assert own_seqs(italy.node.store.open(italy.coop.id), "ITA") == [0]
