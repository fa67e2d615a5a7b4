"""The sentences that several commands share: how a text, a change, an act or a fault is told; it asks for nothing."""

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Final

from foedus.cli import page
from foedus.cli.body import is_prose, path_text, say, value_at
from foedus.cli.language import N_, _, current, ngettext
from foedus.cli.reasons import pour, reason_text
from foedus.office.versions import place_in_register
from foedus.records import catalogue

if TYPE_CHECKING:
    from foedus.office.names import Named

FAULTS: Final = {
    "missing": N_("is missing"),
    "unknown-field": N_("is no field of this kind"),
    "null": N_("is empty: leave it out instead"),
    "empty-list": N_("is an empty list: leave it out instead"),
    "fraction": N_("has a fraction: only whole numbers are held"),
    "too-big": N_("is too large a number"),
    "not-json": N_("cannot be written"),
    "not-text": N_("is not a text"),
    "too-short": N_("is empty or too short"),
    "too-long": N_("is too long"),
    "wrong-form": N_("has not the right form"),
    "not-a-number": N_("is not a number"),
    "too-small": N_("is too small a number"),
    "too-large": N_("is too large a number"),
    "not-yes-or-no": N_("is neither yes nor no (true, false)"),
    "not-a-day": N_("is not a day written YYYY-MM-DD"),
    "not-in-list": N_("is none of: {allowed}"),
    "not-a-list": N_("is not a list"),
    "not-an-object": N_("is not a group of fields"),
    "original-missing": N_("has no text in its original language"),
    "translation-missing": N_("names a translation that is not there"),
    "days-not-meant": N_("has days, though nothing is known of them"),
    "days-missing": N_("needs a first and a last day"),
    "end-before-start": N_("ends before it begins"),
    "not-whole": N_("does not cover whole units ({precision}): from {from} to {to} would"),
    "online-has-no-town": N_("is online, and has a country or a town"),
    "unknown-kind": N_("is of a kind that this program does not know"),
}

CAPACITIES: Final = {
    "full": "",
    "ad-referendum": N_("ad referendum"),
    "initialled": N_("initialled"),
}

_SORTS: Final = {
    "mail": N_("a mail address"),
    "telephone": N_("a telephone number"),
    "rank_with_name": N_("a rank with a name"),
}

_WORD_MARKS: Final = {"kept": "{text}", "removed": "[-{text}-]", "added": "{{+{text}+}}"}


def kind_label(form: str) -> str:
    """What people call a kind; its own name where this program does not know it."""
    try:
        return catalogue.kind(form).label.text(current())
    except catalogue.UnknownKindError:
        return _("not understood here: {kind}").format(kind=form)


def called(form: str, captions: Mapping[str, str]) -> str:
    """What a record is and how it is called, in one phrase."""
    title = say(captions)
    return f"{kind_label(form)}: {title}" if title else kind_label(form)


def short_record(record: str) -> str:
    """A record's name, shortened so that it can be typed: the code and the first eight digits."""
    code, _slash, rest = record.partition("/")
    return f"{code}/{rest[:8]}"


def title(named: "Named") -> str:
    """A text in one line: what it is, its title, its name."""
    return f"{called(named.kind, named.captions)} ({named.shown})"


def titles(many: Iterable["Named"], heading: str, indent: int = 0) -> None:
    """A list of texts under a heading; nothing where there is none."""
    found = sorted(many, key=lambda named: place_in_register(named.shown))
    if found:
        page.line(f"{heading} ({len(found)})" if len(found) > 1 else heading, indent)
        page.table([(named.shown, kind_label(named.kind), say(named.captions)) for named in found], indent + 1)


def tell_differences(form: str, changes: Sequence[Any], indent: int = 1) -> None:
    """What changed, field by field, as ``before -> after``; in texts [- -] takes words out, and {+ +} puts words in.

    What a translation remembers of its original is no change that people make, and is not told.
    """
    rows = []
    for change in changes:
        if "of" in change.path:
            continue
        where = path_text(form, change.path)
        if change.words and (is_prose(form, change.path) or " " in f"{change.before}{change.after}"):
            text = "".join(_WORD_MARKS[kind].format(text=words) for kind, words in change.words)
        elif change.change == "added":
            text = f"{{+{value_at(form, change.path, change.after)}+}}"
        elif change.change == "removed":
            text = f"[-{value_at(form, change.path, change.before)}-]"
        else:
            text = f"{value_at(form, change.path, change.before)} -> {value_at(form, change.path, change.after)}"
        rows.append((where, text))
    page.facts(rows, indent)


def fault_text(form: str, path: Sequence[str | int], reason: str, facts: Mapping[str, Any]) -> str:
    """What keeps a body from being of its kind, in words."""
    told = {
        name: ", ".join(map(str, value)) if isinstance(value, tuple | list) else value for name, value in facts.items()
    }
    return f"{_where(form, path)} {reason_text(reason, told, FAULTS)}"


def _where(form: str, path: Sequence[str | int]) -> str:
    """A field by its label and, in brackets, as ``--set`` wants it: ``Places, 2: Number (places.1.number)``."""
    name = ".".join(map(str, path))
    if not path:
        return _("the whole")
    label = path_text(form, path) if form else name
    return label if label == name else f"{label} ({name})"


def tell_faults(form: str, faults: Iterable[Any], indent: int = 1) -> None:
    """Everything that keeps a draft from being signed."""
    page.bullets([fault_text(form, fault.path, fault.reason, fault.facts) for fault in faults], indent)


def tell_suspects(suspects: Sequence[Any], indent: int = 1) -> None:
    """What looks like personal data, where it stands."""
    if not suspects:
        return
    page.line(_("This looks like personal data, which must not be signed:"), indent)
    rows = []
    for suspect in suspects:
        draft = f"d{suspect.draft}" if suspect.draft is not None else ""
        place = suspect_place(suspect)
        rows.append((draft, place, pour(_SORTS.get(suspect.sort, suspect.sort), {}), f">>{suspect.text}<<"))
    page.table(rows, indent + 1)


def suspect_place(suspect: Any) -> str:
    """Where it stands, with the labels that people know."""
    if suspect.where == "note":
        return " / ".join([_("Note"), *map(str, suspect.path)])
    return path_text(suspect.kind, suspect.path)


def capacity_text(capacity: str, until: str | None = None) -> str:
    """How far a consent goes: nothing where it is in full and has no end."""
    words = [_(CAPACITIES[capacity])] if CAPACITIES.get(capacity) else []
    if until:
        words.append(_("until {day}").format(day=until))
    return ", ".join(words)


def note_text(note: Mapping[str, Any] | None) -> str:
    """A note or a reason in the language chosen; one that is a file is named."""
    if not note:
        return ""
    if "blob" in note:
        return _("(a file: {blob})").format(blob=note["blob"])
    return str(note.get(current()) or next(iter(note.values()), ""))


def counted(number: int) -> str:
    """So many texts."""
    return ngettext("one text", "{number} texts", number).format(number=number)
