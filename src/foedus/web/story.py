"""The story of a cooperation at a glance and as a timeline, out of its rows; it asks for nothing and judges nobody."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from foedus.records import phrases
from foedus.records.agreement_terms import STRENGTHS
from foedus.store.listing import CooperationRow, RecordRow, UndertakingRow
from foedus.store.listing.waits import Wait
from foedus.web import display, names
from foedus.web.board import HELD
from foedus.web.templatetags.foedus import caption, name_url, row_period

STRENGTH_ORDER: Final = tuple(STRENGTHS.ids)
_AGREED: Final = frozenset({"agreed", "on-paper"})
_RUNNING: Final = ("signed", "in_force", "ad_referendum", "initialled", "negotiated", "")


@dataclass(frozen=True)
class Station:
    """One station of the ring: what it is, what stands there now; ``status`` is a badge's id."""

    heading: str
    what: str
    url: str
    more: tuple[str, ...]
    status: str = ""
    is_current: bool = False


@dataclass(frozen=True)
class Promised:
    """The open undertakings of one strength: whose they are, ours or another party's."""

    strength: str
    ours: tuple[UndertakingRow, ...]
    theirs: tuple[UndertakingRow, ...]


@dataclass(frozen=True)
class Reach:
    """Where another party stands: the day of the last of ours that it had seen, when it last wrote, what it owes."""

    party: str
    seen: str
    heard: str
    waits: int
    since: str


class Story:
    """The rows of one cooperation, sorted out.

    :param rows: agreements, meetings, plans and milestones, the newest first.
    """

    def __init__(self, coop: str, rows: Sequence[RecordRow], today: date, language: str) -> None:
        self._coop, self._today, self._language = coop, today, language
        self.agreements = [row for row in rows if row.kind == "agreement"]
        self.meetings = [row for row in rows if row.kind == "meeting"]
        self.milestones = [row for row in rows if row.kind == "milestone"]
        plans = [row for row in rows if row.kind == "plan"]
        self.running = [row for row in plans if row.ends is None or row.ends >= today]
        self.past = [row for row in plans if row not in self.running]
        self.plan = next((row for row in self.running if row.standing in _AGREED), None) or next(
            iter([*self.running, *self.past]), None
        )
        self.suspended = [row for row in self.agreements if row.body.get("state") == "suspended"]

    def ring(self, by_status: Mapping[str, int]) -> list[Station]:
        """Agreement, talks, plan, activities, outcomes: what is there of each now.

        :param by_status: how many lines of the plan have each status.
        """
        return [self._agreement(), self._talks(), self._plan(), *self._lines(by_status)]

    def _agreement(self) -> Station:
        heading, url = _("Agreement"), self._list("agreement")
        in_force = sorted(
            self.agreements, key=lambda row: _RUNNING.index(_state(row)) if _state(row) in _RUNNING else 9
        )
        if not in_force:
            return Station(heading, _("none recorded"), url, (), is_current=True)
        first, others = in_force[0], len(in_force) - 1
        more = [_("until %(day)s") % {"day": phrases.day(first.ends, self._language)}] if first.ends else []
        if others:
            more.append(_("and %(n)s more") % {"n": others})
        return Station(heading, caption(first.captions), self.url(first), tuple(more), _state(first) or first.standing)

    def _talks(self) -> Station:
        heading, url = _("Staff talks"), self._list("meeting")
        talks = [row for row in self.meetings if row.body.get("level") == "staff_talks"] or self.meetings
        coming = [row for row in talks if row.begins is not None and row.begins >= self._today]
        held = [row for row in talks if row not in coming]
        if not talks:
            return Station(heading, _("none recorded"), url, ())
        shown = coming[-1] if coming else held[0]
        is_due = not coming and self.plan is not None and self.plan not in self.running
        said = _("next") if coming else _("the last; the next are not set")
        more = (row_period(shown), said)
        return Station(heading, caption(shown.captions), self.url(shown), more, is_current=bool(coming) or is_due)

    def _plan(self) -> Station:
        heading = _("Plan")
        if self.plan is None:
            return Station(heading, _("none yet"), self._list("plan"), (), is_current=bool(self.agreements))
        is_offered = self.plan.standing not in _AGREED
        page = "negotiation" if is_offered else "record"
        url = name_url(self.plan.name, "plan", self._coop, page)
        more = tuple(part for part in (row_period(self.plan),) if part)
        return Station(heading, caption(self.plan.captions), url, more, self.plan.standing, is_current=is_offered)

    def _lines(self, by_status: Mapping[str, int]) -> tuple[Station, Station]:
        total = sum(by_status.values())
        held = sum(by_status.get(one, 0) for one in HELD)
        off = sum(by_status.get(one, 0) for one in ("cancelled", "not_held", "postponed", "carried_over"))
        silent, differing = by_status.get("lapsed", 0), by_status.get("accounts_differ", 0)
        ahead = total - held - off - silent - differing
        url = self._lines_url() if self.plan is not None else self._list("activity")
        is_agreed = self.plan is not None and self.plan.standing in _AGREED
        lines = Station(
            _("Activities"),
            _("%(n)s lines in the plan") % {"n": total} if total else _("none in a plan"),
            url,
            (_("%(n)s to come or under way") % {"n": ahead},) if total else (),
            is_current=is_agreed and ahead > 0,
        )
        told: tuple[str, ...] = (_("%(n)s not held, put off or cancelled") % {"n": off},) if off else ()
        told += (_("%(n)s where the accounts differ") % {"n": differing},) if differing else ()
        told += (_("%(n)s without an outcome") % {"n": silent},) if silent else ()
        outcome = ngettext("%(n)s held", "%(n)s held", held) % {"n": held}
        is_current = is_agreed and ahead == 0 and silent > 0
        return lines, Station(
            _("Outcomes"), outcome, f"{url}&status=held&status=partly_held", told, is_current=is_current
        )

    def _lines_url(self) -> str:
        plan = self.plan.name if self.plan is not None else ""
        return f"{self._list('activity')}?plan={plan}"

    def _list(self, kind: str) -> str:
        return reverse("records", args=[self._coop, kind])

    def url(self, row: RecordRow) -> str:
        """The address of a record."""
        return name_url(row.name, row.kind, self._coop)

    # The timeline

    def events(self) -> list[dict[str, Any]]:
        """What happened and what comes, the newest first, for ``parts/_timeline.html``."""
        found = [*self._met(), *self._signed(), *self._reached(), *self._planned()]
        found.sort(key=lambda one: one["day"], reverse=True)
        return found

    def _event(self, day: date, row: RecordRow, when: str, kind: str, more: str = "", **marks: bool) -> dict[str, Any]:
        what, is_ahead = caption(row.captions), day > self._today
        told = {"when": when, "what": what, "kind": kind, "more": more, "url": self.url(row), "is_ahead": is_ahead}
        return {"day": day, **told, **marks}

    def _met(self) -> Iterable[dict[str, Any]]:
        for row in self.meetings:
            if row.begins is not None:
                level = names.term("meeting_levels", str(row.body.get("level", "")), self._language)
                place = phrases.place(row.body.get("place") or {}, self._language)
                yield self._event(row.begins, row, row_period(row), level or _("Meeting"), place)

    def _signed(self) -> Iterable[dict[str, Any]]:
        days = (("signed_on", _("agreement signed")), ("in_force_from", _("in force")), ("in_force_to", _("expires")))
        for row in self.agreements:
            for field, said in days:
                day = _day(row.body.get(field))
                if day is not None:
                    when = phrases.day(day, self._language)
                    yield self._event(day, row, when, said, is_strong=field == "signed_on")
            suspended = row.body.get("suspended") or {}
            day = _day(suspended.get("date"))
            if day is not None:
                more = reference_words(suspended.get("reference"), self._language)
                yield self._event(day, row, phrases.day(day, self._language), _("suspended"), more, is_bad=True)

    def _reached(self) -> Iterable[dict[str, Any]]:
        for row in self.milestones:
            if row.begins is not None:
                yield self._event(row.begins, row, row_period(row), _("milestone"), is_strong=True)

    def _planned(self) -> Iterable[dict[str, Any]]:
        for row in [*self.running, *self.past]:
            if row.standing in _AGREED:
                day = date.fromisoformat(row.at[:10])
                yield self._event(day, row, phrases.day(day, self._language), _("plan agreed"), is_strong=True)


