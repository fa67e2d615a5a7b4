"""What every page asks: lists, tables of activities, turns, the state of play and search, out of listed rows alone.

The rows are read from the journals by ``catch_up``, as an index that reads a log; whoever signed or took something in
calls it before it asks. Every function takes the node first, asks a number of questions that does not grow with the
rows, and tells of those cooperations alone that it is handed: the ones that a person may see.
"""

from foedus.store.listing.activities import (
    GROUPS,
    NO_PLAN,
    SORTS,
    ActivityFilter,
    Tally,
    activities,
    activity_counts,
    activity_row,
    activity_tallies,
)
from foedus.store.listing.answers import (
    ActivityRow,
    CooperationRow,
    OverviewRow,
    Page,
    PendingRow,
    RecordRow,
    SearchPage,
    SearchRow,
    TurnCount,
    TurnRow,
    UndertakingRow,
)
from foedus.store.listing.overview import overview
from foedus.store.listing.records import (
    ORDERS,
    cooperations,
    link_counts,
    link_sources,
    record_counts,
    record_row,
    record_rows,
    records,
)
from foedus.store.listing.search import search
from foedus.store.listing.standing import dues, standing, years
from foedus.store.listing.turns import pendings, turn_counts, turns, undertakings
from foedus.store.listing.update import catch_up, forget_listed

__all__ = [
    "GROUPS",
    "NO_PLAN",
    "ORDERS",
    "SORTS",
    "ActivityFilter",
    "ActivityRow",
    "CooperationRow",
    "OverviewRow",
    "Page",
    "PendingRow",
    "RecordRow",
    "SearchPage",
    "SearchRow",
    "Tally",
    "TurnCount",
    "TurnRow",
    "UndertakingRow",
    "activities",
    "activity_counts",
    "activity_row",
    "activity_tallies",
    "catch_up",
    "cooperations",
    "dues",
    "forget_listed",
    "link_counts",
    "link_sources",
    "overview",
    "pendings",
    "record_counts",
    "record_row",
    "record_rows",
    "records",
    "search",
    "standing",
    "turn_counts",
    "turns",
    "undertakings",
    "years",
]
