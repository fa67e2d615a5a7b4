"""Who may do what: roles, powers and the one table between them; what is not in it is denied."""

from collections.abc import Callable, Mapping
from functools import wraps
from typing import Any, Concatenate, Final, ParamSpec, cast

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.urls import resolve, reverse
from django.utils.translation import gettext_lazy as _

from foedus.web import typed

READ: Final = "records.read"

POWERS: Final[Mapping[str, Any]] = {
    READ: _("read records"),
    "records.draft": _("draft, and send drafts to the head"),
    "records.declare": _("sign what this Party states alone: outcomes, undertakings, received"),
    "records.consent": _("consent for this Party: offer, accept, not accept, withdraw"),
    "outcome.tell": _("say what came of an activity"),
    "steps.keep": _("keep the suspense list, private notes and contacts"),
    "dispatches.read": _("see dispatches"),
    "dispatches.move": _("take dispatches in and send them out"),
    "addresses.manage": _("keep the addresses of other offices"),
    "alarms.read": _("answer for alarms"),
    "desks.hand_over": _("hand a desk over"),
    "lists.edit": _("edit lists of terms and suspense-list templates"),
    "parties.admit": _("found and leave cooperations, and admit Parties"),
    "users.manage": _("manage users and roles"),
    "keys.manage": _("manage keys and backups"),
    "log.read": _("read the log"),
}

_OFFICER = frozenset(
    {READ, "records.draft", "records.declare", "outcome.tell", "steps.keep", "dispatches.read", "dispatches.move"}
)
_HEAD = _OFFICER | {
    "records.consent",
    "alarms.read",
    "desks.hand_over",
    "lists.edit",
    "parties.admit",
    "addresses.manage",
}

ROLES: Final[Mapping[str, frozenset[str]]] = {
    "reader": frozenset({READ}),
    "officer": _OFFICER,
    "head": _HEAD,
    "stand_in": _HEAD,
    "unit": frozenset({"outcome.tell"}),
    "outpost": frozenset({READ, "records.draft"}),
    "administrator": frozenset(
        {"users.manage", "keys.manage", "addresses.manage", "dispatches.read", "dispatches.move", "alarms.read"}
    ),
    "auditor": frozenset({READ, "dispatches.read", "log.read"}),
}
"""What each role may do. A unit's powers hold for its own activities alone."""

ROLE_NAMES: Final[Mapping[str, Any]] = {
    "reader": _("Reader"),
    "officer": _("Officer"),
    "head": _("Head of office"),
    "stand_in": _("Stand-in for the head"),
    "unit": _("Unit"),
    "outpost": _("Outpost (attaché)"),
    "administrator": _("Administrator"),
    "auditor": _("Auditor"),
}

DEFAULT_SECOND_FACTOR: Final = frozenset({"administrator", "head", "stand_in"})
"""Of whom a second factor is asked where nobody has said otherwise: who signs for the Party, and who lets people in."""

EVERYONE: Final = ""
"""The power that needs no signing in: the door itself."""
SIGNED_IN: Final = "signed-in"
"""The power that everyone has who is signed in."""
SETTING_UP: Final = "setting-up"
"""The power of whoever is signed in and still owes a second factor: the pages that set one up, and no other."""

Arguments = ParamSpec("Arguments")
View = Callable[Concatenate[Any, Arguments], HttpResponseBase]


def needs(
    power: str, *, for_units: bool = False, keeps_typed: bool = False
) -> Callable[[View[Arguments]], View[Arguments]]:
    """Say what a page or a verb needs; every view says it exactly once.

    :param power: one of ``POWERS``, ``SETTING_UP``, ``SIGNED_IN`` or ``EVERYONE``. Where the address names a
        cooperation (``coop``), the power is needed there; what a person may not see at all answers like what does
        not exist.
    :param for_units: a unit may have this page too, for an activity of its own (``code``, ``uid`` in the address).
    :param keeps_typed: what was typed is carried through the door where the session ended before it was sent.
    """

    def decorate(view: View[Arguments]) -> View[Arguments]:
        @wraps(view)
        def checked(request: HttpRequest, *args: Arguments.args, **kwargs: Arguments.kwargs) -> HttpResponseBase:
            refused = _refused(request, power, kwargs, for_units=for_units)
            if refused is not None:
                return refused
            if keeps_typed and request.method == "POST":
                typed.is_sent(request)
            return view(request, *args, **kwargs)

        checked.power = power  # type: ignore[attr-defined]  # read by the test of the whole table
        checked.for_units = for_units  # type: ignore[attr-defined]  # the same
        checked.keeps_typed = keeps_typed  # type: ignore[attr-defined]  # read by foedus.web.typed
        return cast("View[Arguments]", checked)

    return decorate


def _to_the_door(request: HttpRequest) -> HttpResponseBase:
    """Lead someone unknown to the door, which carries what they typed."""
    found = typed.sent_with(request)
    if found is None:
        return redirect_to_login(request.get_full_path())
    request.carried = found  # type: ignore[attr-defined]  # read by the door
    door: HttpResponseBase = resolve(reverse("login")).func(request)
    return door


def _refused(
    request: HttpRequest, power: str, address: Mapping[str, Any], *, for_units: bool
) -> HttpResponseBase | None:
    """The answer to someone who may not; None where they may."""
    if power == EVERYONE:
        return None
    if not request.user.is_authenticated:
        return _to_the_door(request)
    if power == SETTING_UP:
        return None
    desk = request.desk  # type: ignore[attr-defined]  # set by DeskMiddleware
    if desk.owes_second_factor:
        return redirect("mfa_index")
    if power == SIGNED_IN:
        return None
    coop = address.get("coop")
    if coop is None:
        if not desk.may(power):
            raise PermissionDenied(power)
        return None
    cooperation = desk.cooperation(coop)
    record = f"{address['code']}/{address['uid']}" if "uid" in address else ""
    if desk.may(power, cooperation) or (for_units and desk.is_units_own(cooperation, record)):
        return None
    if not desk.may(READ, cooperation):
        raise Http404
    raise PermissionDenied(power)
