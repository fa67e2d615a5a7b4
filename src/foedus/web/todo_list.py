"""Puts what the tabs of the first page show into a list for a file, a row for each line; it looks for none itself."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any, Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from foedus.publishing.lists import List, Row
from foedus.web import lists
from foedus.web.duties import Duty

DUTY: Final = {
    "partner": gettext_lazy("Partner"),
    "kind": gettext_lazy("Kind"),
    "what": gettext_lazy("What"),
    "more": gettext_lazy("More"),
    "since": gettext_lazy("Since"),
    "until": gettext_lazy("Until"),
    "address": gettext_lazy("Address"),
}
_SECTIONS: Final = "sections"
_PARTS: Final[Mapping[str, Any]] = {
    "to_decide": gettext_lazy("Drafts and answers to decide on"),
    "came_back": gettext_lazy("Drafts and answers that came back"),
    "told_by_units": gettext_lazy("Told by units, to be signed"),
    _SECTIONS: None,
    "steps": gettext_lazy("Suspense list"),
    "undertakings": gettext_lazy("Undertakings of ours that are due"),
    "pendings": gettext_lazy("Accepted by all, not yet recorded as agreed"),
}
"""What a tab is handed, in the order in which its page shows it, with its heading; sections have headings each."""


def of(shown: Mapping[str, Any], tab: str, whole: Callable[[str], str]) -> List:
    """All that waits on a tab, in the order of its page.

    :param shown: what the tab's page is handed.
    :param tab: what the tab is called.
    :param whole: makes an address on this office one that leads there from anywhere.
    """
    rows = (row(duty, heading, whole) for heading, duties in _parts(shown) for duty in duties)
    return lists.list_of(f"{_('To do')}: {tab}", DUTY, rows)


def _parts(shown: Mapping[str, Any]) -> Iterator[tuple[str, tuple[Duty, ...]]]:
    for name, heading in _PARTS.items():
        if name == _SECTIONS:
            yield from ((section.heading, section.lines) for section in shown.get(name, ()))
        else:
            yield str(heading), tuple(shown.get(name, ()))


def row(duty: Duty, heading: str, whole: Callable[[str], str]) -> Row:
    """A line as a row."""
    return {
        "partner": duty.coop,
        "kind": heading,
        "what": duty.title,
        "more": "; ".join(duty.more),
        "since": duty.since,
        "until": duty.until,
        "address": whole(duty.url),
    }
