"""The private side of a meeting stays at this node."""

from datetime import date

import msgspec
import pytest

from foedus.office import visits
from foedus.office.errors import OfficeError
from foedus.office.visits import Gift, Remark, Slot, SpeakingNote, Visit, VisitProblem
from tests.office.desk import Desk

VISIT = Visit(
    programme=(
        Slot("2024-05-14", "09:00", "Colloqui", "12:30", "Sede campione"),
        Slot("2024-05-13", "20:00", "Cena"),
        Slot("2024-05-13", "08:30", "Arrivo", "09:15"),
    ),
    sites=("Scuola campione",),
    speaking_notes=(SpeakingNote("Corsi", "Sample words that stay here", only_if_asked=True),),
    gifts=(Gift("Libro", "Capo delegazione"), Gift("Vaso", direction="received")),
)


def test_visit_is_kept_by_day_and_hour_and_forgotten(pair: tuple[Desk, Desk]) -> None:
    italy, _ = pair
    meeting = italy.record(italy.draft("meeting", title="Visita"))
    assert visits.of(italy.node, italy.coop, meeting) == Visit()
    kept = visits.keep(italy.node, italy.coop, meeting, VISIT)
    assert [slot.what for slot in kept.programme] == ["Arrivo", "Cena", "Colloqui"]
    assert visits.of(italy.node, italy.coop, meeting) == kept
    visits.keep(italy.node, italy.coop, meeting, Visit())
    assert italy.node.store.settings("visit/") == {}


def test_visit_is_in_no_dispatch(pair: tuple[Desk, Desk]) -> None:
    italy, azerbaijan = pair
    draft = italy.draft("meeting", title="Visita")
    visits.keep(italy.node, italy.coop, italy.record(draft), VISIT)
    record = italy.record(draft)
    italy.propose(draft)
    assert b"that stay here" not in italy.write(is_plain=True).read_bytes()
    italy.send(azerbaijan)
    assert visits.of(azerbaijan.node, azerbaijan.coop, record) == Visit()


def test_visit_says_what_is_wrong(pair: tuple[Desk, Desk]) -> None:
    italy, _ = pair
    meeting = italy.record(italy.draft("meeting", title="Visita"))
    wrong = Visit(
        (
            Slot("2024-02-30", "9:00", "Arrivo"),
            Slot("2024-05-13", "10:00", " ", "09:59"),
            Slot("20240513", "23:59", "x"),
        ),
        ("",),
        (SpeakingNote(" ", "x"),),
        (Gift("", direction="lent"),),
    )
    with pytest.raises(OfficeError, match="visit-wrong") as caught:
        visits.keep(italy.node, italy.coop, meeting, wrong)
    assert [msgspec.structs.astuple(one) for one in caught.value.facts["problems"]] == [
        ("programme", 0, "day"),
        ("programme", 0, "begins"),
        ("programme", 1, "ends"),
        ("programme", 1, "what"),
        ("programme", 2, "day"),
        ("sites", 0, "site"),
        ("speaking_notes", 0, "topic"),
        ("gifts", 0, "what"),
        ("gifts", 0, "direction"),
    ]
    assert VisitProblem("gifts", 0, "what") in caught.value.facts["problems"]


def test_remarks_tell_overlaps_of_the_same_people_and_days_outside() -> None:
    programme = (
        Slot("2024-05-13", "09:00", "Colloqui", "12:00"),
        Slot("2024-05-13", "10:00", "Museo", "11:00", for_whom="Accompagnatori"),
        Slot("2024-05-13", "11:59", "Firma"),
        Slot("2024-05-13", "12:00", "Pranzo", "13:00"),
        Slot("2024-05-15", "09:00", "Partenza"),
    )
    assert visits.remarks(Visit(programme), date(2024, 5, 13), date(2024, 5, 14)) == (
        Remark("overlap", 0, 2),
        Remark("outside-dates", 4),
    )
    assert visits.remarks(Visit(programme)) == (Remark("overlap", 0, 2),)
