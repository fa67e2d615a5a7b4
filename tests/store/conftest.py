"""Every node of these tests stands on a file, and once more on a database that a server keeps."""

import pytest


@pytest.fixture(autouse=True)
def _on_both(either_database: str) -> None:
    """Runs each test twice; a module that is about one of them alone says so."""
