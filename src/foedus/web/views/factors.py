"""The second factor: an app, passkeys, recovery codes, and showing again who one is; allauth checks, this shows."""

from typing import Any

from allauth.account.views import ReauthenticateView
from allauth.mfa.base.views import AuthenticateView, IndexView
from allauth.mfa.base.views import ReauthenticateView as CodeAgainView
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.recovery_codes.views import GenerateRecoveryCodesView, ViewRecoveryCodesView
from allauth.mfa.totp.views import ActivateTOTPView, DeactivateTOTPView
from allauth.mfa.webauthn.views import (
    AddWebAuthnView,
    LoginWebAuthnView,
    ReauthenticateWebAuthnView,
    RemoveWebAuthnView,
)
from django.forms import Form
from django.http import HttpResponse
from django.urls import reverse_lazy
from django.utils.safestring import mark_safe
from django.views.decorators.http import require_safe
from segno import make as draw

from foedus.web import door_log
from foedus.web.desk import DeskRequest
from foedus.web.factor_key import FactorKeyError
from foedus.web.rights import EVERYONE, SETTING_UP, needs
from foedus.web.settings_tabs import tabs


class _InSettings:
    """A page among one's own settings; whoever owes a second factor sees it alone."""

    request: Any

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """What the page shows, in the frame of the settings."""
        desk = self.request.desk
        shown: dict[str, Any] = super().get_context_data(**kwargs)  # type: ignore[misc]  # it stands before a view
        return {**({} if desk.owes_second_factor else tabs(desk, "account")), **shown, "owes": desk.owes_second_factor}


class _Overview(_InSettings, IndexView):
    template_name = "web/factors/overview.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """What there is, and since when."""
        shown = super().get_context_data(**kwargs)
        found = list(Authenticator.objects.filter(user_id=self.request.user.pk).order_by("pk"))
        kinds: dict[str, list[Authenticator]] = {}
        for one in found:
            kinds.setdefault(one.type, []).append(one)
        codes = kinds.get(Authenticator.Type.RECOVERY_CODES)
        return {
            **shown,
            "app": next(iter(kinds.get(Authenticator.Type.TOTP, [])), None),
            "passkeys": kinds.get(Authenticator.Type.WEBAUTHN, []),
            "codes": codes[0] if codes else None,
            "codes_left": _codes_left(codes[0]) if codes else 0,
        }


def _codes_left(codes: Authenticator) -> int:
    """How many recovery codes still open: none where their key is not on this machine."""
    try:
        return len(RecoveryCodes(codes).get_unused_codes())
    except FactorKeyError:
        return 0


class _AddApp(_InSettings, ActivateTOTPView):
    template_name = "web/factors/add_app.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The secret, as a picture and in letters."""
        shown = super().get_context_data(**kwargs)
        drawing = draw(shown["totp_url"], error="m", micro=False)
        picture = mark_safe(drawing.svg_inline(omitsize=True, svgclass="qr", lineclass="qr__line"))  # noqa: S308 - drawn by segno out of our own address
        secret = shown["form"].secret
        return {**shown, "qr": picture, "secret": " ".join(secret[at : at + 4] for at in range(0, len(secret), 4))}


class _EndApp(_InSettings, DeactivateTOTPView):
    template_name = "web/factors/end_app.html"


class _Codes(_InSettings, ViewRecoveryCodesView):
    template_name = "web/factors/codes.html"


class _NewCodes(_InSettings, GenerateRecoveryCodesView):
    template_name = "web/factors/new_codes.html"


class _AddPasskey(_InSettings, AddWebAuthnView):
    template_name = "web/factors/add_passkey.html"


class _EndPasskey(_InSettings, RemoveWebAuthnView):
    template_name = "web/factors/end_passkey.html"
    success_url = reverse_lazy("mfa_index")


class _AskCode(AuthenticateView):
    template_name = "web/factors/ask_code.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """What the person can come in with."""
        shown: dict[str, Any] = super().get_context_data(**kwargs)
        held = Authenticator.objects.filter(user=self.stage.login.user)
        return {**shown, "has_passkey": held.filter(type=Authenticator.Type.WEBAUTHN).exists()}


class _PasswordAgain(ReauthenticateView):
    request: DeskRequest
    template_name = "web/factors/show_again.html"

    def form_valid(self, form: Form) -> HttpResponse:
        """It is the one; the log says that it was shown."""
        door_log.write("identity-shown", self.request.user, by="password")
        answer: HttpResponse = super().form_valid(form)
        return answer

    def form_invalid(self, form: Form) -> HttpResponse:
        """It is not; the log says that too."""
        door_log.write("identity-not-shown", self.request.user, by="password")
        answer: HttpResponse = super().form_invalid(form)
        return answer


class _CodeAgain(CodeAgainView):
    template_name = "web/factors/show_again.html"


class _PasskeyAgain(ReauthenticateWebAuthnView):
    template_name = "web/factors/passkey_again.html"


overview = require_safe(needs(SETTING_UP)(_Overview.as_view()))
add_app = needs(SETTING_UP)(_AddApp.as_view())
end_app = needs(SETTING_UP)(_EndApp.as_view())
codes = require_safe(needs(SETTING_UP)(_Codes.as_view()))
new_codes = needs(SETTING_UP)(_NewCodes.as_view())
add_passkey = needs(SETTING_UP)(_AddPasskey.as_view())
end_passkey = needs(SETTING_UP)(_EndPasskey.as_view())
password_again = needs(SETTING_UP)(_PasswordAgain.as_view())
code_again = needs(SETTING_UP)(_CodeAgain.as_view())
passkey_again = needs(SETTING_UP)(_PasskeyAgain.as_view())
ask_code = needs(EVERYONE)(_AskCode.as_view())
open_by_passkey = needs(EVERYONE)(LoginWebAuthnView.as_view())
