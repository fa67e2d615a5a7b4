"""Mails everybody whose time has come, once: for a timer of the machine's, where the workbench's own is not used."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from foedus.web.mailing import send_due


class Command(BaseCommand):
    """``python -m django send_mail`` with ``FOEDUS_HOME`` and the workbench's settings."""

    help = "Mail everybody whose time has come."

    def handle(self, *_args: Any, **_options: Any) -> None:
        """Do it, and say how many mails went out and how many could not."""
        done = send_due(timezone.now())
        self.stdout.write(f"{done.sent} {done.failed}")
