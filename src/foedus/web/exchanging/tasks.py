"""The exchange with other offices as a job of the timer: who is due, and the task that calls; it knows no page."""

import time
from collections import Counter
from collections.abc import Iterable
from typing import Final
from urllib.parse import urlsplit

from django.contrib.auth.models import AnonymousUser
from django_tasks import task
from msgspec.structs import replace

from foedus.office.exchanging import is_over
from foedus.office.parts import lacks
from foedus.office.peers import Contact, contact_of, contacts, is_due, keep_contact, peers, seconds_between
from foedus.office.ports import Cooperation, Node
from foedus.web.desk import Desk
from foedus.web.exchanging.calling import call
from foedus.web.timer import Arguments, Job

ROUNDS: Final = 50
"""Of one task, so that many offices have their turn."""
CALM_SECONDS: Final = 2.0
"""So long nothing new may come before what came goes out: what is signed in one go goes in one go."""
AT_ONCE_WITH_ONE: Final = 3
"""Calls to one place, where several cooperations are held: fewer than are heard there of one address."""
LEAST_SECONDS: Final = 60
"""Between two tries of an office that was not reached, whatever is new."""


@task()
def exchange_with(partnership: str, code: str) -> None:
    """Exchange with one office; whatever came of it is kept where pages read it."""
    desk = Desk(AnonymousUser())
    for coop in desk.node.store.cooperations():
        if coop.id == partnership and code in {one.code for one in peers(desk.node, coop)}:
            call(desk, coop, code, ROUNDS)


class Due:
    """Which offices are to be called now: those whose time has come, and those that lack what is new here."""

    def __init__(self) -> None:
        self._known: dict[str, int] = {}
        self._changed: dict[str, float] = {}

    def __call__(self, node: Node) -> Iterable[Arguments]:
        """The cooperation and the code of each."""
        now = node.clock()
        found = peers(node)
        if not found:
            return
        coops = {coop.id: coop for coop in node.store.cooperations()}
        self._see_what_is_new(node, {one.partnership for one in found} & coops.keys())
        tried = {(partnership, code): contact for partnership, code, contact in contacts(node)}
        places: Counter[str] = Counter()
        calm = {id_ for id_, at in self._changed.items() if time.monotonic() - at >= CALM_SECONDS}
        for one in found:
            if one.partnership not in coops:
                continue
            coop, contact = coops[one.partnership], tried.get((one.partnership, one.code), Contact())
            if one.partnership in calm:
                contact = _brought_forward(node, coop, one.code, contact, now)
            if is_due(contact, now) and not is_over(node, coop, one.code, contact):  # as long as it is called, too
                place = urlsplit(one.address).netloc
                places[place] += 1
                if places[place] <= AT_ONCE_WITH_ONE:
                    yield one.partnership, one.code
        for partnership in calm:
            del self._changed[partnership]

    def _see_what_is_new(self, node: Node, partnerships: set[str]) -> None:
        for partnership in partnerships:
            last = node.store.open(partnership).last_number()
            if self._known.get(partnership) != last:
                self._known[partnership] = last
                self._changed[partnership] = time.monotonic()


def _brought_forward(node: Node, coop: Cooperation, code: str, contact: Contact, now: str) -> Contact:
    """Let an office that lacks something be called now; one that could not be reached just now, a little later."""
    is_too_soon = contact.failures > 0 and 0 <= seconds_between(contact.tried_at, now) < LEAST_SECONDS
    if is_too_soon or is_due(contact, now) or not lacks(node, coop, code):
        return contact
    with node.store.transaction():
        contact = replace(contact_of(node, coop.id, code), next_at="")
        keep_contact(node, coop.id, code, contact)
    return contact


EXCHANGE: Final = Job(exchange_with, Due())
