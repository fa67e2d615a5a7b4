"""Puts a plan's negotiation together for its page: where texts differ, why, what can be said; it answers nothing."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from django.core.paginator import Page, Paginator
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from foedus.office.negotiation import Line, Outline, Prepared, Side, laid_out, outline
from foedus.office.negotiation import single as office_single
from foedus.office.ports import Cooperation
from foedus.office.review import Changed
from foedus.store import listing
from foedus.store.listing.answers import RecordRow
from foedus.web import display, names
from foedus.web.desk import Desk
from foedus.web.intents import Intent
from foedus.web.reviewing import made_by_people

SIZE: Final = 40
"""Lines on a page: the plans that there are fit on one, and 400 lines make ten."""

SHOWN: Final[Mapping[str, Any]] = {
    "open": _("Open lines"),
    "ours": _("Waiting for us"),
    "differ": _("Where texts differ"),
    "all": _("All lines"),
}
"""Which lines the page shows, as the address says it."""

_WORDS: Final[Mapping[str, tuple[str, str, Any]]] = {
    "accept": ("accept", "a", _("Accept")),
    "confirm": ("accept", "a", _("Confirm in full")),
    "ad_referendum": ("ad-referendum", "r", _("Accept ad referendum")),
    "decline": ("decline", "n", _("Do not accept")),
    "withdraw": ("withdraw", "w", _("Take ours back")),
}
"""What is chosen in the page and signed after the review: by the office's word, the form's, its key, its name."""

_SIDES: Final[Mapping[str, Any]] = {
    "agreed": _("Agreed text"),
    "ours": _("Our text"),
    "theirs": _("Their text"),
    "draft": _("Our draft"),
    "before": _("The text before"),
}
ALONE: Final = "text"
"""The anchor of a text that stands in no plan."""
_FACTS: Final = ("host", "period", "days", "place", "type", "places")


@dataclass(frozen=True)
class Cell:
    """What stands on one side: runs of a text, each ``kept``, ``removed`` or ``added``."""

    label: Any
    runs: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Difference:
    """One place where two texts differ, with what each of them says there."""

    where: str
    cells: tuple[Cell, Cell]


@dataclass(frozen=True)
class Reason:
    """Why a text is as it is, or is not accepted: who says it, what it is about, the words and their language."""

    party: str
    is_refusal: bool
    shown: str
    language: str
    words: str


@dataclass(frozen=True)
class TextShown:
    """A text on the table: whose, under which name, who accepts it, and what it says in a few words."""

    label: Any
    side: Side
    facts: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class DraftShown:
    """A draft of a line, and where it differs from the text that it answers or follows."""

    number: int
    differences: tuple[Difference, ...]
    facts: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Choice:
    """A word that can be chosen for a line: the word, the value that the form sends, its key, what it is called."""

    word: str
    value: str
    key: str
    label: Any
    is_chosen: bool


@dataclass(frozen=True)
class LineShown:
    """A line as the page shows it; the form's fields of it bear its ``anchor``."""

    line: Line
    anchor: str
    texts: tuple[TextShown, ...]
    differences: tuple[Difference, ...]
    reasons: tuple[Reason, ...]
    drafts: tuple[DraftShown, ...]
    choices: tuple[Choice, ...]
    reason: str
    error: str
    said: tuple[RecordRow, ...]

    @property
    def chosen(self) -> str:
        """The word that was chosen before the form came back; empty where none was."""
        return next((choice.word for choice in self.choices if choice.is_chosen), "")

    @property
    def is_on_the_table(self) -> bool:
        """Say whether there is anything to show but the title."""
        return bool(self.differences or self.reasons or self.drafts or self.choices)

    @property
    def kind_name(self) -> str:
        """Of what kind the record is, without its form."""
        return self.line.kind.partition("/")[0]


def lines_of(desk: Desk, coop: Cooperation, plan: str) -> tuple[Outline, ...]:
    """Every line of a plan in short; those agreed after it are found by the lists."""
    return outline(desk.node, coop, plan, _also(desk, coop, plan))


def _also(desk: Desk, coop: Cooperation, plan: str) -> tuple[str, ...]:
    return listing.link_sources(desk.node, desk.number(coop), [plan], "activities").get(plan, ())


def chosen(lines: Sequence[Outline], show: str) -> list[Outline]:
    """The lines that are to be shown."""
    match show:
        case "ours":
            return [line for line in lines if line.is_ours or line.is_refused]
        case "differ":
            return [line for line in lines if line.differs and line.is_open]
        case "all":
            return list(lines)
        case _:
            return [line for line in lines if line.is_open]


