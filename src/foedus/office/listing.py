"""Puts together what lists show of one record, out of one partnership's memory; it knows no table and no day."""

import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import islice
from typing import Any

import msgspec

from foedus.ledger import acts as a
from foedus.ledger.author import waits_for
from foedus.ledger.consent import is_unexpired, last_word
from foedus.ledger.facts import Consent, RecordFacts, VersionFacts
from foedus.ledger.state import shown
from foedus.office.held import has_answered, is_charter
from foedus.office.looking import RANKS, standing_word
from foedus.office.ports import Ledger
from foedus.office.versions import (
    body_of,
    codes_of,
    has_declined,
    heads_of,
    open_versions,
    order,
    past_of,
    place_in_register,
)
from foedus.records import catalogue
from foedus.records.base import Body
from foedus.records.caption import captions

AGREED, STATED, OFFERED, TOLD = "agreed", "stated", "offered", ""
"""What a text counts as; ``TOLD`` where it only shows what became of its record."""

UNKNOWN = "?"
"""Stands before a version that a text names and that is not here yet: no record's name begins so."""

_LEADING = re.compile(r"\d*")
_BEFORE_ALL = "0001-01-01T00:00:00Z"
_TITLE = 60
_AT_ONCE = 200
"""Records that are read together."""


class Partly(msgspec.Struct, frozen=True, array_like=True):
    """A consent in part: in a capacity that is not full where ``until`` is empty, else in full until that time."""

    code: str
    party: int
    until: str


class Link(msgspec.Struct, frozen=True):
    """That a text names another record: the name of the way back, and that record."""

    way: str
    target: str


class Text(msgspec.Struct, frozen=True):
    """A text that counts, or that shows what became of its record; times, days and names as they cross the border.

    ``number`` and ``index`` are its entry's place in the order of application and its own place there. ``standing`` is
    its record's, one of ``looking.RANKS``; ``is_shown`` where it shows its record in lists. ``usual`` puts records of a
    kind in the order that people expect. ``together`` are the versions that a plan on the table names as its lines.
    """

    number: int
    index: int
    name: str
    role: str
    is_shown: bool
    form: str
    standing: str
    version: str
    shown: str
    author: str
    at: str
    usual: str
    begins: str
    ends: str
    precision: str
    is_understood: bool
    concerned: tuple[str, ...]
    acknowledged: tuple[str, ...]
    paper: tuple[str, ...]
    answered: tuple[str, ...]
    declined: tuple[str, ...]
    partly: tuple[Partly, ...]
    waits_for: tuple[str, ...]
    together: tuple[str, ...]
    captions: dict[str, str]
    body: Body
    links: tuple[Link, ...]

    @property
    def kind(self) -> str:
        """The kind, without the number of its form."""
        return self.form.partition("/")[0]


def texts_of_all(ledger: Ledger, names: Iterable[str]) -> Iterator[Text]:
    """The texts of many records, in the order of the records: read together, not one by one."""
    rest = iter(names)
    while some := list(islice(rest, _AT_ONCE)):
        ledger.look_ahead(records=some)
        known = [ledger.record(name, is_stated=own) for name in some for own in (False, True)]
        texts = [version for record in known if record is not None for version in record.versions.values()]
        ledger.look_ahead(places=[(version.branch, version.seq) for version in texts])
        for name in some:
            yield from texts_of(ledger, name)


def texts_of(ledger: Ledger, name: str) -> tuple[Text, ...]:
    """Every text of a record that counts, or the one that shows what became of it; one of them is shown in lists."""
    found: list[Text] = []
    for is_stated in (False, True):
        record = ledger.record(name, is_stated=is_stated)
        if record is not None:
            found += _stated(ledger, record) if is_stated else _joint(ledger, record)
    leading = [text for text in found if text.is_shown]
    if len(leading) < 2:  # noqa: PLR2004 - a record that is proposed and declared both has two
        return tuple(found)
    first = min(leading, key=lambda text: RANKS.index(text.standing))
    return tuple(
        msgspec.structs.replace(text, is_shown=False) if text.is_shown and text is not first else text for text in found
    )


def _joint(ledger: Ledger, record: RecordFacts) -> Iterator[Text]:
    standing, leading = standing_word(ledger, record)
    agreed = heads_of(ledger, record)
    on_table = open_versions(ledger, record)
    counts = {agreed[0]: AGREED} if len(agreed) == 1 and record.seals and not is_charter(record) else {}
    counts |= {version.name: OFFERED for version in on_table}
    if leading is not None and leading not in counts:
        counts[leading] = TOLD
    asked = codes_of(ledger, sorted({party for version in on_table for party in waits_for(ledger, version)}))
    for version, role in counts.items():
        facts = record.versions[version]
        text = _text(ledger, record, facts, role, standing, is_shown=version == leading)
        text = msgspec.structs.replace(text, waits_for=asked)
        yield _with_answers(ledger, text, facts, on_table) if role == OFFERED else text


def _with_answers(ledger: Ledger, text: Text, version: VersionFacts, on_table: list[VersionFacts]) -> Text:
    """A text on the table with what each party said of it, as ``held.offered`` has it, whatever the time."""
    asked = version.concerned
    return msgspec.structs.replace(
        text,
        answered=codes_of(ledger, [one for one in asked if has_answered(ledger, version, one, on_table)]),
        declined=codes_of(ledger, [one for one in asked if has_declined(version, one)]),
        partly=tuple(_partly(ledger, version)),
        together=version.with_,
    )


