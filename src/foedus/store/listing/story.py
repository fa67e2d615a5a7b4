"""What the story of one cooperation is told from: its agreements, meetings, plans, milestones; it opens no ledger."""

from collections.abc import Collection
from datetime import date
from typing import Final

from django.db.models import OuterRef, Subquery

from foedus.office.ports import Node
from foedus.store.listing.answers import RecordRow, UndertakingRow
from foedus.store.listing.records import COLUMNS, listed, row_of
from foedus.store.listing.turns import OPEN, due_on, undertaking_of
from foedus.store.listing.update import store_of
from foedus.store.models import Cooperation, ListedUndertaking

KINDS: Final = ("agreement", "meeting", "milestone", "plan")
MOST: Final = 500
"""So many records tell a story; a cooperation of thirty years has fewer."""


def story(node: Node, coop: int) -> tuple[RecordRow, ...]:
    """The agreements, meetings, plans and milestones of a cooperation, the newest first: one question."""
    found = listed(node).filter(is_shown=True, cooperation=coop, kind__in=KINDS).exclude(standing="withdrawn")
    return tuple(map(row_of, found.order_by("-begins", "-at", "usual").values_list(*COLUMNS)[:MOST]))


def open_undertakings(node: Node, coop: int, *, today: date) -> tuple[UndertakingRow, ...]:
    """The undertakings of a cooperation that are open, what is due first leading: one question."""
    alias = store_of(node).connection.alias
    found = ListedUndertaking.objects.using(alias).filter(cooperation=coop, state__in=OPEN)
    rows = found.select_related("listed").order_by("due", "name")[:MOST]
    told = [undertaking_of(row, today) for row in rows]
    return tuple(sorted(told, key=lambda row: row.due or date.max))


def due_undertakings(node: Node, coops: Collection[int], *, today: date, most: int) -> tuple[UndertakingRow, ...]:
    """Our undertakings that are open and whose day has come, the longest due first: one question.

    :param most: so many are enough.
    """
    alias = store_of(node).connection.alias
    ours = Cooperation.objects.filter(pk=OuterRef("cooperation")).values("code")[:1]
    found = ListedUndertaking.objects.using(alias).filter(
        due_on(today), cooperation__in=sorted(coops), who=Subquery(ours)
    )
    return tuple(undertaking_of(row, today) for row in found.select_related("listed").order_by("due", "name")[:most])
