"""The form by which a person says where and how often mails go; it sends none."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from foedus.web.mailing import AT_ONCE, DAILY, NONE, WEEKLY


class MailForm(forms.Form):
    """An address, and a rhythm."""

    email = forms.EmailField(label=gettext_lazy("Mail address"), required=False, max_length=254)
    rhythm = forms.ChoiceField(
        label=gettext_lazy("How often"),
        choices=(
            (NONE, gettext_lazy("never")),
            (AT_ONCE, gettext_lazy("as soon as something new waits")),
            (DAILY, gettext_lazy("every day, at seven in the morning")),
            (WEEKLY, gettext_lazy("every Monday, at seven in the morning")),
        ),
    )

    def clean(self) -> dict[str, Any]:
        """An address is needed where mails are wanted."""
        said = super().clean() or {}
        if said.get("rhythm", NONE) != NONE and not said.get("email") and "email" not in self.errors:
            self.add_error("email", ValidationError(_("Say to which address.")))
        return said
