"""Brings lists and alarms up to date when something came, so that no page has to: a job of the timer."""

import time
from collections.abc import Iterable
from typing import Final

from django.contrib.auth.models import AnonymousUser
from django_tasks import task

from foedus.office.ports import Node
from foedus.web import alarms
from foedus.web.desk import Desk
from foedus.web.timer import Arguments, Job

REST_SECONDS: Final = 0.1
"""After each cooperation: whoever waits to write to a file looks so often, and would not find it free for a moment."""


@task()
def list_what_came() -> None:
    """List it, and look for alarms in it, a cooperation at a time: others write between."""
    alarms.catch_up(Desk(AnonymousUser()).node, rest=lambda: time.sleep(REST_SECONDS))


class Due:
    """Whether something came since the last turn but one: what still comes is listed when it has come."""

    def __init__(self) -> None:
        self._seen: dict[str, int] = {}
        self._listed: dict[str, int] = {}

    def __call__(self, node: Node) -> Iterable[Arguments]:
        """Once, where there is something new that did not change since the last turn."""
        now = {coop.id: node.store.open(coop.id).last_number() for coop in node.store.cooperations()}
        is_calm, self._seen = now == self._seen, now
        if is_calm and now != self._listed:
            self._listed = now
            yield ()


LISTS: Final = Job(list_what_came, Due())
