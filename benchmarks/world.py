"""``make bench ARGS="--only world"``: 193 offices in 500 cooperations through a year, with real dispatches and homes.

It says what they send and keep, and how long it takes to agree; it measures no speed.
"""

import multiprocessing
import random
import sys
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from statistics import median
from typing import Final

from django.db import connections

from benchmarks.journals import AGE
from benchmarks.pair import Pair, Told
from benchmarks.picture import Span, spans
from benchmarks.report import machine
from benchmarks.roads import ROADS, road
from benchmarks.side import Side
from benchmarks.year import CHANGED, COUNTERED, REFUSED, SCAN_BYTES, Year
from foedus.exchange.intake import take_in
from foedus.ledger.partnership import Partnership
from foedus.office.parties import set_own_card
from foedus.office.ports import Cooperation
from foedus.store import listing
from foedus.store.node import create_node
from foedus.store.setup import start

NODES, PARTNERSHIPS, ACTIVITIES, YEAR = 193, 500, 30_000, 2026
PICTURE: Final = "world.svg"
_MB = 1_000_000
_ABOUT: Final = (
    "{nodes} offices in {pairs} cooperations of two, drawn at random, through the plan of one year: offered in "
    "November with {offered} lines each, {countered:.0%} of them answered with another text and {refused:.0%} not "
    "accepted; both think for some working days before each answer; {changed:.0%} of the lines change once; each "
    "side says once a week what came of what ended, and marks what the other said as received; minutes with a "
    "scan of {scan} KB. How they write to each other, how often a line is down and how long people think is "
    "assumed, and stands in `benchmarks/roads.py` and `benchmarks/year.py`; the dispatches are real, signed, "
    "encrypted, opened and taken in, and in the end both hold the same, or this fails."
)
_HEAD: Final = (
    "| road | cooperations | dispatches | MB | KB each, median of cooperations | largest, KB | days to agree a "
    "plan: median, 90th | days to agree a change: median, 90th |"
)
_SUM: Final = (
    "{activities:,} activities were agreed, {entries:,} entries written, {sent:,} dispatches sent, {whole:,.0f} "
    "MB in all. An office keeps {kept:.1f} MB (median; from {least:.1f} to {most:.1f} MB): its database with "
    "everything that lists and searches it, and the scans."
)


@dataclass(frozen=True)
class Played:
    """A cooperation after its year: what came of it, and where its journals and files lie."""

    partnership: str
    codes: tuple[str, str]
    told: Told
    journals: dict[str, Path]
    blobs: dict[str, bytes]


_Asked = tuple[int, tuple[int, int], int, Path]


def _code(node: int) -> str:
    return f"S{node:03}"


def _play(asked: _Asked) -> Played:
    number, (one, other), lines, folder = asked
    chance = random.Random(number)
    sides = (Side(_code(one), one), Side(_code(other), other))
    pair = Pair(chance, sides, road(chance), datetime(YEAR - 1, 11, 2, 9, tzinfo=UTC))
    Year(chance, pair, lines, YEAR)
    pair.play()
    codes = (sides[0].code, sides[1].code)
    return Played(sides[0].partnership, codes, pair.told, pair.write(folder), sides[0].blobs)


def _drawn(nodes: int, pairs: int) -> list[tuple[int, int]]:
    """Who cooperates with whom: nobody twice with the same, and everybody with somebody."""
    chance = random.Random(nodes)
    found = {(node, (node + 1) % nodes) for node in range(0, nodes - 1, 2)} | {(nodes - 1, 0)}
    while len(found) < pairs:
        one, other = chance.sample(range(nodes), 2)
        if (other, one) not in found:
            found.add((one, other))
    return sorted(found)[:pairs]


def _kept(asked: tuple[int, list[Played], Path]) -> int:
    """Fill a home with an office's cooperations, list them, and weigh it in bytes."""
    number, played, folder = asked
    code = _code(number)
    writer = Side(code, number).writer
    node = create_node(folder / code, None)
    set_own_card(node, code, f"Sample {code}", {}, writer.key.jwk, writer.recovery.jwk, AGE)
    for one in played:
        with node.store.transaction():
            ledger = node.store.create(Cooperation(one.partnership, "-".join(one.codes), code))
            take_in(Partnership(ledger), one.journals, jobs=0)
            for sha256, data in one.blobs.items():
                ledger.put_blob(sha256, data)
    listing.catch_up(node)
    connections.close_all()
    return sum(path.stat().st_size for path in (folder / code).rglob("*") if path.is_file())


