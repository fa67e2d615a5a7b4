"""What was kept of an error is that error again, with its words in the language of whoever looks."""

import errno

import pytest
from django.db.utils import DatabaseError

from foedus.exchange.errors import ExchangeError
from foedus.ledger.errors import LedgerError
from foedus.office.errors import OfficeError
from foedus.office.peers import Failure
from foedus.phrases import border, office, store
from foedus.phrases.failures import error_of

OURS = [
    kind
    for table in (border.PHRASES, office.PHRASES, store.PHRASES)
    for kind in table
    if issubclass(kind, LedgerError | OfficeError)
]


def test_reason_and_facts_are_as_they_were() -> None:
    error = error_of(Failure("ExchangeError", "nobody-listens", {"host": "127.0.0.1"}))
    assert isinstance(error, ExchangeError)
    assert (error.reason, error.facts) == ("nobody-listens", {"host": "127.0.0.1"})


@pytest.mark.parametrize("kind", OURS)
def test_every_error_that_is_worded_is_found_by_its_name(kind: type[Exception]) -> None:
    assert type(error_of(Failure(kind.__name__, "sample"))) is kind


def test_error_of_the_system_keeps_its_number_and_its_file() -> None:
    facts = {"errno": errno.ENOSPC, "detail": "No space left on device", "file": "/sample"}
    error = error_of(Failure("OSError", "", facts))
    assert isinstance(error, OSError)
    assert (error.errno, error.strerror, error.filename) == (errno.ENOSPC, "No space left on device", "/sample")


@pytest.mark.parametrize("name", ["OperationalError", "UnknownTermError", "ValueError", ""])
def test_error_without_a_reason_of_ours_is_told_as_the_databases(name: str) -> None:
    error = error_of(Failure(name, "locked"))
    assert (type(error), str(error)) == (DatabaseError, name)
