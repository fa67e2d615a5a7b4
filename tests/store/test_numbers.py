"""Numbers of entries, records and kinds: in order, each once, also where two processes draw them."""

import subprocess
import sys
from pathlib import Path

from foedus.store.numbers import Numbers
from tests.house.source import ROOT
from tests.ledger.scenario import Scenario
from tests.store.nodes import database, ledger_of, stored_state, take

WRITER = """
import sys
from pathlib import Path
from foedus.ledger.partnership import Partnership
from foedus.ledger.line import read_line
from tests.store.nodes import database
folder, partnership, lines = Path(sys.argv[1]), sys.argv[2], Path(sys.argv[3])
node = database(folder)
ledger = node.open(partnership)
print("ready", flush=True)
sys.stdin.readline()
for raw in lines.read_bytes().splitlines():
    with node.transaction():
        Partnership(ledger).receive(read_line(raw, ledger.facts().points))
"""


def test_numbers_go_on_after_the_last_written(tmp_path: Path) -> None:
    told = Scenario("ITA", "AZE")
    told.propose("ITA", 1)
    node = database(tmp_path)
    take(node, ledger_of(node, told.id), told.lines)
    numbers = Numbers(node.connection)
    assert [numbers.entry(), numbers.entry(), numbers.record(), numbers.record()] == [4, 5, 3, 4]
    numbers.reset()
    assert numbers.entry() == 4


def test_kind_has_one_number(tmp_path: Path) -> None:
    node = database(tmp_path)
    numbers = Numbers(node.connection)
    with node.transaction():
        assert [numbers.kind(name) for name in ("plan", "activity", "plan")] == [1, 2, 1]
    assert Numbers(node.connection).kind("activity") == 2


def test_two_processes_at_once_share_no_number_and_lose_no_entry(tmp_path: Path) -> None:
    told = Scenario("ITA", "AZE")
    for number in range(40):
        told.propose("ITA", number, how={"seen": ()})
        told.say("AZE", told.statement("AZE", number), seen=())
    node = database(tmp_path)
    take(node, ledger_of(node, told.id), told.lines[:2])
    writers = []
    for code in ("ITA", "AZE"):
        lines = tmp_path / code
        lines.write_bytes(b"".join(line.raw + b"\n" for line in told.lines[2:] if line.envelope.party == code))
        command = [sys.executable, "-c", WRITER, str(tmp_path), told.id, str(lines)]
        writers.append(subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True))
    for writer in writers:
        assert writer.stdout is not None
        assert writer.stdout.readline() == "ready\n"
    for writer in writers:
        writer.communicate("go\n")
    assert [writer.returncode for writer in writers] == [0, 0]
    ledger = node.open(told.id)
    assert stored_state(ledger) == told.state()
    assert [placed.number for placed in ledger.applied_since(0)] == list(range(1, len(told.lines) + 1))