def _in_turn(found: Iterator[object], whole: int, what: str) -> Iterator[object]:
    for number, one in enumerate(found, 1):
        if number == whole or not number % 10:
            print(f"\r  {what}: {number} of {whole}", end="" if number < whole else "\n", file=sys.stderr, flush=True)
        yield one


def simulated(nodes: int, pairs: int, activities: int) -> tuple[list[Told], list[int]]:
    """Play the year.

    :returns: what came of each cooperation, and the bytes that each office keeps.
    """
    start()
    with (
        tempfile.TemporaryDirectory(prefix="foedus-world-") as name,
        multiprocessing.get_context("fork").Pool() as pool,
    ):
        folder = Path(name)
        drawn = enumerate(_drawn(nodes, pairs))
        asked = [(number, who, _offered(activities, pairs), folder) for number, who in drawn]
        played = [one for one in _in_turn(pool.imap(_play, asked), pairs, "cooperations") if isinstance(one, Played)]
        of_node = [(node, [one for one in played if _code(node) in one.codes], folder) for node in range(nodes)]
        kept = [one for one in _in_turn(pool.imap(_kept, of_node), nodes, "offices") if isinstance(one, int)]
    return [one.told for one in played], kept


def _offered(activities: int, pairs: int) -> int:
    """How many lines a plan offers, so that so many activities are agreed in all."""
    return round(activities / pairs / (1 - REFUSED))


def section(told: Sequence[Told], kept: Sequence[int], command: str) -> str:
    """The part of the page that tells of the world, in Markdown."""
    activities = sum(one.activities for one in told)
    about = _ABOUT.format(
        nodes=len(kept),
        pairs=len(told),
        offered=_offered(activities, len(told)),
        countered=COUNTERED,
        refused=REFUSED,
        changed=CHANGED,
        scan=SCAN_BYTES // 1000,
    )
    whole = _SUM.format(
        activities=activities,
        entries=sum(one.entries for one in told),
        sent=sum(one.dispatches for one in told),
        whole=sum(one.bytes for one in told) / _MB,
        kept=median(kept) / _MB,
        least=min(kept) / _MB,
        most=max(kept) / _MB,
    )
    rows = [_row(one.name, [each for each in told if each.road == one.name]) for one in ROADS]
    picture_ = f"![Days until a plan and a change are agreed at both, by road.]({PICTURE})"
    made = f"Made by `{command}`; {machine()}."
    table = [_HEAD, "| --- " + "| ---: " * 7 + "|", *rows, _row("all", told)]
    return "\n".join(["## A world of offices", "", made, "", about, "", *table, "", whole, "", picture_, ""])


def _days(told: Sequence[Told], what: str) -> list[float]:
    return sorted(hours / 24 for one in told for hours in getattr(one, what))


def _late(days: Sequence[float], part: float) -> float:
    return days[min(len(days) - 1, int(len(days) * part))]


def _row(name: str, told: Sequence[Told]) -> str:
    plans, changes = _days(told, "plan_hours"), _days(told, "change_hours")
    each = median(one.bytes / one.dispatches for one in told) / 1000
    shown = [
        f"{len(told)}",
        f"{sum(one.dispatches for one in told):,}",
        f"{sum(one.bytes for one in told) / _MB:,.0f}",
        f"{each:.1f}",
        f"{max(one.largest for one in told) / 1000:.0f}",
        *(f"{median(days):.1f}, {_late(days, 0.9):.1f}" for days in (plans, changes)),
    ]
    return f"| {name} | {' | '.join(shown)} |"


def picture(told: Sequence[Told]) -> str:
    """The same days as a picture, in SVG."""
    found = []
    for one in ROADS:
        mine = [each for each in told if each.road == one.name]
        for what, name in (("plan_hours", "a plan"), ("change_hours", "a change")):
            days = _days(mine, what)
            found.append(Span(f"{one.name}: {name}", _late(days, 0.1), median(days), _late(days, 0.9)))
    return spans("Days until agreed at both", found)
