"""Knows what one party still has to answer, from what the parties hold; refuses to remind anyone.

The formulas, for a party P:

- **answer**: a version that another proposed, whose consent is asked of P, and that P neither accepted nor declined.
- **confirm**: a version on the table to which P consented, but not in full, or until a day that has passed; no party
  declined it, and P has put no later text of its own beside it.
- **mend**: the last text of P's own of a record, where another declined it: P amends it or takes it back.
- **report**: an agreed activity that concerns P is over, P has said no outcome, and no side said that it did not take
  place.
- **acknowledge**: a record that another declares and P has not acknowledged.
- **comment**: a comment of another that asks, about which no other party has commented in turn.

Ours is what falls to us from the others; theirs is the mirror: what falls to each of them from us, with the day of
the last of our lines that it had seen, and the reports that it owes.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from foedus.records.activity_status import owes_report
from foedus.records.activity_table import Row
from foedus.records.holdings import Held, Holdings
from foedus.records.kinds.comment import Comment


@dataclass(frozen=True, slots=True)
class Due:
    """One thing that a party has to answer.

    Attributes:
        party: whose turn it is.
        what: `answer`, `confirm`, `mend`, `report`, `acknowledge` or `comment`.
        record: the record that it is about.
        version: the version that it is about.
        asked_by: the party that waits, and for `mend` the one that declined; empty for a report, and where P confirms
            a text of its own.
        seen: the day of the last of our lines that the party had seen, where it is not ours to answer; else empty.
    """

    party: str
    what: str
    record: str
    version: str
    asked_by: str = ""
    seen: str = ""


@dataclass(frozen=True, slots=True)
class Waiting:
    """What is looked through for answers: what is offered, declared and asked, the activities, the acknowledgements."""

    offered: tuple[Held, ...]
    stated: tuple[Held, ...]
    questions: tuple[Held, ...]
    rows: tuple[Row, ...]
    answered: Mapping[str, tuple[str, ...]]
    partly: Mapping[str, tuple[str, ...]]
    declined: Mapping[str, tuple[str, ...]]
    acknowledged: Mapping[str, tuple[str, ...]]


def waiting_in(held: Holdings, offered: tuple[Held, ...], stated: tuple[Held, ...], rows: tuple[Row, ...]) -> Waiting:
    """Put together what is looked through, from what was handed in and what of it is understood."""
    return Waiting(
        offered,
        stated,
        unanswered_comments(stated),
        rows,
        answered={item.version: item.answered for item in held.offered},
        partly={item.version: item.partly for item in held.offered},
        declined={item.version: item.declined_by for item in held.offered},
        acknowledged={item.version: item.acknowledged_by for item in held.stated},
    )


def ours(held: Holdings, waiting: Waiting) -> tuple[Due, ...]:
    """Give what falls to us, from whomever."""
    others = tuple(party for party in held.parties if party != held.us)
    return tuple(_dues(held.us, held.us, others, waiting))


def theirs(held: Holdings, waiting: Waiting) -> tuple[Due, ...]:
    """Give what falls to each other party from us, and the reports that it owes, with what it had last seen.

    It owes none to us on what does not concern us: what it recorded as agreed on paper is its own word, until the same
    text is agreed by all.
    """
    return tuple(
        Due(due.party, due.what, due.record, due.version, due.asked_by, held.seen.get(party, ""))
        for party in held.parties
        if party != held.us
        for due in _dues(party, held.us, (held.us,), waiting)
    )


def unanswered_comments(stated: tuple[Held, ...]) -> tuple[Held, ...]:
    """Give the comments that ask and on which no other party has commented in turn."""
    answers = comments_on(stated)
    return tuple(
        item
        for item in stated
        if isinstance(item.record, Comment) and item.record.asks and not is_answered(item.version, item.author, answers)
    )


def is_answered(version: str, author: str, answers: Mapping[str, frozenset[str]]) -> bool:
    """Say whether a party other than `author` has commented on a version, as `comments_on` tells."""
    return bool(answers.get(version, frozenset()) - {author})


def comments_on(stated: tuple[Held, ...]) -> dict[str, frozenset[str]]:
    """Give for every version that was commented on the parties that did."""
    found: dict[str, frozenset[str]] = {}
    for item in stated:
        if isinstance(item.record, Comment):
            about = item.record.about
            found[about] = found.get(about, frozenset()) | {item.author}
    return found


def _dues(party: str, us: str, asking: tuple[str, ...], waiting: Waiting) -> Iterator[Due]:
    for item in waiting.offered:
        if item.author in asking and party in item.concerned and party not in waiting.answered[item.version]:
            yield Due(party, "answer", item.name, item.version, item.author)
    yield from _unsettled(party, asking, waiting)
    for row in waiting.rows:
        is_awaited = party == us or us in row.held.concerned
        if is_awaited and row.is_agreed and owes_report(party, row.held.concerned, row.words, over=row.is_over):
            yield Due(party, "report", row.held.name, row.held.version)
    asked = {item.version for item in waiting.questions}
    for item in waiting.stated:
        if item.author in asking and party not in waiting.acknowledged[item.version] and item.version not in asked:
            yield Due(party, "acknowledge", item.name, item.version, item.author)
    for item in waiting.questions:
        if item.author in asking:
            yield Due(party, "comment", item.name, item.version, item.author)


def _unsettled(party: str, asking: tuple[str, ...], waiting: Waiting) -> Iterator[Due]:
    """Consents to be given in full, and own texts to be amended or taken back."""
    last_own = {item.name: place for place, item in enumerate(waiting.offered) if item.author == party}
    for place, item in enumerate(waiting.offered):
        declined = waiting.declined[item.version]
        if item.author == party and place == last_own[item.name]:
            yield from (Due(party, "mend", item.name, item.version, other) for other in declined if other in asking)
        is_last = party in waiting.partly[item.version] and last_own.get(item.name, -1) <= place
        if is_last and not declined and not set(asking).isdisjoint(item.concerned):
            yield Due(party, "confirm", item.name, item.version, item.author if item.author != party else "")
