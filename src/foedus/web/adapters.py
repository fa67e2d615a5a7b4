"""What django-allauth asks of this house while somebody comes in: its words, its answers; it decides no right."""

from typing import Any, Final

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.providers.base.constants import AuthProcess
from django.contrib import messages
from django.contrib.auth.base_user import AbstractBaseUser
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from foedus.web import doors, factor_key
from foedus.web.frame import VERSION

_SAID: Final = {
    "mfa/messages/totp_activated.txt": gettext_lazy("The app is set up: it is asked for whenever you sign in."),
    "mfa/messages/totp_deactivated.txt": gettext_lazy("The app is asked for no more."),
    "mfa/messages/webauthn_added.txt": gettext_lazy("The passkey is added."),
    "mfa/messages/webauthn_removed.txt": gettext_lazy("The passkey opens nothing any more."),
    "mfa/messages/recovery_codes_generated.txt": gettext_lazy("There are new recovery codes; older ones open nothing."),
    "socialaccount/messages/account_connected.txt": gettext_lazy("You can sign in from there from now on."),
    "socialaccount/messages/account_disconnected.txt": gettext_lazy("Signing in from there opens nothing any more."),
    "socialaccount/messages/account_connected_other.txt": gettext_lazy("Somebody else signs in here with it."),
}
"""What is told of what was done, by the library's name for it; of everything else nothing is told."""
_WRONG_CODE: Final = gettext_lazy("This code does not open. Wait for the next one, and try again.")
_TOO_MANY: Final = gettext_lazy("Too many wrong tries. Wait five minutes, then try again.")


class AccountAdapter(DefaultAccountAdapter):
    """Signing in as this office has it: nobody signs up, and what is said is said in our words."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "incorrect_password": gettext_lazy("This is not your password."),
        "too_many_login_attempts": _TOO_MANY,
        "rate_limited": _TOO_MANY,
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Nobody signs up by themselves: the administrator invites."""
        del request
        return False

    def add_message(
        self,
        request: HttpRequest,
        level: int,
        message_template: str | None = None,
        message_context: dict[str, Any] | None = None,
        extra_tags: str = "",
        message: str | None = None,
    ) -> None:
        """Tell what was done, where it is worth telling."""
        del message_context
        said = message or _SAID.get(message_template or "")
        if said:
            messages.add_message(request, level, str(said), extra_tags=extra_tags)

    def respond_user_inactive(self, request: HttpRequest, user: AbstractBaseUser) -> HttpResponse:
        """Whoever is shut out, and proved to be somebody by a passkey, is led back to the door."""
        del user
        messages.error(request, _("You may come in no more. Ask the administrator."))
        return redirect("login")

    def get_client_ip(self, request: HttpRequest) -> str:
        """Where a request comes from."""
        return doors.address_of(request)


class FactorAdapter(DefaultMFAAdapter):
    """The second factor: what an app and a passkey are told about this office."""

    error_messages = {**DefaultMFAAdapter.error_messages, "incorrect_code": _WRONG_CODE}

    def encrypt(self, text: str) -> str:
        """What a code is made from, as it stands in the database."""
        return factor_key.encrypt(text)

    def decrypt(self, encrypted_text: str) -> str:
        """What a code is made from.

        :raises FactorKeyError: this machine has not the key for it.
        """
        return factor_key.decrypt(encrypted_text)

    def get_totp_label(self, user: AbstractBaseUser) -> str:
        """The user name, as the app shows it."""
        return user.get_username()

    def get_totp_issuer(self) -> str:
        """The program and where it is served, as the app shows it."""
        return f"foedus {self._get_site_name()}"

    def get_public_key_credential_user_entity(self, user: AbstractBaseUser) -> dict[str, Any]:
        """Who a passkey is for: its number here and its user name, nothing more."""
        entity: dict[str, Any] = super().get_public_key_credential_user_entity(user)
        return {**entity, "name": user.get_username(), "display_name": user.get_username()}

    def generate_authenticator_name(self, user: AbstractBaseUser, type: Authenticator.Type) -> str:  # noqa: A002 - its own word
        """A first name for a passkey."""
        number = Authenticator.objects.filter(user_id=user.pk, type=type).count() + 1
        return _("Passkey %(number)s") % {"number": number}


class IdentityAdapter(DefaultSocialAccountAdapter):
    """Signing in from elsewhere: only who has connected it before, and nobody by a name that fits."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin: Any) -> bool:
        """An account elsewhere makes no account here."""
        del request, sociallogin
        return False

    def pre_social_login(self, request: HttpRequest, sociallogin: Any) -> None:
        """Let nobody on whose account there is connected to nobody here.

        :raises ImmediateHttpResponse: nobody has connected it.
        """
        connects = sociallogin.state.get("process") == AuthProcess.CONNECT and request.user.is_authenticated
        if not (sociallogin.is_existing or connects):
            raise ImmediateHttpResponse(redirect("socialaccount_signup"))

    def on_authentication_error(
        self, request: HttpRequest, provider: Any, error: Any = None, exception: Any = None, extra_context: Any = None
    ) -> None:
        """What came back is not in order: say so at the door.

        :raises ImmediateHttpResponse: always.
        """
        del request, provider, error, exception, extra_context
        raise ImmediateHttpResponse(redirect("socialaccount_login_error"))

    def get_requests_session(self) -> Any:
        """Ask the identity provider; it is told which program asks."""
        session = super().get_requests_session()  # type: ignore[no-untyped-call]  # it says nothing of what it gives
        session.headers["User-Agent"] = f"foedus/{VERSION}"
        return session
