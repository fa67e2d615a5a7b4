"""Prints what is wrong with the workbench as JSON, for ``foedus doctor``; it words nothing."""

import json
from typing import Any

import msgspec
from django.core.management.base import BaseCommand

from foedus.web.checkup import checkup


class Command(BaseCommand):
    """``python -m django check_up`` with ``FOEDUS_HOME`` and the workbench's settings."""

    help = "Print what is wrong with the workbench, as JSON."
    requires_system_checks: list[str] = []

    def handle(self, *_args: Any, **_options: Any) -> None:
        """Do it."""
        self.stdout.write(json.dumps(msgspec.to_builtins(checkup())))
