"""Says whose turn it is: what falls to us to answer, and what to them; it decides neither."""

from collections.abc import Sequence
from typing import Any, Final

from foedus.cli import page
from foedus.cli.body import say
from foedus.cli.language import N_, _
from foedus.cli.saying import kind_label, place_in_register

_DUE: Final = {
    "answer": N_("accept it, or answer"),
    "report": N_("say what came of it"),
    "acknowledge": N_("take note"),
    "comment": N_("answer the question"),
}


def tell_turns(ours: Sequence[Any], theirs: Sequence[Any]) -> None:
    """Ours first, then theirs with what they had seen last."""
    if ours:
        page.line(_("Ours to answer ({number})").format(number=len(ours)))
        page.table([_row(turn) for turn in _in_order(ours)], indent=1)
    if theirs:
        page.line(_("Theirs to answer ({number})").format(number=len(theirs)))
        page.table([(turn.party, *_row(turn), _seen(turn.seen)) for turn in _in_order(theirs)], indent=1)


def tell_pending(pending: Sequence[Any]) -> None:
    """What all have accepted, and whose register has yet to say so."""
    if not pending:
        return
    page.line(_("Accepted by all, and not registered as agreed yet ({number})").format(number=len(pending)))
    rows = []
    for one in _in_order(pending):
        named = one.named
        why = (
            _("together with its plan")
            if one.waits_for_plan
            else _("{party} has not registered it since {day}").format(party=one.keeper, day=one.since[:10])
        )
        rows.append((named.shown, kind_label(named.kind), say(named.captions), why))
    page.table(rows, indent=1)


def _in_order(many: Sequence[Any]) -> list[Any]:
    return sorted(many, key=lambda one: (getattr(one, "party", ""), place_in_register(one.named.shown)))


def _row(turn: Any) -> tuple[str, ...]:
    named = turn.named
    due = _(_DUE[turn.what]) if turn.what in _DUE else turn.what
    return named.shown, kind_label(named.kind), say(named.captions), due


def _seen(day: str) -> str:
    return _("last had seen of ours: {day}").format(day=day[:10]) if day else _("has seen nothing of ours yet")
