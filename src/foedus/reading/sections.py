"""What a row is: a line, a section that gives the host, a total, a remark; it reads no values."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from foedus.reading.headings import is_heading_again
from foedus.records.countries import countries_within, folded_name

if TYPE_CHECKING:
    from foedus.reading.drafts import PlanContext
    from foedus.reading.headings import Headings
    from foedus.reading.table import Row

_TOTAL = re.compile(
    r"(?:sub ?|grand )?total[ei]?\b(?! (?:force|defen[cs]e|war|quality|asset))"
    r"|.*\b(?:sub)?totals?\Z|somma\b|итого\b|всего\b|complessivo\b"
)
_TOTAL_KINDS = frozenset({"program total", "programme total", "total", "totale", "subtotal", "itogo", "итого"})
_SECTION = re.compile(
    r"\b(?:attivita|activit(?:y|ies)|eventi|events|мероприяти\w*|section|sezione|parte|раздел|host(?:ed)?|ospit\w+|svolg\w+|programma\w*)\b"
)
_ONLINE = re.compile(
    r"\b(?:online|on line|videoconferenza|video conference|virtual\w*|a distanza|онлайн|дистанционно)\b"
)
_THIRD = re.compile(r"\b(?:paesi terzi|paese terzo|third countr(?:y|ies)|треть\w+ стран\w*)\b")
_OTHER = re.compile(r"\b(?:altre attivita|other activities|прочие мероприятия)\b")
#: A section about who hosts says nothing of the country of its places.
_HOSTED = re.compile(r"\b(?:host(?:ed)?|ospit\w+|принимающ\w+)\b")


class RowKind(StrEnum):
    """What a row below the headings is."""

    LINE = "line"
    SECTION = "section"
    TOTAL = "total"
    HEADINGS = "headings"
    REMARK = "remark"


@dataclass(frozen=True, slots=True)
class Section:
    """What a section row says of the lines below it, up to the next one."""

    text: str = ""
    country: str | None = None
    host: str | None = None
    kind: str | None = None


def kind_of_row(row: Row, headings: Headings) -> RowKind:
    """Say what a row is, by its shape and its words."""
    if is_heading_again(row, headings):
        return RowKind.HEADINGS
    if _is_total(row, headings):
        return RowKind.TOTAL
    texts = set(row.texts)
    if row.has_wide_cell or len(texts) == 1:
        words = folded_name(" ".join(row.texts))
        if len(texts) <= 2 and _is_section(words, " ".join(row.texts)):  # noqa: PLR2004 - a section named in two languages
            return RowKind.SECTION
        if len(texts) == 1:
            return RowKind.REMARK
    return RowKind.LINE


def read_section(row: Row, context: PlanContext) -> Section:
    """Read a section row: a country of a party gives the host, online gives the kind, other words end a section."""
    text = " ".join(dict.fromkeys(row.texts))
    words = folded_name(text)
    if _ONLINE.search(words):
        return Section(text, kind="online")
    countries = countries_within(text)
    if len(countries) != 1 or _THIRD.search(words):
        return Section(text)
    host = context.party_of_country.get(countries[0])
    return Section(text, None if host and _HOSTED.search(words) else countries[0], host)


def _is_total(row: Row, headings: Headings) -> bool:
    kind = headings.one("row_kind")
    if kind is not None:
        return folded_name(row.text(kind.index)) in _TOTAL_KINDS
    dated = any(row.text(column.index) for name in ("period", "from") for column in headings.of(name))
    words = (cell.text for cell in row.cells.values() if isinstance(cell.value, str))
    return not dated and any(_TOTAL.match(folded_name(text)) for text in words)


def _is_section(words: str, text: str) -> bool:
    """Whether the words of a row with one text announce where the lines below take place."""
    if _ONLINE.search(words) or _THIRD.search(words):
        return bool(_SECTION.search(words)) or text.isupper()
    if _OTHER.search(words):
        return True
    countries = countries_within(text)
    if len(countries) != 1:
        return False
    return bool(_SECTION.search(words)) or text.isupper() or len(words.split()) <= 2  # noqa: PLR2004 - "in Italia"