def anchors(lines: Iterable[Outline]) -> dict[str, str]:
    """Where each line stands on its page: ``line-12``; a second one of a number bears a part of its record's name."""
    taken: set[str] = set()
    found: dict[str, str] = {}
    for line in lines:
        plain = "line-" + "".join(letter if letter.isalnum() else "-" for letter in line.serial)
        anchor = plain if line.serial and plain not in taken else f"{plain}-{line.record.partition('/')[2][:8]}"
        taken.add(anchor)
        found[line.record] = anchor
    return found


@dataclass(frozen=True)
class Table:
    """All lines of a plan in short, the plan itself, and the lines of one page in full."""

    lines: tuple[Outline, ...]
    page: Page[Outline]
    head: LineShown
    shown: tuple[LineShown, ...]
    places: Mapping[str, str]


def table(
    desk: Desk,
    coop: Cooperation,
    plan: str,
    show: str,
    number: str,
    sent: QueryDict | None = None,
    errors: Mapping[str, str] | None = None,
    *,
    size: int | None = None,
) -> Table:
    """A plan's negotiation as one page shows it.

    :param show: which lines, one of ``SHOWN``. :param number: of the page, as the address says it.
    :param sent: what was chosen, where the form came back. :param errors: by anchor, what is wrong with that.
    :param size: lines on a page; ``SIZE`` where none is said.
    :raises NotFoundError: there is no such plan.
    """
    pages: list[Page[Outline]] = []

    def choose(lines: tuple[Outline, ...]) -> list[str]:
        pages.append(Paginator(chosen(lines, show), size or SIZE).get_page(number))
        return [line.record for line in pages[0]]

    lines, found = laid_out(desk.node, coop, plan, choose, _also(desk, coop, plan))
    places = anchors(lines)
    said = _said(desk, coop, (found.plan, *found.lines))
    head, *shown = [
        _line(desk.language, line, places.get(line.record, "plan"), said, sent or QueryDict(), errors or {})
        for line in (found.plan, *found.lines)
    ]
    return Table(lines, pages[0], head, tuple(shown), places)


def single(
    desk: Desk, coop: Cooperation, record: str, sent: QueryDict | None = None, errors: Mapping[str, str] | None = None
) -> LineShown:
    """A text that stands in no plan, as the page of its answer shows it; its anchor is ``text``.

    :raises NotFoundError: there is no such text to be answered.
    """
    line = office_single(desk.node, coop, record)
    return _line(desk.language, line, ALONE, _said(desk, coop, (line,)), sent or QueryDict(), errors or {})


def _said(desk: Desk, coop: Cooperation, lines: Iterable[Line]) -> dict[str, tuple[RecordRow, ...]]:
    """Comments and questions about lines, by line: two queries."""
    number = desk.number(coop)
    found = listing.link_sources(desk.node, number, [line.record for line in lines], "comments")
    rows = listing.record_rows(desk.node, number, [name for those in found.values() for name in those])
    return {record: tuple(rows[name] for name in those if name in rows) for record, those in found.items()}


def _line(
    language: str,
    line: Line,
    anchor: str,
    said: Mapping[str, tuple[RecordRow, ...]],
    sent: QueryDict,
    errors: Mapping[str, str],
) -> LineShown:
    sides = [(name, side) for name in _SIDES if (side := getattr(line, name, None)) is not None]
    heads = (_SIDES.get(line.compared[0]), _SIDES.get(line.compared[1]))
    return LineShown(
        line=line,
        anchor=anchor,
        texts=tuple(TextShown(_SIDES[name], side, _facts(line.kind, side.body, language)) for name, side in sides),
        differences=_differences(line.kind, line.differences, heads, language),
        reasons=tuple(reason for _, side in sides for reason in _reasons(side, language)),
        drafts=tuple(_draft(line, one, language) for one in line.drafts),
        choices=_choices(line, sent.get(f"word:{anchor}", "")),
        reason=sent.get(f"reason:{anchor}", ""),
        error=errors.get(anchor, ""),
        said=said.get(line.record, ()),
    )


def _choices(line: Line, picked: str) -> tuple[Choice, ...]:
    """The words that can be said of a line in the form; a plan is accepted with its lines, by a button of its own."""
    words = [word for word in _WORDS if word in line.can]
    if line.kind.startswith("plan/"):
        words = [word for word in words if word in {"decline", "withdraw"}]
    found = []
    for name in words:
        word, key, label = _WORDS[name]
        value = f"{word} {line.withdraws if word == 'withdraw' else line.answers}"
        found.append(Choice(word, value, key, label, value == picked))
    return tuple(found)


