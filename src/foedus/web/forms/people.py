"""The forms of the door: signing in, a first or a new password; they know no record."""

from typing import Any

from django import forms
from django.conf import settings
from django.contrib.auth import password_validation
from django.contrib.auth.validators import UnicodeUsernameValidator
from django.utils.translation import gettext_lazy as _

from foedus.web.forms.days import DayField
from foedus.web.models import User
from foedus.web.rights import ROLE_NAMES


class SignInForm(forms.Form):
    """Name and password."""

    username = forms.CharField(
        label=_("User name"), max_length=150, widget=forms.TextInput(attrs={"autocomplete": "username"})
    )
    password = forms.CharField(
        label=_("Password"), strip=False, widget=forms.PasswordInput(attrs={"autocomplete": "current-password"})
    )


class PasswordForm(forms.Form):
    """A new password, twice."""

    password = forms.CharField(
        label=_("Password"),
        strip=False,
        help_text=_("At least 12 characters; a few words that you alone put together are best."),
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )
    again = forms.CharField(
        label=_("The same password again"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def __init__(self, *args: Any, user: User | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._user = user

    def clean(self) -> dict[str, Any]:
        """Both are the same, and strong enough."""
        cleaned = super().clean() or {}
        password, again = cleaned.get("password"), cleaned.get("again")
        if password and again and password != again:
            self.add_error("again", _("The two passwords are not the same."))
        if password:
            try:
                password_validation.validate_password(password, self._user)
            except forms.ValidationError as error:
                self.add_error("password", error)
        return cleaned


class FirstAdministratorForm(PasswordForm):
    """The first user of this office's copy."""

    username = forms.CharField(
        label=_("User name"),
        max_length=150,
        validators=[UnicodeUsernameValidator()],
        widget=forms.TextInput(attrs={"autocomplete": "username"}),
    )
    name = forms.CharField(label=_("Name to show"), max_length=150)
    field_order = ("username", "name", "password", "again")


class NewPasswordForm(PasswordForm):
    """Another password, for whoever knows the one that counts now."""

    old = forms.CharField(
        label=_("Password that counts now"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )
    field_order = ("old", "password", "again")

    def clean_old(self) -> str:
        """It is the one that counts."""
        old = str(self.cleaned_data["old"])
        if self._user is None or not self._user.check_password(old):
            raise forms.ValidationError(_("This is not your password."))
        return old


class AccountForm(forms.Form):
    """Language, and light or dark."""

    language = forms.ChoiceField(label=_("Language"), choices=settings.LANGUAGES)
    scheme = forms.ChoiceField(
        label=_("Look"),
        choices=(("auto", _("as this computer has it")), ("light", _("light")), ("dark", _("dark"))),
    )


class UserForm(forms.Form):
    """A person to be invited."""

    username = forms.CharField(
        label=_("User name"),
        help_text=_("What is typed to sign in. It stands in the log and cannot be changed."),
        max_length=150,
        validators=[UnicodeUsernameValidator()],
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    name = forms.CharField(label=_("Name to show"), max_length=150)

    def clean_username(self) -> str:
        """Nobody else is called so, in capitals or not."""
        username = str(self.cleaned_data["username"])
        if User.objects.filter(username__iexact=username).exists():
            raise forms.ValidationError(_("There is a user of this name already."))
        return username


class GrantForm(forms.Form):
    """A role: with one partner or with all, from a day, to a day."""

    role = forms.ChoiceField(label=_("Role"))
    partnership = forms.ChoiceField(label=_("With"), required=False)
    begins = DayField(label=_("From"), required=False)
    ends = DayField(
        label=_("To"), required=False, help_text=_("The last day. A stand-in for the head needs both days.")
    )

    def __init__(self, *args: Any, partnerships: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields
        fields["role"].choices = tuple(ROLE_NAMES.items())
        fields["partnership"].choices = [("", _("all partners")), *partnerships]

    def clean(self) -> dict[str, Any]:
        """The days are in order, and a stand-in has both."""
        cleaned = super().clean() or {}
        begins, ends = cleaned.get("begins"), cleaned.get("ends")
        if begins and ends and ends < begins:
            self.add_error("ends", _("It ends before it begins."))
        if cleaned.get("role") == "stand_in" and not (begins and ends) and "ends" not in self.errors:
            self.add_error("ends", _("A stand-in stands in from a day to a day: enter both."))
        return cleaned


class HandOverForm(forms.Form):
    """A desk from one officer to another."""

    giver = forms.ChoiceField(label=_("From"))
    taker = forms.ChoiceField(label=_("To"))
    partnerships = forms.MultipleChoiceField(label=_("Desks"), widget=forms.CheckboxSelectMultiple)

    def __init__(
        self, *args: Any, people: list[tuple[str, str]], partnerships: list[tuple[str, str]], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields
        fields["giver"].choices = fields["taker"].choices = [("", ""), *people]
        fields["partnerships"].choices = partnerships

    def clean(self) -> dict[str, Any]:
        """Nobody takes over from themselves."""
        cleaned = super().clean() or {}
        if cleaned.get("giver") and cleaned.get("giver") == cleaned.get("taker"):
            self.add_error("taker", _("This is the same person."))
        return cleaned
