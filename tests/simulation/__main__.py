"""Plays many random histories, or one again by its number: ``python -m tests.simulation``.

It exits with 1 where a promise was broken, or where a canary sang unheard.
"""

import sys
import time
from collections import Counter
from collections.abc import Iterable, Iterator
from multiprocessing import get_context

import click

from tests.simulation.canary import CANARIES, caught
from tests.simulation.history import Result, play

CANARY_HISTORIES = 400
SHOWN_FAILURES = 5


@click.command()
@click.option("--histories", default=10_000, show_default=True, help="How many histories to play.")
@click.option("--first", default=0, show_default=True, help="The number of the first one.")
@click.option("--seed", type=int, help="Play this one history again, and tell it.")
@click.option("--jobs", default=2, show_default=True, help="How many processes.")
@click.option("--canary", is_flag=True, help="Switch one rule off at a time, and see whether it is noticed.")
def main(histories: int, first: int, seed: int | None, jobs: int, *, canary: bool) -> None:
    """Play random histories of two to five nodes, some of which lie, and check every promise of the protocol."""
    if seed is not None:
        sys.exit(_tell(play(seed)))
    if canary:
        sys.exit(_sing())
    started = time.monotonic()
    counts: Counter[str] = Counter()
    failed: list[Result] = []
    with get_context("spawn").Pool(jobs) as pool:
        found = pool.imap_unordered(play, range(first, first + histories), chunksize=20)
        with click.progressbar(found, length=histories, label="Histories") as shown:
            failed.extend(_counted(shown, counts))
    taken_seconds = time.monotonic() - started
    for name, number in sorted(counts.items()):
        print(f"{number:10,}  {name}")
    rate = histories / taken_seconds
    print(f"{histories:,} histories in {taken_seconds:.0f} s: {rate:.1f} a second with {jobs} processes.")
    for result in failed[:SHOWN_FAILURES]:
        _tell(result)
    print(f"{len(failed)} failed" + "".join(f"\n  --seed {one.seed}: {one.failure}" for one in failed))
    sys.exit(1 if failed else 0)


def _counted(results: Iterable[Result], counts: Counter[str]) -> Iterator[Result]:
    """Add up what happened, and give the histories that failed."""
    for result in results:
        counts.update(result.counts)
        if result.failure is not None:
            yield result


def _tell(result: Result) -> int:
    print("\n".join(result.story))
    print(f"history {result.seed}, digest {result.digest}")
    print(f"FAILED: {result.failure}" if result.failure is not None else "every promise was kept")
    return 1 if result.failure is not None else 0


def _sing() -> int:
    unheard = 0
    for name in CANARIES:
        result = caught(name, CANARY_HISTORIES)
        unheard += result is None
        print(
            f"{name}: " + (f"noticed, --seed {result.seed}: {result.failure}" if result else "NOT NOTICED"), flush=True
        )
    return 1 if unheard else 0


if __name__ == "__main__":
    main()
