"""The process that does what is done by itself: a timer and some workers, until it is told to end; it knows no job."""

import logging
import os
import socket
import threading
import time
from collections.abc import Callable, Sequence
from typing import Final

from django.contrib.auth.models import AnonymousUser
from django.db import connections
from django.db.utils import DatabaseError
from django.utils import timezone
from django_tasks import TaskResultStatus
from django_tasks_db.management.commands.db_worker import Worker
from django_tasks_db.models import DBTaskResult

from foedus.ledger.errors import LedgerError
from foedus.office.errors import OfficeError
from foedus.web import log_lines, timer
from foedus.web.desk import Desk
from foedus.web.timer import Job

WORKERS: Final = 6
"""So many tasks at the same time: an office with a slow line holds up none of the others."""
TURN_SECONDS: Final = 1.0
PRUNE_SECONDS: Final = 3600.0


def work(jobs: Sequence[Job], ended: threading.Event) -> None:
    """Work until ``ended`` is set. What is being done then is left where it is: every task can be done again."""
    _again(_let_go)  # one process works for a home; where there were two, something is done twice, which it bears
    for number in range(WORKERS):
        threading.Thread(target=take_tasks, args=(number, ended), daemon=True).start()
    next_prune = time.monotonic()
    while not ended.wait(TURN_SECONDS):
        _again(lambda: timer.turn(Desk(AnonymousUser()).node, jobs))
        if time.monotonic() >= next_prune:
            _again(timer.prune)
            next_prune += PRUNE_SECONDS
    connections.close_all()


def _again(step: Callable[[], object]) -> None:
    """Do a step of the timer; what goes wrong in it is told in the log, and tried again at the next turn."""
    try:
        step()
    except (DatabaseError, LedgerError, OfficeError, OSError) as error:
        reason = getattr(error, "reason", "") or type(error).__name__
        log_lines.tell("put-off", level=logging.WARNING, reason=reason)
        connections.close_all()


def take_tasks(number: int, ended: threading.Event) -> None:
    """Take tasks one after the other; where the database fails for long, the loop ends, and begins again.

    What was being done then, and could not be noted as ended, is let go, so that it is done again.

    :param number: which of the workers of this process.
    """
    name, has_failed = f"{socket.gethostname()[:40]}|{os.getpid()}|{number}", False
    while not ended.is_set():
        worker = Worker(
            queue_names=["*"],
            interval=TURN_SECONDS,
            batch=False,
            backend_name="default",
            startup_delay=True,
            max_tasks=None,
            worker_id=name,
            excluded_queue_names=[],
        )
        try:
            if has_failed:
                _let_go(name)
            worker.run()
        except DatabaseError as error:
            has_failed = True
            log_lines.tell("put-off", level=logging.WARNING, reason=type(error).__name__)
            connections.close_all()
            ended.wait(TURN_SECONDS)


def _let_go(name: str = "") -> None:
    """What was begun and is done by nobody is over: it would be waited for for ever, and is asked for again.

    :param name: of the worker that began it, and could not keep that it ended; empty for any, of an earlier process.
    """
    for row in DBTaskResult.objects.filter(status=TaskResultStatus.RUNNING):
        if not name or name in row.worker_ids[-1:]:
            row.status = TaskResultStatus.FAILED
            row.finished_at = timezone.now()
            row.save(update_fields=["status", "finished_at"])