def _partly(ledger: Ledger, version: VersionFacts) -> Iterator[Partly]:
    past, facts = past_of(ledger), ledger.facts()
    for party in version.concerned:
        word = last_word(facts, version, party, past)
        if word is not None and (word.capacity != "full" or word.until is not None):
            until = (word.until or "") if word.capacity == "full" and _may_end(ledger, word) else ""
            yield Partly(facts.parties[party].code, party, until)


def _may_end(ledger: Ledger, word: Consent) -> bool:
    """Say whether a consent still lasts by what its own party wrote since; the clock is not asked."""
    return is_unexpired(ledger, word, past_of(ledger), _BEFORE_ALL)


def _stated(ledger: Ledger, record: RecordFacts) -> Iterator[Text]:
    standing, leading = standing_word(ledger, record)
    if leading is None:
        return
    version = record.versions[leading]
    act = ledger.declaration(leading)
    paper = act.paper.parties if isinstance(act, a.State) and isinstance(act.paper, a.Paper) else ()
    readers = {party for party, *_ in version.acknowledged}
    text = _text(ledger, record, version, STATED, standing, is_shown=True)
    yield msgspec.structs.replace(text, paper=paper, acknowledged=codes_of(ledger, sorted(readers)))


def _text(
    ledger: Ledger, record: RecordFacts, version: VersionFacts, role: str, standing: str, *, is_shown: bool
) -> Text:
    body = body_of(ledger, version.name)
    read = catalogue.understood(version.kind, body)
    number, index = order(ledger, version)
    facts = ledger.facts()
    titles = captions(read) if read is not None else {}
    begins, ends, precision = _days(version.kind, body) if read is not None else ("", "", "")
    name_shown = shown(facts, version)
    return Text(
        number=number,
        index=index,
        name=record.name,
        role=role,
        is_shown=is_shown,
        form=version.kind,
        standing=standing,
        version=version.name,
        shown=name_shown,
        author=facts.parties[version.party].code,
        at=ledger.entry_at(version.branch, version.seq).at,
        usual=usual_order(body, begins, titles, name_shown),
        begins=begins,
        ends=ends,
        precision=precision,
        is_understood=read is not None,
        concerned=codes_of(ledger, version.concerned),
        acknowledged=(),
        paper=(),
        answered=(),
        declined=(),
        partly=(),
        waits_for=(),
        together=(),
        captions=titles,
        body=body,
        links=tuple(_links(ledger, record.name, version.kind, body)) if is_shown else (),
    )


def _days(form: str, body: Body) -> tuple[str, str, str]:
    """The first and the last day of a record, and how exactly they are meant; empty where nothing says."""
    fields = catalogue.kind(form).lasts
    first = body.get(fields[0], "") if fields else ""
    if isinstance(first, Mapping):
        return first.get("from", ""), first.get("to", ""), first["precision"]
    last = body.get(fields[-1], "") if fields else ""
    return first, last, "day" if first or last else ""


def usual_order(body: Body, begins: str, captions: Mapping[str, str], shown_name: str) -> str:
    """By what people expect records of a kind: serial (``7``, ``7a``, ``10``; none last), first day, title, place."""
    serial = str(body.get("serial", ""))
    leading = _LEADING.match(serial)
    digits = leading.group() if leading is not None else ""
    title = next(iter(captions.values()), "").casefold()[:_TITLE]
    code, seq, index = place_in_register(shown_name)
    number = f"{int(digits or 0):010}"[-10:]
    parts = ("0" if serial else "1", number, serial[:40], begins or "9999", title, code, f"{seq:07}{index:05}")
    return "\x1f".join(parts)


def _links(ledger: Ledger, name: str, form: str, body: Body) -> Iterator[Link]:
    try:
        links = catalogue.kind(form).links
    except catalogue.UnknownKindError:
        return
    found: dict[Link, None] = {}
    for field, way in links.items():
        value = body.get(field)
        for one in value if isinstance(value, list) else [value]:
            target = _leads_to(ledger, one)
            if target is not None and target != name:
                found[Link(way, target)] = None
    yield from found


def _leads_to(ledger: Ledger, value: Any) -> str | None:
    """The record that a value names, itself or by one of its versions; ``UNKNOWN`` before a version not here yet."""
    if not isinstance(value, str):
        return None
    if value[64:65] != "/":
        return value
    record = ledger.record_of(value)
    return record.name if record is not None else f"{UNKNOWN}{value}"


def touched(acts: Iterable[a.Act], ledger: Ledger) -> Iterator[str]:
    """The names of the records that acts declare, consent to, seal, take back or acknowledge."""
    for act in acts:
        if isinstance(act, a.Propose | a.State):
            yield act.record
        elif isinstance(act, a.Found):
            yield ledger.facts().charter_name
        else:
            for version in _versions_in(act):
                record = ledger.record_of(version)
                if record is not None:
                    yield record.name


def _versions_in(act: a.Act) -> tuple[str, ...]:
    if isinstance(act, a.Seal):
        return act.versions
    if isinstance(act, a.Join | a.Endorse | a.Decline | a.Withdraw | a.Acknowledge):
        return (act.version,)
    return ()
