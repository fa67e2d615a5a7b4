"""What came by command is listed, with its alarms, before anybody opens a page."""

from django.core.management import call_command

from foedus.store import listing
from tests.office.desk import Desk


def test_command_lists_what_came(web: Desk) -> None:
    steps: list[int] = []
    call_command("catch_up", progress=steps.append)
    assert sum(steps) == web.node.store.open(web.coop.id).last_number()
    assert listing.catch_up(web.node) == 0


def test_command_does_nothing_the_second_time(web: Desk) -> None:  # noqa: ARG001 - the home is served
    call_command("catch_up")
    steps: list[int] = []
    call_command("catch_up", progress=steps.append)
    assert steps == []
