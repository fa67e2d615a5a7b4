"""The state of play out of rows: what whole ledgers say is held in test_update; here what only rows tell."""

from datetime import date

from foedus.office import partnerships
from foedus.store import listing
from tests.office.desk import Desk, Open

TODAY = date(2024, 7, 1)


def test_state_of_play_leaves_out_what_the_rules_ask_for(pair: tuple[Desk, Desk], open_desk: Open) -> None:
    italy, _ = pair
    partnerships.admit(italy.node, italy.coop, open_desk("KAZ").card)
    listing.catch_up(italy.node)
    (row,) = listing.cooperations(italy.node)
    dues = listing.dues(italy.node, row, TODAY)
    assert [(due.party, due.what, due.asked_by) for due in dues] == [("AZE", "answer", "ITA")]
    assert listing.turns(italy.node, [row.number], today=TODAY).total == 2
