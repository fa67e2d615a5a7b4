"""The state of play as groups of figures, each with its formula, its lines and its picture; it counts nothing."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from foedus.records import phrases
from foedus.records.activity_terms import STATUSES
from foedus.records.agreement_terms import STRENGTHS
from foedus.records.standing import Standing
from foedus.records.tally import Figure
from foedus.store.listing import UndertakingRow
from foedus.web import names, pictures
from foedus.web.board import activities_url

FORMULAS: Final[Mapping[str, Any]] = {
    "planned": gettext_lazy("Agreed activities of agreed plans, but those that came from outside the plan."),
    "reserve": gettext_lazy("The planned ones that take place only if money allows."),
    "out_of_plan": gettext_lazy("All other agreed activities."),
    "without_report": gettext_lazy("Agreed activities that are over and of which no side has said an outcome."),
    "undated": gettext_lazy(
        "Agreed activities of which neither the agreed text nor an outcome says when; they count in no year."
    ),
    "status": gettext_lazy("Agreed activities, planned or not, of each status; those only proposed stand apart."),
    "cancelled_by": gettext_lazy("Those cancelled, under each Party whose decision it was."),
    "host": gettext_lazy(
        "Agreed activities by host Party, where they take place in a Party's country or nothing else is said; "
        "those in a third country, online or aboard are counted there and under no host."
    ),
    "offered": gettext_lazy("The places of agreed activities, by Party."),
    "used": gettext_lazy(
        "The people of each Party, by the outcome that tells: the host's where it names people, else the first other."
    ),
    "days": gettext_lazy(
        "People times days, of activities held or partly held; days as reported, else as the line says, else as agreed."
    ),
    "days_unknown": gettext_lazy("Held, but people or days are not known: unknown is not zero."),
    "costs": gettext_lazy("What each Party says that it has borne, by currency, where it chooses to share that."),
    "open": gettext_lazy("Undertakings that are open or partly kept, or of which nothing is said, as of today."),
    "due": gettext_lazy("Open undertakings whose day has come."),
    "kept": gettext_lazy("Undertakings declared kept, or that name what keeps them."),
    "requests": gettext_lazy("Open undertakings that are requests, and on which no other Party has commented."),
    "comments": gettext_lazy("Comments that ask, and on which no other Party has commented."),
    "milestones": gettext_lazy("Milestones that begin in the year."),
    "not_understood": gettext_lazy("Records written by a newer program: kept, passed on, and not counted."),
}
"""The sentence of each formula; ``records.standing`` has them in full."""


@dataclass(frozen=True)
class Row:
    """One figure: ``key`` names its lines, ``url`` leads to them, ``formula`` says how it is counted.

    ``bar`` is its picture, where its group is drawn as bars.
    """

    key: str
    label: str
    number: int
    url: str
    lines: tuple[str, ...]
    formula: str = ""
    words: str = ""
    bar: pictures.Bar | None = None


@dataclass(frozen=True)
class Group:
    """Figures that belong together, and their ``picture``: its ``kind`` (bars or split) and its ``drawing``.

    Bars stand in the rows themselves.
    """

    key: str
    heading: str
    rows: tuple[Row, ...]
    formula: str
    picture: dict[str, Any] | None

    @property
    def is_empty(self) -> bool:
        """Say whether nothing of it is there in the year."""
        return not any(row.number for row in self.rows)

    @property
    def formulas(self) -> tuple[tuple[str, str], ...]:
        """How its figures are counted: what is counted, and the sentence; each sentence once."""
        found = {self.formula: ""} if self.formula else {}
        for row in self.rows:
            if row.formula:
                found.setdefault(row.formula, row.label)
        return tuple((label, sentence) for sentence, label in found.items())


class Figures:
    """Words the state of play of a cooperation.

    :param coop: its short name, for addresses.
    :param promised: its open undertakings.
    """

    def __init__(self, drawn: Standing, coop: str, language: str, promised: Sequence[UndertakingRow]) -> None:
        self._drawn, self._coop, self._language, self._promised = drawn, coop, language, promised

    def groups(self) -> list[Group]:
        """All groups that say something, in their order."""
        made = (self._plan(), self._status(), self._venues(), self._places(), self._days(), self._costs())
        last = (self._promises(), self._strengths(), self._questions())
        return [group for group in (*made, *last) if group.rows]

    def _row(self, key: str, label: Any, figure: Figure, formula: str = "", url: str = "") -> Row:
        words = str(FORMULAS[formula]) if formula else ""
        return Row(key, str(label), figure.number, url or self._lines(key), figure.lines, words)

    def _lines(self, key: str) -> str:
        return f"{reverse('state', args=[self._coop])}?year={self._drawn.year}&of={key}#lines"

    def _activities(self, **asked: Any) -> str:
        return activities_url(self._coop, self._drawn.year, **asked)

    def _party(self, code: str) -> str:
        return names.party_name(code, self._language)

    def _plan(self) -> Group:
        plan, undated = self._drawn.plan, self._drawn.undated
        rows = (
            self._row("planned", _("Planned"), plan.planned, "planned", self._activities(is_planned=1)),
            self._row(
                "reserve",
                _("of these in reserve"),
                plan.reserve,
                "reserve",
                self._activities(is_planned=1, is_reserve=1),
            ),
            self._row(
                "out_of_plan",
                _("Out of plan"),
                plan.out_of_plan,
                "out_of_plan",
                self._activities(is_agreed=1, is_planned=0),
            ),
            self._row("without_report", _("Without an outcome"), plan.without_report, "without_report"),
            self._row("undated", _("No date yet"), _of(one.record for one in undated), "undated"),
        )
        return self._drawn_group("plan", _("Plan"), rows, "", bars=True)

    def _status(self) -> Group:
        plan = self._drawn.plan
        rows = [
            self._row(
                f"status-{status}",
                self._status_word(status),
                plan.by_status[status],
                "",
                self._activities(status=status),
            )
            for status in STATUSES.ids
            if plan.by_status[status].number
        ]
        told = {party: plan.cancelled_by[party] for party in plan.cancelled_by}
        by = [
            self._row(
                f"cancelled-{party}", _("cancelled by %(who)s") % {"who": self._party(party)}, figure, "cancelled_by"
            )
            for party, figure in told.items()
        ]
        group = self._drawn_group("status", _("By status"), tuple(rows), str(FORMULAS["status"]), bars=True)
        return replace(group, rows=(*group.rows, *by))

    def _status_word(self, status: str) -> str:
        return _("Cancelled") if status == "cancelled" else names.badge_label(status, self._language)

    def _venues(self) -> Group:
        venues = self._drawn.venues
        rows = [
            self._row(f"host-{party}", _("in %(country)s") % {"country": self._party(party)}, figure)
            for party, figure in venues.by_host.items()
        ]
        others = (
            ("third_country", _("in a third country"), venues.third_country),
            ("online", _("online"), venues.online),
            ("aboard", _("aboard"), venues.aboard),
        )
        rows += [self._row(key, label, one, "", self._activities(venue=key, is_agreed=1)) for key, label, one in others]
        if venues.not_said.number:
            rows.append(self._row("not_said", _("not said where"), venues.not_said))
        return self._drawn_group("venues", _("Where"), tuple(rows), str(FORMULAS["host"]), bars=False)

    def _places(self) -> Group:
        told = self._drawn.participation
        parties = sorted({*told.places_offered, *told.places_used})
        rows = []
        for party in parties:
            name = self._party(party)
            offered, used = told.places_offered.get(party, Figure(0)), told.places_used.get(party, Figure(0))
            rows.append(self._row(f"offered-{party}", _("offered to %(who)s") % {"who": name}, offered, "offered"))
            rows.append(self._row(f"used-{party}", _("used by %(who)s") % {"who": name}, used, "used"))
        return self._drawn_group("places", _("Places"), tuple(rows), "", bars=True)

    def _days(self) -> Group:
        told = self._drawn.participation
        rows = [self._row(f"days-{party}", self._party(party), one, "days") for party, one in told.person_days.items()]
        if told.person_days_not_known.number:
            rows.append(
                self._row("days_unknown", _("activities not known"), told.person_days_not_known, "days_unknown")
            )
        return self._drawn_group("days", _("Person-days"), tuple(rows), "", bars=True)

    def _costs(self) -> Group:
        rows = tuple(
            Row(
                f"costs-{one.party}-{one.currency}",
                self._party(one.party),
                one.amount,
                self._lines(f"costs-{one.party}-{one.currency}"),
                one.reports,
                str(FORMULAS["costs"]),
                phrases.money({"amount": one.amount, "currency": one.currency}, self._language),
            )
            for one in self._drawn.participation.costs
        )
        return Group("costs", _("Costs that were shared"), rows, "", None)

    def _promises(self) -> Group:
        told = self._drawn.promises
        rows = [
            self._row("open", _("Still open"), told.undertakings_open, "open"),
            self._row("due", _("of these due"), told.undertakings_due, "due"),
            self._row("kept", _("Kept"), told.undertakings_kept, "kept"),
        ]
        rows += [
            self._row(f"open-{party}", _("open, of %(who)s") % {"who": self._party(party)}, one)
            for party, one in told.open_by.items()
        ]
        return self._drawn_group("promises", _("Undertakings"), tuple(rows), "", bars=False, is_drawn=False)

    def _strengths(self) -> Group:
        count = Counter(row.strength for row in self._promised)
        url = f"{reverse('undertakings')}?partner={self._coop}&state=open&strength="
        rows = tuple(
            Row(f"strength-{one}", STRENGTHS.label(one, self._language), count[one], f"{url}{one}", ())
            for one in STRENGTHS.ids
            if count[one]
        )
        heading, formula = _("Open undertakings by strength of words"), str(FORMULAS["open"])
        return self._drawn_group("strengths", heading, rows, formula, bars=True)

    def _questions(self) -> Group:
        told, drawn = self._drawn.promises, self._drawn
        rows = [
            self._row("milestones", _("Milestones"), told.milestones, "milestones"),
            self._row("requests", _("Requests without an answer"), told.requests_without_answer, "requests"),
            self._row("comments", _("Questions without an answer"), told.comments_without_answer, "comments"),
        ]
        if drawn.not_understood:
            figure = Figure(len(drawn.not_understood), drawn.not_understood)
            rows.append(self._row("not_understood", _("Not understood here"), figure, "not_understood"))
        return self._drawn_group(
            "questions", _("Milestones and questions"), tuple(rows), "", bars=False, is_drawn=False
        )

    def _drawn_group(
        self, key: str, heading: str, rows: tuple[Row, ...], formula: str, *, bars: bool, is_drawn: bool = True
    ) -> Group:
        """A group with its picture, where it has a number to draw."""
        parts = [(row, pictures.Part(row.label, row.number, tone, row.url)) for row, tone in _toned(rows, key)]
        if not is_drawn or not any(row.number for row in rows):
            return Group(key, heading, rows, formula, None)
        if not bars:
            whole = pictures.bar(heading, [part for _row, part in parts])
            return Group(key, heading, rows, formula, {"kind": "split", "drawing": whole})
        drawn = pictures.bars([(row.label, [part]) for row, part in parts])
        with_bars = tuple(replace(row, bar=bar) for row, bar in zip(rows, drawn, strict=True))
        return Group(key, heading, with_bars, formula, {"kind": "bars", "drawing": drawn})


def _toned(rows: Sequence[Row], key: str) -> Iterable[tuple[Row, int]]:
    """Each row with the tone of its bar: places offered and used by turns, parts of one whole all apart."""
    for place, row in enumerate(rows):
        yield row, 1 + (place % 2 if key == "places" else place % 6 if key == "venues" else 0)


def _of(lines: Iterable[str]) -> Figure:
    held = tuple(lines)
    return Figure(len(held), held)


def row_of(groups: Iterable[Group], key: str) -> Row | None:
    """The figure of a key, with its lines."""
    return next((row for group in groups for row in group.rows if row.key == key), None)
