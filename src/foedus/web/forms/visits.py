"""The forms of a meeting's private side: programme by the hour, speaking notes, gifts, sites; they keep nothing."""

from collections.abc import Mapping
from typing import Any, Final

from django import forms
from django.utils.translation import gettext_lazy as _

from foedus.office.visits import GIVEN, RECEIVED, Gift, Slot, SpeakingNote, Visit
from foedus.web.forms.days import DayField

_ROWS_TO_FILL: Final = 2
_MOST_ROWS: Final = 200
_LINE: Final = 300


class _HourField(forms.TimeField):
    """An hour, typed as text: the browser's own field speaks the browser's language, not the page's."""

    widget = forms.TimeInput({"autocomplete": "off", "inputmode": "numeric"}, format="%H:%M")
    input_formats = ("%H:%M", "%H.%M", "%H")


class SlotForm(forms.Form):
    """A part of the programme."""

    day = DayField(label=_("Day"))
    begins = _HourField(label=_("From"), help_text=_("Such as 14:30."))
    ends = _HourField(label=_("Until"), required=False)
    what = forms.CharField(label=_("What"), max_length=_LINE)
    where = forms.CharField(label=_("Where"), max_length=_LINE, required=False)
    for_whom = forms.CharField(label=_("For whom"), max_length=_LINE, required=False)

    def clean(self) -> dict[str, Any]:
        """A part ends after it begins."""
        cleaned: dict[str, Any] = super().clean() or {}
        begins, ends = cleaned.get("begins"), cleaned.get("ends")
        if begins and ends and ends < begins:
            self.add_error("ends", _("It ends before it begins."))
        return cleaned


class SpeakingNoteForm(forms.Form):
    """What is to be said on a topic."""

    topic = forms.CharField(label=_("Topic"), max_length=_LINE)
    text = forms.CharField(label=_("What we say"), required=False, widget=forms.Textarea({"rows": 3}))
    only_if_asked = forms.BooleanField(label=_("Only if asked"), required=False)


class GiftForm(forms.Form):
    """A gift."""

    what = forms.CharField(label=_("Gift"), max_length=_LINE)
    for_whom = forms.CharField(label=_("For or from which post"), max_length=_LINE, required=False)
    direction = forms.ChoiceField(
        label=_("Given or received"),
        choices=[(GIVEN, _("given")), (RECEIVED, _("received"))],
        initial=GIVEN,
        required=False,
    )
    remarks = forms.CharField(label=_("Remarks"), max_length=_LINE, required=False)

    def has_changed(self) -> bool:
        """Say whether a gift is told: a row that only says given or received is empty."""
        return bool(set(self.changed_data) - {"direction"})


class SitesForm(forms.Form):
    """The sites that might be visited, one a line."""

    sites = forms.CharField(
        label=_("Sites"), help_text=_("One a line."), required=False, widget=forms.Textarea({"rows": 4})
    )


_FORMS: Final[Mapping[str, type[forms.Form]]] = {
    "programme": SlotForm,
    "speaking_notes": SpeakingNoteForm,
    "gifts": GiftForm,
}


class VisitForm:
    """The whole private side as one page of rows; a row that is emptied is dropped.

    :param visit: what is kept.
    :param data: what was sent; None where the page is only asked for.
    """

    def __init__(self, visit: Visit, data: Any = None) -> None:
        self.is_adding = data is not None and any(f"add:{name}" in data for name in _FORMS)
        self.is_bound = data is not None
        kept = _kept(visit)
        self.sites = SitesForm(data, initial={"sites": "\n".join(visit.sites)})
        self.rows = {name: _rows(name, made, kept[name], data) for name, made in _FORMS.items()}

    @property
    def programme(self) -> Any:
        """The rows of the programme."""
        return self.rows["programme"]

    @property
    def speaking_notes(self) -> Any:
        """The rows of the speaking notes."""
        return self.rows["speaking_notes"]

    @property
    def gifts(self) -> Any:
        """The rows of the gifts."""
        return self.rows["gifts"]

    def is_valid(self) -> bool:
        """Say whether everything that was typed could be read."""
        parts = (self.sites, *self.rows.values())
        return sum(not one.is_valid() for one in parts) == 0

    @property
    def summary(self) -> list[dict[str, str]]:
        """Everything that could not be read, each leading to its field."""
        if not self.is_bound or self.is_adding:
            return []
        return [
            {"id": bound.id_for_label, "text": f"{bound.label}: {' '.join(bound.errors)}"}
            for rows in self.rows.values()
            for form in rows
            for bound in form
            if bound.errors
        ]

    def visit(self) -> Visit:
        """What was typed; only after ``is_valid``."""
        said = {name: [one for one in rows.cleaned_data if one] for name, rows in self.rows.items()}
        return Visit(
            programme=tuple(_slot(one) for one in said["programme"]),
            sites=tuple(line.strip() for line in self.sites.cleaned_data["sites"].splitlines() if line.strip()),
            speaking_notes=tuple(SpeakingNote(**one) for one in said["speaking_notes"]),
            gifts=tuple(Gift(**{**one, "direction": one["direction"] or GIVEN}) for one in said["gifts"]),
        )


def _rows(name: str, form: type[forms.Form], kept: list[dict[str, Any]], data: Any) -> Any:
    if data is None:
        made: Any = forms.formset_factory(form, extra=_ROWS_TO_FILL, max_num=_MOST_ROWS)
        return made(prefix=name, initial=kept)
    sent = data.copy()
    sent[f"{name}-INITIAL_FORMS"] = "0"
    if f"add:{name}" in data:
        total = data.get(f"{name}-TOTAL_FORMS", "0")
        sent[f"{name}-TOTAL_FORMS"] = str(int(total if total.isdecimal() else 0) + _ROWS_TO_FILL)
    return forms.formset_factory(form, extra=0, max_num=_MOST_ROWS)(sent, prefix=name)


def _kept(visit: Visit) -> dict[str, list[dict[str, Any]]]:
    slots = [{name: getattr(slot, name) for name in slot.__struct_fields__} for slot in visit.programme]
    notes = [{name: getattr(note, name) for name in note.__struct_fields__} for note in visit.speaking_notes]
    gifts = [{name: getattr(gift, name) for name in gift.__struct_fields__} for gift in visit.gifts]
    return {"programme": slots, "speaking_notes": notes, "gifts": gifts}


def _slot(typed: Mapping[str, Any]) -> Slot:
    ends = typed["ends"]
    return Slot(
        day=typed["day"].isoformat(),
        begins=f"{typed['begins']:%H:%M}",
        what=typed["what"],
        ends=f"{ends:%H:%M}" if ends else "",
        where=typed["where"],
        for_whom=typed["for_whom"],
    )
