"""Words what is to be done as lines with one action each: what waits, steps, undertakings, drafts; it signs nothing."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any, Final

from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from foedus.office.ports import Cooperation
from foedus.office.suspense import DueStep
from foedus.records import phrases
from foedus.store.listing import PendingRow, TurnRow, UndertakingRow
from foedus.store.listing.waits import Wait, WaitLine
from foedus.web import draft_steps, names
from foedus.web.desk import Desk
from foedus.web.sent_answers import BACK, Lying
from foedus.web.templatetags.foedus import caption, name_url

Captions = Mapping[tuple[int, str], Mapping[str, str]]
"""Captions by cooperation and record."""

HEADINGS: Final[Mapping[str, Any]] = {
    "answer": gettext_lazy("Texts to answer"),
    "confirm": gettext_lazy("Texts to confirm in full"),
    "mend": gettext_lazy("Texts of ours that were not accepted"),
    "comment": gettext_lazy("Questions"),
    "report": gettext_lazy("Outcomes to tell"),
    "acknowledge": gettext_lazy("Declarations to mark as received"),
    "join": gettext_lazy("Not connected yet"),
}
"""What the sorts of what waits are called, above their lines."""


@dataclass(frozen=True)
class Action:
    """What a line asks for: a link, or where ``fields`` are given a button that sends them."""

    label: str
    url: str
    fields: tuple[tuple[str, str], ...] = ()
    is_main: bool = True


@dataclass(frozen=True)
class Duty:
    """A line: ``tone`` is late, near, done or empty; by ``tick`` several of its sort are chosen; ``badge`` is an id.

    ``since`` and ``until``: the days from which it waits and by which it is to be done, where there are such.
    """

    coop: str
    title: str
    url: str
    more: tuple[str, ...]
    action: Action | None
    tone: str = ""
    tick: str = ""
    badge: str = ""
    since: date | None = None
    until: date | None = None


@dataclass(frozen=True)
class Section:
    """Lines of one sort under their heading."""

    key: str
    heading: str
    lines: tuple[Duty, ...]
    total: int

    @cached_property
    def several(self) -> list[str]:
        """The cooperations of which several lines can be chosen at once."""
        coops = [line.coop for line in self.lines if line.tick]
        return [coop for coop in dict.fromkeys(coops) if coops.count(coop) > 1]


class Duties:
    """Words lines for one person.

    :param here: the address to come back to.
    """

    def __init__(self, desk: Desk, here: str) -> None:
        self._desk = desk
        self._next = here
        self._coops = {desk.number(one): one for one in desk.cooperations()}
        self._by_id = {one.id: one for one in self._coops.values()}

    def sections(self, lines: tuple[WaitLine, ...], totals: Mapping[str, int]) -> list[Section]:
        """What waits, by sort, in the order in which it comes.

        :param totals: how many lines there are of each sort.
        """
        found: dict[str, list[Duty]] = {}
        for line in lines:
            found.setdefault(line.turn.what, []).append(self.wait(line))
        return [
            Section(what, str(HEADINGS.get(what, what)), tuple(duties), totals.get(what, len(duties)))
            for what, duties in found.items()
        ]

    def wait(self, line: WaitLine) -> Duty:
        """One line of what waits, for us or for another party."""
        turn, coop = line.turn, self._coops[line.turn.cooperation]
        title = caption(line.plan_captions or turn.captions)
        if line.plan and turn.kind != "plan" and line.number == 1:
            title = f"{caption(turn.captions)} – {title}"
        action = self._action_on(line, coop) if turn.is_ours else self._look_at(line, coop)
        if line.about:
            title = f"{title} – {caption(line.about)}"
        is_received = turn.what == "acknowledge" and turn.is_ours and self._desk.may("records.declare", coop)
        return Duty(
            coop=coop.name,
            title=title,
            url=self._negotiation(line, coop) or name_url(turn.name, turn.kind, coop.name),
            more=tuple(part for part in self._said_of(line) if part),
            action=action,
            tone="late" if turn.what == "report" and _days(turn, self._desk.today) > _LONG else "",
            tick=turn.version if is_received else "",
            since=date.fromisoformat(_since(turn)),
        )

    def _said_of(self, line: WaitLine) -> tuple[str, ...]:
        turn, language = line.turn, self._desk.language
        who = names.party_name(turn.asked_by or turn.party, language)
        since = phrases.day(_since(turn), language)
        texts = ngettext("%(n)s text", "%(n)s texts", line.number) % {"n": line.number} if line.number > 1 else ""
        if not turn.is_ours:
            seen = _("had last seen ours of %(day)s") % {"day": phrases.day(turn.seen, language)} if turn.seen else ""
            party = names.party_name(turn.party, language)
            return (party, str(names.TURNS[turn.what]), texts, _("since %(day)s") % {"day": since}, seen)
        if turn.what == "report":
            over = phrases.day(turn.from_day, language) if turn.from_day else ""
            return (self._coop_words(turn), _("over since %(day)s") % {"day": over} if over else "")
        said = next(
            (str(turn.note[code]) for code in (language, *turn.note) if isinstance(turn.note.get(code), str)), ""
        )
        return (who, texts, _("since %(day)s") % {"day": since}, f"“{said}”" if said else "")

    def _coop_words(self, turn: TurnRow) -> str:
        return self._coops[turn.cooperation].name

    def _action_on(self, line: WaitLine, coop: Cooperation) -> Action | None:
        turn, name = line.turn, coop.name
        review = reverse("review", args=[name])
        match turn.what:
            case "answer" | "confirm" if line.plan:
                may = self._desk.may("records.draft", coop)
                return Action(_("Answer") if may else _("Open"), self._negotiation(line, coop), is_main=may)
            case "answer" | "confirm" if self._desk.may("records.draft", coop):
                return Action(_("Answer"), name_url(turn.name, turn.kind, name, "answer"))
            case "mend" if line.plan:
                return Action(_("See why"), self._negotiation(line, coop))
            case "comment" if self._desk.may("records.draft", coop):
                return Action(_("Answer"), reverse("draft-new", args=[name, "comment"]), (("about", turn.version),))
            case "report" if self._desk.may("outcome.tell", coop):
                return Action(_("Tell the outcome"), name_url(turn.name, turn.kind, name, "outcome"))
            case "acknowledge" if self._desk.may("records.declare", coop):
                fields = (("verb", "acknowledge"), ("acknowledge", turn.version), ("next", self._next))
                return Action(_("Received"), review, fields, is_main=False)
            case _:
                return Action(_("Read"), name_url(turn.name, turn.kind, name), is_main=False)

    def _look_at(self, line: WaitLine, coop: Cooperation) -> Action | None:
        turn = line.turn
        if turn.what == "join":
            may = self._desk.may("dispatches.read", coop)
            url = reverse("partner-dispatches", args=[coop.name])
            return Action(_("Dispatches"), url, is_main=False) if may else None
        url = self._negotiation(line, coop) or name_url(turn.name, turn.kind, coop.name)
        return Action(_("Open"), url, is_main=False)

    def _negotiation(self, line: WaitLine, coop: Cooperation) -> str:
        return name_url(line.plan, "plan", coop.name, "negotiation") if line.plan else ""

    # What is this office's own

    def step(self, due: DueStep, captions: Captions) -> Duty:
        """A step of ours that is late or near.

        :param captions: those of the activities.
        """
        coop, line = self._by_id[due.partnership], due.line
        title = caption(captions.get((self._desk.number(coop), due.record)))
        day = phrases.day(line.day, self._desk.language)
        when = _("was due on %(day)s") % {"day": day} if line.urgency == "late" else _("by %(day)s") % {"day": day}
        may = self._desk.may("steps.keep", coop)
        return Duty(
            coop=coop.name,
            title=caption(line.labels),
            url=name_url(due.record, "activity", coop.name),
            more=(title, coop.name, when),
            action=_tick(coop, due.record, line.id, "done", _("Done")) if may else None,
            tone=line.urgency,
            until=line.day,
        )

    def done_step(self, coop: Cooperation, record: str, step: str, captions: Captions) -> Duty:
        """A step that was ticked just now, with the way back."""
        title = caption(captions.get((self._desk.number(coop), record)))
        label = names.term("steps", step, self._desk.language)
        url = name_url(record, "activity", coop.name)
        undo = _tick(coop, record, step, "open", _("Undo")) if self._desk.may("steps.keep", coop) else None
        return Duty(coop.name, label, url, (title, coop.name), undo, "done")

    def undertaking(self, row: UndertakingRow) -> Duty:
        """An undertaking of ours whose day has come."""
        coop = self._coops[row.cooperation]
        url = name_url(row.name, "undertaking", coop.name)
        to_whom = ", ".join(names.party_name(code, self._desk.language) for code in row.to_whom)
        due = _("due on %(day)s") % {"day": phrases.day(row.due, self._desk.language)} if row.due else ""
        draft = reverse("draft-new", args=[coop.name, "undertaking"])
        may = self._desk.may("records.draft", coop)
        action = Action(_("Say what came of it"), draft, (("record", row.name),), is_main=False)
        more = tuple(part for part in (to_whom or coop.name, due) if part)
        said = caption(row.captions)
        return Duty(coop.name, said, url, more, action if may else None, "late", badge=row.strength, until=row.due)

    def draft(self, one: draft_steps.Waiting) -> Duty:
        """A draft that lies with the head, or that came back."""
        url = reverse("draft", args=[one.cooperation.name, one.draft])
        since = one.last.at.date()
        day = phrases.day(since, self._desk.language)
        is_back = one.last.step == draft_steps.BACK
        said = _("sent back by %(who)s") if is_back else _("sent by %(who)s")
        more = [one.cooperation.name, said % {"who": one.last.who}, day]
        if one.last.text:
            more.append(f"“{one.last.text}”")
        action = Action(_("Open"), url)
        return Duty(one.cooperation.name, caption(one.captions), url, tuple(more), action, "near", since=since)

    def answers(self, one: Lying) -> Duty:
        """Answers that an officer chose: with the head, or come back."""
        url = f"{reverse('review', args=[one.cooperation.name])}?sent={one.number}"
        title = ngettext("Answers chosen for %(n)s text", "Answers chosen for %(n)s texts", one.texts)
        said = _("came back from the head") if one.state == BACK else _("sent by %(who)s") % {"who": one.who}
        more = [one.cooperation.name, said, phrases.day(one.day, self._desk.language)]
        if one.text:
            more.append(f"“{one.text}”")
        title = title % {"n": one.texts}
        since = date.fromisoformat(one.day)
        return Duty(one.cooperation.name, title, url, tuple(more), Action(_("Open"), url), "near", since=since)

    def told(self, one: draft_steps.Waiting, activity: Mapping[str, str]) -> Duty:
        """What a unit told, to be signed.

        :param activity: the captions of what it is about.
        """
        coop = one.cooperation.name
        since = one.last.at.date()
        day = phrases.day(since, self._desk.language)
        asked = urlencode({"verb": "declare", "draft": str(one.draft), "next": self._next})
        review = f"{reverse('review', args=[coop])}?{asked}"
        more = (coop, _("told by %(unit)s, to be signed") % {"unit": one.last.who}, day)
        url = reverse("draft", args=[coop, one.draft])
        title = f"{caption(one.captions)} – {caption(activity)}"
        return Duty(coop, title, url, more, Action(_("Review and sign"), review), "near", since=since)

    def pending(self, row: PendingRow) -> Duty:
        """A text that all have consented to, and that waits to be recorded as agreed."""
        coop = self._coops[row.cooperation]
        url = name_url(row.name, row.kind, coop.name)
        who = names.party_name(row.by, self._desk.language)
        waits = _("waits for its plan") if row.waits_for_plan else _("waits for %(who)s to record it") % {"who": who}
        day = date.fromisoformat(row.since[:10])
        since = _("since %(day)s") % {"day": phrases.day(day, self._desk.language)}
        action = Action(_("Open"), url, is_main=False)
        return Duty(coop.name, caption(row.captions), url, (coop.name, waits, since), action, since=day)


def totals(found: tuple[Wait, ...], *, is_ours: bool) -> dict[str, int]:
    """How many lines wait, of each sort."""
    counted: dict[str, int] = {}
    for one in found:
        if one.is_ours == is_ours:
            counted[one.what] = counted.get(one.what, 0) + one.lines
    return counted


@dataclass(frozen=True)
class Waiting:
    """What a party has to do, in one line: how many of each sort, since which day."""

    coop: str
    party: str
    sorts: tuple[str, ...]
    since: str


def who_waits(desk: Desk, found: tuple[Wait, ...]) -> list[Waiting]:
    """What waits for each other party, the longest first."""
    coops = {desk.number(one): one.name for one in desk.cooperations()}
    held: dict[tuple[int, str], list[Wait]] = {}
    for one in found:
        if not one.is_ours:
            held.setdefault((one.cooperation, one.party), []).append(one)
    longest = [
        (min(one.since for one in those), coops[number], number, party, those)
        for (number, party), those in held.items()
    ]
    return [
        Waiting(
            coop=coops[number],
            party=names.party_name(party, desk.language),
            sorts=tuple(f"{HEADINGS[one.what]}: {one.lines}" for one in those),
            since=_("since %(day)s") % {"day": phrases.day(day, desk.language)},
        )
        for day, _name, number, party, those in sorted(longest, key=lambda one: one[:4])
    ]


def _tick(coop: Cooperation, record: str, step: str, state: str, label: str) -> Action:
    fields = (("coop", coop.name), ("record", record), ("step", step), ("state", state))
    return Action(label, reverse("todo-step"), fields, is_main=False)


_LONG = 30
"""An outcome that is not told so many days after is late."""


def _since(turn: TurnRow) -> str:
    return turn.from_day.isoformat() if turn.from_day is not None else turn.since[:10]


def _days(turn: TurnRow, today: date) -> int:
    return (today - date.fromisoformat(_since(turn))).days
