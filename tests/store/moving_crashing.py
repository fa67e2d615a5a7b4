"""A process that moves a copy and is ended at the nth moment at which something is done for good; it judges nothing."""

import os
import sys
from pathlib import Path

import django

os.environ["DJANGO_SETTINGS_MODULE"] = "foedus.web.settings"
django.setup()

from django.db.backends.base.base import BaseDatabaseWrapper  # noqa: E402 - Django is started first

from foedus.store.moving import move  # noqa: E402 - Django is started first
from tests.store.crashing import Ending, say  # noqa: E402 - Django is started first


class Beginning:
    """Lets every moment count once rows are moved."""

    def __init__(self, ending: Ending) -> None:
        self._ending: Ending | None = ending

    def __call__(self, _: int) -> None:
        if self._ending is None:
            return
        for owner, name in ((BaseDatabaseWrapper, "commit"), (Path, "replace"), (os, "fsync")):
            setattr(owner, name, self._ending.around(getattr(owner, name)))
        self._ending = None


def main() -> None:
    """Wait for ``nth TAB home TAB address``, let a copy of this process do it, and say how it ended."""
    for line in sys.stdin:
        nth, home, address = line.rstrip("\n").split("\t")
        child = os.fork()
        if child == 0:
            move(Path(home), address or None, Beginning(Ending(int(nth))))
            os._exit(0)
        _, status = os.waitpid(child, 0)
        say(str(os.waitstatus_to_exitcode(status)))


if __name__ == "__main__":
    main()
