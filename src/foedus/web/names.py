"""What things are called on pages: parties, terms, standings, in the reader's language; it reads no record."""

from collections.abc import Mapping
from functools import lru_cache
from typing import Any, Final

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from foedus.records import catalogue
from foedus.records.agreement_terms import all_lists
from foedus.records.countries import country_of_party, name_of_country

STANDINGS: Final[Mapping[str, Any]] = {
    "agreed": _("agreed"),
    "in-dispute": _("in dispute"),
    "proposed": _("proposed"),
    "declined": _("not accepted"),
    "on-paper": _("agreed on paper"),
    "stated": _("declared"),
    "withdrawn": _("withdrawn"),
    "draft": _("draft"),
}
"""Where a record stands, as lists and pages show it."""

TURNS: Final[Mapping[str, Any]] = {
    "answer": _("to answer"),
    "confirm": _("to confirm in full"),
    "mend": _("to amend or take back"),
    "report": _("outcome to be told"),
    "acknowledge": _("to be marked as received"),
    "comment": _("question to answer"),
    "join": _("has not connected yet"),
}
"""What waits for somebody."""


def turns(what: str, n: int) -> str:
    """How many texts wait for somebody to do something with them, in words."""
    words = {
        "answer": ngettext("%(n)s text to answer", "%(n)s texts to answer", n),
        "confirm": ngettext("%(n)s text to confirm in full", "%(n)s texts to confirm in full", n),
        "mend": ngettext("%(n)s text to amend or take back", "%(n)s texts to amend or take back", n),
        "report": ngettext("%(n)s outcome to be told", "%(n)s outcomes to be told", n),
        "acknowledge": ngettext("%(n)s text to be marked as received", "%(n)s texts to be marked as received", n),
        "comment": ngettext("%(n)s question to answer", "%(n)s questions to answer", n),
        "join": ngettext("%(n)s Party that has not connected yet", "%(n)s Parties that have not connected yet", n),
    }
    return words.get(what, f"{what}: %(n)s") % {"n": n}


WAYS: Final[Mapping[str, Any]] = {
    "activities": _("Activities"),
    "activities_agreed": _("Activities agreed there"),
    "comments": _("Comments and questions"),
    "continued_by": _("Continued by"),
    "keeps": _("Undertakings that it keeps"),
    "milestones": _("Milestones that follow"),
    "plans": _("Plans"),
    "plans_agreed": _("Plans agreed there"),
    "reports": _("Outcomes told"),
    "sub_agreements": _("Agreements under it"),
    "undertakings": _("Undertakings"),
}
"""What the ways back are called, from a record to those that name it."""

_AGREED: Final = _("Agreed")
_LISTS: Final = {terms.name: terms for terms in all_lists()}
_BADGES: Final = ("statuses", "strengths", "undertaking_states", "agreement_states", "outcomes", "plan_stages")


@lru_cache(1024)
def party_name(code: str, language: str) -> str:
    """What a party is called: the country's name in the reader's language, else its code."""
    country = country_of_party(code)
    return name_of_country(country, language) if country is not None else code


class PartyNames(dict[str, str]):
    """Names by code, found as they are asked for.

    :param language: the reader's.
    """

    def __init__(self, language: str) -> None:
        super().__init__()
        self._language = language

    def __missing__(self, code: str) -> str:
        self[code] = party_name(code, self._language)
        return self[code]

    def get(self, code: str, default: Any = None) -> Any:  # noqa: ARG002 - there is a name for every code
        """What a party is called: as by ``[code]``."""
        return self[code]


def term(list_name: str, id_: str, language: str) -> str:
    """The label of a term; the id itself where it is not known here."""
    terms = _LISTS.get(list_name)
    return terms.label(id_, language) if terms is not None else id_


def kind_label(form: str, language: str) -> str:
    """What people call a kind; its own name where this program does not know it."""
    try:
        return catalogue.kind(form).label.text(language)
    except catalogue.UnknownKindError:
        return form


def badge_label(id_: str, language: str) -> str:
    """The words of a status, wherever it comes from: a list of terms, or a record's standing."""
    for name in _BADGES:
        terms = _LISTS.get(name)
        if terms is not None and id_ in terms:
            return terms.label(id_, language)
    return str(STANDINGS.get(id_, id_))


def standing_label(where: str, language: str) -> str:
    """The words for where a record stands: those of a status, but of a text, which Italian calls agreed otherwise."""
    return str(_AGREED) if where == "agreed" else badge_label(where, language)
