"""Lists of records of any kind, one record's row, and what leads to it; it opens no ledger."""

from collections.abc import Collection, Iterable, Sequence
from typing import Any, TypeVar

from django.db.models import Count, F, Model, Q, QuerySet

from foedus.office.ports import Node
from foedus.store.listing.answers import CooperationRow, Page, RecordRow, day_in, page_of
from foedus.store.listing.rows import body_in, captions_in, days_by_code, told
from foedus.store.listing.update import store_of
from foedus.store.models import Listed, ListedLink

_Table = TypeVar("_Table", bound=Model)

COLUMNS = (
    "cooperation",
    "name",
    "captions",
    "kind",
    "form",
    "standing",
    "version",
    "shown",
    "author",
    "at",
    "begins",
    "ends",
    "precision",
    "concerned",
    "acknowledged",
    "waits_for",
    "paper",
    "is_understood",
    "body",
)
"""The columns of ``Listed`` from which ``row_of`` makes a row."""

ORDERS: dict[str, tuple[str, ...]] = {
    "usual": ("kind", "cooperation", "usual"),
    "at": ("at", "id"),
    "-at": ("-at", "-id"),
    "begins": ("begins", "usual"),
    "-begins": ("-begins", "usual"),
    "standing": ("standing", "usual"),
}
"""The orders in which records can be listed."""

_COOPERATIONS = (
    "SELECT c.id, c.hash, c.name, c.code, coalesce(l.parties, ''), coalesce(l.seen, '{}'), coalesce(l.heard, '{}')"
    " FROM foedus_store_cooperation c LEFT JOIN foedus_store_listing l ON l.cooperation = c.id ORDER BY c.name"
)


def cooperations(node: Node, coops: Collection[int] | None = None) -> tuple[CooperationRow, ...]:
    """The cooperations of a node, by name.

    :param coops: these alone; None stands for all.
    """
    with store_of(node).connection.cursor() as cursor:
        cursor.execute(_COOPERATIONS)
        rows = cursor.fetchall()
    return tuple(
        CooperationRow(number, hash_, name, code, told(parties), days_by_code(seen), days_by_code(heard))
        for number, hash_, name, code, parties, seen, heard in rows
        if coops is None or number in coops
    )


def listed(node: Node) -> QuerySet[Listed]:
    """Every listed text of a node."""
    return Listed.objects.using(store_of(node).connection.alias)


def row_of(values: Sequence[Any]) -> RecordRow:
    """A row out of the values of ``COLUMNS``."""
    (cooperation, name, captions, kind, form, standing, version, shown, author, at, begins, ends, precision) = values[
        :13
    ]
    concerned, acknowledged, waits_for, paper, is_understood, body = values[13:]
    return RecordRow(
        cooperation,
        name,
        captions_in(captions),
        kind,
        form,
        standing,
        version,
        shown,
        author,
        at,
        day_in(begins),
        day_in(ends),
        precision,
        told(concerned),
        told(acknowledged),
        told(waits_for),
        told(paper),
        bool(is_understood),
        body_in(body),
    )


def records(
    node: Node,
    coops: Collection[int],
    *,
    kind: str | None = None,
    standing: Collection[str] = (),
    year: int | None = None,
    author: str | None = None,
    order: str = "usual",
    page: int = 1,
    size: int = 50,
) -> Page[RecordRow]:
    """A page of records.

    :param coops: the cooperations that may be seen, by number.
    :param kind: a name without its form's number.
    :param standing: these standings alone, of ``office.looking.RANKS``.
    :param year: those that last in this year.
    :param order: one of ``ORDERS``.
    """
    found = listed(node).filter(is_shown=True)
    if kind is not None:
        found = found.filter(kind=kind)
    if standing:
        found = found.filter(standing__in=sorted(standing))
    if year is not None:
        found = found.filter(begins__lte=f"{year}-12-31", begins__gt="").filter(
            Q(ends__gte=f"{year}-01-01") | Q(ends="")
        )
    if author is not None:
        found = found.filter(author=author)
    ordered = within(found, coops, in_order=order == "usual").order_by(*ORDERS[order])
    total = within(found, coops).count()
    return page_of(total, page, size, lambda start, end: _rows(ordered[start:end]))


def within(found: QuerySet[_Table], coops: Collection[int], *, in_order: bool = False) -> QuerySet[_Table]:
    """What of these rows is of some cooperations.

    :param in_order: a page is wanted in the order of an index: that one is to be walked until the page is full, where
        the rows of many cooperations would else be gathered and sorted.
    """
    if not in_order or len(coops) == 1:
        return found.filter(cooperation__in=sorted(coops))
    walked: QuerySet[_Table] = found.alias(among=F("cooperation") + 0).filter(among__in=sorted(coops))
    return walked


def _rows(found: QuerySet[Listed]) -> tuple[RecordRow, ...]:
    return tuple(row_of(values) for values in found.values_list(*COLUMNS))


def record_row(node: Node, coop: int, name: str) -> RecordRow | None:
    """One record by its name, None where there is none."""
    return record_rows(node, coop, [name]).get(name)


def record_rows(node: Node, coop: int, names: Iterable[str]) -> dict[str, RecordRow]:
    """Records by name, those that there are."""
    wanted = sorted(set(names))
    if not wanted:
        return {}
    found = listed(node).filter(is_shown=True, cooperation=coop, name__in=wanted)
    return {row.name: row for row in _rows(found)}


def record_counts(node: Node, coops: Collection[int], by: str = "kind") -> dict[Any, int]:
    """How many records there are.

    :param by: ``kind``, ``standing`` or ``cooperation``.
    """
    found = listed(node).filter(is_shown=True, cooperation__in=sorted(coops)).order_by(by)
    return dict(found.values_list(by).annotate(number=Count("*")))


def link_sources(node: Node, coop: int, names: Iterable[str], way: str) -> dict[str, tuple[str, ...]]:
    """The names of the records whose text names these, by what they name: one query.

    :param way: the name of the way back.
    """
    wanted = sorted(set(names))
    links = ListedLink.objects.using(store_of(node).connection.alias)
    found: dict[str, list[str]] = {}
    for target, source in links.filter(cooperation=coop, target__in=wanted, way=way).values_list("target", "source"):
        found.setdefault(target, []).append(source)
    return {target: tuple(sorted(those)) for target, those in found.items()}


def link_counts(node: Node, coop: int, names: Iterable[str]) -> dict[str, dict[str, int]]:
    """How many records name each of these, by the name of the way back."""
    links = ListedLink.objects.using(store_of(node).connection.alias).filter(
        cooperation=coop, target__in=sorted(set(names))
    )
    found: dict[str, dict[str, int]] = {}
    counted = links.order_by("target", "way").values_list("target", "way").annotate(number=Count("*"))
    for target, way, number in counted:
        found.setdefault(target, {})[way] = number
    return found
