"""The forms about keys: comparing one, changing ours, the words of the recovery sheet; they know no database."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

WAYS = (("telephone", _("by telephone, on a number that I knew before")), ("in-person", _("in person")))


class CompareForm(forms.Form):
    """How a partner's key was compared; nothing is chosen or ticked beforehand.

    :param is_together: the words are read to each other, and a box says that they are the same; else the words that
        one hears are typed.
    """

    way = forms.ChoiceField(
        label=_("How do you reach the partner?"),
        choices=WAYS,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose how: not by the dispatch or the mail that brought the key.")},
    )
    with_whom = forms.CharField(
        label=_("Who reads the words out there"),
        help_text=_("A post or an office, such as: head of the registry. It stays in this office."),
        max_length=200,
        error_messages={"required": _("Say who reads them out: two people compare a key, one at each side.")},
    )
    words = forms.CharField(
        label=_("The twelve words that you hear"),
        help_text=_("Type them as the partner reads them out; do not read yours first."),
        widget=forms.Textarea(attrs={"rows": 2, "autocomplete": "off", "spellcheck": "false"}),
    )
    read_together = forms.BooleanField(
        label=_("We read all twelve words to each other, and they are the same on both screens."),
        error_messages={"required": _("Tick the box once you have read all twelve words to each other.")},
    )

    def __init__(self, *args: Any, is_together: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["words" if is_together else "read_together"]


class CooperationsForm(forms.Form):
    """In which cooperations keys are to change."""

    coops = forms.MultipleChoiceField(
        label=_("In which cooperations"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose at least one cooperation.")},
    )

    def __init__(self, *args: Any, names: Sequence[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields
        fields["coops"].choices = [(name, name) for name in names]
        fields["coops"].initial = list(names)


class RotateForm(CooperationsForm):
    """Which key is to be a new one."""

    what = forms.ChoiceField(
        label=_("Which key"),
        choices=(
            ("signing", _("the signing key: by which this Party signs")),
            ("encryption", _("the encryption key: to which others encrypt what they send here")),
            ("both", _("both")),
        ),
        widget=forms.RadioSelect,
        initial="signing",
    )


class RecoverForm(CooperationsForm):
    """What is to be recovered, and from where.

    :param ends: the ends of our registers where they conflict: the cooperation, the entry as people name it, its time,
        its hash.
    """

    entry = forms.ChoiceField(label=_("Go on from"), required=False, widget=forms.RadioSelect)
    encryption = forms.BooleanField(
        label=_("Set a new encryption key too: after a theft or a loss"), required=False, initial=True
    )

    def __init__(self, *args: Any, ends: Sequence[tuple[str, str, str, str]] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._coop_of = {hash_: coop for coop, _entry, _at, hash_ in ends}
        fields: dict[str, Any] = self.fields
        if ends:
            named = [(one[3], f"{one[0]}: {one[1]}, {one[2].replace('T', ' ')} ({one[3][:8]})") for one in ends]
            fields["entry"].choices = [("", _("the longest of our registers")), *named]
        else:
            fields["entry"].widget = forms.HiddenInput()

    def clean(self) -> dict[str, Any]:
        """An entry is of one cooperation, and that alone is recovered with it."""
        cleaned = super().clean() or {}
        cleaned["entry"] = cleaned.get("entry", "")
        coop = self._coop_of.get(cleaned["entry"])
        if coop is not None and cleaned.get("coops") != [coop]:
            self.add_error("entry", _("Choose its cooperation alone: other registers have no such entry."))
        return cleaned


class SheetForm(forms.Form):
    """What stands on the recovery sheet, typed or scanned.

    :param is_optional: the key is on this machine too, so that a browser must not insist on the words.
    """

    words = forms.CharField(
        label=_("The twenty-four words of the recovery sheet"),
        help_text=_("Type them in their order, or paste what a camera reads from the square."),
        widget=forms.Textarea(attrs={"rows": 3, "autocomplete": "off", "spellcheck": "false"}),
    )

    def __init__(self, *args: Any, is_optional: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["words"].required = not is_optional


class LeaveForm(forms.Form):
    """A note to the others, when this Party leaves."""

    note = forms.CharField(
        label=_("Note to the other Parties"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
