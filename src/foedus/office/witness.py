"""Shows what a verb would sign before it signs, and lets it sign nothing but that; it composes nothing itself.

Every verb that signs comes to ``sign_composition``, which asks here first. So a page shows word for word what any verb
would sign, and what is signed afterwards is what was shown, or nothing.
"""

from collections.abc import Callable
from contextvars import ContextVar
from typing import TypeVar

from foedus.office.errors import OfficeError
from foedus.office.review import Review

_Answer = TypeVar("_Answer")
_looking: ContextVar[Callable[[Review], None] | None] = ContextVar("looking", default=None)


class ChangedError(OfficeError):
    """What would be signed now is not what was shown: ``review`` is what it would be."""


class _ReviewedError(Exception):
    """Carries a review out of a verb, whose transaction leaves no trace."""

    def __init__(self, review: Review) -> None:
        super().__init__()
        self.review = review


def look(review: Review) -> None:
    """Let whoever watches see what is about to be signed; called before anything is."""
    watching = _looking.get()
    if watching is not None:
        watching(review)


def preview(verb: Callable[[], object]) -> Review:
    """Show what a verb would sign; nothing is signed and nothing is changed.

    :param verb: a call of a verb that signs.
    :raises OfficeError: what the verb refuses by itself.
    """

    def stop(review: Review) -> None:
        raise _ReviewedError(review)

    token = _looking.set(stop)
    try:
        verb()
    except _ReviewedError as reviewed:
        return reviewed.review
    finally:
        _looking.reset(token)
    raise OfficeError("nothing-to-sign")


def sign_as_shown(digest: str, verb: Callable[[], _Answer]) -> _Answer:
    """Let a verb sign what was shown, or nothing.

    :param digest: of the review that the person saw.
    :raises ChangedError: something has changed since.
    """

    def check(review: Review) -> None:
        if review.digest != digest:
            raise ChangedError("changed-since-review", review=review)

    token = _looking.set(check)
    try:
        return verb()
    finally:
        _looking.reset(token)
