"""The pages of the settings that a person may open, for the tabs above them; it shows none itself."""

from typing import Any, Final

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from foedus.web.desk import Desk
from foedus.web.rights import READ, SIGNED_IN

_PAGES: Final = (
    ("party", gettext_lazy("This Party"), SIGNED_IN),
    ("cooperations", gettext_lazy("Cooperations"), SIGNED_IN),
    ("users", gettext_lazy("Users and roles"), "users.manage"),
    ("hand-over", gettext_lazy("Hand over"), "desks.hand_over"),
    ("units", gettext_lazy("Units"), "steps.keep"),
    ("lists", gettext_lazy("Lists"), SIGNED_IN),
    ("keys", gettext_lazy("Keys"), "keys.manage"),
    ("backup", gettext_lazy("Backup"), "keys.manage"),
    ("log", gettext_lazy("Log"), "log.read"),
    ("account", gettext_lazy("My settings"), SIGNED_IN),
    ("mail", gettext_lazy("Mail"), READ),
    ("tokens", gettext_lazy("Access for programs"), READ),
    ("feeds", gettext_lazy("Calendar feeds"), READ),
    ("about", gettext_lazy("About"), SIGNED_IN),
)


def tabs(desk: Desk, current: str) -> dict[str, Any]:
    """The context of the settings' tabs.

    :param current: the name of the page's address.
    """
    powers = desk.powers() | {SIGNED_IN}
    return {
        "tabs_label": _("Settings"),
        "tabs": [
            {"url": reverse(name), "label": label, "is_current": name == current}
            for name, label, power in _PAGES
            if power in powers
        ],
    }
