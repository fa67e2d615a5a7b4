"""Words what a dispatch brought, what of it waits or was refused, and why; it reads the facts and takes nothing in."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Final

import msgspec
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from foedus.ledger.store import Waiting
from foedus.office.ports import Cooperation
from foedus.office.review import Changed
from foedus.office.versions import place_in_register
from foedus.phrases import wording
from foedus.phrases.arrivals import DONE
from foedus.phrases.language import translate
from foedus.phrases.reasons import ACTS, DISPATCHES, LINES
from foedus.store import listing
from foedus.store.listing import TurnCount
from foedus.web import names, reviewing
from foedus.web.arrival_news import sentences
from foedus.web.desk import Desk
from foedus.web.templatetags.foedus import caption, name_url, text

LINES_SHOWN: Final = 50
"""Of what waits or was refused; how many more there are is said."""


@dataclass(frozen=True)
class TextShown:
    """A text that is spoken of: what it is, how it is called, where it is."""

    kind: str
    title: str
    shown: str
    url: str


@dataclass(frozen=True)
class ChangeShown:
    """One thing that changed, in words."""

    what: str
    named: TextShown | None
    note: str
    versions: tuple[TextShown, ...]
    differences: tuple[reviewing.Difference, ...]


@dataclass(frozen=True)
class Refusal:
    """A line or a file that was not taken in: where it stood, and why; ``mark`` names the very bytes."""

    where: str
    why: str
    bearer: str
    mark: str = ""
    is_well_signed: bool = False


@dataclass(frozen=True)
class Wait:
    """An entry that has come and waits: its name, who brought it, and for what it waits."""

    entry: str
    bearer: str
    why: str


def reason(word: str, detail: str, language: str) -> str:
    """Why a line, or a file of a dispatch, was refused.

    :param detail: the facts of the error, as they are kept: ``name=value`` with blanks between.
    """
    facts = dict(part.split("=", 1) for part in detail.split(" ") if "=" in part)
    return wording.reason_text(word, {"detail": detail, **facts}, LINES | DISPATCHES, _into(language))


def _into(language: str) -> wording.Translate:
    return lambda phrase: translate(phrase, language)


def refusals(found: Iterable[Mapping[str, Any]], language: str, bearer: str = "") -> tuple[Refusal, ...]:
    """Lines refused, as a dispatch's row or what it brought tells of them."""
    return tuple(
        Refusal(
            _("%(file)s, line %(line)s") % {"file": one["file"], "line": one["line"]} if one["line"] else one["file"],
            reason(one["reason"], one["detail"], language),
            bearer,
        )
        for one in found
    )


def waits(waiting: Iterable[Waiting]) -> list[Wait]:
    """Entries that have come and wait for others, or for a newer program."""
    return [
        Wait(
            f"{one.line.envelope.party}/{one.line.envelope.seq}",
            one.bearer,
            ngettext(
                "It follows an entry that is not here yet; our next dispatch asks for it.",
                "It follows %(number)s entries that are not here yet; our next dispatch asks for them.",
                len(one.missing),
            )
            % {"number": len(one.missing)}
            if one.missing
            else _(
                "It needs a newer version of foedus: it is kept, and counts once the program is brought up to date."
            ),
        )
        for one in waiting
    ]


