"""Keeps for the pages what a part brought over the line, in the transaction that took it in, and why one did not."""

from collections.abc import Callable

from django.utils import timezone

from foedus.ledger.errors import LedgerError
from foedus.office import exchanging
from foedus.office.errors import OfficeError
from foedus.office.peers import Failure
from foedus.office.ports import Cooperation
from foedus.office.receiving import Received
from foedus.store import models as tables
from foedus.store.database import system_error
from foedus.web.desk import Desk
from foedus.web.intake import facts_of
from foedus.web.models import TakenIn


def failure_of(error: Exception) -> Failure:
    """What is kept of an error that ended a call; a database without room is told as the disk that is full."""
    found = system_error(error) or error
    if isinstance(found, LedgerError | OfficeError | OSError):
        return exchanging.failure_of(found)
    return Failure(type(found).__name__, "", {})


def keeps(desk: Desk, coop: Cooperation) -> Callable[[Received], None]:
    """What is to be called with each part that was taken in; one that brought nothing leaves no trace."""

    def keep(received: Received) -> None:
        entries = sum(received.applied.values())
        if not (entries or received.blobs or received.refused_count):
            return
        last = tables.Dispatch.objects.filter(partnership=coop.id).order_by("-pk").values_list("pk", flat=True).first()
        TakenIn.objects.create(
            partnership=coop.id,
            dispatch=last or 0,
            file="",
            who=getattr(desk.user, "username", ""),
            at=timezone.now(),
            told=facts_of(received),
        )
        desk.log("exchange-in", coop, sender=received.sender, entries=entries, refused=received.refused_count)

    return keep
