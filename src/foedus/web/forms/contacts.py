"""The form of who is who: a post, from when to when, and who holds it; it knows no database."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from foedus.office.contacts import Contact
from foedus.web.forms.days import DayField


class ContactForm(forms.Form):
    """A person in a post of a Party.

    :param parties: their names by code.
    """

    party = forms.ChoiceField(label=_("Party"))
    post = forms.CharField(label=_("Post"), max_length=200, help_text=_("For example: Head, International Cooperation"))
    name = forms.CharField(label=_("Rank and name"), max_length=200, required=False)
    mailbox = forms.CharField(label=_("Mailbox"), max_length=200, required=False)
    telephone = forms.CharField(label=_("Telephone"), max_length=60, required=False)
    begins = DayField(label=_("In the post from"), required=False)
    ends = DayField(label=_("until"), required=False)
    remarks = forms.CharField(
        label=_("Remarks"), max_length=2000, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )

    def __init__(self, *args: Any, parties: Mapping[str, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["party"].choices = list(parties.items())  # type: ignore[attr-defined]  # a ChoiceField

    def clean(self) -> dict[str, Any]:
        """Say where the post ends before it begins."""
        cleaned: dict[str, Any] = super().clean() or {}
        begins, ends = cleaned.get("begins"), cleaned.get("ends")
        if begins is not None and ends is not None and ends < begins:
            self.add_error("ends", _("The last day is before the first."))
        return cleaned

    def contact(self, contact_id: str = "") -> Contact:
        """What was typed, as the office keeps it."""
        held = self.cleaned_data
        return Contact(
            party=held["party"],
            post=held["post"],
            name=held["name"],
            mailbox=held["mailbox"],
            telephone=held["telephone"],
            from_=held["begins"].isoformat() if held["begins"] else "",
            to=held["ends"].isoformat() if held["ends"] else "",
            remarks=held["remarks"],
            id=contact_id,
        )


def initial_of(contact: Contact) -> dict[str, str]:
    """What a form begins with, to change a contact."""
    held = {name: getattr(contact, name) for name in ("party", "post", "name", "mailbox", "telephone", "remarks")}
    return {**held, "begins": contact.from_, "ends": contact.to}
