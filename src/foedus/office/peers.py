"""Knows where other offices are reached, how the last try went and when the next is due; it reaches nobody itself.

An address and what came of it are this office's own, one for each cooperation and Party, kept among its settings.
"""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any, Final

import msgspec

from foedus.exchange.addresses import check_address
from foedus.office.errors import NotFoundError
from foedus.office.exchanged import receivers
from foedus.office.ports import Cooperation, Ledger, Node
from foedus.office.signing import own_number
from foedus.office.versions import codes_of

_ADDRESS, _CONTACT = "peer/", "/contact"
"""How the name of an address begins, and how the name ends under which stands what came of it."""
FIRST_PAUSE_SECONDS: Final = 30
LONGEST_PAUSE_SECONDS: Final = 3600
LONGEST_AFTER_LEAVING_SECONDS: Final = 24 * 3600
EVERY_SECONDS: Final = 300
"""How often an office is asked whether it has anything, where all goes well."""
FEWEST_ENTRIES: Final = 20
FIRST_ENTRIES: Final = 1_000
MOST_ENTRIES: Final = 10_000
"""Entries in one part. A line that was cut gets smaller ones, one that holds larger ones."""
_FORM: Final = "%Y-%m-%dT%H:%M:%SZ"


class Peer(msgspec.Struct, frozen=True):
    """Another office with its address, in one cooperation."""

    partnership: str
    code: str
    address: str


class Failure(msgspec.Struct, frozen=True):
    """Why something did not come to its end: the error's class, its reason and its facts, to be worded when shown."""

    error: str
    reason: str
    facts: dict[str, Any] = {}


class Contact(msgspec.Struct, frozen=True):
    """What came of the exchange with another office.

    ``tried_at``, ``reached_at``: the last try, the last that went well. ``next_at``: when the timer tries next.
    ``failures``: tries in a row that did not go well, the last of them with ``failure``. ``sent``, ``taken``,
    ``refused``: entries of the last try. ``most``: entries in the next part. ``called_at``: when it called us last, and
    was answered; ``turned_away_at``, ``turned_away``: when it was not, and why. ``answer_most``: entries in the next
    answer; ``offered``: the last of what it was answered, by code. ``under_way``: when a try last got on; empty when
    none is at work. ``tries_after_leaving``: tries in a row that did not go well since this Party left.
    """

    tried_at: str = ""
    reached_at: str = ""
    next_at: str = ""
    failures: int = 0
    failure: Failure | None = None
    sent: int = 0
    taken: int = 0
    refused: int = 0
    most: int = FIRST_ENTRIES
    called_at: str = ""
    turned_away_at: str = ""
    turned_away: Failure | None = None
    answer_most: int = FIRST_ENTRIES
    offered: dict[str, str] = {}
    under_way: str = ""
    tries_after_leaving: int = 0


def set_address(node: Node, coop: Cooperation, code: str, address: str) -> Peer:
    """Keep where another party's office is reached; a try is due at once.

    :raises NotFoundError: there is no such party to exchange with. :raises AddressError: it is no address.
    """
    checked = check_address(address)
    with node.store.transaction():
        ledger = node.store.open(coop.id)
        if code not in exchanged_with(node, ledger):
            raise NotFoundError("party-unknown", name=code)
        node.store.put_setting(f"{_ADDRESS}{coop.id}/{code}", {"address": checked})
        contact = contact_of(node, coop.id, code)
        fresh = msgspec.structs.replace(contact, next_at="", failures=0, failure=None, tries_after_leaving=0)
        keep_contact(node, coop.id, code, fresh)
    return Peer(coop.id, code, checked)


def remove_address(node: Node, coop: Cooperation, code: str) -> None:
    """Exchange with this office over the line no more; what it holds and sent stays known.

    :raises NotFoundError: it has no address.
    """
    peer_of(node, coop.id, code)
    with node.store.transaction():
        node.store.put_setting(f"{_ADDRESS}{coop.id}/{code}", None)
        contact = contact_of(node, coop.id, code)
        keep_contact(node, coop.id, code, msgspec.structs.replace(contact, failures=0, failure=None))