class Brought:
    """What a dispatch brought, for a page.

    :param told: as ``intake.facts_of`` keeps it.
    :param may_read: the person reads records here; else only numbers, refusals and alarms are told.
    """

    def __init__(self, desk: Desk, coop: Cooperation, told: Mapping[str, Any], *, may_read: bool) -> None:
        self._desk, self._coop, self._told = desk, coop, told
        self._language = desk.language
        self.may_read = may_read
        self.sender: str = told["sender"]
        self.created: str = told["created"]
        self.applied: list[tuple[str, int]] = sorted(told["applied"].items())
        self.entries = sum(told["applied"].values())
        self.known: int = told["known"]
        self.waiting = sum(told["waiting"].values())
        self.blobs: int = told["blobs"]
        self.missing_files = sum(one["what"] == "blob" for one in told["missing"])
        self.changes_left_out: int = told["changes_left_out"]
        self.refused_count: int = told["refused_count"]
        self.alarms: list[Mapping[str, Any]] = told["alarms"]

    @property
    def is_nothing_new(self) -> bool:
        """Everything in it was known, and nothing of it was refused."""
        return not (self.entries or self.waiting or self.blobs or self.refused_count)

    @property
    def refused(self) -> tuple[Refusal, ...]:
        """What was refused, the first lines of it."""
        return refusals(self._told["refused"][:LINES_SHOWN], self._language)

    @property
    def refused_more(self) -> int:
        """How many more were refused than are shown."""
        return max(0, self.refused_count - len(self.refused))

    @property
    def signing_refused(self) -> str:
        """Why this office's copy may not sign now; empty where it may."""
        word = self._told["books_refused"]
        return wording.reason_text(word, {}, {**ACTS, **LINES}, _into(self._language)) if word else ""

    @property
    def changes(self) -> list[ChangeShown]:
        """What changed, act by act."""
        return [self._change(one) for one in self._told["changes"]] if self.may_read else []

    @property
    def news(self) -> list[str]:
        """What it did, in a few sentences."""
        return sentences(self._desk, self._coop, self._told) if self.may_read else []

    @property
    def agreed(self) -> list[TextShown]:
        """What is agreed with this, as this office has registered it."""
        return [self._text(one) for one in _in_order(self._told["sealed_here"])] if self.may_read else []

    @property
    def agreed_count(self) -> int:
        """How many texts these are."""
        return len(self._told["sealed_here"])

    @cached_property
    def ours(self) -> list[str]:
        """What waits for us now, each sort with how many texts."""
        return _counted(one for one in self._turns if one.is_ours)

    @cached_property
    def theirs(self) -> list[tuple[str, list[str]]]:
        """What waits for each of the others now."""
        found: dict[str, list[TurnCount]] = {}
        for one in self._turns:
            if not one.is_ours:
                found.setdefault(one.party, []).append(one)
        return [(party, _counted(counts)) for party, counts in sorted(found.items())]

    @cached_property
    def _turns(self) -> tuple[TurnCount, ...]:
        """As the lists have it now: what has been answered since waits no more."""
        number = self._desk.number(self._coop)
        return listing.turn_counts(self._desk.node, [number], today=self._desk.today)

    def _text(self, named: Mapping[str, Any]) -> TextShown:
        kind = str(named["kind"]).partition("/")[0]
        url = name_url(named["record"], kind, self._coop.name) if kind != "charter" else ""
        return TextShown(
            names.kind_label(named["kind"], self._language), caption(named["captions"]), named["shown"], url
        )

    def _change(self, one: Mapping[str, Any]) -> ChangeShown:
        facts: dict[str, Any] = {**one["facts"], "party": names.party_name(one["party"], self._language)}
        if "reason" in facts:
            facts["because"] = wording.reason_text(str(facts["reason"]), {}, ACTS, _into(self._language))
        what = wording.pour(DONE[one["what"]], facts, _into(self._language)) if one["what"] in DONE else one["what"]
        named = one["named"]
        versions = facts.get("versions", ()) if isinstance(facts.get("versions"), list | tuple) else ()
        differences: tuple[reviewing.Difference, ...] = ()
        if named is not None and facts.get("differences"):
            found = msgspec.convert(facts["differences"], tuple[Changed, ...])
            differences = reviewing.differences(named["kind"], found, self._language)
        return ChangeShown(
            what[:1].upper() + what[1:],
            self._text(named) if named is not None else None,
            "" if "blob" in one["note"] else text(one["note"]),
            tuple(self._text(version) for version in _in_order(versions)),
            differences,
        )


def _in_order(texts: Iterable[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    return sorted(texts, key=lambda one: place_in_register(one["shown"]))


def _counted(turns: Iterable[TurnCount]) -> list[str]:
    return [names.turns(one.what, one.number) for one in sorted(turns, key=lambda one: -one.number)]
