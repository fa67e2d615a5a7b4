"""Private notes stay on the node."""

import pytest

from foedus.office import notes
from foedus.office.errors import NotFoundError, OfficeError
from foedus.office.proposing import Signed
from foedus.office.receiving import opened
from tests.office.desk import Desk


def test_note_is_kept_and_never_leaves(offered: tuple[Desk, Desk, Signed]) -> None:
    italy, azerbaijan, signed = offered
    line, plan = signed.versions[0], signed.versions[-1]
    note = notes.add(italy.node, italy.coop, line.shown, "Ask for two places more")
    notes.add(italy.node, italy.coop, plan.record, "Signed in Rome")
    assert notes.of(italy.node, italy.coop, line.record) == (note,)
    assert len(notes.of(italy.node, italy.coop)) == 2
    italy.send(azerbaijan)
    with opened(azerbaijan.node, italy.write(is_plain=True)) as bundle:
        sent = b"".join(path.read_bytes() for path in bundle.journals.values())
    assert (b"Corso 1" in sent, b"two places more" in sent) == (True, False)
    assert notes.of(azerbaijan.node, azerbaijan.coop) == ()


def test_note_on_nothing_or_of_nothing_is_refused(pair: tuple[Desk, Desk]) -> None:
    italy, _ = pair
    with pytest.raises(NotFoundError, match="record-unknown"):
        notes.add(italy.node, italy.coop, "nothing", "Text")
    with pytest.raises(OfficeError, match="note-empty"):
        notes.add(italy.node, italy.coop, "nothing", "  ")
