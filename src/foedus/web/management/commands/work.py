"""Does what is done by itself, until it is told to end or whoever started it has ended; it shows nothing."""

import os
import signal
import sys
import threading
from argparse import ArgumentParser
from typing import Any, Final

from django.core.management.base import BaseCommand

from foedus.web.jobs import JOBS
from foedus.web.working import work

_LOOK_SECONDS: Final = 0.5


class Command(BaseCommand):
    """Exchange with other offices and keep the lists, by the clock."""

    help = "Exchange with other offices and keep the lists, by the clock."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Say how it ends."""
        parser.add_argument("--with-parent", type=int, help="End when the process of this number has ended.")

    def handle(self, *_args: Any, **options: Any) -> None:
        """Do it."""
        ended = threading.Event()
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, lambda *_: ended.set())
        if options["with_parent"]:
            # The terminal's Ctrl-C reaches everybody; whoever started this ends it.
            signal.signal(signal.SIGINT, signal.SIG_IGN)
            threading.Thread(target=_wait_for_the_end_of, args=(options["with_parent"], ended), daemon=True).start()
        work(JOBS, ended)
        sys.stdout.flush()
        os._exit(0)  # a task that is being done holds nobody up: it is done again


def _wait_for_the_end_of(parent: int, ended: threading.Event) -> None:
    while os.getppid() == parent and not ended.wait(_LOOK_SECONDS):
        pass
    ended.set()
