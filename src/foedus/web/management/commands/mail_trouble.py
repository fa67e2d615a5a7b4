"""Mails the administrators that something failed, for ``foedus doctor --failed``; prints how many as JSON.

What that has written last is read from the standard input.
"""

import json
import sys
from typing import Any

import msgspec
from django.conf import settings
from django.core.management.base import BaseCommand, CommandParser

from foedus.web import trouble
from foedus.web.mailing import Sent


class Command(BaseCommand):
    """``python -m django mail_trouble UNIT WRONG`` with ``FOEDUS_HOME`` and the workbench's settings."""

    help = "Mail the administrators that something failed."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        """What failed, and how much is wrong."""
        parser.add_argument("unit")
        parser.add_argument("wrong", type=int)

    def handle(self, *_args: Any, **options: Any) -> None:
        """Do it, where mail is set up."""
        told = trouble.tell(options["unit"], options["wrong"], sys.stdin.read()) if settings.SMTP else Sent(0, 0)
        self.stdout.write(json.dumps(msgspec.to_builtins(told)))
