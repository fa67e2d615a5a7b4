"""Several processes serve one node on a server: two units, three that answer and two that work, sign nothing twice."""

import copy
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from pathlib import Path

from foedus.store.home import named
from tests.databases import ON_SERVER_FIRST, name_in
from tests.live.office import joined, until
from tests.live.person import Person
from tests.postgres import shared
from tests.servers import free_port

COOP = "sample"
OFFICERS, EACH = 4, 3
DONE = OFFICERS * EACH
BUSY = "SELECT count(DISTINCT pid) FROM pg_stat_activity WHERE datname = current_database()"


def work(person: Person, drafts: list[int]) -> None:
    """Read a page and sign a draft, in turn."""
    for draft in drafts:
        person.read(f"/partners/{COOP}/")
        person.sign_alone(COOP, draft)


@ON_SERVER_FIRST
def test_officers_sign_in_several_processes_and_another_office_has_all_of_it_once(tmp_path: Path) -> None:
    italy, azerbaijan = joined(tmp_path, "ITA", "AZE")
    with ExitStack() as stack:
        italy.reaches(azerbaijan)
        drafts = [italy.desk.draft("milestone", what=f"Aperto {number}") for number in range(DONE)]
        twin = copy.copy(italy)
        twin.port = free_port()
        stack.enter_context(azerbaijan.served("--no-exchange"))
        stack.enter_context(italy.served("--workers", "2"))
        stack.enter_context(twin.served())
        people = [
            stack.enter_context(Person((italy, twin)[number % 2], f"officer-{number}")) for number in range(OFFICERS)
        ]
        with ThreadPoolExecutor(OFFICERS) as pool:
            done = [pool.submit(work, one, drafts[number::OFFICERS]) for number, one in enumerate(people)]
        assert [one.result() for one in done] == [None] * OFFICERS
        address = named(italy.home)
        assert address is not None
        processes = shared().ask(BUSY, name_in(address))
        assert len(until(italy.workers, lambda found: len(found) == 2)) == 2
        until(azerbaijan.entries, lambda found: found == {"AZE": 1, "ITA": 1 + DONE})
        until(lambda: italy.contact(azerbaijan), lambda contact: contact.failures == 0)
        ledger = italy.desk.node.store.open(italy.desk.coop.id)
        own = [one.seq for one in ledger.applied_since(0) if ledger.facts().parties[one.party].code == "ITA"]
        assert (own, processes[0][0] >= 5) == (list(range(1 + DONE)), True)
        assert [len(party.branches) for party in ledger.facts().parties] == [1, 1]
        italy.reopen()
    assert azerbaijan.entries() == {"AZE": 1, "ITA": 1 + DONE}
