"""Words how the direct exchange with each office stands, for the pages of dispatches; it exchanges nothing."""

from dataclasses import dataclass
from typing import Final

from foedus.office.peers import Contact, Failure, contact_of, exchanged_with, peers, seconds_between
from foedus.office.ports import Cooperation
from foedus.phrases.failures import error_of
from foedus.web.desk import Desk
from foedus.web.exchanging import calling
from foedus.web.wording import tell

_GIVEN_UP_SECONDS: Final = 300


@dataclass(frozen=True)
class Line:
    """The direct exchange with one office: its address, empty where it has none, and how it stands."""

    code: str
    address: str
    contact: Contact
    is_under_way: bool
    failure: tuple[str, ...]
    turned_away: tuple[str, ...]


def lines(desk: Desk, coop: Cooperation) -> list[Line]:
    """One line for each Party with whom dispatches are exchanged, by code."""
    node = desk.node
    ledger = node.store.open(coop.id)
    addresses = {one.code: one.address for one in peers(node, coop)}
    return [
        _line(desk, coop, code, addresses.get(code, "")) for code in sorted({*exchanged_with(node, ledger), *addresses})
    ]


def _line(desk: Desk, coop: Cooperation, code: str, address: str) -> Line:
    contact = contact_of(desk.node, coop.id, code)
    is_fresh = bool(contact.under_way) and (
        abs(seconds_between(contact.under_way, desk.node.clock())) < _GIVEN_UP_SECONDS
    )
    return Line(
        code=code,
        address=address,
        contact=contact,
        is_under_way=is_fresh or calling.is_running(coop, code),
        failure=_words(contact.failure),
        turned_away=_words(contact.turned_away),
    )


def _words(failure: Failure | None) -> tuple[str, ...]:
    return tuple(part for part in tell(error_of(failure)) if part) if failure is not None else ()
