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
from foedus.web import timer
from foedus.web.desk import Desk
from foedus.web.timer import Job

WORKERS: Final = 6
"""So many tasks at the same time: an office with a slow line holds up none of the others."""
TURN_SECONDS: Final = 1.0
PRUNE_SECONDS: Final = 3600.0
_SEPARATOR: Final = "|"
logger = logging.getLogger("foedus.work")


def work(jobs: Sequence[Job], ended: threading.Event) -> None:
    """Work until ``ended`` is set. What is being done then is left where it is: every task can be done again."""
    _again(_take_over)
    for number in range(WORKERS):
        threading.Thread(target=_worker, args=(number, ended), daemon=True).start()
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
        logger.warning("put off", extra={"reason": getattr(error, "reason", "") or type(error).__name__})
        connections.close_all()


def _name(number: int) -> str:
    return _SEPARATOR.join((socket.gethostname()[:40], str(os.getpid()), str(number)))


def _worker(number: int, ended: threading.Event) -> None:
    """Take tasks one after the other; where the database is locked for long, the loop ends, and begins again."""
    while not ended.is_set():
        worker = Worker(
            queue_names=["*"],
            interval=TURN_SECONDS,
            batch=False,
            backend_name="default",
            startup_delay=True,
            max_tasks=None,
            worker_id=_name(number),
            excluded_queue_names=[],
        )
        try:
            worker.run()
        except DatabaseError as error:
            logger.warning("put off", extra={"reason": type(error).__name__})
            connections.close_all()
            ended.wait(TURN_SECONDS)


def _take_over() -> None:
    """What a process of this machine began and did not end, since it was ended itself, is due again."""
    for row in DBTaskResult.objects.filter(status=TaskResultStatus.RUNNING):
        host, _, rest = (row.worker_ids[-1] if row.worker_ids else "").partition(_SEPARATOR)
        if host == socket.gethostname()[:40] and not _is_alive(rest.partition(_SEPARATOR)[0]):
            row.status = TaskResultStatus.FAILED
            row.finished_at = timezone.now()
            row.save(update_fields=["status", "finished_at"])


def _is_alive(pid: str) -> bool:
    try:
        os.kill(int(pid), 0)
    except (ValueError, ProcessLookupError):
        return False
    except PermissionError:
        return True
    return int(pid) != os.getpid()
