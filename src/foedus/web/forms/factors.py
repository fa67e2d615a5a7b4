"""The forms of the second factor: codes, passkeys, the password again; allauth checks them, this file words them."""

from typing import Any

from allauth.account.forms import ReauthenticateForm
from allauth.mfa.adapter import get_adapter
from allauth.mfa.base.forms import AuthenticateForm
from allauth.mfa.base.forms import ReauthenticateForm as BaseCodeAgainForm
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.webauthn.forms import AddWebAuthnForm
from django import forms
from django.core.cache import cache
from django.utils.translation import gettext_lazy as _

from foedus.web.rights import DEFAULT_SECOND_FACTOR, ROLE_NAMES

USED_SECONDS = 120
"""How long a code of an app that was used once opens nothing: longer than any code counts."""


def _code_field(label: Any, hint: Any = "") -> forms.CharField:
    attributes = {"autocomplete": "one-time-code", "spellcheck": "false"}
    return forms.CharField(label=label, help_text=hint, max_length=20, widget=forms.TextInput(attrs=attributes))


class _UsedOnce:
    """A code of an app opens once, for every process and as long as it counts."""

    def clean_code(self) -> str:
        """The code, where it opens."""
        code: str = super().clean_code()  # type: ignore[misc]  # it stands before a form that has one
        authenticator: Authenticator = self.authenticator  # type: ignore[attr-defined]  # set by that form
        if authenticator.type != Authenticator.Type.TOTP:
            return code
        kept = "".join(sign for sign in code if sign.isdecimal())
        if not cache.add(f"code-used-{authenticator.pk}-{kept}", "yes", timeout=USED_SECONDS):
            raise get_adapter().validation_error("incorrect_code")
        return code


class CodeForm(_UsedOnce, AuthenticateForm):
    """The code that is asked for at the door."""

    code = _code_field(_("Code"), _("Six digits from your app, or one of your recovery codes."))


class CodeAgainForm(_UsedOnce, BaseCodeAgainForm):
    """A code, to show again who sits there."""

    code = _code_field(_("Code"), _("Six digits from your app, or one of your recovery codes."))


class AppForm(ActivateTOTPForm):
    """The first code of an app that was just set up."""

    code = _code_field(_("Code that the app shows"))


class PasskeyForm(AddWebAuthnForm):
    """A passkey to be added: what it is called, and whether it opens by itself."""

    name = forms.CharField(
        label=_("Name of the passkey"),
        help_text=_("So that you know it again: “key on my ring”, “office laptop”."),
        max_length=60,
        required=False,
    )
    passwordless = forms.BooleanField(
        label=_("It opens without the password"),
        help_text=_("It then asks for a PIN or a fingerprint of its own."),
        required=False,
    )


class PasswordAgainForm(ReauthenticateForm):
    """The password again, to show who sits there."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["password"] = forms.CharField(
            label=_("Password"), strip=False, widget=forms.PasswordInput(attrs={"autocomplete": "current-password"})
        )


class AskedOfForm(forms.Form):
    """Of which roles a second factor is asked."""

    roles = forms.MultipleChoiceField(
        label=_("A second factor is asked of"),
        help_text=_("Whoever has one of these roles and no second factor sets one up before anything else."),
        choices=tuple(ROLE_NAMES.items()),
        widget=forms.CheckboxSelectMultiple,
        required=False,
        initial=sorted(DEFAULT_SECOND_FACTOR),
    )
