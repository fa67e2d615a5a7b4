"""Offices that are served exchange by themselves: soon after something is signed, again where nobody was reached."""

import os
import signal
from pathlib import Path

from tests.databases import ON_FILE_FIRST, ON_SERVER_FIRST
from tests.live.office import joined, until


@ON_SERVER_FIRST
def test_what_is_signed_goes_by_itself_and_a_third_gets_it_from_the_one_between(tmp_path: Path) -> None:
    italy, azerbaijan, kazakhstan = joined(tmp_path, "ITA", "AZE", "KAZ")
    italy.reaches(azerbaijan)
    kazakhstan.reaches(italy)
    italy.reaches(kazakhstan)
    with (
        azerbaijan.served(),
        kazakhstan.served("--no-exchange"),
        italy.served(),
    ):  # who calls begins last: all are there
        azerbaijan.state("Açıldı")  # who knows no address is called
        kazakhstan.state("Ashyldy")
        italy.state("Aperto")
        expected = {"AZE": 2, "ITA": 2, "KAZ": 2}
        for office in (italy, azerbaijan, kazakhstan):
            until(office.entries, lambda found: found == expected)
    assert (italy.contact(azerbaijan).failures, italy.contact(kazakhstan).failures) == (0, 0)


@ON_FILE_FIRST
def test_office_that_is_away_gets_it_when_it_is_back(tmp_path: Path) -> None:
    italy, azerbaijan = joined(tmp_path, "ITA", "AZE")
    italy.reaches(azerbaijan)
    with italy.served():
        until(lambda: italy.contact(azerbaijan), lambda contact: contact.failures > 0)
        italy.state("Aperto")
        told = italy.contact(azerbaijan)
        assert told.failure is not None
        assert (told.failure.reason, told.next_at > told.tried_at) == ("nobody-listens", True)
        with azerbaijan.served("--no-exchange"):
            italy.reaches(azerbaijan)  # an address that is set is tried at once; else the next try is in half a minute
            until(azerbaijan.entries, lambda found: found == {"AZE": 1, "ITA": 2})
            until(lambda: italy.contact(azerbaijan), lambda contact: contact.failures == 0)


def test_worker_ends_with_its_server_however_that_ends(tmp_path: Path) -> None:
    italy, _ = joined(tmp_path, "ITA", "AZE")
    with italy.served() as server:
        assert len(until(italy.workers, bool)) == 1
        server.kill()
        server.wait()
        until(italy.workers, lambda found: not found)
    with italy.served() as server:
        (first,) = until(italy.workers, bool)
        os.kill(first, signal.SIGKILL)
        (second,) = until(italy.workers, lambda found: bool(found) and found != [first])
        assert second != first
    until(italy.workers, lambda found: not found)
