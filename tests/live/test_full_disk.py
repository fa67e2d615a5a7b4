"""An office whose disk is full takes nothing in, says so to its own people, and loses nothing; then it goes on.

An office in a file has no room for its database; one on a server, whose disk is another's, none to unpack a dispatch.
"""

from pathlib import Path

from tests.live.office import joined
from tests.live.test_lines import QUIET

MARGIN = 200_000


def test_office_without_room_answers_nothing_and_goes_on_when_it_has_room(tmp_path: Path) -> None:
    italy, azerbaijan = joined(tmp_path, "ITA", "AZE")
    italy.reaches(azerbaijan)
    with azerbaijan.served(QUIET):
        italy.calls(azerbaijan)
    azerbaijan.reopen()
    for number in range(60):
        italy.state(f"Aperto {number} " + "molto a lungo " * 700)
    full = max(file.stat().st_size for file in azerbaijan.home.iterdir()) + MARGIN
    with azerbaijan.served(QUIET, most_bytes=full):
        tries = [italy.calls(azerbaijan) for _ in range(4)]
        kept = azerbaijan.entries()
        azerbaijan.reopen()
    assert tries[0].failure is not None
    assert (tries[0].failure.reason, tries[-1].failure is None) == ("no-answer", False)
    why = azerbaijan.contact(italy).turned_away
    assert why is not None
    assert why.error in {"OSError", "DatabaseError", "OperationalError"}
    azerbaijan.reopen()
    with azerbaijan.served(QUIET):
        last = italy.calls(azerbaijan)
    assert last.failure is None
    assert kept["ITA"] < italy.entries()["ITA"]
    assert italy.entries() == azerbaijan.entries() == {"AZE": 1, "ITA": 61}
