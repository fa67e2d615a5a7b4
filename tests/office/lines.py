"""A line between two nodes in one process, with a way to break it; it carries files and reads none."""

from collections.abc import Callable
from pathlib import Path

from foedus.exchange.errors import ExchangeError
from foedus.office.callers import prove
from foedus.office.exchanging import Post, answer
from tests.office.desk import Desk


def line_to(desk: Desk) -> Post:
    """What hands a file to a desk, and writes its answer."""

    def post(_address: str, ours: Path, theirs: Path) -> None:
        plain = ours.with_name("opened")
        caller = prove(desk.node, ours, plain)
        answer(desk.node, caller, plain, theirs)

    return post


def broken(post: Post, is_cut: Callable[[int], bool], *, after: bool) -> Post:
    """A line that breaks at some calls, before they arrive or before the answer does."""
    calls = iter(range(10_000))

    def carry(address: str, ours: Path, theirs: Path) -> None:
        cut = is_cut(next(calls))
        if cut and not after:
            raise ExchangeError("cut", host="sample")
        post(address, ours, theirs)
        if cut:
            theirs.unlink()
            raise ExchangeError("cut", host="sample")

    return carry
