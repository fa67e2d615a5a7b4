"""The process beside the server: what nobody does any more, though it was begun, is done again."""

import threading
import time
from contextlib import suppress

import pytest
from django.db import connection
from django.db.utils import OperationalError
from django_tasks import TaskResultStatus, task
from django_tasks_db.models import DBTaskResult

from foedus.web import timer, working
from foedus.web.exchanging.tasks import exchange_with
from foedus.web.timer import Job
from tests.databases import ON_FILE_ALONE, SERVER
from tests.office.desk import Desk

PATIENCE_SECONDS = 60
is_done_again = threading.Event()


@task()
def lose_the_server() -> None:
    """Lose the database, as where its server is begun anew: that this has ended cannot be kept."""
    if DBTaskResult.objects.count() > 1:
        is_done_again.set()
    with suppress(OperationalError):
        connection.cursor().execute("SELECT pg_terminate_backend(pg_backend_pid())")


@pytest.mark.parametrize("either_database", [SERVER], indirect=True)
def test_task_whose_end_could_not_be_kept_is_done_again(web: Desk) -> None:
    is_done_again.clear()
    worker = threading.Thread(target=working.take_tasks, args=(0, is_done_again))
    worker.start()
    end = time.monotonic() + PATIENCE_SECONDS
    while not is_done_again.wait(0.1) and time.monotonic() < end:
        timer.turn(web.node, [Job(lose_the_server, lambda _node: [()])])
    assert is_done_again.is_set()
    worker.join()


@ON_FILE_ALONE
def test_what_an_earlier_process_began_is_over_whatever_machine_it_ran_on(web: Desk) -> None:
    del web
    exchange_with.enqueue("of-nobody", "AZE")
    DBTaskResult.objects.update(status=TaskResultStatus.RUNNING, worker_ids=["another|1|0"])
    ended = threading.Event()
    ended.set()
    working.work((), ended)
    assert list(DBTaskResult.objects.values_list("status", flat=True)) == [TaskResultStatus.FAILED]
