"""Founding, joining, admitting, leaving, and what is shown of a partnership."""

import pytest

from foedus.ledger.errors import LineError
from foedus.office import answering, partnerships, receiving
from foedus.office.errors import AmbiguousError, GuardError, NotFoundError, OfficeError
from foedus.office.partnerships import resolve
from tests.office.desk import Desk, Open


def test_found_names_parties_and_those_expected(open_desk: Open) -> None:
    italy, azerbaijan = open_desk("ITA"), open_desk("AZE")
    view = partnerships.found(
        italy.node,
        "Sample cooperation",
        cards=[azerbaijan.card],
        expected={"KAZ": "Sample KAZ"},
        languages=("en", "it"),
    )
    assert (view.name, view.title, view.founder, view.languages) == (
        "AZE-KAZ",
        "Sample cooperation",
        "ITA",
        ("en", "it"),
    )
    assert [(one.code, one.is_us, one.has_joined, one.is_admitted) for one in view.parties] == [
        ("ITA", True, True, True),
        ("AZE", False, False, True),
    ]
    assert view.expected == {"KAZ": "Sample KAZ"}
    assert view.parties[1].words == azerbaijan.card.words


def test_found_with_one_card_twice_is_refused(open_desk: Open) -> None:
    italy, azerbaijan = open_desk("ITA"), open_desk("AZE")
    with pytest.raises(LineError, match="twice"):
        partnerships.found(italy.node, "Sample", cards=[azerbaijan.card, azerbaijan.card])
    assert italy.node.store.cooperations() == []


def test_found_with_the_own_card_or_code_is_refused(open_desk: Open) -> None:
    italy = open_desk("ITA")
    with pytest.raises(OfficeError) as caught:
        partnerships.found(italy.node, "Sample", cards=[italy.card])
    assert (caught.value.reason, caught.value.facts) == ("own-card", {"code": "ITA"})
    with pytest.raises(OfficeError, match="own-code"):
        partnerships.found(italy.node, "Sample", expected={"ITA": "Sample"})


def test_short_names_are_free_or_refused(open_desk: Open) -> None:
    italy = open_desk("ITA")
    names = [partnerships.found(italy.node, f"Sample {number}", expected={"KAZ": "K"}).name for number in (1, 2)]
    assert names == ["KAZ", "KAZ-2"]
    with pytest.raises(OfficeError, match="name-taken"):
        partnerships.found(italy.node, "Sample", name="KAZ")


def test_join_takes_the_bundle_in_and_consents_to_the_charter(open_desk: Open) -> None:
    italy, azerbaijan = open_desk("ITA"), open_desk("AZE")
    partnerships.found(italy.node, "Sample cooperation", cards=[azerbaijan.card])
    joined = partnerships.join(azerbaijan.node, italy.write(), name="Rome")
    assert (joined.partnership.name, joined.partnership.entries) == ("Rome", {"AZE": 0, "ITA": 0})
    assert [change.what for change in joined.received.changes] == ["founded"]
    (told,) = azerbaijan.send(italy)
    assert [change.what for change in told.changes] == ["joined"]
    with pytest.raises(OfficeError, match="already-joined"):
        partnerships.join(azerbaijan.node, italy.write())


def test_join_refuses_a_charter_that_does_not_name_us(pair: tuple[Desk, Desk], open_desk: Open) -> None:
    italy, _ = pair
    kazakhstan = open_desk("KAZ")
    with pytest.raises(OfficeError, match="not-named"):
        partnerships.join(kazakhstan.node, italy.write(is_plain=True))
    assert kazakhstan.node.store.cooperations() == []


def test_admit_asks_all_and_the_newcomer_acts_once_admitted(pair: tuple[Desk, Desk], open_desk: Open) -> None:
    italy, azerbaijan = pair
    kazakhstan = open_desk("KAZ")
    signed = partnerships.admit(italy.node, italy.coop, kazakhstan.card)
    assert signed.review.entries[0][0].concerned == ("AZE", "ITA", "KAZ")
    italy.send(azerbaijan)
    partnerships.join(kazakhstan.node, italy.write())
    with pytest.raises(GuardError, match="not-a-party"):
        kazakhstan.propose(kazakhstan.draft("activity", title="Corso"))
    kazakhstan.send(italy)
    answering.accept(azerbaijan.node, azerbaijan.coop, [signed.versions[0].version])
    azerbaijan.send(italy)
    italy.send(kazakhstan)
    assert len(kazakhstan.propose(kazakhstan.draft("activity", title="Corso")).versions) == 1


def test_admit_is_the_founders_alone_and_once(pair: tuple[Desk, Desk], open_desk: Open) -> None:
    italy, azerbaijan = pair
    with pytest.raises(OfficeError, match="not-the-founder"):
        partnerships.admit(azerbaijan.node, azerbaijan.coop, open_desk("KAZ").card)
    with pytest.raises(OfficeError, match="party-already"):
        partnerships.admit(italy.node, italy.coop, azerbaijan.card)


def test_party_that_left_is_sent_nothing_more(pair: tuple[Desk, Desk]) -> None:
    italy, azerbaijan = pair
    partnerships.leave(azerbaijan.node, azerbaijan.coop, note="Fine")
    (told,) = azerbaijan.send(italy)
    assert [change.what for change in told.changes] == ["left"]
    assert [one.has_left for one in partnerships.view(italy.node, italy.coop).parties] == [False, True]
    with pytest.raises(OfficeError, match="nobody-to-send-to"):
        italy.write()
    receiving.receive(azerbaijan.node, italy.write(is_plain=True))


def test_resolve_finds_by_name_or_beginning_of_the_id(pair: tuple[Desk, Desk]) -> None:
    italy, _ = pair
    coop = italy.coop
    assert [resolve(italy.node, text) for text in ("AZE", "aze", coop.id, coop.id[:8])] == [coop] * 4
    with pytest.raises(NotFoundError) as caught:
        resolve(italy.node, "KAZ")
    assert caught.value.facts == {"name": "KAZ", "known": ("AZE",)}
    partnerships.found(italy.node, "Other", name="Aze")
    with pytest.raises(AmbiguousError):
        resolve(italy.node, "aZe")


def test_overview_shows_all(pair: tuple[Desk, Desk]) -> None:
    italy, azerbaijan = pair
    (view,) = partnerships.overview(italy.node)
    assert view.digest == partnerships.view(azerbaijan.node, azerbaijan.coop).digest
    assert [(one.code, one.last_received != "") for one in view.parties] == [("ITA", False), ("AZE", True)]
