"""Puts a record's page together: its texts in words, who consented, what leads there, what is private; it reads only."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from foedus.office.looking import Shown
from foedus.office.names import is_record_name
from foedus.office.ports import Cooperation
from foedus.office.texts import Step, VersionText, Word
from foedus.records.base import Record, field_name
from foedus.records.caption import label_of
from foedus.store import listing
from foedus.web import display, names, reviewing
from foedus.web.desk import Desk


@dataclass(frozen=True)
class TextShown:
    """A version as a page shows it: ``standing`` is agreed, proposed, declined or stated."""

    text: VersionText
    standing: str
    groups: tuple[Any, ...]
    differences: tuple[reviewing.Difference, ...]
    words: tuple[Word, ...]
    digits: str
    is_ours: bool


@dataclass(frozen=True)
class StepShown:
    """A step of a record's history."""

    step: Step
    differences: tuple[reviewing.Difference, ...]
    words: tuple[Word, ...]


def label(cls: type[Record], name: str, language: str) -> str:
    """What a field of a kind is called."""
    attribute = next((one for one in cls.model_fields if field_name(one) == name), name)
    return label_of(cls, attribute).text(language) if attribute in cls.model_fields else name


def record_page(desk: Desk, coop: Cooperation, shown: Shown, *, is_inside: bool) -> dict[str, Any]:
    """The context of a record's page.

    :param is_inside: whoever looks reads records here; a unit sees its activity alone, without notes and drafts.
    """
    number = desk.number(coop)
    links = listing.links_back(desk.node, number, shown.record) if is_inside else {}
    titles = _titles(desk, number, shown)
    return {
        "shown": shown,
        "row": listing.record_row(desk.node, number, shown.record),
        "caption": shown.captions.get(desk.language) or next(iter(shown.captions.values()), shown.record),
        "agreed": [_text(one, "agreed", desk, coop, titles) for one in shown.agreed],
        "offered": [_text(one, _offered(one), desk, coop, titles) for one in shown.open],
        "stated": _text(shown.stated, "stated", desk, coop, titles) if shown.stated is not None else None,
        "drafts": shown.drafts if is_inside else (),
        "notes": shown.notes if is_inside else (),
        "links_back": [(str(names.WAYS.get(way, way)), found) for way, found in links.items()],
        "titles": titles,
        "is_inside": is_inside,
        "may_draft": desk.may("records.draft", coop),
        "may_consent": desk.may("records.consent", coop),
        "may_declare": desk.may("records.declare", coop),
        "may_keep": desk.may("steps.keep", coop),
        "may_tell": desk.may("outcome.tell", coop) or desk.is_units_own(coop, shown.record),
    }


def _offered(text: VersionText) -> str:
    return "declined" if any(word.word == "decline" for word in text.consents) else "proposed"


def _titles(desk: Desk, number: int, shown: Shown) -> dict[str, tuple[str, str]]:
    """Kind and title of the records that the texts name."""
    bodies = [one.body for one in (*shown.agreed, *shown.open)] + ([shown.stated.body] if shown.stated else [])
    found = {name for body in bodies for name in _named(body)}
    rows = listing.record_rows(desk.node, number, sorted(found)) if found else {}
    return {name: (row.kind, row.caption(desk.language)) for name, row in rows.items()}


def _named(value: Any) -> Iterable[str]:
    if isinstance(value, str):
        return [value] if is_record_name(value) else []
    if isinstance(value, Mapping):
        return [name for inner in value.values() for name in _named(inner)]
    if isinstance(value, list | tuple):
        return [name for inner in value for name in _named(inner)]
    return []


def _text(
    text: VersionText, standing: str, desk: Desk, coop: Cooperation, titles: Mapping[str, tuple[str, str]]
) -> TextShown:
    parties = names.PartyNames(desk.language)
    return TextShown(
        text=text,
        standing=standing,
        groups=display.groups(text.named.kind, text.body, desk.language, parties, titles),
        differences=reviewing.differences(text.named.kind, text.differences, desk.language) if text.against else (),
        words=text.consents,
        digits=text.check,
        is_ours=text.named.author == coop.code,
    )


def step(one: Step, language: str) -> StepShown:
    """A step of a history in words."""
    return StepShown(one, reviewing.differences(one.text.named.kind, one.text.differences, language), one.text.consents)
