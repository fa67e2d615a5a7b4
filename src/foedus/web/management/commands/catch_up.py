"""Brings a home up to date before it is served, so that no page has to: lists, alarms, secrets; it shows nothing."""

from collections.abc import Callable
from typing import Any

from django.core.management.base import BaseCommand

from foedus.store import listing
from foedus.web import alarms, factor_key
from foedus.web.desk import Desk


class Command(BaseCommand):
    """List what came since the home was served last, and look for alarms in it."""

    help = "List what came since the home was served last."
    stealth_options = ("progress",)

    def handle(self, *_args: Any, progress: Callable[[int], None] | None = None, **_options: Any) -> None:
        """Do it.

        :param progress: called with the number of entries read since the last call.
        """
        factor_key.encrypt_what_is_not()
        node = Desk(None).node
        if listing.catch_up(node, progress):
            for cooperation in node.store.cooperations():
                alarms.refresh(node, cooperation)
