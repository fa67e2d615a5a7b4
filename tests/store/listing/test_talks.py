"""What goes into the next talks is the same, gathered from rows or from the whole register."""

from datetime import date

from foedus.office import answering, stating
from foedus.office.looking import holdings
from foedus.office.proposing import Signed
from foedus.store import listing
from foedus.store.listing.talks import talks
from tests.office.desk import Desk
from tests.records.talks_fold import talks_of

TODAY = date(2024, 11, 20)


def test_rows_say_what_the_register_says(offered: tuple[Desk, Desk, Signed]) -> None:
    italy, azerbaijan, signed = offered
    answering.accept(azerbaijan.node, azerbaijan.coop, all_of=signed.versions[-1].version)
    azerbaijan.send(italy)
    lines = [one.record for one in signed.versions[:-1]]
    stating.report(italy.node, italy.coop, lines[0], "held", fields={"requests_heard": '["Un corso in più"]'})
    stating.report(italy.node, italy.coop, lines[1], "postponed")
    decisions = [{"what": "Aprire un ufficio", "who": ["AZE"]}]
    made = [
        italy.draft("meeting", title="Talks", level="staff_talks", dates="2024-02-05", host="ITA", decisions=decisions),
        italy.draft("undertaking", who="AZE", words="Invieremo il programma", strength="decision", due="2024-10-01"),
        italy.draft("comment", about=signed.versions[0].version, text="Quando?", asks=True),
    ]
    stating.declare(italy.node, italy.coop, made)
    italy.propose(italy.draft("activity", title="Di nuovo", continues=lines[1], period="2025"))
    listing.catch_up(italy.node)
    number = listing.cooperations(italy.node)[0].number
    for since in (None, 2024, 2025):
        told = talks(italy.node, number, TODAY, since=since)
        assert told == talks_of(holdings(italy.node, italy.coop), TODAY, since)
    found = talks(italy.node, number, TODAY)
    assert (len(found.questions), found.host) == (1, "AZE")


def test_rows_say_what_recurs_who_came_and_why_not(offered: tuple[Desk, Desk, Signed]) -> None:
    italy, azerbaijan, signed = offered
    answering.accept(azerbaijan.node, azerbaijan.coop, all_of=signed.versions[-1].version)
    azerbaijan.send(italy)
    lines = [one.record for one in signed.versions[:-1]]
    again = italy.propose(
        italy.draft("activity", title="Corso 7", type="course", period="2023-03", host="ITA"),
        italy.draft("activity", title="Altro", type="course", period="2023-05", host="ITA", continues=lines[1]),
    )
    italy.send(azerbaijan)
    answering.accept(azerbaijan.node, azerbaijan.coop, [one.version for one in again.versions])
    azerbaijan.send(italy)
    came = {"people": '[{"party": "AZE", "number": 3}]', "what_next": "Un corso avanzato"}
    for record in (lines[0], lines[1], *(one.record for one in again.versions)):
        stating.report(italy.node, italy.coop, record, "held", fields=came)
    stating.report(italy.node, italy.coop, lines[2], "cancelled", fields={"reason": "funds"})
    listing.catch_up(italy.node)
    number = listing.cooperations(italy.node)[0].number
    for since in (None, 2023, 2025):
        told = talks(italy.node, number, TODAY, since=since)
        assert told == talks_of(holdings(italy.node, italy.coop), TODAY, since)
    found = talks(italy.node, number, TODAY, since=2023)
    assert [one.reasons for one in found.not_done if one.reasons] == [("funds",)]
    assert (len(found.what_next), sum(one.used.number for one in found.seats)) == (4, 12)
    assert {one.years for one in found.recurring} == {(2023, 2024)}
