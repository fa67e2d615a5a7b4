"""What every test starts from: a known language, no node of whoever runs it, one profile for Hypothesis."""

import os
from collections.abc import Iterator
from pathlib import Path

import django
import pytest
from django.conf import settings as django_settings
from hypothesis import settings

# The workbench's settings hold the store's too; the commands that tests start choose theirs as everybody's do.
os.environ["DJANGO_SETTINGS_MODULE"] = "foedus.web.settings"
django.setup()
del os.environ["DJANGO_SETTINGS_MODULE"]
# A second of hashing is for guessers; a program that a test starts takes it as everybody's does.
django_settings.PASSWORD_HASHERS = ["tests.passwords.QuickHasher"]

from tests.databases import on  # noqa: E402 - it imports tables, which Django must know

OURS = ("DJANGO_SETTINGS_MODULE", "FOEDUS_HOME", "FOEDUS_PASSPHRASE", "FOEDUS_LANG")
"""What a test of a command may leave behind, or whoever runs the tests may have set."""

settings.register_profile("foedus", deadline=None, derandomize=True, print_blob=True)
settings.load_profile("foedus")


@pytest.fixture(autouse=True)
def _own_surroundings(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Keeps a test from the home, the passphrase and the language of whoever runs it."""
    for name in (*OURS, "LANGUAGE", "LC_ALL", "LC_MESSAGES"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("LANG", "C.UTF-8")
    monkeypatch.setenv("HOME", str(tmp_path / "home-of-nobody"))


@pytest.fixture(params=["sqlite", "postgresql"])
def either_database(request: pytest.FixtureRequest) -> Iterator[str]:
    """Runs a test twice: its nodes stand on files, then on databases that a server keeps."""
    with on(request.param) as kind:
        yield kind
