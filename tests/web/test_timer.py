"""What is due is put among the tasks once, whoever asks how often; what was done long ago is forgotten."""

from collections.abc import Iterator
from datetime import timedelta

from django.utils import timezone
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from foedus.office.ports import Node
from foedus.web import timer
from foedus.web.exchanging.tasks import EXCHANGE, exchange_with
from foedus.web.timer import Arguments, Job
from tests.office.desk import Desk


def test_what_is_due_waits_once_until_it_was_done(web: Desk) -> None:
    job = Job(exchange_with, lambda _node: [("of-nobody", "AZE"), ("of-nobody", "KAZ")])
    assert [timer.turn(web.node, [job]), timer.turn(web.node, [job])] == [2, 0]
    DBTaskResult.objects.filter(args_kwargs__args=["of-nobody", "AZE"]).update(status=TaskResultStatus.RUNNING)
    assert timer.turn(web.node, [job]) == 0
    DBTaskResult.objects.filter(status=TaskResultStatus.RUNNING).update(status=TaskResultStatus.SUCCESSFUL)
    assert timer.turn(web.node, [job]) == 1


def test_task_that_ends_while_the_jobs_are_asked_is_not_done_once_more(web: Desk) -> None:
    def due(_node: Node) -> Iterator[Arguments]:
        yield "of-nobody", "AZE"
        DBTaskResult.objects.update(status=TaskResultStatus.SUCCESSFUL)

    assert [timer.turn(web.node, [Job(exchange_with, due)]) for _ in range(3)] == [1, 0, 1]


def test_job_that_has_nothing_due_asks_for_nothing(web: Desk) -> None:
    assert timer.turn(web.node, [Job(exchange_with, lambda _node: []), EXCHANGE]) == 0
    assert not DBTaskResult.objects.exists()


def test_task_done_long_ago_is_forgotten(web: Desk) -> None:
    del web
    now = timezone.now()
    for days in (0.5, 2):
        exchange_with.enqueue("of-nobody", str(days))
        last = DBTaskResult.objects.order_by("-enqueued_at").first()
        assert last is not None
        last.status, last.finished_at = TaskResultStatus.SUCCESSFUL, now - timedelta(days=days)
        last.save()
    exchange_with.enqueue("of-nobody", "waits")
    timer.prune()
    assert sorted(told["args"][1] for told in DBTaskResult.objects.values_list("args_kwargs", flat=True)) == [
        "0.5",
        "waits",
    ]
