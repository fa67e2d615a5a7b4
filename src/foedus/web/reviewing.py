"""Words a review for the page: each act with what it says, what differs, what looks personal; it signs nothing."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from foedus.office.drafts import Fault, Suspect
from foedus.office.names import is_record_name
from foedus.office.ports import Cooperation
from foedus.office.proposing import Signed
from foedus.office.review import Changed, Review, ReviewedAct
from foedus.office.versions import Named
from foedus.store import listing
from foedus.web import display, intents, names
from foedus.web.desk import Desk
from foedus.web.forms import problems
from foedus.web.forms.suggestions import rule_words
from foedus.web.intents import Intent
from foedus.web.key_notes import to_compare

ACTS: Final[Mapping[str, Any]] = {
    "propose": gettext_lazy("We offer this text, and consent to it ourselves"),
    "state": gettext_lazy("We declare this text alone"),
    "endorse": gettext_lazy("We accept this text"),
    "decline": gettext_lazy("We do not accept this text"),
    "withdraw": gettext_lazy("We take our text back, for good"),
    "acknowledge": gettext_lazy("We have received and read this text"),
    "found": gettext_lazy("We found this cooperation, with these Parties and rules of exchange"),
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
    with_lines: tuple[str, ...]
    terms: str
    personal: tuple[str, ...]
    is_long: bool


PRIVATE: Final[Mapping[str, Any]] = {
    "cost": gettext_lazy("costs"),
    "contact": gettext_lazy("person to contact"),
    "programme": gettext_lazy("programme"),
    "unit": gettext_lazy("unit or post of a single person"),
    "reference": gettext_lazy("reference of one Party"),
}
"""What the private fields of a draft are called."""
_LONG: Final = 4
"""From so many texts on each is folded together, its differences open."""


def entries(desk: Desk, coop: Cooperation | None, review: Review) -> tuple[tuple[ActShown, ...], ...]:
    """The acts of a review, entry by entry, as they will be signed.

    :param coop: None where what is reviewed makes it.
    """
    parties = names.PartyNames(desk.language)
    whole = [act for entry in review.entries for act in entry]
    rows = listing.record_rows(desk.node, desk.number(coop), _names_in(whole)) if coop is not None else {}
    titles = {name: (row.kind, row.caption(desk.language)) for name, row in rows.items()}
    titles |= {act.record: (act.kind.partition("/")[0], _title(act, desk.language)) for act in whole if act.body}
    is_long = len(whole) >= _LONG
    personal = _texts_by_draft(review)
    return tuple(
        tuple(_shown(act, desk.language, parties, titles, personal, is_long=is_long) for act in entry)
        for entry in review.entries
    )


def _texts_by_draft(review: Review) -> dict[int | None, tuple[str, ...]]:
    """What looks personal, by the draft in which it stands: of a note of all acts, under None."""
    found: dict[int | None, dict[str, None]] = {}
    for one in review.suspects:
        found.setdefault(one.draft, {})[one.text] = None
    return {draft: tuple(texts) for draft, texts in found.items()}


def _title(act: ReviewedAct, language: str) -> str:
    captions = act.captions
    return captions.get(language) or captions.get("en") or next(iter(captions.values()), "") or act.record


def _title_with_activity(act: ReviewedAct, language: str, titles: Mapping[str, tuple[str, str]]) -> str:
    """A text's title; of what is told of an activity, with the activity's."""
    about = titles.get(str(act.body.get("activity", "")))
    return f"{_title(act, language)} – {about[1]}" if about is not None else _title(act, language)


def _names_in(acts: list[ReviewedAct]) -> list[str]:
    """The records that texts name: plan, meeting, the activity that one continues."""
    found: set[str] = set()
    for act in acts:
        found |= {*_strings(act.body), *act.with_records}
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
    act: ReviewedAct,
    language: str,
    parties: Mapping[str, str],
    titles: Mapping[str, tuple[str, str]],
    personal: Mapping[int | None, tuple[str, ...]],
    *,
    is_long: bool,
) -> ActShown:
    looks = (*personal.get(act.draft, ()), *(personal.get(None, ()) if act.draft is not None else ()))
    return ActShown(
        act=act,
        title=_title_with_activity(act, language, titles),
        what=ACTS.get(act.act, act.act),
        groups=display.groups(act.kind, act.body, language, parties, titles) if act.body else (),
        differences=tuple(_difference(act.kind, one, language, parties) for one in made_by_people(act.differences)),
        concerned=", ".join(parties[code] for code in act.concerned),
        note=tuple((code, str(text)) for code, text in act.note.items() if isinstance(text, str)),
        with_lines=tuple(titles[name][1] if name in titles else name for name in act.with_records),
        terms=names.term("capacities", act.capacity, language) if act.capacity not in {"", "full"} else "",
        personal=looks,
        is_long=(is_long or act.act == "withdraw") and not looks,
    )


def _difference(kind: str, one: Changed, language: str, parties: Mapping[str, str]) -> Difference:
    return Difference(
        where=display.path_words(kind, one.path, language),
        change=one.change,
        before=display.value_words(kind, one.path, one.before, language, parties) if one.before is not None else "",
        after=display.value_words(kind, one.path, one.after, language, parties) if one.after is not None else "",
        runs=tuple({"kind": sort, "text": text} for sort, text in one.words),
    )


def made_by_people(found: Iterable[Changed]) -> tuple[Changed, ...]:
    """The differences that people make: what a translation remembers of its original is none."""
    return tuple(one for one in found if "of" not in one.path)


def differences(kind: str, found: tuple[Changed, ...], language: str) -> tuple[Difference, ...]:
    """Differences in words, for any page."""
    parties = names.PartyNames(language)
    return tuple(_difference(kind, one, language, parties) for one in made_by_people(found))


def suspects(desk: Desk, review: Review) -> list[dict[str, Any]]:
    """What looks like personal data: the text, its sort, and where it stands."""
    return [
        {
            "text": one.text,
            "sort": str(SORTS.get(one.sort, one.sort)),
            "where": _where(one, desk.language),
            "draft": one.draft,
        }
        for one in review.suspects
    ]


def _where(suspect: Suspect, language: str) -> str:
    if suspect.where == "note":
        return _("note")
    return display.path_words(suspect.kind, suspect.path, language) if suspect.kind else ""


def faults(desk: Desk, review: Review) -> list[dict[str, Any]]:
    """What stands against signing, in words, with the draft that it is of and its title."""
    acts = _kinds(review)
    return [
        {
            "draft": fault.draft,
            "title": _title(acts[fault.draft], desk.language) if fault.draft in acts else f"d{fault.draft}",
            "text": _fault(fault, acts[fault.draft].kind if fault.draft in acts else "", desk.language),
        }
        for fault in review.faults
    ]


def _fault(fault: Fault, kind: str, language: str) -> str:
    label = display.path_words(kind, fault.path, language) if kind and fault.path else ""
    field = str(fault.path[-1]) if fault.path else ""
    said = problems.words(fault.reason, fault.facts, field=field)
    return f"{label}: {said}" if label else said


def page(desk: Desk, coop: Cooperation, intent: Intent, review: Review) -> dict[str, Any]:
    """The context of the page that shows what will be signed."""
    shown = entries(desk, coop, review)
    return {
        "review": review,
        "entries": shown,
        "suspects": suspects(desk, review),
        "faults": faults(desk, review),
        "unconfirmed": _unconfirmed(desk, review),
        "private": _private(desk, review),
        "to_compare": to_compare(desk, coop),
        "intent": intent,
        "intent_text": intents.to_text(intent),
        "token": intents.new_token(),
        "may_sign": desk.may(intents.POWER[intent.verb], coop),
        "has_terms": intents.POWER[intent.verb] == "records.consent" and intent.verb != "offer",
        "number_of_texts": sum(len(entry) for entry in review.entries),
        "numbers": intent.drafts,
    }


def _kinds(review: Review) -> dict[int | None, ReviewedAct]:
    return {act.draft: act for entry in review.entries for act in entry if act.draft}


def _unconfirmed(desk: Desk, review: Review) -> list[dict[str, Any]]:
    """Suggestions that nobody has taken over: the draft, its title, the field, the value and the rule in words."""
    parties = names.PartyNames(desk.language)
    acts = _kinds(review)
    return [
        {
            "draft": number,
            "title": _title(acts[number], desk.language),
            "field": display.path_words(acts[number].kind, (field,), desk.language),
            "value": display.value_words(acts[number].kind, (field,), value, desk.language, parties),
            "rule": rule_words(rule, desk.language),
        }
        for number, field, value, rule in review.unconfirmed
        if number in acts
    ]


def _private(desk: Desk, review: Review) -> list[dict[str, Any]]:
    """What of the drafts stays in this office: the draft, its title, and what is kept of it."""
    acts = _kinds(review)
    return [
        {
            "draft": number,
            "title": _title(acts[number], desk.language),
            "fields": ", ".join(private_word(field) for field in fields),
        }
        for number, fields in review.private
        if number in acts
    ]


def private_word(name: str) -> str:
    """What a private field of a draft is called."""
    return str(PRIVATE.get(name, name))


def told_of(coop: Cooperation, intent: Intent, signed: Signed, goes_on: str) -> dict[str, Any]:
    """What was signed, in plain values: kept, so that a form sent twice is answered with what was done.

    :param goes_on: the address to go on to.
    """
    acts = [act for entry in signed.review.entries for act in entry]
    return {
        "partnership": coop.id,
        "verb": intent.verb,
        "goes_on": goes_on,
        "number": sum(entry.acts for entry in signed.entries),
        "texts": [{"act": act.act, **_named(act)} for act in acts],
        "agreed": [_named(one) for one in signed.sealed],
    }


def _named(one: ReviewedAct | Named) -> dict[str, Any]:
    return {"captions": one.captions, "record": one.record, "kind": one.kind.partition("/")[0]}
