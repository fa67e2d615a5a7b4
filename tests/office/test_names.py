"""Names in short: found where they are one, refused where they are none or several."""

import pytest

from foedus.office import names
from foedus.office.errors import AmbiguousError, NotFoundError
from foedus.office.names import (
    act_shown,
    draft_number,
    draft_of,
    entry_shown,
    find_record,
    find_version,
    is_record_name,
)
from foedus.office.proposing import Signed
from tests.office.desk import Desk


def test_record_is_found_by_each_of_its_names(offered: tuple[Desk, Desk, Signed]) -> None:
    italy, _, signed = offered
    plan = signed.versions[-1]
    uuid = plan.record.partition("/")[2]
    for text in (plan.record, uuid, uuid[:13], plan.shown, plan.version, f" {plan.record} "):
        assert names.resolve_record(italy.node, italy.coop, text) == plan.record


def test_record_of_a_draft_is_found_by_its_number(pair: tuple[Desk, Desk]) -> None:
    italy, _ = pair
    number = italy.draft("activity", title="Corso")
    ledger = italy.node.store.open(italy.coop.id)
    assert find_record(italy.node, ledger, f"d{number}") == italy.record(number)
    assert find_record(italy.node, ledger, italy.record(number)[:12]) == italy.record(number)
    assert draft_of(italy.node, italy.coop, number).number == number
    with pytest.raises(NotFoundError, match="draft-unknown"):
        draft_of(italy.node, italy.coop, 99)


def test_record_that_is_none_or_several_is_refused(offered: tuple[Desk, Desk, Signed]) -> None:
    italy, _, signed = offered
    with pytest.raises(AmbiguousError) as caught:
        names.resolve_record(italy.node, italy.coop, "ITA/")
    assert set(caught.value.facts["candidates"]) == {*(one.record for one in signed.versions), "ITA/charter"}
    with pytest.raises(NotFoundError):
        names.resolve_record(italy.node, italy.coop, "zzz")


def test_version_is_found_by_each_of_its_names(offered: tuple[Desk, Desk, Signed]) -> None:
    italy, _, signed = offered
    version = signed.versions[2]
    ledger = italy.node.store.open(italy.coop.id)
    for text in ("ITA/1/2", version.version, f"{version.version[:10]}/2"):
        assert find_version(ledger, text) == version.version
    assert names.resolve_version(italy.node, italy.coop, "ITA/1/2") == version.version
    for text in ("ITA/1/9", "AZE/9/0", "0" * 64 + "/0", "soon"):
        with pytest.raises(NotFoundError, match="version-unknown"):
            find_version(ledger, text)


def test_names_as_people_see_them(offered: tuple[Desk, Desk, Signed]) -> None:
    italy, _, signed = offered
    ledger = italy.node.store.open(italy.coop.id)
    entry = signed.entries[0].hash
    assert (entry_shown(ledger, entry), act_shown(ledger, f"{entry}/2")) == ("ITA/1", "ITA/1/2")
    assert entry_shown(ledger, "0" * 64) == "0" * 64
    assert [draft_number(text) for text in ("d12", "12", "x", "d0")] == [12, 12, None, None]
    assert [is_record_name(text) for text in ("ITA/charter", signed.versions[0].record, "ITA/x")] == [True, True, False]
