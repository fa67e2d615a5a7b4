"""The rows of dispatches that went and came: reads and makes them, and finds the last; it sends and takes none."""

from typing import Any

import msgspec
from django.db.models import Max, QuerySet

from foedus.office.ports import Dispatch
from foedus.store import models as tables


def dispatch_of(row: tables.Dispatch) -> Dispatch:
    """Read a row."""
    return msgspec.convert({**row.content, "number": row.pk}, Dispatch)


def row_of(dispatch: Dispatch) -> tables.Dispatch:
    """Make the row of a dispatch, which is not written yet; one of number 0 is new."""
    content = msgspec.to_builtins(dispatch)
    return tables.Dispatch(
        pk=content.pop("number") or None,
        partnership=dispatch.partnership,
        direction=dispatch.direction,
        peer=dispatch.peer,
        content=content,
    )


def last_of_each(partnership: str, direction: str) -> QuerySet[tables.Dispatch, dict[str, Any]]:
    """The numbers of the last dispatches that went to each party, or came from each: a question within another."""
    rows = tables.Dispatch.objects.filter(partnership=partnership, direction=direction).exclude(peer="")
    return rows.order_by().values("peer").annotate(last=Max("pk")).values("last")
