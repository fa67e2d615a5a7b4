"""Processes that sign on one node at once: each opens it for itself, waits for the others, and signs some entries."""

import os
import sys
from pathlib import Path

from foedus.office import drafts, stating
from foedus.store.node import open_node


def sign(home: Path, count: int, begin: int) -> None:
    """Sign so many entries, once the others are ready too.

    :param begin: a descriptor that is at its end once all may begin.
    """
    node = open_node(home, lambda: None)
    (coop,) = node.store.cooperations()
    os.write(1, b"r")
    os.read(begin, 1)
    for number in range(count):
        draft = drafts.new(node, coop, "milestone", body={"what": f"{os.getpid()}/{number}"})
        stating.declare(node, coop, [draft.number])


def main() -> None:
    """Let so many processes sign; ``HOME PROCESSES COUNT``; ends with how many of them failed."""
    home, processes, count = Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3])
    begin, held = os.pipe()
    for _ in range(processes):
        if os.fork() == 0:
            os.close(held)
            sign(home, count, begin)
            os._exit(0)
    os.close(begin)
    sys.stdin.readline()
    os.close(held)
    failed = sum(os.wait()[1] != 0 for _ in range(processes))
    sys.exit(failed)


if __name__ == "__main__":
    main()
