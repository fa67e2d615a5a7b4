"""Who is who among a partner's people, at this office alone."""

from datetime import date

import msgspec
import pytest

from foedus.office import contacts
from foedus.office.contacts import Contact
from foedus.office.errors import NotFoundError, OfficeError
from tests.office.desk import Desk

HEAD = Contact("AZE", "Head of office", "Sample Officer", "office@sample.example", "012", from_="2023-01-01")


def test_contacts_are_by_post_the_latest_first(pair: tuple[Desk, Desk]) -> None:
    italy, _ = pair
    first = contacts.add(italy.node, italy.coop, HEAD)
    contacts.end(italy.node, italy.coop, first.id, date(2024, 3, 31))
    contacts.add(italy.node, italy.coop, Contact("AZE", "head of Office", "Sample Successor", from_="2024-04-01"))
    contacts.add(italy.node, italy.coop, Contact("AZE", "Attaché"))
    assert [(one.post, one.name) for one in contacts.listed(italy.node, italy.coop)] == [
        ("Attaché", ""),
        ("head of Office", "Sample Successor"),
        ("Head of office", "Sample Officer"),
    ]
    in_post = contacts.listed(italy.node, italy.coop, today=date(2024, 3, 31))
    assert [one.name for one in in_post] == ["", "Sample Officer"]


def test_contact_is_changed_and_forgotten_for_good(pair: tuple[Desk, Desk]) -> None:
    italy, _ = pair
    kept = contacts.add(italy.node, italy.coop, HEAD)
    changed = contacts.change(italy.node, italy.coop, msgspec.structs.replace(kept, telephone="013"))
    assert contacts.find(italy.node, italy.coop, kept.id) == changed
    contacts.drop(italy.node, italy.coop, kept.id)
    assert italy.node.store.settings("contact/") == {}
    for verb in (contacts.find, contacts.drop):
        with pytest.raises(NotFoundError, match="contact-unknown"):
            verb(italy.node, italy.coop, kept.id)


def test_contact_says_which_fields_are_wrong(pair: tuple[Desk, Desk]) -> None:
    italy, _ = pair
    wrong = Contact("KAZ", " ", mailbox="nowhere", from_="2024-04-31", to="2024-01-01")
    with pytest.raises(OfficeError, match="contact-wrong") as caught:
        contacts.add(italy.node, italy.coop, wrong)
    assert caught.value.facts["fields"] == ("party", "post", "from", "to", "mailbox")
    kept = contacts.add(italy.node, italy.coop, HEAD)
    with pytest.raises(OfficeError, match="contact-wrong"):
        contacts.end(italy.node, italy.coop, kept.id, date(2022, 12, 31))


def test_contact_is_in_no_dispatch(pair: tuple[Desk, Desk]) -> None:
    italy, azerbaijan = pair
    contacts.add(italy.node, italy.coop, HEAD)
    assert b"Sample Officer" not in italy.write(is_plain=True).read_bytes()
    italy.send(azerbaijan)
    assert contacts.listed(azerbaijan.node, azerbaijan.coop) == ()
