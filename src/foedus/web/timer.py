"""What is done by itself: each job says what of it is due, and the timer puts that among the tasks; it does none.

A job that is put off is not lost: it is asked again at the next turn. A task may be done twice, by two processes that
asked at one moment, so what it does must bear that.
"""

from collections.abc import Callable, Iterable, Sequence
from datetime import timedelta
from typing import Any, Final

import msgspec
from django.utils import timezone
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from foedus.office.ports import Node

Arguments = tuple[str, ...]
KEPT: Final = timedelta(days=1)
"""How long a task that is done stays to be looked at."""


class Job(msgspec.Struct, frozen=True):
    """Something that is done by itself.

    :param task: a function with ``@task()``, whose arguments are texts.
    :param due: asked at every turn, about once a second: for which arguments the task is to be done now. It has to be
        quick, and to go on saying so until the task was done.
    """

    task: Any
    due: Callable[[Node], Iterable[Arguments]]


def turn(node: Node, jobs: Sequence[Job]) -> int:
    """Put what is due among the tasks, but nothing that waits there already or is being done; say how much that was."""
    unfinished = _unfinished()  # asked first: a task that ends while the jobs are asked made what looked due
    count = 0
    for job in jobs:
        for arguments in sorted(set(job.due(node))):
            if (job.task.module_path, *arguments) not in unfinished:
                job.task.enqueue(*arguments)
                count += 1
    return count


def _unfinished() -> set[tuple[str, ...]]:
    """The path and the arguments of what waits or is being done."""
    rows = DBTaskResult.objects.filter(status__in=[TaskResultStatus.READY, TaskResultStatus.RUNNING])
    return {(path, *told["args"]) for path, told in rows.values_list("task_path", "args_kwargs")}


def prune() -> None:
    """Forget tasks that were done a while ago."""
    DBTaskResult.objects.finished().filter(finished_at__lt=timezone.now() - KEPT).delete()
