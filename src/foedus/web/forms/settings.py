"""The forms of the settings: cooperations, cards, words, the log, the steps of a list; they know no database."""

import re
from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from foedus.exchange.addresses import LONGEST, check_address
from foedus.exchange.errors import AddressError
from foedus.ledger.limits import CODE_FORM
from foedus.office.errors import CardError
from foedus.office.parties import Card, read_card
from foedus.office.suspense_templates import TURNS
from foedus.web.wording import tell

_LARGEST_CARD = 64 * 1024


class CardField(forms.FileField):
    """A Party's card as a file; its value is the card."""

    def clean(self, data: Any, initial: Any = None) -> Any:
        """Read the card, or say why it is none."""
        found: UploadedFile | None = super().clean(data, initial)
        if found is None:
            return None
        if found.size is None or found.size > _LARGEST_CARD:
            raise forms.ValidationError(_("The file is too large for a card."))
        try:
            return read_card(found.read())
        except CardError as error:
            raise forms.ValidationError(" ".join((tell(error)[0], tell(error)[2]))) from None


class CardForm(forms.Form):
    """A partner's card."""

    card = CardField(label=_("The partner's card"), help_text=_("The file card.json that the partner handed over."))


class FoundForm(forms.Form):
    """A cooperation to be founded: alone, with expected partners, or with one whose card is here."""

    title = forms.CharField(label=_("Title of the cooperation"), max_length=200)
    name = forms.CharField(
        label=_("Short name at this office"),
        max_length=60,
        required=False,
        help_text=_("Stands in addresses; left out, it is the partner's code."),
    )
    expected = forms.CharField(
        label=_("Partners not connected yet"),
        required=False,
        help_text=_("One a line: code, blank, name. For example: KAZ Kazakhstan"),
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    card = CardField(
        label=_("The card of a partner who is connected"),
        required=False,
        help_text=_("The file card.json that the partner handed over."),
    )
    continues = forms.ChoiceField(
        label=_("Goes on from"),
        required=False,
        help_text=_("A cooperation that this one follows: it is named in the new one, and nothing is carried over."),
    )
    kept_card = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, names: Sequence[str] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields
        fields["continues"].choices = [("", _("none")), *((name, name) for name in names)]

    def clean_name(self) -> str:
        """It can stand in an address."""
        name = str(self.cleaned_data["name"]).strip()
        if name and not re.fullmatch(r"[\w.-]+", name):
            raise forms.ValidationError(_("Use letters, digits, points and hyphens, without blanks."))
        return name

    def clean_expected(self) -> dict[str, str]:
        """Names by code."""
        found = {}
        for line in str(self.cleaned_data["expected"]).splitlines():
            code, _blank, name = line.strip().partition(" ")
            if not code:
                continue
            if not re.match(CODE_FORM, code) or not name.strip():
                raise forms.ValidationError(
                    _("“%(line)s” is not a code and a name, such as KAZ Kazakhstan.") % {"line": line.strip()}
                )
            found[code] = name.strip()
        return found

    def clean_kept_card(self) -> Card | None:
        """The card that was read before the person was asked whether this is meant."""
        kept = str(self.cleaned_data["kept_card"])
        try:
            return read_card(kept.encode()) if kept else None
        except CardError:
            return None

    def cards(self) -> list[Card]:
        """The cards that were handed over, after ``is_valid``."""
        card = self.cleaned_data["card"] or self.cleaned_data["kept_card"]
        return [card] if card is not None else []


class AddressesForm(forms.Form):
    """Where other offices are reached, a field for each Party; an empty one is nowhere."""

    def __init__(self, *args: Any, codes: Sequence[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields
        for code in codes:
            fields[code] = AddressField(
                label=_("Address of the workbench of %(code)s") % {"code": code},
                help_text=_("Such as https://office.example/. Leave it empty, and dispatches go as files."),
            )


class AddressField(forms.CharField):
    """An office's address, in its one form."""

    def __init__(self, **kwargs: Any) -> None:
        spared = {"inputmode": "url", "autocomplete": "off", "spellcheck": "false"}
        super().__init__(max_length=LONGEST, required=False, widget=forms.TextInput(attrs=spared), **kwargs)

    def clean(self, value: Any) -> str:
        """Bring it into its form, or say why it is none."""
        address = str(super().clean(value))
        try:
            return check_address(address) if address else ""
        except AddressError as error:
            raise forms.ValidationError(" ".join((tell(error)[0], tell(error)[2]))) from None


class JoinForm(forms.Form):
    """A dispatch that names this Party."""

    dispatch = forms.FileField(label=_("The dispatch"), help_text=_("The file that the founding Party sent."))
    name = forms.CharField(
        label=_("Short name at this office"),
        max_length=60,
        required=False,
        help_text=_("Stands in addresses; left out, it is the partner's code."),
    )
    clean_name = FoundForm.clean_name


class TakeBackForm(JoinForm):
    """A dispatch by which a lost copy is made whole again."""

    dispatch = forms.FileField(label=_("The dispatch"), help_text=_("The file that the other Party wrote for you."))


class LogForm(forms.Form):
    """What of the log is shown."""

    who = forms.ChoiceField(label=_("Person"), required=False)
    partner = forms.ChoiceField(label=_("Partner"), required=False)
    verb = forms.ChoiceField(label=_("What was done"), required=False)

    def __init__(self, *args: Any, choices: dict[str, list[tuple[str, str]]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields
        for name, found in choices.items():
            fields[name].choices = [("", _("all")), *found]


class StepForm(forms.Form):
    """One step of a suspense list."""

    id = forms.CharField(required=False, widget=forms.HiddenInput)
    it = forms.CharField(label=_("In Italian"), max_length=200, required=False)
    en = forms.CharField(label=_("In English"), max_length=200, required=False)
    offset_days = forms.IntegerField(
        label=_("Days"), required=False, help_text=_("Before the first day with a minus, after the last day without.")
    )
    turn = forms.ChoiceField(label=_("Whose turn"))
    remove = forms.BooleanField(label=_("Take out"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        names = {"host": _("host"), "sender": _("sender"), "each": _("each Party")}
        fields: dict[str, Any] = self.fields
        fields["turn"].choices = [(turn, names.get(turn, turn)) for turn in TURNS]

    def clean(self) -> dict[str, Any]:
        """A step that is there has both labels and its days."""
        cleaned = super().clean() or {}
        is_empty = not (cleaned.get("id") or cleaned.get("it") or cleaned.get("en"))
        if is_empty or cleaned.get("remove"):
            return cleaned
        for name in ("it", "en"):
            if not str(cleaned.get(name, "")).strip():
                self.add_error(name, _("Enter a text; blanks alone say nothing."))
        if cleaned.get("offset_days") is None and "offset_days" not in self.errors:
            self.add_error("offset_days", _("Enter a whole number in digits."))
        return cleaned


StepFormSet = forms.formset_factory(StepForm, extra=2, max_num=60)
