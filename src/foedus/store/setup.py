"""Starts Django for a process that has not started it: its tables can be imported only then; it knows no database."""

import os

from django.apps import apps
from django.conf import settings


def start() -> None:
    """Start Django with the store alone, unless whoever runs this process has settings of its own."""
    if settings.configured or "DJANGO_SETTINGS_MODULE" in os.environ:
        return
    settings.configure(
        INSTALLED_APPS=["foedus.store"],
        DATABASES={},
        USE_TZ=True,
        DEFAULT_AUTO_FIELD="django.db.models.BigAutoField",
    )
    # As django.setup() does, without its pages and its log, which no command has: they are half of what it imports.
    apps.populate(settings.INSTALLED_APPS)
