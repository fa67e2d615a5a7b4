"""What stands around one record: itself, what names it, what it names; and what this office keeps of it alone.

A record's page asks for all of it, each with one question.
"""

from collections.abc import Mapping
from typing import Final

import msgspec

from foedus.office.ports import Node
from foedus.store.listing.answers import RecordRow
from foedus.store.listing.records import COLUMNS, row_of
from foedus.store.listing.update import store_of

_HERE: Final = "CAST(%s AS varchar(60))"
_AROUND: Final = (
    f"SELECT k.way, {', '.join(f'l.{column}' for column in COLUMNS)} FROM ("
    f"SELECT {_HERE} AS name, '' AS way"
    " UNION SELECT target, '' FROM foedus_store_listedlink WHERE cooperation = %s AND source = %s"
    " UNION SELECT source, way FROM foedus_store_listedlink WHERE cooperation = %s AND target = %s"
    ") k JOIN foedus_store_listed l ON l.cooperation = %s AND l.name = k.name AND l.is_shown ORDER BY k.way, k.name"
)


class Around(msgspec.Struct, frozen=True):
    """A record's own row, the records whose text names it by the name of the way back, and all of these by name."""

    row: RecordRow | None
    links_back: Mapping[str, tuple[RecordRow, ...]]
    named: Mapping[str, RecordRow]
    """Those that its own text names are among them."""


def around(node: Node, coop: int, name: str) -> Around:
    """What stands around a record: one question."""
    with store_of(node).connection.cursor() as cursor:
        cursor.execute(_AROUND, [name, coop, name, coop, name, coop])
        found = [(way, row_of(values)) for way, *values in cursor.fetchall()]
    links: dict[str, list[RecordRow]] = {}
    for way, row in found:
        if way:
            links.setdefault(way, []).append(row)
    named = {row.name: row for _, row in found}
    return Around(named.get(name), {way: tuple(rows) for way, rows in links.items()}, named)
