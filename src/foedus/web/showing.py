"""Puts a record's page together: its texts in words, who consented, what leads there, what is private."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from foedus.ledger.digest import version_check
from foedus.office.looking import Shown
from foedus.office.names import is_record_name
from foedus.office.ports import Cooperation
from foedus.office.texts import VersionText, Word
from foedus.office.versions import read_ahead
from foedus.records.base import Record, field_name
from foedus.records.caption import label_of
from foedus.store import listing
from foedus.store.listing.around import Around, around
from foedus.store.listing.update import store_of
from foedus.web import display, names, reviewing
from foedus.web.attachments import files_of
from foedus.web.desk import Desk


@dataclass(frozen=True)
class TextShown:
    """A version as a page shows it: ``standing`` is agreed, proposed, declined or stated.

    ``digits`` and ``check_words`` are those of an agreed text, by which two offices compare.
    """

    text: VersionText
    standing: str
    groups: tuple[Any, ...]
    differences: tuple[reviewing.Difference, ...]
    words: tuple[Word, ...]
    digits: str
    check_words: tuple[str, ...]
    is_ours: bool


def label(cls: type[Record], name: str, language: str) -> str:
    """What a field of a kind is called."""
    attribute = next((one for one in cls.model_fields if field_name(one) == name), name)
    return label_of(cls, attribute).text(language) if attribute in cls.model_fields else name


def read_near(desk: Desk, coop: Cooperation, record: str, settings: str = "") -> Around:
    """Read at once what a record's page will ask for: what stands around it, what this office keeps of it, its texts.

    :param settings: the beginning of the names of settings that the page asks for.
    """
    near = around(desk.node, desk.number(coop), record)
    store_of(desk.node).look_ahead(coop.id, record, settings)
    reports = near.links_back.get("reports", ())
    read_ahead(desk.node.store.open(coop.id), [record, *(one.name for one in reports)])
    return near


def record_page(desk: Desk, coop: Cooperation, shown: Shown, near: Around, *, is_inside: bool) -> dict[str, Any]:
    """The context of a record's page.

    :param near: what stands around it, read before.
    :param is_inside: whoever looks reads records here; a unit sees the text of its activity alone: no notes, drafts,
        links, files or offers.
    """
    number = desk.number(coop)
    links = near.links_back if is_inside else {}
    titles = _titles(desk, number, shown, near)
    is_settled = bool(shown.agreed or shown.stated)
    held = [*shown.agreed, *shown.open, *([shown.stated] if shown.stated else [])]
    return {
        "shown": shown,
        "row": near.row,
        "caption": _caption(shown, titles, desk.language),
        "agreed": [_text(one, "agreed", desk, coop, titles) for one in shown.agreed],
        "offered": [_text(one, _offered(one), desk, coop, titles) for one in shown.open]
        if is_inside or not is_settled
        else [],
        "stated": _text(shown.stated, "stated", desk, coop, titles) if shown.stated is not None else None,
        "drafts": shown.drafts if is_inside else (),
        "notes": shown.notes if is_inside else (),
        "links": links,
        "links_back": [(str(names.WAYS.get(way, way)), found) for way, found in links.items()],
        "titles": titles,
        "files": files_of(desk, coop, held, links.get("reports", ())) if is_inside else [],
        "is_inside": is_inside,
        **_what_one_may(desk, coop, shown),
    }


def _caption(shown: Shown, titles: Mapping[str, tuple[str, str]], language: str) -> str:
    """The record's title; of a report with the title of what it is on."""
    told = shown.captions
    title = told.get(language) or told.get("en") or next(iter(told.values()), shown.record)
    about = titles.get(str(shown.stated.body.get("activity", ""))) if shown.stated is not None else None
    return f"{title} – {about[1]}" if about else title


def _what_one_may(desk: Desk, coop: Cooperation, shown: Shown) -> dict[str, Any]:
    """What the person may do with a record, each under its own name."""
    kind, owner = shown.kind.partition("/")[0], shown.record.partition("/")[0]
    stated = shown.stated
    is_ours = stated is None or owner == coop.code
    may_declare = desk.may("records.declare", coop)
    acknowledged = {word.party for word in stated.consents if word.word == "acknowledge"} if stated else set()
    is_to_mark = stated is not None and not is_ours and may_declare and coop.code not in acknowledged
    return {
        "may_draft": desk.may("records.draft", coop),
        "may_change": desk.may("records.draft", coop) and is_ours and kind not in {"charter", "report"},
        "may_consent": desk.may("records.consent", coop),
        "may_declare": may_declare,
        "may_keep": desk.may("steps.keep", coop),
        "may_tell": desk.may("outcome.tell", coop) or desk.is_units_own(coop, shown.record),
        "powers": desk.powers(coop),
        "may_answer": desk.may("records.draft", coop) and kind != "charter" and coop.code in shown.waits_for,
        "may_link": desk.may("outcome.tell", coop),
        "to_mark_as_received": stated.named.version if is_to_mark and stated else "",
        "told_activity": str(stated.body.get("activity", "")) if stated and is_ours and kind == "report" else "",
    }


def _offered(text: VersionText) -> str:
    return "declined" if any(word.word == "decline" for word in text.consents) else "proposed"


def _titles(desk: Desk, number: int, shown: Shown, near: Around) -> dict[str, tuple[str, str]]:
    """Kind and title of the records that the texts name; most of them are near."""
    bodies = [one.body for one in (*shown.agreed, *shown.open)] + ([shown.stated.body] if shown.stated else [])
    found = {name for body in bodies for name in _named(body)}
    further = listing.record_rows(desk.node, number, found.difference(near.named))
    rows = {**near.named, **further}
    return {name: (rows[name].kind, rows[name].caption(desk.language)) for name in sorted(found) if name in rows}


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
    check = version_check(coop.id, text.named.version) if text.check else None
    return TextShown(
        text=text,
        standing=standing,
        groups=display.groups(text.named.kind, text.body, desk.language, parties, titles),
        differences=reviewing.differences(text.named.kind, text.differences, desk.language) if text.against else (),
        words=text.consents,
        digits=check.digits if check else "",
        check_words=check.words if check else (),
        is_ours=text.named.author == coop.code,
    )
