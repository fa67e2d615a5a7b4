"""Keeps the words that a person chooses in a long negotiation while they turn its pages; it knows none of the lines.

They stand in the person's session until they are signed or forgotten; nobody else sees them.
"""

from typing import Any, Final

from django.contrib.sessions.backends.base import SessionBase
from django.http import QueryDict

_KEPT: Final = "words"
_MOST: Final = 8
"""Plans of which words are kept: more than a person negotiates at once."""
_FIELDS: Final = ("word:", "reason:")
_DRAFT: Final = "draft"
_DRAFT_HERE: Final = "draft_here"


def _key(partnership: str, plan: str) -> str:
    return f"{partnership} {plan}"


def merged(session: SessionBase, partnership: str, plan: str, sent: QueryDict) -> QueryDict:
    """What a form brings, and what was chosen on other pages of the same plan; what the form says itself counts.

    :param sent: names each draft of its page as ``draft_here``, so that one that is not ticked any more is known.
    """
    found = sent.copy()
    kept: dict[str, Any] = session.get(_KEPT, {}).get(_key(partnership, plan), {})
    for name, value in kept.items():
        if name.startswith(_FIELDS) and name not in sent:
            found[name] = value
    here = {*sent.getlist(_DRAFT_HERE), *sent.getlist(_DRAFT)}
    found.setlist(_DRAFT, [*sent.getlist(_DRAFT), *(one for one in kept.get(_DRAFT, ()) if one not in here)])
    return found


def keep(session: SessionBase, partnership: str, plan: str, chosen: QueryDict) -> None:
    """Keep what was chosen, as ``merged`` put it together."""
    words: dict[str, Any] = {name: chosen[name] for name in chosen if name.startswith(_FIELDS) and chosen[name]}
    if chosen.getlist(_DRAFT):
        words[_DRAFT] = chosen.getlist(_DRAFT)
    kept = {name: value for name, value in session.get(_KEPT, {}).items() if name != _key(partnership, plan)}
    if words:
        kept[_key(partnership, plan)] = words
    session[_KEPT] = dict(list(kept.items())[-_MOST:])


def forget(session: SessionBase, partnership: str, plan: str = "") -> None:
    """Forget what was chosen for a plan, or where none is named, with the whole partner."""
    kept = session.get(_KEPT, {})
    left = {
        name: words
        for name, words in kept.items()
        if not (name == _key(partnership, plan) if plan else name.startswith(f"{partnership} "))
    }
    if len(left) != len(kept):
        session[_KEPT] = left


def elsewhere(chosen: QueryDict, here: set[str]) -> int:
    """How many words were chosen for lines of other pages.

    :param here: the anchors of the lines of this page.
    """
    return sum(
        1 for name in chosen if name.startswith("word:") and chosen[name] and name.removeprefix("word:") not in here
    )
