"""Offices that are served: one in a file, the next on a server's database, and once more the other way round."""

from collections.abc import Iterator

import pytest

from tests.databases import FILE_FIRST, SERVER_FIRST, on


@pytest.fixture(autouse=True, params=[FILE_FIRST, SERVER_FIRST])
def either_database(request: pytest.FixtureRequest) -> Iterator[str]:
    """Plays each test twice; one that is dear says which of its offices is where."""
    with on(request.param) as kinds:
        yield kinds
