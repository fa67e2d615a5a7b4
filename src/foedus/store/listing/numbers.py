"""How many activities of each year there are, of a cooperation at once, as far as no day matters; it opens no ledger.

A table over all partners reads these few numbers, and of activities themselves those alone of which nobody said what
came: where they stand hangs on the day.
"""

from collections import Counter
from typing import Final

from django.db.backends.base.base import BaseDatabaseWrapper

from foedus.store import bulk
from foedus.store.listing.rows import places_in
from foedus.store.models import ListedNumber

NO_YEAR: Final = 0
"""The year of agreed activities that have none."""
STATUS, PLACES = "status", "places"
PLANNED, RESERVE, OUT_OF_PLAN, PROPOSED, UNDATED = "planned", "reserve", "out_of_plan", "proposed", "undated"

_ALIKE: Final = (
    "SELECT year, is_agreed, is_planned, is_reserve, said, places, count(*) FROM foedus_store_listedactivity"
    " WHERE cooperation = %s GROUP BY year, is_agreed, is_planned, is_reserve, said, places"
)
_DROP: Final = "DELETE FROM foedus_store_listednumber WHERE cooperation = %s"


def count_again(connection: BaseDatabaseWrapper, cooperation: int) -> None:
    """Count the activities of a cooperation anew, after its rows changed."""
    numbers: Counter[tuple[int, str, str]] = Counter()
    with connection.cursor() as cursor:
        cursor.execute(_ALIKE, [cooperation])
        for year, is_agreed, is_planned, is_reserve, said, places, number in cursor.fetchall():
            if year is None:
                numbers[NO_YEAR, UNDATED, ""] += number if is_agreed else 0
                continue
            sorts = ((PLANNED, is_planned), (RESERVE, is_reserve), (OUT_OF_PLAN, is_agreed and not is_planned))
            for sort, is_one in (*sorts, (PROPOSED, not is_agreed)):
                numbers[year, sort, ""] += number if is_one else 0
            if said or not is_agreed:
                numbers[year, STATUS, said if is_agreed else PROPOSED] += number
            for party, seats in places_in(places).items() if is_agreed else ():
                numbers[year, PLACES, party] += seats * number
        cursor.execute(_DROP, [cooperation])
    rows = [(key[0], cooperation, *key[1:], number) for key, number in sorted(numbers.items()) if number]
    bulk.write(connection, ListedNumber, bulk.columns_of(ListedNumber), rows)
