"""Knows which undertakings are open, due and kept, and which questions wait; refuses to say who is to blame."""

from datetime import date

import msgspec

from foedus.records.answers import comments_on, is_answered, unanswered_comments
from foedus.records.holdings import Held
from foedus.records.kinds.milestone import Milestone
from foedus.records.kinds.undertaking import Undertaking
from foedus.records.tally import Figure, by_party, figure

_OPEN = frozenset({"open", "partly_kept"})


class Promises(msgspec.Struct, frozen=True):
    """What was promised and asked; `*_by` counts the open and the kept ones by the party that undertook them."""

    undertakings_open: Figure
    undertakings_due: Figure
    undertakings_kept: Figure
    open_by: dict[str, Figure]
    kept_by: dict[str, Figure]
    requests_without_answer: Figure
    comments_without_answer: Figure
    milestones: Figure


def promises_of(agreed: tuple[Held, ...], stated: tuple[Held, ...], year: int, today: date) -> Promises:
    """Count undertakings as of `today`, and the milestones of a year.

    The formulas stand in `foedus.records.standing`.
    """
    made = [(item, item.record) for item in (*agreed, *stated) if isinstance(item.record, Undertaking)]
    still = [(item, record) for item, record in made if state_of(record) in _OPEN]
    kept = [(item, record) for item, record in made if state_of(record) == "kept"]
    answers = comments_on(stated)
    return Promises(
        undertakings_open=figure(item.name for item, _ in still),
        undertakings_due=figure(item.name for item, record in still if record.due and record.due <= today),
        undertakings_kept=figure(item.name for item, _ in kept),
        open_by=by_party((record.who, item.name) for item, record in still),
        kept_by=by_party((record.who, item.name) for item, record in kept),
        requests_without_answer=figure(
            item.name
            for item, record in still
            if record.strength == "request" and not is_answered(item.version, record.who, answers)
        ),
        comments_without_answer=figure(item.name for item in unanswered_comments(stated)),
        milestones=figure(item.name for item in stated if _is_milestone_of(item, year)),
    )


def state_of(undertaking: Undertaking) -> str:
    """Give an undertaking's state: what is said, else kept where it names what keeps it, else open."""
    return undertaking.state or ("kept" if undertaking.kept_by else "open")


def _is_milestone_of(item: Held, year: int) -> bool:
    record = item.record
    return isinstance(record, Milestone) and record.when is not None and record.when.year == year
