"""Words a review for the page: each act with what it says, what differs, what looks personal; it signs nothing."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from msgspec.structs import replace

from foedus.office.drafts import Fault, Suspect
from foedus.office.names import is_record_name
from foedus.office.ports import Cooperation
from foedus.office.review import Changed, Review, ReviewedAct
from foedus.store import listing
from foedus.web import display, names
from foedus.web.desk import Desk
from foedus.web.forms import problems
from foedus.web.intents import Intent
from foedus.web.wording import tell

ACTS: Final[Mapping[str, Any]] = {
    "propose": gettext_lazy("We offer this text, and consent to it ourselves"),
    "state": gettext_lazy("We declare this text alone"),
    "endorse": gettext_lazy("We accept this text"),
    "decline": gettext_lazy("We do not accept this text"),
    "withdraw": gettext_lazy("We take our text back, for good"),
    "acknowledge": gettext_lazy("We have received and read this text"),
    "join": gettext_lazy("We join by these Parties and rules of exchange"),
    "erase": gettext_lazy("We ask everybody to erase this file"),
}
SORTS: Final[Mapping[str, Any]] = {
    "mail": gettext_lazy("an e-mail address"),
    "telephone": gettext_lazy("a telephone number"),
    "rank_with_name": gettext_lazy("a rank with a name"),
}


@dataclass(frozen=True)
class Difference:
    """One place where a text differs from the one before, in words."""

    where: str
    change: str
    before: str
    after: str
    runs: tuple[dict[str, str], ...]


@dataclass(frozen=True)
class ActShown:
    """One act as the page shows it."""

    act: ReviewedAct
    title: str
    what: Any
    groups: tuple[Any, ...]
    differences: tuple[Difference, ...]
    concerned: str
    note: tuple[tuple[str, str], ...]
    with_lines: int
    is_long: bool


_LONG = 3
"""From so many texts on each is folded together, its differences open."""


def entries(desk: Desk, coop: Cooperation, review: Review) -> tuple[tuple[ActShown, ...], ...]:
    """The acts of a review, entry by entry, as they will be signed."""
    parties = names.PartyNames(desk.language)
    whole = [act for entry in review.entries for act in entry]
    rows = listing.record_rows(desk.node, desk.number(coop), _names_in(whole))
    titles = {name: (row.kind, row.caption(desk.language)) for name, row in rows.items()}
    is_long = len(whole) >= _LONG
    return tuple(
        tuple(_shown(act, desk.language, parties, titles, is_long=is_long) for act in entry) for entry in review.entries
    )


def _names_in(acts: list[ReviewedAct]) -> list[str]:
    """The records that texts name: plan, meeting, the activity that one continues."""
    found: set[str] = set()
    for act in acts:
        found |= set(_strings(act.body))
    return sorted(found)


def _strings(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        if is_record_name(value):
            yield value
    elif isinstance(value, Mapping):
        for inner in value.values():
            yield from _strings(inner)
    elif isinstance(value, list | tuple):
        for inner in value:
            yield from _strings(inner)


def _shown(
    act: ReviewedAct, language: str, parties: Mapping[str, str], titles: Mapping[str, Any], *, is_long: bool
) -> ActShown:
    captions = act.captions
    title = captions.get(language) or captions.get("en") or next(iter(captions.values()), "") or act.record
    return ActShown(
        act=act,
        title=title,
        what=ACTS.get(act.act, act.act),
        groups=display.groups(act.kind, act.body, language, parties, titles) if act.body else (),
        differences=tuple(_difference(act.kind, one, language, parties) for one in act.differences),
        concerned=", ".join(parties[code] for code in act.concerned),
        note=tuple((code, str(text)) for code, text in act.note.items() if isinstance(text, str)),
        with_lines=len(act.with_records),
        is_long=is_long,
    )


def _difference(kind: str, one: Changed, language: str, parties: Mapping[str, str]) -> Difference:
    return Difference(
        where=display.path_words(kind, one.path, language),
        change=one.change,
        before=display.value_words(kind, one.path, one.before, language, parties) if one.before is not None else "",
        after=display.value_words(kind, one.path, one.after, language, parties) if one.after is not None else "",
        runs=tuple({"kind": sort, "text": text} for sort, text in one.words),
    )


def differences(kind: str, found: tuple[Changed, ...], language: str) -> tuple[Difference, ...]:
    """Differences in words, for any page."""
    parties = names.PartyNames(language)
    return tuple(_difference(kind, one, language, parties) for one in found)


def suspects(desk: Desk, review: Review) -> list[dict[str, str]]:
    """What looks like personal data: the text, its sort, and where it stands."""
    return [
        {"text": one.text, "sort": str(SORTS.get(one.sort, one.sort)), "where": _where(one, desk.language)}
        for one in review.suspects
    ]


def _where(suspect: Suspect, language: str) -> str:
    if suspect.where == "note":
        return _("note")
    return display.path_words(suspect.kind, suspect.path, language) if suspect.kind else ""


def faults(desk: Desk, review: Review) -> list[dict[str, Any]]:
    """What stands against signing, in words, with the draft that it is of."""
    kinds = {act.draft: act.kind for entry in review.entries for act in entry if act.draft}
    return [
        {"draft": fault.draft, "text": _fault(fault, kinds.get(fault.draft, ""), desk.language)}
        for fault in review.faults
    ]


def _fault(fault: Fault, kind: str, language: str) -> str:
    label = display.path_words(kind, fault.path, language) if kind and fault.path else ""
    field = str(fault.path[-1]) if fault.path else ""
    said = problems.words(fault.reason, fault.facts, field=field)
    return f"{label}: {said}" if label else said


# Intents


def intent_of_address(query: QueryDict) -> Intent | None:
    """An intent from an address: ``?verb=propose&draft=1&draft=2``; None where a number is none."""
    try:
        drafts = tuple(int(text) for text in query.getlist("draft"))
    except ValueError:
        return None
    verb = "declare" if query.get("verb") == "declare" else "propose"
    return Intent(verb, drafts=drafts, next=query.get("next", ""))


def intent_of_form(sent: QueryDict) -> Intent | None:
    """An intent from a page's form.

    Names: ``verb``, ``draft``, ``accept``, ``acknowledge``, ``record`` (several of each), ``all_of``, ``plan``,
    ``decline:<version>`` and ``withdraw:<version>`` with the reason, ``next``; and the terms of ``with_terms``.
    """
    verb = sent.get("verb", "")
    if verb not in {"propose", "repropose", "declare", "answer", "acknowledge", "offer"}:
        return None
    try:
        drafts = tuple(int(text) for text in sent.getlist("draft"))
    except ValueError:
        return None
    intent = Intent(
        verb,  # type: ignore[arg-type]  # one of them, as was looked at just now
        drafts=drafts,
        accept=tuple(sent.getlist("accept")),
        all_of=sent.get("all_of", ""),
        decline=_reasons(sent, "decline:"),
        withdraw=_reasons(sent, "withdraw:"),
        acknowledge=tuple(sent.getlist("acknowledge")),
        records=tuple(sent.getlist("record")),
        plan=sent.get("plan", ""),
        next=sent.get("next", ""),
    )
    return with_terms(intent, sent)


def _reasons(sent: QueryDict, prefix: str) -> dict[str, str]:
    return {name.removeprefix(prefix): sent[name].strip() for name in sent if name.startswith(prefix)}


def with_terms(intent: Intent, sent: QueryDict) -> Intent:
    """The intent with the terms that the form holds: ``capacity``, ``until``, ``note:<language>``."""
    changed: dict[str, Any] = {}
    if sent.get("capacity") in {"full", "ad-referendum", "initialled"}:
        changed["capacity"] = sent["capacity"]
    if "until" in sent:
        changed["until"] = sent["until"].strip()
    note = {language: text for language, text in _reasons(sent, "note:").items() if text}
    if note:
        changed["note"] = note
    return replace(intent, **changed)


def told(error: Exception) -> tuple[str, str, str]:
    """What happened, what was kept, what to do now."""
    return tell(error)
