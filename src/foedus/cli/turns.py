"""Says whose turn it is: what falls to us to answer, and what to them; it decides neither."""

from collections import Counter
from collections.abc import Sequence
from typing import Any, Final

from foedus.cli import page
from foedus.cli.body import say
from foedus.cli.language import N_, _, ngettext
from foedus.cli.numbers import draft_ranges
from foedus.cli.saying import kind_label, note_text

_DUE: Final = {
    "answer": N_("accept it, or answer"),
    "confirm": N_("accepted, but not in full: confirm it in full"),
    "mend": N_("{party} does not accept it: amend it, or withdraw it"),
    "report": N_("say what came of it"),
    "acknowledge": N_("take note"),
    "comment": N_("answer the question"),
    "join": N_("is to join: this office's dispatch is what it joins with"),
}
_TOGETHER: Final = {"answer", "confirm"}


def tell_turns(cooperation: str, ours: Sequence[Any], theirs: Sequence[Any]) -> None:
    """Ours first, then theirs with what they had seen last; a plan with its lines is one thing.

    :param cooperation: the name by which commands call it.
    """
    if ours:
        page.line(_("Ours to answer ({number})").format(number=len(ours)))
        lines = _lines_of(ours)
        page.table([_row(turn, lines, cooperation) for turn in _without_lines(ours)], indent=1)
    if theirs:
        page.line(_("Theirs to answer ({number})").format(number=len(theirs)))
        lines = _lines_of(theirs)
        rows = [(turn.party, *_row(turn, lines), _seen(turn.seen)) for turn in _without_lines(theirs)]
        page.table(rows, indent=1)


def tell_pending(pending: Sequence[Any]) -> None:
    """What all have accepted, and whose register has yet to say so; the lines of a plan in one sentence."""
    if not pending:
        return
    page.line(_("Accepted by all, and not registered as agreed yet ({number})").format(number=len(pending)))
    rows = []
    for one in pending:
        if not one.waits_for_plan:
            named = one.named
            why = _("{party} has not registered it since {day}").format(party=one.keeper, day=one.since[:10])
            rows.append((named.shown, kind_label(named.kind), say(named.captions), why))
    page.table(rows, indent=1)
    lines = [one.named.shown for one in pending if one.waits_for_plan]
    if lines:
        text = ngettext(
            "{first}: one line, to be registered together with its plan",
            "{first} to {last}: {number} lines, to be registered together with their plan",
            len(lines),
        )
        page.line(text.format(first=lines[0], last=lines[-1], number=len(lines)), 1)


def tell_drafts(cooperation: str, drafts: Sequence[int]) -> None:
    """How many drafts wait to be signed, and how to see them."""
    if drafts:
        text = ngettext(
            "Draft of this office, not signed yet: {drafts} (foedus review {cooperation})",
            "Drafts of this office, not signed yet ({number}): {drafts} (foedus review {cooperation})",
            len(drafts),
        )
        page.line(text.format(number=len(drafts), drafts=draft_ranges(drafts), cooperation=cooperation))


def _without_lines(turns: Sequence[Any]) -> list[Any]:
    """The turns but those about lines that are answered together with their plan, which stands here too."""
    plans = {(turn.party, turn.what, turn.named.shown) for turn in turns}
    return [turn for turn in turns if (turn.party, turn.what, turn.together_with) not in plans]


def _lines_of(turns: Sequence[Any]) -> Counter[tuple[str, str, str]]:
    """How many lines of each plan wait for the same."""
    return Counter((turn.party, turn.what, turn.together_with) for turn in turns if turn.together_with)


def _row(turn: Any, lines: Counter[tuple[str, str, str]], cooperation: str = "") -> tuple[str, ...]:
    """One turn; ours with the command that answers a plan with all its lines.

    :param cooperation: empty where it is not ours.
    """
    named = turn.named
    due = _(_DUE[turn.what]).format(party=turn.asked_by) if turn.what in _DUE else turn.what
    reason = note_text(turn.note)
    if reason:
        due += _(" - note: {note}").format(note=reason)
    number = lines[turn.party, turn.what, named.shown]
    if number:
        due += ngettext(", with its one line", ", with its {number} lines", number).format(number=number)
        if cooperation:
            due += f": foedus accept {cooperation} --all-of {named.shown}"
    return named.shown, kind_label(named.kind), say(named.captions), due


def _seen(day: str) -> str:
    return _("last had seen of ours: {day}").format(day=day[:10]) if day else _("has seen nothing of ours yet")
