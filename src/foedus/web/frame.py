"""What stands around every page: navigation, this Party, a partner's tabs, alarms; it reads no record."""

from importlib.metadata import version
from typing import Any, Final

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from foedus.office.ports import Cooperation
from foedus.records.labels import DRAFTED
from foedus.web import names
from foedus.web.alarms import alarms
from foedus.web.desk import Desk
from foedus.web.rights import READ, ROLE_NAMES

VERSION: Final = version("foedus")
_PLACES: Final = (
    ("todo", gettext_lazy("To do"), "t", frozenset({READ})),
    ("partners", gettext_lazy("All partners"), "p", frozenset({READ})),
    ("calendar", gettext_lazy("Calendar"), "c", frozenset({READ})),
    ("undertakings", gettext_lazy("Undertakings"), "u", frozenset({READ})),
    ("search", gettext_lazy("Search"), "s", frozenset({READ})),
    ("dispatches", gettext_lazy("Dispatches"), "d", frozenset({"dispatches.read"})),
    ("settings", gettext_lazy("Settings"), "e", frozenset[str]()),
)
_OF_A_UNIT: Final = ("todo", gettext_lazy("Your activities"), "t", frozenset[str]())
_KINDS: Final = (
    ("plan", gettext_lazy("Plans")),
    ("activity", gettext_lazy("Activities")),
    ("meeting", gettext_lazy("Meetings")),
    ("agreement", gettext_lazy("Agreements")),
    ("milestone", gettext_lazy("Milestones")),
)


def frame(request: HttpRequest) -> dict[str, Any]:
    """The context of every page's frame."""
    desk: Desk | None = getattr(request, "desk", None)
    always = {
        "version": VERSION,
        "languages": settings.LANGUAGES,
        "is_drafted": translation.get_language() in DRAFTED,
    }
    if desk is None or not request.user.is_authenticated:
        return always
    party = {"code": desk.card.code, "name": desk.card.names.get(desk.language, desk.card.name)}
    if desk.owes_second_factor:
        return {"desk": desk, "party": party, **always}
    return {
        "desk": desk,
        "party": party,
        "roles_in_words": ", ".join(str(ROLE_NAMES[role]) for role in sorted(desk.roles) if role in ROLE_NAMES),
        "navigation": _navigation(request, desk),
        "may_search": desk.may(READ),
        "alarms": alarms(desk),
        **always,
    }


def _navigation(request: HttpRequest, desk: Desk) -> list[dict[str, Any]]:
    powers = desk.powers()
    is_unit = "unit" in desk.roles and READ not in powers
    here = "/" + request.path.strip("/").partition("/")[0]
    return [
        {
            "url": reverse(name),
            "label": label,
            "key": key,
            "is_current": reverse(name).rstrip("/") == here.rstrip("/"),
        }
        for name, label, key, needed in ((_OF_A_UNIT, *_PLACES) if is_unit else _PLACES)
        if not needed or needed & powers
    ]


_UNDER: Final = {"report": "activity", "comment": "activity"}
"""Kinds that have no tab of their own, and under which they stand."""


def partner_tabs(desk: Desk, cooperation: Cooperation, current: str) -> dict[str, Any]:
    """The context of a partner's tabs: ``{% include %}``d by the frame.

    :param current: ``partner``, ``state``, the name of a kind, ``talks``, ``drafts``, ``contacts`` or ``dispatches``.
    """
    current = _UNDER.get(current, current)
    coop = cooperation.name
    found = [("partner", _("Overview"), reverse("partner", args=[coop]))]
    if desk.may(READ, cooperation):
        found.append(("state", _("State of play"), reverse("state", args=[coop])))
        found += [(kind, str(label), reverse("records", args=[coop, kind])) for kind, label in _KINDS]
        found.append(("undertaking", _("Undertakings"), reverse("records", args=[coop, "undertaking"])))
        found.append(("contacts", _("Who is who"), reverse("contacts", args=[coop])))
    if desk.may("records.draft", cooperation):
        found.append(("talks", _("Next talks"), reverse("next-talks", args=[coop])))
        found.append(("drafts", _("Drafts"), reverse("drafts", args=[coop])))
    if desk.may("dispatches.read", cooperation):
        found.append(("dispatches", _("Dispatches"), reverse("partner-dispatches", args=[coop])))
    return {
        "cooperation": cooperation,
        "coop": coop,
        "partner_name": names.party_name(coop, desk.language),
        "tabs_label": names.party_name(coop, desk.language),
        "tabs": [{"url": url, "label": label, "is_current": name == current} for name, label, url in found],
    }