def exchanged_with(node: Node, ledger: Ledger) -> tuple[str, ...]:
    """The codes of the parties with whom bundles are exchanged."""
    return codes_of(ledger, receivers(ledger, own_number(node, ledger)))


def peers(node: Node, coop: Cooperation | None = None) -> tuple[Peer, ...]:
    """Every office with an address, in one cooperation or in all."""
    prefix = _ADDRESS if coop is None else f"{_ADDRESS}{coop.id}/"
    return tuple(_peers(node.store.settings(prefix)))


def _peers(settings: dict[str, Any]) -> Iterator[Peer]:
    for name, value in settings.items():
        partnership, _, code = name.removeprefix(_ADDRESS).partition("/")
        if not code.endswith(_CONTACT):
            yield Peer(partnership, code, value["address"])


def peer_of(node: Node, partnership: str, code: str) -> Peer:
    """One office's address.

    :raises NotFoundError: it has none.
    """
    value = node.store.setting(f"{_ADDRESS}{partnership}/{code}")
    if value is None:
        raise NotFoundError("address-unknown", name=code)
    return Peer(partnership, code, value["address"])


def contact_of(node: Node, partnership: str, code: str) -> Contact:
    """What came of the exchange with an office; what is there before the first try tells so."""
    value = node.store.setting(f"{_ADDRESS}{partnership}/{code}{_CONTACT}")
    return msgspec.convert(value, Contact) if value is not None else Contact()


def contacts(node: Node, coop: Cooperation | None = None) -> Iterator[tuple[str, str, Contact]]:
    """What came of the exchange with every office that was tried: the cooperation's id, the code, and that.

    :param coop: in this cooperation alone; None stands for all.
    """
    prefix = _ADDRESS if coop is None else f"{_ADDRESS}{coop.id}/"
    for name, value in node.store.settings(prefix).items():
        if name.endswith(_CONTACT):
            partnership, _, code = name.removeprefix(_ADDRESS).removesuffix(_CONTACT).partition("/")
            yield partnership, code, msgspec.convert(value, Contact)


def keep_contact(node: Node, partnership: str, code: str, contact: Contact) -> None:
    """Keep what came of it."""
    node.store.put_setting(f"{_ADDRESS}{partnership}/{code}{_CONTACT}", msgspec.to_builtins(contact))


# The times at which to try


def pause_seconds(failures: int, chance: bytes, longest: int = LONGEST_PAUSE_SECONDS) -> int:
    """How long to wait after so many failures in a row: doubled each time up to the longest, a third more or less.

    :param chance: a byte that says how much more or less, so that many offices do not come at one moment.
    :param longest: seconds.
    """
    plain = min(longest, FIRST_PAUSE_SECONDS * 2 ** min(failures - 1, 30)) if failures else EVERY_SECONDS
    return round(plain * (2 + 2 * chance[0] / 255) / 3)


def next_try(node: Node, failures: int, tries_after_leaving: int = 0, *, is_soon: bool = False) -> str:
    """When to try next: whoever has left tries rarer and rarer."""
    if is_soon:
        seconds = 0
    elif tries_after_leaving:
        seconds = pause_seconds(tries_after_leaving, node.chance(1), LONGEST_AFTER_LEAVING_SECONDS)
    else:
        seconds = pause_seconds(failures, node.chance(1))
    return (_time(node.clock()) + timedelta(seconds=seconds)).strftime(_FORM)


def is_due(contact: Contact, now: str) -> bool:
    """Say whether the time has come.

    A time further off than any pause was set by a clock that went wrong, and counts as come.
    """
    if not contact.next_at or contact.next_at <= now:
        return True
    longest = LONGEST_AFTER_LEAVING_SECONDS if contact.tries_after_leaving else LONGEST_PAUSE_SECONDS
    return _time(contact.next_at) - _time(now) > timedelta(seconds=2 * longest)


def seconds_between(earlier: str, later: str) -> float:
    """The seconds from one time to another."""
    return (_time(later) - _time(earlier)).total_seconds()


def _time(text: str) -> datetime:
    return datetime.strptime(text, _FORM).replace(tzinfo=UTC)
