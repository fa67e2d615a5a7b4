"""Django is started once, with the store alone, and not at all where someone else has started it."""

import os
import subprocess
import sys

import pytest

from tests.databases import ON_FILE_ALONE
from tests.house.source import ROOT

pytestmark = ON_FILE_ALONE

THEIRS = (
    "from django.conf import settings; import django;"
    "settings.configure(INSTALLED_APPS=['foedus.store'], LANGUAGE_CODE='it'); django.setup();"
)


@pytest.mark.parametrize(
    "before, language",
    [("", "en-us"), ("from foedus.store.setup import start; start(); start();", "en-us"), (THEIRS, "it")],
)
def test_start_keeps_the_settings_that_are_there(before: str, language: str) -> None:
    told = (
        "import foedus.store.models; from django.conf import settings;"
        "print(settings.INSTALLED_APPS, settings.LANGUAGE_CODE)"
    )
    done = subprocess.run([sys.executable, "-c", before + told], capture_output=True, text=True, check=True, cwd=ROOT)
    assert done.stdout.strip() == f"['foedus.store'] {language}"


def test_start_with_settings_named_by_whoever_runs_it_waits_for_them() -> None:
    told = "import foedus.store; from django.conf import settings; print(settings.configured)"
    surroundings = {**os.environ, "DJANGO_SETTINGS_MODULE": "foedus.store.settings"}
    command = [sys.executable, "-c", told]
    done = subprocess.run(command, capture_output=True, text=True, check=True, cwd=ROOT, env=surroundings)
    assert done.stdout.strip() == "False"
