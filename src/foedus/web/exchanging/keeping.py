"""Keeps for the pages what a part brought that came over the line, in the transaction that took it in."""

from collections.abc import Callable

from django.utils import timezone

from foedus.office.ports import Cooperation
from foedus.office.receiving import Received
from foedus.store import models as tables
from foedus.web.desk import Desk
from foedus.web.intake import facts_of
from foedus.web.models import TakenIn


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
