"""Chooses the language in which people are answered, and hands over gettext; it refuses to know what is said in it."""

import gettext as stdlib
import os

from foedus.phrases.language import DOMAIN, FOLDER, LANGUAGES, N_

__all__ = ["DOMAIN", "FOLDER", "LANGUAGES", "N_", "_", "choose", "current", "ngettext"]

# gettext looks at these in this order; FOEDUS_LANG stands before them, --lang before all.
_VARIABLES = ("FOEDUS_LANG", "LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG")

_ = stdlib.gettext
ngettext = stdlib.ngettext


def choose(wanted: str | None = None) -> str:
    """Set the language of all that follows, click's own words too.

    :param wanted: ``it`` or ``en``, as the person asked; None leaves it to the surroundings.
    :returns: the language chosen; English where the surroundings name none that is spoken here.
    """
    language = wanted or _of_surroundings()
    stdlib.bindtextdomain(DOMAIN, FOLDER)
    stdlib.textdomain(DOMAIN)
    # click asks gettext itself, and gettext asks this variable first.
    os.environ["LANGUAGE"] = language
    return language


def _of_surroundings() -> str:
    for variable in _VARIABLES:
        for named in os.environ.get(variable, "").split(":"):
            if named[:2] in LANGUAGES:
                return named[:2]
            if named[:1] == "C" or named == "POSIX":
                return LANGUAGES[0]
    return LANGUAGES[0]


def current() -> str:
    """The language chosen last."""
    named = os.environ.get("LANGUAGE", "")[:2]
    return named if named in LANGUAGES else LANGUAGES[0]
