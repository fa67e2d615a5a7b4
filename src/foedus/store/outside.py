"""What stands outside of a register, for a page about it: what waits, what is missing, what was set aside; no rule."""

import msgspec

from foedus.ledger.store import Waiting
from foedus.store.cooperation import MISSING_BLOBS, StoredCooperation
from foedus.store.waiting import read_waiting

_OUTSIDE = (
    "SELECT * FROM (SELECT 'waiting' AS sort, id, line, CAST(missing AS text) AS why, bearer, '' AS detail,"
    " '' AS digest, FALSE AS signed FROM foedus_store_waiting WHERE cooperation = %s ORDER BY id) w"
    f" UNION ALL SELECT 'blob', 0, CAST(NULL AS bytea), m.blob, '', '', '', FALSE FROM ({MISSING_BLOBS}) m"
    " UNION ALL SELECT * FROM (SELECT 'aside', id, CAST(NULL AS bytea), reason, bearer, detail, digest, is_well_signed"
    " FROM foedus_store_aside WHERE cooperation = %s ORDER BY id DESC LIMIT %s) a"
)


class AsideRow(msgspec.Struct, frozen=True):
    """A line that was set aside, without its bytes."""

    digest: str
    reason: str
    detail: str
    bearer: str
    is_well_signed: bool


class Outside(msgspec.Struct, frozen=True):
    """Lines that wait, oldest first; how many files are missing; lines that were set aside, the newest first."""

    waiting: tuple[Waiting, ...]
    missing_blobs: int
    aside: tuple[AsideRow, ...]


def outside(ledger: StoredCooperation, most: int) -> Outside:
    """All of it, with one question.

    :param most: so many of the lines that were set aside are enough.
    """
    number = ledger.number
    rows = ledger.rows(_OUTSIDE, [number, number, number, most])
    waits = [read_waiting((line, why, bearer)) for sort, _, line, why, bearer, *_ in rows if sort == "waiting"]
    aside = [
        AsideRow(digest, why, detail, bearer, bool(is_signed))
        for sort, _, _, why, bearer, detail, digest, is_signed in rows
        if sort == "aside"
    ]
    return Outside(tuple(waits), sum(row[0] == "blob" for row in rows), tuple(aside))
