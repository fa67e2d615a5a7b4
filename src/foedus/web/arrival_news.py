"""Says in a few sentences what a dispatch did to the texts: who accepted which, and what is agreed now; it reads."""

from collections.abc import Iterator, Mapping
from typing import Any, Final

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from foedus.office.ports import Cooperation
from foedus.store import listing
from foedus.store.listing import RecordRow
from foedus.web import names
from foedus.web.desk import Desk
from foedus.web.templatetags.foedus import caption

_EACH: Final = 3
"""So many texts of a sort are named one by one; more are counted."""
_ORDER: Final = (
    "accepted", "accepted-ad-referendum", "accepted-initialled", "countered", "declined", "withdrawn", "proposed",
    "declared", "replaced",
)  # fmt: skip
_ACCEPTED: Final = "accepted"
Changes = Mapping[tuple[str, str], list[Mapping[str, Any]]]


def sentences(desk: Desk, coop: Cooperation, told: Mapping[str, Any]) -> list[str]:
    """What a dispatch did, the most important first; empty where it is too much to be counted.

    :param told: as ``intake.facts_of`` keeps it.
    """
    if told["changes_left_out"]:
        return []
    found: dict[tuple[str, str], list[Mapping[str, Any]]] = {}
    for one in told["changes"]:
        if one["named"] is not None and one["what"] in _ORDER:
            found.setdefault((one["what"], one["party"]), []).append(one)
    agreed = set(_agreed(told))
    rows = _rows(desk, coop, found)
    return [
        sentence
        for what, party in sorted(found, key=lambda key: (_ORDER.index(key[0]), key[1]))
        for sentence in _said(desk.language, what, party, found[what, party], agreed, rows)
    ]


def _agreed(told: Mapping[str, Any]) -> Iterator[str]:
    """The texts that are agreed with this: as we have registered it, or as another has."""
    for one in told["sealed_here"]:
        yield one["version"]
    for change in told["changes"]:
        if change["what"] == "agreed":
            yield from (one["version"] for one in change["facts"].get("versions", ()))


def _rows(desk: Desk, coop: Cooperation, found: Changes) -> dict[str, RecordRow]:
    """The records that are named one by one, and the activities that outcomes are about."""
    number = desk.number(coop)
    names_of = [one["named"]["record"] for those in found.values() if len(those) <= _EACH for one in those]
    rows = dict(listing.record_rows(desk.node, number, names_of)) if names_of else {}
    about = [str(row.body["activity"]) for row in rows.values() if row.kind == "report" and "activity" in row.body]
    return rows | (dict(listing.record_rows(desk.node, number, about)) if about else {})


def _said(
    language: str,
    what: str,
    party: str,
    those: list[Mapping[str, Any]],
    agreed: set[str],
    rows: Mapping[str, RecordRow],
) -> Iterator[str]:
    who = names.party_name(party, language)
    if len(those) > _EACH:
        now = sum(one["named"]["version"] in agreed for one in those)
        told = {"who": who, "n": len(those)}
        yield _ended(_counted(what, len(those)) % told, now, len(those))
        return
    for one in those:
        row = rows.get(one["named"]["record"])
        told = {"who": who, "what": _called(one["named"], row)}
        if row is not None and row.kind == "report":
            yield _outcome(who, row, rows, language)
        else:
            yield _ended(_named(what) % told, int(one["named"]["version"] in agreed), 1)


def _outcome(who: str, row: RecordRow, rows: Mapping[str, RecordRow], language: str) -> str:
    about = rows.get(str(row.body.get("activity", "")))
    told = {
        "who": who,
        "what": _called({"captions": about.captions}, about) if about is not None else caption(row.captions),
        "outcome": names.term("outcomes", str(row.body.get("outcome", "")), language),
    }
    return _("%(who)s says what came of %(what)s: %(outcome)s.") % told


def _called(named: Mapping[str, Any], row: RecordRow | None) -> str:
    """A text as people speak of it: the number of a line, and its title."""
    title = caption(named["captions"])
    serial = str(row.body.get("serial", "")) if row is not None and row.kind == "activity" else ""
    return _("line %(number)s, %(title)s") % {"number": serial, "title": title} if serial else title


def _ended(sentence: str, agreed: int, number: int) -> str:
    if not agreed:
        return f"{sentence}."
    if number == 1:
        return _("%(sentence)s: agreed now.") % {"sentence": sentence}
    if agreed == number:
        return _("%(sentence)s: all agreed now.") % {"sentence": sentence}
    said = ngettext("%(sentence)s: %(n)s of them is agreed now.", "%(sentence)s: %(n)s of them are agreed now.", agreed)
    return said % {"sentence": sentence, "n": agreed}


def _named(what: str) -> str:
    return {
        _ACCEPTED: _("%(who)s accepted %(what)s"),
        "accepted-ad-referendum": _("%(who)s accepted %(what)s ad referendum"),
        "accepted-initialled": _("%(who)s initialled %(what)s"),
        "countered": _("%(who)s offers another text of %(what)s"),
        "declined": _("%(who)s does not accept %(what)s"),
        "withdrawn": _("%(who)s took back %(what)s"),
        "proposed": _("%(who)s offers %(what)s"),
        "declared": _("%(who)s declares %(what)s"),
        "replaced": _("%(who)s declares anew %(what)s"),
    }[what]


def _counted(what: str, n: int) -> str:
    return {
        _ACCEPTED: ngettext("%(who)s accepted %(n)s text", "%(who)s accepted %(n)s texts", n),
        "accepted-ad-referendum": ngettext(
            "%(who)s accepted %(n)s text ad referendum", "%(who)s accepted %(n)s texts ad referendum", n
        ),
        "accepted-initialled": ngettext("%(who)s initialled %(n)s text", "%(who)s initialled %(n)s texts", n),
        "countered": ngettext("%(who)s offers another text of %(n)s", "%(who)s offers other texts of %(n)s", n),
        "declined": ngettext("%(who)s does not accept %(n)s text", "%(who)s does not accept %(n)s texts", n),
        "withdrawn": ngettext("%(who)s took back %(n)s text", "%(who)s took back %(n)s texts", n),
        "proposed": ngettext("%(who)s offers %(n)s text", "%(who)s offers %(n)s texts", n),
        "declared": ngettext("%(who)s declares %(n)s text", "%(who)s declares %(n)s texts", n),
        "replaced": ngettext("%(who)s declares anew %(n)s text", "%(who)s declares anew %(n)s texts", n),
    }[what]
