"""The form by which a person gives a program access; it makes no token."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from foedus.web.forms.days import DayField


class TokenForm(forms.Form):
    """What a token is for, which partner it reads, and until when.

    :param partners: the short names of the cooperations among which one is chosen.
    :param today: the day before which no token can end.
    """

    name = forms.CharField(label=gettext_lazy("What it is for"), max_length=100)
    partner = forms.ChoiceField(label=gettext_lazy("Partner"), required=False)
    ends = DayField(
        label=gettext_lazy("Until"), required=False, help_text=gettext_lazy("Leave it empty where it has no end.")
    )

    def __init__(self, *args: Any, partners: Sequence[str], today: date, **more: Any) -> None:
        super().__init__(*args, **more)
        self._today = today
        choices = [("", _("All partners")), *((name, name) for name in partners)]
        field = self.fields["partner"]
        if isinstance(field, forms.ChoiceField):
            field.choices = choices

    def clean_ends(self) -> date | None:
        """The last day, which is not over."""
        day: date | None = self.cleaned_data["ends"]
        if day is not None and day < self._today:
            raise ValidationError(_("This day is over."))
        return day
