"""Asks what came of an activity on one screen: which questions belong to which outcome; it signs nothing."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from foedus.records.activity_terms import OUTCOMES
from foedus.records.base import Body
from foedus.records.kinds.report import Report
from foedus.web.forms.items import Item
from foedus.web.forms.problems import examples
from foedus.web.forms.record import RecordForm

_SAID: Final = ("observations", "requests_heard", "what_next", "other_side")
_WHY: Final = ("decided_by", "reason")
_TOOK_PLACE: Final = ("period", "place", "people", "objective_met", *_SAID, "costs")

MATTERS: Final[Mapping[str, frozenset[str]]] = {
    "held": frozenset(_TOOK_PLACE),
    "partly_held": frozenset((*_WHY, *_TOOK_PLACE)),
    "not_held": frozenset((*_WHY, *_SAID, "costs")),
    "postponed": frozenset((*_WHY, *_SAID, "period")),
    "carried_over": frozenset((*_WHY, *_SAID, "period")),
    "cancelled": frozenset((*_WHY, *_SAID, "costs")),
    "dates_confirmed": frozenset(("period", "place", "observations", "what_next", "other_side")),
}
"""What is asked of each outcome; whatever else the form holds is not signed."""

ORDER: Final = (*_WHY, "period", "people", "place", "objective_met", *_SAID, "costs")
_NOT_ASKED: Final = frozenset({"activity", "side", "attachments", "marking"})
_GIVEN_UP: Final = frozenset({"postponed", "carried_over"})
_LABELS: Final = {
    "decided_by": _("By whose decision"),
    "reason": _("Why"),
    "period": _("When"),
    "other_side": _("What the other side said"),
}
_HINTS: Final = {
    "decided_by": _("Where nobody is ticked, it counts as this Party's decision."),
    "objective_met": _("1: hardly, 5: wholly"),
}
_WHEN: Final = _(
    "The actual dates; of what was postponed or carried over, the new ones where they are known: the dates given up "
    "are not signed again."
)
_FOLDED: Final = frozenset({"place", "requests_heard", "costs"})
"""What is seldom told, and stands folded until something is in it."""


@dataclass(frozen=True)
class Question:
    """A question, and for which outcomes it is asked."""

    name: str
    item: Item
    outcomes: tuple[str, ...]
    is_folded: bool
    is_row: bool


class OutcomeForm(RecordForm):
    """The form of a report, in the order in which people tell.

    ``begun`` is the body that it begins from.

    :param agreed: the period that was agreed; an activity that is postponed to the very same days has no new ones.
    """

    def __init__(
        self,
        body: Mapping[str, Any],
        languages: Sequence[str],
        parties: Mapping[str, str],
        *,
        language: str,
        data: QueryDict | None = None,
        agreed: Mapping[str, Any] | None = None,
    ) -> None:
        super().__init__(Report, body, languages, parties, language=language, data=data, without=_NOT_ASKED)
        self.begun = dict(body)
        self._agreed = dict(agreed or {})
        offered = [(term.id, term.label(language)) for term in OUTCOMES]
        outcome = self.fields["outcome"]
        outcome.widget = forms.RadioSelect(choices=offered)
        outcome.choices = offered  # type: ignore[attr-defined]  # a field of choices, as its shape says
        outcome.label = _("What came of it")
        self.fields["objective_met"].widget = forms.RadioSelect(choices=[(str(n), str(n)) for n in range(1, 6)])
        for field in self.fields.values():
            if isinstance(field.widget, forms.Textarea):
                field.required = False
                field.widget.attrs["rows"] = 2
        for name, words in _LABELS.items():
            self._relabel(name, words)
        for name, hint in _HINTS.items():
            self.fields[name].help_text = hint
        self.fields["period"].help_text = f"{_WHEN} {examples()}"

    def full_clean(self) -> None:
        """Read what was typed; what does not belong to the outcome is of no matter, and may stand folded away."""
        super().full_clean()
        asked = MATTERS.get(self.outcome) if self.is_bound else None
        if asked is None:
            return
        for item in self.items:
            if item.path in ORDER and item.path not in asked:
                for name, _label in item.inputs():
                    self.errors.pop(name, None)

    def _relabel(self, name: str, words: Any) -> None:
        for item in self.items:
            if item.path == name:
                item.label = item.whole_label = str(words)
                for inner, _label in item.inputs():
                    self.fields[inner].label = words

    @property
    def questions(self) -> Iterator[Question]:
        """All questions but the first, in their order."""
        held = {item.path: item for item in self.items}
        for name in ORDER:
            outcomes = tuple(one for one, asked in MATTERS.items() if name in asked)
            is_folded = name in _FOLDED and not self._is_said(held[name])
            is_row = name in {"decided_by", "objective_met"}
            yield Question(name, held[name], outcomes, is_folded and held[name].sort != "rows", is_row)

    def _is_said(self, item: Item) -> bool:
        return any(self[name].value() or name in self.errors for name, _label in item.inputs())

    @property
    def outcome_field(self) -> forms.BoundField:
        """The first question."""
        return self["outcome"]

    @property
    def outcome(self) -> str:
        """What was chosen; empty where nothing was, or nothing that is known."""
        chosen = str(self["outcome"].value() or "")
        return chosen if chosen in MATTERS else ""

    def told(self) -> Body:
        """The body that would be signed: what belongs to the outcome that was chosen, and what was not asked for."""
        body = self.body()
        asked = MATTERS.get(self.outcome, frozenset())
        kept = {name: value for name, value in body.items() if name in asked or name not in ORDER}
        if self.outcome in _GIVEN_UP and kept.get("period") == self._agreed:
            kept.pop("period", None)
        return kept

    def attach_all(self, problems: Iterable[Any]) -> bool:
        """Show problems at their fields; say whether there were any."""
        found = list(problems)
        self.attach(found)
        return bool(found)