def _facts(kind: str, body: Mapping[str, Any], language: str) -> tuple[tuple[str, str], ...]:
    wanted = {name: body[name] for name in _FACTS if name in body}
    rows = display.rows(kind, wanted, language, names.PartyNames(language), _FACTS)
    return tuple((row.label, display.in_line(row.value)) for row in rows)


def _reasons(side: Side, language: str) -> Iterable[Reason]:
    if side.note:
        yield _reason(side, side.author, side.note, language, is_refusal=False)
    for refusal in side.declined_by:
        yield _reason(side, refusal.party, refusal.note, language, is_refusal=True)


def _reason(side: Side, party: str, note: Mapping[str, Any], language: str, *, is_refusal: bool) -> Reason:
    code, words = _in_language(note, language)
    return Reason(party, is_refusal, side.shown, code, words)


def _in_language(note: Mapping[str, Any], language: str) -> tuple[str, str]:
    """A note's language and words: the reader's where it has them."""
    for code in (language, *note):
        if isinstance(note.get(code), str) and code != "original":
            return code, str(note[code])
    return "", ""


def _draft(line: Line, one: Prepared, language: str) -> DraftShown:
    before = "theirs" if line.theirs is not None else "ours" if line.ours is not None else "agreed"
    heads = (_SIDES[before], _SIDES["draft"])
    differences = _differences(line.kind, one.differences, heads, language)
    return DraftShown(one.number, differences, _facts(line.kind, one.body, language))


def differences_of_draft(
    kind: str, found: Iterable[Changed], language: str, *, is_counter: bool
) -> tuple[Difference, ...]:
    """Where a draft differs from the text that it answers or follows, each beside the other."""
    before = _SIDES["theirs"] if is_counter else _SIDES["before"]
    return _differences(kind, found, (before, _SIDES["draft"]), language)


def _differences(kind: str, found: Iterable[Changed], heads: tuple[Any, Any], language: str) -> tuple[Difference, ...]:
    parties = names.PartyNames(language)
    return tuple(_difference(kind, one, heads, language, parties) for one in made_by_people(found))


def _difference(
    kind: str, one: Changed, heads: tuple[Any, Any], language: str, parties: Mapping[str, str]
) -> Difference:
    if one.words:
        before = tuple(run for run in one.words if run[0] != "added")
        after = tuple(run for run in one.words if run[0] != "removed")
    else:
        before = (("removed", _said_there(kind, one, one.before, language, parties)),)
        after = (("added", _said_there(kind, one, one.after, language, parties)),)
    where = display.path_words(kind, one.path, language)
    return Difference(where, (Cell(heads[0], before), Cell(heads[1], after)))


def _said_there(kind: str, one: Changed, value: Any, language: str, parties: Mapping[str, str]) -> str:
    return display.value_words(kind, one.path, value, language, parties) if value is not None else ""


# What was chosen


@dataclass(frozen=True)
class Word:
    """A word that was chosen for a line: where on the page, about which text, and why."""

    anchor: str
    word: str
    version: str
    reason: str


def words_in(sent: QueryDict) -> tuple[Word, ...]:
    """The words that a form brings; what is none of ours is left out."""
    known = {word for word, _key, _label in _WORDS.values()}
    found = []
    for name in sent:
        word, _blank, version = str(sent[name]).partition(" ")
        if name.startswith("word:") and word in known:
            anchor = name.removeprefix("word:")
            found.append(Word(anchor, word, version, sent.get(f"reason:{anchor}", "").strip()))
    return tuple(found)


def intent_of(sent: QueryDict, goes_on: str, plan: str = "") -> Intent | None:
    """What the words that were chosen line by line come to; None where none was.

    :param goes_on: the address to go on to. :param plan: the record of the plan that is to be offered again with them.
    """
    words = words_in(sent)
    drafts = tuple(int(text) for text in sent.getlist("draft") if text.isdigit())
    if not words and not drafts and not plan:
        return None

    def of(word: str) -> dict[str, str]:
        return {one.version: one.reason for one in words if one.word == word}

    return Intent(
        "repropose" if plan else "answer",
        drafts=drafts,
        accept=tuple(of("accept")),
        ad_referendum=tuple(of("ad-referendum")),
        decline=of("decline"),
        withdraw=of("withdraw"),
        plan=plan,
        next=goes_on,
    )