def _state(row: RecordRow) -> str:
    return str(row.body.get("state", ""))


def _day(text: Any) -> date | None:
    return date.fromisoformat(text) if isinstance(text, str) and text else None


def reference_words(reference: Any, language: str) -> str:
    """A reference in one line: what it is, its number, its day, whose it is."""
    if not isinstance(reference, Mapping):
        return ""
    what = names.term("reference_kinds", str(reference.get("what", "")), language)
    day = phrases.day(reference["date"], language) if reference.get("date") else ""
    return ", ".join(part for part in (what, reference.get("number", ""), day, reference.get("by", "")) if part)


def suspensions(story: Story, language: str) -> list[dict[str, str]]:
    """The agreements that are suspended: which, since when, by what paper."""
    return [
        {
            "title": display.text(row.body["title"], language) if "title" in row.body else caption(row.captions),
            "url": story.url(row),
            "day": str((row.body.get("suspended") or {}).get("date", "")),
            "paper": reference_words((row.body.get("suspended") or {}).get("reference"), language),
        }
        for row in story.suspended
    ]


def promised(rows: Iterable[UndertakingRow], us: str) -> list[Promised]:
    """The open undertakings by strength of words, the strongest first; of each side."""
    held = list(rows)
    return [
        Promised(
            strength,
            tuple(row for row in held if row.strength == strength and row.who == us),
            tuple(row for row in held if row.strength == strength and row.who != us),
        )
        for strength in STRENGTH_ORDER
        if any(row.strength == strength for row in held)
    ]


def reached(row: CooperationRow, found: Iterable[Wait], language: str) -> list[Reach]:
    """Where each other party stands."""
    theirs = [one for one in found if not one.is_ours]
    return [
        Reach(
            party=names.party_name(code, language),
            seen=row.seen.get(code, ""),
            heard=row.heard.get(code, ""),
            waits=sum(one.lines for one in theirs if one.party == code),
            since=min((one.since for one in theirs if one.party == code), default=""),
        )
        for code in row.others
    ]
