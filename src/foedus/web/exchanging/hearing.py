"""Hears who calls over the line: reads the body, has it proved and taken in, and gives the answer or nothing.

Why there is nothing is kept for our own people, and told to nobody outside.
"""

import logging
import secrets
import shutil
import time
from collections.abc import Callable
from pathlib import Path
from typing import IO, Final

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.db.utils import DatabaseError
from msgspec.structs import replace

from foedus.exchange.https import LARGEST_BYTES, Patience
from foedus.ledger.errors import LedgerError
from foedus.office.callers import prove
from foedus.office.errors import CallerError, OfficeError
from foedus.office.exchanging import answer
from foedus.office.peers import contact_of, keep_contact
from foedus.web import log_lines
from foedus.web.desk import Desk
from foedus.web.exchanging import gates
from foedus.web.exchanging.keeping import failure_of, keeps

_CHUNK: Final = 8 * 1024
"""Read in small pieces, so that who trickles is seen to."""
_STEP_SECONDS: Final = 0.25
_SWEPT_SECONDS: Final = 24 * 3600


def hear(read: Callable[[int], bytes], size: int, address: str) -> IO[bytes] | None:
    """Hear one call.

    :param read: gives so many bytes of the body, fewer at its end. :param size: how long the body says it is.
    :param address: from where the call comes.
    :returns: the answer, a file that is deleted when it is closed; None where there is none.
    """
    if not 0 < size <= LARGEST_BYTES or not gates.addresses.may(address):
        return None
    with gates.doorway.entered(address) as is_in:
        if not is_in:
            return None
        folder, began = _room(), time.monotonic()
        try:
            return _heard(read, size, folder)
        except (LedgerError, OfficeError, OSError, DatabaseError) as error:
            _turn_away(error)
            time.sleep(rest_of_step(time.monotonic() - began))
            return None
        finally:
            shutil.rmtree(folder, ignore_errors=True)


def rest_of_step(seconds: float) -> float:
    """How long to wait before a refusal: it comes at whole steps, so that its moment does not say how far one came."""
    return -seconds % _STEP_SECONDS


def _heard(read: Callable[[int], bytes], size: int, folder: Path) -> IO[bytes] | None:
    source, plain, target = folder / "theirs", folder / "plain", folder / "ours"
    if not _keep(read, size, source):
        return None
    desk = Desk(AnonymousUser())
    caller = prove(desk.node, source, plain)
    source.unlink()
    if not gates.parties.may(f"{caller.coop.id}/{caller.code}"):
        raise CallerError("too-often", partnership=caller.coop.id, code=caller.code)
    try:
        told = answer(desk.node, caller, plain, target, took=keeps(desk, caller.coop))
    except CallerError:
        raise
    except (LedgerError, OfficeError, OSError, DatabaseError) as error:
        _note(desk, caller.coop.id, caller.code, error)
        raise
    log_lines.tell("answered", taken=told.taken, sent=told.sent, rounds=told.rounds)
    return target.open("rb")


def _keep(read: Callable[[int], bytes], size: int, target: Path) -> bool:
    """Write the body down; say whether all of it came, fast enough."""
    began, got, patience = time.monotonic(), 0, Patience()
    with target.open("wb") as file:
        while got < size:
            chunk = read(min(_CHUNK, size - got))
            if not chunk:
                return False
            file.write(chunk)
            got += len(chunk)
            if time.monotonic() - began > patience.grace_seconds + got / patience.least_bytes_second:
                return False
    return True


def _turn_away(error: Exception) -> None:
    """Keep why there was no answer, for our own people; where a Party is named, beside its address."""
    reason = getattr(error, "reason", "") or type(error).__name__
    log_lines.tell("not-answered", level=logging.WARNING, reason=reason)
    if isinstance(error, CallerError) and error.facts.get("code"):
        _note(Desk(AnonymousUser()), error.facts["partnership"], error.facts["code"], error)


def _note(desk: Desk, partnership: str, code: str, error: Exception) -> None:
    node = desk.node
    try:
        with node.store.transaction():
            contact = contact_of(node, partnership, code)
            told = replace(contact, turned_away_at=node.clock(), turned_away=failure_of(error))
            keep_contact(node, partnership, code, told)
    except DatabaseError:
        log_lines.tell("not-kept", level=logging.WARNING)  # the disk is full: it was the reason, too


def _room() -> Path:
    """A folder of its own for one call, beside the database and not in memory; what a crash left is swept out."""
    place = Path(settings.HOME or "") / "calls"
    place.mkdir(mode=0o700, exist_ok=True)
    for one in place.iterdir():
        if one.stat().st_mtime < time.time() - _SWEPT_SECONDS:
            shutil.rmtree(one, ignore_errors=True)
    folder = place / secrets.token_hex(16)
    folder.mkdir(mode=0o700)
    return folder
