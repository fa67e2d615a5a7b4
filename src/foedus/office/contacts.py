"""Keeps who is who among a partner's people, for this office alone: posts from-to, names, mailboxes, telephones.

These are persons: they stand in no body, no dispatch and no export; ``drop`` forgets one for good.
"""

import uuid
from collections.abc import Collection
from datetime import date
from typing import Any

import msgspec

from foedus.office.errors import NotFoundError, OfficeError
from foedus.office.ports import Cooperation, Node
from foedus.office.versions import expected_codes, present_codes

_SETTING = "contact/"


class Contact(msgspec.Struct, frozen=True, rename={"from_": "from"}):
    """A person in a post of a party; ``from_`` and ``to`` are days (`YYYY-MM-DD`), empty where they are not known."""

    party: str
    post: str
    name: str = ""
    mailbox: str = ""
    telephone: str = ""
    from_: str = ""
    to: str = ""
    remarks: str = ""
    id: str = ""

    def is_in_post(self, today: date) -> bool:
        """Say whether the person is in the post on a day, as far as is known."""
        day = today.isoformat()
        return (not self.from_ or self.from_ <= day) and (not self.to or day <= self.to)


def listed(node: Node, coop: Cooperation, *, today: date | None = None) -> tuple[Contact, ...]:
    """The contacts of a cooperation: by party and post, the latest in a post first.

    :param today: only those in post on this day.
    """
    kept = node.store.settings(f"{_SETTING}{coop.id}/").values()
    contacts = sorted((msgspec.convert(one, Contact) for one in kept), key=lambda one: one.from_, reverse=True)
    contacts.sort(key=lambda one: (one.party, one.post.casefold()))
    return tuple(one for one in contacts if today is None or one.is_in_post(today))


def add(node: Node, coop: Cooperation, contact: Contact) -> Contact:
    """Keep a new contact, and give it with its id.

    :raises OfficeError: it has no post, its party is none of this cooperation, or its days are none or in no order.
    """
    new = msgspec.structs.replace(contact, id=str(uuid.UUID(bytes=node.chance(16), version=4)))
    return _keep(node, coop, new)


def change(node: Node, coop: Cooperation, contact: Contact) -> Contact:
    """Keep a contact in place of the one of its id.

    :raises NotFoundError: there is none. :raises OfficeError: as for ``add``.
    """
    find(node, coop, contact.id)
    return _keep(node, coop, contact)


def end(node: Node, coop: Cooperation, contact_id: str, day: date) -> Contact:
    """Say until which day a person was in a post.

    :raises NotFoundError: there is no such contact. :raises OfficeError: the day is before the first.
    """
    return _keep(node, coop, msgspec.structs.replace(find(node, coop, contact_id), to=day.isoformat()))


def drop(node: Node, coop: Cooperation, contact_id: str) -> None:
    """Forget a contact for good.

    :raises NotFoundError: there is none.
    """
    with node.store.transaction():
        find(node, coop, contact_id)
        node.store.put_setting(_name(coop, contact_id), None)


def find(node: Node, coop: Cooperation, contact_id: str) -> Contact:
    """One contact.

    :raises NotFoundError: there is none.
    """
    kept = node.store.setting(_name(coop, contact_id))
    if kept is None:
        raise NotFoundError("contact-unknown", name=contact_id)
    return msgspec.convert(kept, Contact)


def _name(coop: Cooperation, contact_id: str) -> str:
    return f"{_SETTING}{coop.id}/{contact_id}"


def _keep(node: Node, coop: Cooperation, contact: Contact) -> Contact:
    with node.store.transaction():
        ledger = node.store.open(coop.id)
        wrong = _wrong(contact, (*present_codes(ledger), *expected_codes(ledger)))
        if wrong:
            raise OfficeError("contact-wrong", fields=wrong)
        plain: Any = msgspec.to_builtins(contact)
        node.store.put_setting(_name(coop, contact.id), plain)
        return contact


def _wrong(contact: Contact, parties: Collection[str]) -> tuple[str, ...]:
    wrong = {
        "party": contact.party not in parties,
        "post": not contact.post.strip(),
        "from": bool(contact.from_) and not _is_day(contact.from_),
        "to": bool(contact.to) and (not _is_day(contact.to) or contact.to < contact.from_),
        "mailbox": bool(contact.mailbox) and contact.mailbox.count("@") != 1,
    }
    return tuple(field for field, is_wrong in wrong.items() if is_wrong)


def _is_day(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False
