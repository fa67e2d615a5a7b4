"""The form by which undertakings are narrowed: partner, who, how firmly, state, the month; it knows no undertaking."""

from collections.abc import Iterable, Sequence
from typing import Any, Final

from django import forms
from django.utils.translation import gettext as _

from foedus.records.agreement_terms import STRENGTHS, UNDERTAKING_STATES
from foedus.web.forms.days import MonthField

OVERDUE: Final = "overdue"
"""The state that is not a state of the record: open, and its day has come."""
OTHERS: Final = "others"
"""Everybody but us."""


class PromisesForm(forms.Form):
    """What undertakings are shown; each answer may be left open.

    :param partners: the short names of the cooperations that may be seen; none where the page is one partner's.
    :param parties: code and name of those that may have made one.
    :param language: the reader's.
    """

    def __init__(
        self, data: Any, *, partners: Sequence[str], parties: Iterable[tuple[str, str]], language: str
    ) -> None:
        super().__init__(data)
        strengths = [(one, STRENGTHS.label(one, language)) for one in STRENGTHS.ids]
        states = [(one, UNDERTAKING_STATES.label(one, language)) for one in UNDERTAKING_STATES.ids]
        if partners:
            self._offer("partner", _("Partner"), [(name, name) for name in partners])
        self._offer("who", _("Who"), [*parties, (OTHERS, _("the other Parties"))])
        self._offer("strength", _("How firmly"), strengths)
        self._offer("state", _("State"), [(OVERDUE, _("Overdue")), *states])
        self.fields["made"] = MonthField(label=_("Made in the month"), required=False)

    def _offer(self, name: str, label: str, choices: list[tuple[str, str]]) -> None:
        self.fields[name] = forms.ChoiceField(label=label, choices=[("", _("all")), *choices], required=False)
