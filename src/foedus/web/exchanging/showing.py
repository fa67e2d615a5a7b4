"""Words how the direct exchange with each office stands, for the pages of dispatches; it exchanges nothing."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Final

from django.utils.translation import gettext as _

from foedus.exchange.envelope import EnvelopeError
from foedus.ledger.errors import BundleError
from foedus.office.errors import DispatchError
from foedus.office.exchanging import is_over, is_untold
from foedus.office.peers import Contact, Failure, contacts, exchanged_with, peers, seconds_between
from foedus.office.ports import Cooperation
from foedus.phrases.failures import error_of
from foedus.web.desk import Desk
from foedus.web.exchanging import calling
from foedus.web.wording import tell

_GIVEN_UP_SECONDS: Final = 300
_RUBBISH: Final = (BundleError, EnvelopeError, DispatchError)
"""What another office sent is no good: nobody here can ask for a file of it again."""


@dataclass(frozen=True)
class Line:
    """The direct exchange with one office: its address, empty where it has none, and how it stands.

    ``is_over`` where it is called by itself no more, since one of the two has left; ``is_untold`` where it then does
    not know from us that we have.
    """

    code: str
    address: str
    contact: Contact
    is_under_way: bool
    is_over: bool
    is_untold: bool
    failure: tuple[str, ...]
    turned_away: tuple[str, ...]


@dataclass(frozen=True)
class Trouble:
    """That the direct exchange with an office did not go well, or that it was turned away: what happened."""

    code: str
    words: str


def troubles(desk: Desk, partnerships: Collection[str]) -> dict[str, list[Trouble]]:
    """What does not go well now with each office, by the cooperation's id."""
    found: dict[str, list[Trouble]] = {}
    for partnership, code, contact in contacts(desk.node):
        is_away = contact.turned_away_at > contact.called_at
        told = (contact.failure, contact.turned_away if is_away else None)
        for failure in told if partnership in partnerships else ():
            if failure is not None:
                found.setdefault(partnership, []).append(Trouble(code, _words(failure)[0]))
    return found


def lines(desk: Desk, coop: Cooperation) -> list[Line]:
    """One line for each Party with whom dispatches are exchanged, by code."""
    node = desk.node
    ledger = node.store.open(coop.id)
    addresses = {one.code: one.address for one in peers(node, coop)}
    tried = {code: contact for _partnership, code, contact in contacts(node, coop)}
    return [
        _line(desk, coop, code, addresses.get(code, ""), tried.get(code, Contact()))
        for code in sorted({*exchanged_with(node, ledger), *addresses})
    ]


def _line(desk: Desk, coop: Cooperation, code: str, address: str, contact: Contact) -> Line:
    is_fresh = bool(contact.under_way) and (
        abs(seconds_between(contact.under_way, desk.node.clock())) < _GIVEN_UP_SECONDS
    )
    is_last = is_over(desk.node, coop, code, contact)
    failure = _words(contact.failure)
    return Line(
        code=code,
        address=address,
        contact=contact,
        is_under_way=is_fresh or calling.is_running(coop, code),
        is_over=is_last,
        is_untold=is_last and is_untold(contact),
        failure=failure[:1] if is_last else failure,  # the rest says that it is tried again
        turned_away=_words(contact.turned_away),
    )


def _words(failure: Failure | None) -> tuple[str, ...]:
    if failure is None:
        return ()
    error = error_of(failure)
    happened, kept, now = tell(error)
    if isinstance(error, _RUBBISH):
        now = _("It is tried again by itself. If it stays so, speak to the other office, and send dispatches as files.")
    return tuple(part for part in (happened, kept, now) if part)
