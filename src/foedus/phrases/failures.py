"""Makes an error again of what was kept of it, so that it is worded where and when it is shown; it words none."""

from collections.abc import Iterable

from django.db.utils import DatabaseError

from foedus.ledger.errors import LedgerError
from foedus.office.errors import OfficeError
from foedus.office.peers import Failure
from foedus.phrases import border, office, store


def error_of(failure: Failure) -> Exception:
    """The error of which this was kept; one without a reason and facts of ours is told as the database's."""
    if failure.error == "OSError":
        facts = failure.facts
        return OSError(facts.get("errno", 0), facts.get("detail", ""), facts.get("file") or None)
    for kind in _known():
        if kind.__name__ == failure.error:
            return kind(failure.reason, **failure.facts)
    return DatabaseError(failure.error)


def _known() -> Iterable[type[LedgerError | OfficeError]]:
    tables = (border.PHRASES, office.PHRASES, store.PHRASES)
    return (kind for table in tables for kind in table if issubclass(kind, LedgerError | OfficeError))
