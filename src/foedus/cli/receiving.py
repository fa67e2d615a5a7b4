"""Says in plain words what a dispatch changed, what waits for us and what was refused; it takes nothing in."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from foedus.cli import page
from foedus.cli.body import say
from foedus.cli.language import _, ngettext
from foedus.cli.reasons import pour, reason_text
from foedus.cli.saying import kind_label, note_text, tell_differences, titles
from foedus.cli.turns import tell_pending, tell_turns
from foedus.office.versions import place_in_register
from foedus.phrases.arrivals import DONE
from foedus.phrases.reasons import ACTS, DISPATCHES, LINES

if TYPE_CHECKING:
    from foedus.office.arrivals import Change
    from foedus.office.receiving import Received

_TOLD_AT_MOST = 60


def tell_received(received: "Received") -> None:
    """Lay out what a dispatch brought."""
    brought = ", ".join(f"{code} {number}" for code, number in sorted(received.applied.items()))
    page.heading(
        _("Dispatch from {sender}, made {at}").format(sender=received.sender, at=received.created)
        if received.sender
        else _("Dispatch")
    )
    page.facts(
        [
            (_("New entries"), brought or _("none")),
            (_("Known already"), str(received.known) if received.known else ""),
            (_("Files"), str(received.blobs) if received.blobs else ""),
        ],
        indent=1,
    )
    _tell_alarms(received)
    _tell_changes(received.changes, received.changes_left_out)
    titles(received.sealed_here, _("Agreed with this, as registered by this office"))
    tell_pending(received.pending)
    tell_turns(received.cooperation.name, received.ours, received.theirs)
    _tell_seen(received.seen)
    _tell_missing(received)
    _tell_refused(received.refused)
    if received.books_refused:
        page.paragraph(_("This office's copy may not sign now: {reason}.").format(
            reason=reason_text(received.books_refused)))  # fmt: skip


def _tell_alarms(received: "Received") -> None:
    for alarm in received.alarms:
        page.heading(_("ALARM: {code} keeps conflicting registers").format(code=alarm.code))
        page.paragraph(
            _(
                "Two different entries of {code} bear the number {seq}. Both are kept as proof. Speak to {code} "
                "by another way; what the other Parties registered stands."
            ).format(code=alarm.code, seq=alarm.seq),
            indent=1,
        )


def _tell_changes(changes: Iterable["Change"], left_out: int) -> None:
    found = list(changes)
    if not found:
        return
    page.line(_("What changed"))
    for change in found[:_TOLD_AT_MOST]:
        _tell_change(change)
    left = left_out + max(0, len(found) - _TOLD_AT_MOST)
    if left:
        page.line(ngettext("... and one more", "... and {number} more", left).format(number=left), 1)


def _tell_change(change: "Change") -> None:
    facts: dict[str, Any] = {"party": change.party, **change.facts}
    if "reason" in facts:
        facts["because"] = reason_text(str(facts["reason"]), {}, ACTS)
    text = pour(DONE[change.what], facts) if change.what in DONE else change.what
    named = change.named
    if named is not None:
        text += f": {kind_label(named.kind)}, {say(named.captions)} ({named.shown})"
    note = note_text(change.note)
    if note:
        text += _(" - note: {note}").format(note=note)
    page.bullets([text])
    for one in sorted(change.facts.get("versions", ()), key=lambda one: place_in_register(one.shown)):
        page.line(f"{one.shown}  {kind_label(one.kind)}  {say(one.captions)}", 3)
    differences = change.facts.get("differences", ())
    if named is not None and differences:
        tell_differences(named.kind, differences, indent=3)


def _tell_seen(seen: Iterable[Any]) -> None:
    rows = []
    for one in seen:
        text = (
            _("has seen our register up to {entry} of {last}") if one.entry_shown else _("has seen nothing of ours yet")
        )
        rows.append((one.party, text.format(entry=one.entry_shown, last=one.last)))
    if rows:
        page.line(_("What they have seen"))
        page.table(rows, indent=1)


def _tell_missing(received: "Received") -> None:
    waiting = sum(received.waiting.values())
    if waiting:
        text = ngettext(
            "One entry waits for others that are not here yet; they are asked for with our next dispatch.",
            "{number} entries wait for others that are not here yet; they are asked for with our next dispatch.",
            waiting,
        )
        page.paragraph(text.format(number=waiting))
    blobs = sum(one.what == "blob" for one in received.missing)
    if blobs:
        text = ngettext(
            "One file is missing; it is asked for with our next dispatch.",
            "{number} files are missing; they are asked for with our next dispatch.",
            blobs,
        )
        page.paragraph(text.format(number=blobs))


def _tell_refused(refused: Iterable[Any]) -> None:
    found = list(refused)
    if not found:
        return
    page.heading(ngettext("One line was refused", "{number} lines were refused", len(found)).format(number=len(found)))
    for one in found[:_TOLD_AT_MOST]:
        facts = dict(part.split("=", 1) for part in one.detail.split(" ") if "=" in part)
        reason = reason_text(one.reason, {"detail": one.detail, **facts}, LINES | DISPATCHES)
        where = _("{file}, line {line}").format(file=one.file, line=one.line) if one.line else one.file
        page.bullets([f"{where}: {reason}"])
    page.paragraph(_("Everything else was taken in. Show these lines to whoever sent the dispatch."))
