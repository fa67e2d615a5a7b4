"""Calls another office from this copy, in a thread while somebody waits, or for the timer; it decides nothing."""

import os
import threading

from django.contrib.auth.models import AnonymousUser
from django.db import connections
from django.db.utils import DatabaseError

from foedus.exchange.https import Trust, post
from foedus.office import exchanging
from foedus.office.exchanging import Exchanged
from foedus.office.ports import Cooperation
from foedus.store import listing
from foedus.web import alarms
from foedus.web.desk import Desk
from foedus.web.exchanging.keeping import failure_of, keeps

_running: dict[tuple[str, str], threading.Thread] = {}
_lock = threading.Lock()


def call(desk: Desk, coop: Cooperation, code: str, most_rounds: int = exchanging.MOST_ROUNDS) -> Exchanged:
    """Exchange with another office now, and let the lists and the alarms know.

    :param most_rounds: as ``exchanging.exchange``.
    :raises NotFoundError: it has no address.
    """
    trust = Trust.of(os.environ)
    try:
        told = exchanging.exchange(
            desk.node,
            coop,
            code,
            lambda address, ours, theirs: post(address, ours, theirs, trust),
            took=keeps(desk, coop),
            most_rounds=most_rounds,
        )
    except DatabaseError as error:
        told = exchanging.note_failure(desk.node, coop, code, failure_of(error))
    if told.taken and listing.catch_up(desk.node):
        alarms.refresh(desk.node, coop)
    return told


def call_aside(desk: Desk, coop: Cooperation, code: str) -> None:
    """Begin an exchange in a thread of its own, once at a time; what came of it stands where it is kept."""
    with _lock:
        if (coop.id, code) in _running:
            return
        work = threading.Thread(target=_aside, args=(Desk(desk.user or AnonymousUser()), coop, code), daemon=True)
        _running[coop.id, code] = work
    work.start()


def is_running(coop: Cooperation, code: str) -> bool:
    """Say whether this process exchanges with that office now."""
    return (coop.id, code) in _running


def at_work() -> tuple[threading.Thread, ...]:
    """The threads that exchange now: for whoever must wait for them."""
    return tuple(_running.values())


def _aside(desk: Desk, coop: Cooperation, code: str) -> None:
    try:
        call(desk, coop, code)
    finally:
        with _lock:
            del _running[coop.id, code]
        connections.close_all()
