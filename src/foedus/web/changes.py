"""Says who changed what of a record, and when: the texts of it one after the other, and what was told of it since."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Final

from django.utils.translation import gettext as _

from foedus.ledger.digest import version_check
from foedus.office import texts
from foedus.office.errors import NotFoundError
from foedus.office.ports import Cooperation
from foedus.office.texts import Step, Word
from foedus.office.versions import read_ahead
from foedus.records import phrases
from foedus.records.kinds.report import Report
from foedus.store.listing import RecordRow
from foedus.web import display, names, reviewing
from foedus.web.desk import Desk

_TOLD: Final = ("outcome", "period", "place")
"""What a report says that the text that was agreed does not, or otherwise."""
_CONSENTS: Final = frozenset({"propose", "endorse", "join"})


@dataclass(frozen=True)
class Change:
    """One field that somebody changed: from what to what, who and when, and what became of it.

    ``standing`` is agreed, on-paper, stated, proposed, declined, withdrawn or told; ``settled`` the time at which it
    was agreed; ``consents`` who consented, and when.
    """

    field: str
    where: str
    before: str
    after: str
    runs: tuple[dict[str, str], ...]
    who: str
    at: str
    shown: str
    standing: str
    settled: str
    consents: tuple[Word, ...]


@dataclass(frozen=True)
class StepShown:
    """A text in a record's history, and where it stands."""

    step: Step
    differences: tuple[reviewing.Difference, ...]
    words: tuple[Word, ...]
    standing: str
    digits: str


@dataclass(frozen=True)
class History:
    """The texts of a record, the newest first, and what was changed by them and told since, the newest first."""

    steps: tuple[StepShown, ...]
    changes: tuple[Change, ...]

    def fields(self) -> list[tuple[str, str, int]]:
        """The fields that were changed: name, label, how often; the most often changed first."""
        labels = {one.field: one.where.partition(",")[0] for one in self.changes}
        return [(name, labels[name], number) for name, number in Counter(c.field for c in self.changes).most_common()]


def history(desk: Desk, cooperation: Cooperation, record: str, reports: Iterable[RecordRow] = ()) -> History:
    """The history of a record; the register is opened for it.

    :param reports: those told of an activity: what they say of days and place counts as a change too.
    """
    reports = tuple(reports)
    read_ahead(desk.node.store.open(cooperation.id), [record, *(report.name for report in reports)])
    steps = _steps(desk, cooperation, record)
    told = [step for report in reports for step in _steps(desk, cooperation, report.name)]
    shown = tuple(_shown(step, cooperation, desk.language) for step in steps)
    found = [change for one in shown for change in _changes(one)]
    found += _told(steps, told, desk.language)
    order = {one.step.text.named.version: place for place, one in enumerate(shown)}
    found.sort(key=lambda one: (one.settled or one.at, order.get(one.shown, 0)), reverse=True)
    return History(tuple(reversed(shown)), tuple(found))


def _steps(desk: Desk, cooperation: Cooperation, record: str) -> tuple[Step, ...]:
    try:
        return texts.history(desk.node, cooperation, record)
    except NotFoundError:
        return ()


def standing_of(step: Step) -> str:
    """What became of a text."""
    text = step.text
    if text.on_paper:
        return "on-paper"
    if step.sealed_at:
        return "agreed"
    said = {word.word for word in text.consents}
    if "withdraw" in said:
        return "withdrawn"
    if "decline" in said:
        return "declined"
    return "proposed" if said & _CONSENTS else "stated"


def _shown(step: Step, cooperation: Cooperation, language: str) -> StepShown:
    text = step.text
    digits = version_check(cooperation.id, text.named.version).digits if text.check else ""
    found = reviewing.differences(text.named.kind, text.differences, language)
    return StepShown(step, found, text.consents, standing_of(step), digits)


def _changes(one: StepShown) -> Iterator[Change]:
    text = one.step.text
    for place, difference in zip(reviewing.made_by_people(text.differences), one.differences, strict=True):
        yield Change(
            field=str(place.path[0]) if place.path else "",
            where=difference.where,
            before=difference.before,
            after=difference.after,
            runs=difference.runs,
            who=text.named.author,
            at=text.named.at,
            shown=text.named.shown,
            standing=one.standing,
            settled=one.step.sealed_at,
            consents=tuple(word for word in one.words if word.word == "endorse"),
        )


def _told(steps: tuple[Step, ...], told: list[Step], language: str) -> Iterator[Change]:
    """What reports say of days and place otherwise than what was known until then."""
    agreed = [(step.sealed_at or step.text.named.at, step.text.body, None) for step in steps if _is_in_force(step)]
    words = [(step.text.named.at, step.text.body, step) for step in told]
    known: dict[tuple[str, str], Any] = {}
    for _at, body, step in sorted([*agreed, *words], key=lambda one: one[0]):
        for name in _TOLD:
            value, side = body.get(name), step.text.named.author if step is not None and name == "outcome" else ""
            if step is not None and value and value != known.get((name, side)):
                yield _change_told(name, known.get((name, side)), value, step, language)
            if value:
                known[name, side] = value


def _is_in_force(step: Step) -> bool:
    return bool(step.sealed_at or step.text.on_paper)


def _change_told(name: str, before: Any, after: Any, step: Step, language: str) -> Change:
    outcome = names.term("outcomes", str(step.text.body.get("outcome", "")), language)
    return Change(
        field=name,
        where=display.path_words(Report.form(), (name,), language),
        before=_written(name, before, language) if before else "",
        after=_written(name, after, language),
        runs=(),
        who=step.text.named.author,
        at=step.text.named.at,
        shown=_("outcome told: %(outcome)s") % {"outcome": outcome},
        standing="told",
        settled="",
        consents=(),
    )


def _written(name: str, value: Any, language: str) -> str:
    if name == "outcome":
        return names.term("outcomes", str(value), language)
    return phrases.period(value, language) if name == "period" else phrases.place(value, language)
