"""The words of dates in Italian, English and Russian, as patterns; what a row of them means is not known here."""

from __future__ import annotations

import re
import unicodedata

_MONTHS: dict[int, tuple[str, ...]] = {
    1: ("gennaio", "genn", "gen", "january", "jan", "январь", "января", "январе", "янв"),
    2: ("febbraio", "febbr", "feb", "february", "февраль", "февраля", "феврале", "февр", "фев"),
    3: ("marzo", "mar", "march", "март", "марта", "марте", "мар"),
    4: ("aprile", "apr", "april", "апрель", "апреля", "апреле", "апр"),
    5: ("maggio", "magg", "mag", "may", "май", "мая", "мае"),
    6: ("giugno", "giu", "june", "jun", "июнь", "июня", "июне", "июн"),
    7: ("luglio", "lugl", "lug", "july", "jul", "июль", "июля", "июле", "июл"),
    8: ("agosto", "ago", "august", "aug", "август", "августа", "августе", "авг"),
    9: ("settembre", "sett", "set", "september", "sept", "sep", "сентябрь", "сентября", "сентябре", "сент", "сен"),
    10: ("ottobre", "ott", "october", "oct", "октябрь", "октября", "октябре", "окт"),
    11: ("novembre", "nov", "november", "ноябрь", "ноября", "ноябре", "нояб", "ноя"),
    12: ("dicembre", "dic", "december", "dec", "декабрь", "декабря", "декабре", "дек"),
}
MONTH_OF = {name: month for month, names in _MONTHS.items() for name in names}

_ORDINALS: dict[int, tuple[str, ...]] = {
    1: ("i", "1", "1st", "1-й", "1-е", "primo", "first", "первый", "первое"),
    2: ("ii", "2", "2nd", "2-й", "2-е", "secondo", "second", "второй", "второе"),
    3: ("iii", "3", "3rd", "3-й", "terzo", "third", "третий"),
    4: ("iv", "4", "4th", "4-й", "quarto", "fourth", "четвертый", "четвёртый"),
}
ORDINAL_OF = {name: number for number, names in _ORDINALS.items() for name in names}

_OPEN = (
    r"t\.?\s?b\.?\s?[dnac]\.?",
    r"n\.?\s?[ad]\.?",
    r"n/[ad]",
    r"da (?:definire|determinare|concordare|stabilire|confermare|pianificare)",
    r"to be (?:defined|determined|agreed|confirmed|announced|decided)",
    r"not available",
    r"не определен[оы]?",
    r"уточняется",
    r"подлежит уточнению",
    r"будет (?:уточнено|определено)",
    r"н\.?/?\s?д\.?",
    r"[-?]+",
)
_OPEN_TEXT = re.compile(rf"(?:{'|'.join(_OPEN)})\Z")
_TENTATIVE = re.compile(
    rf"\s*[(\[]\s*(?:{'|'.join(_OPEN[:-1])})\s*[)\]]\Z|[\s,]+(?:t\.?b\.?[cd]\.?|da confermare|to be confirmed)\Z"
)


def alternatives(words: dict[str, int]) -> str:
    """Give a pattern for any of the words, the longest first."""
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))


def normal(text: str) -> str:
    """Fold a cell's text for reading: lower case, one kind of dash and blank, no ordinal signs."""
    text = unicodedata.normalize("NFKC", text.replace("№", "n.").replace("º", "").replace("°", "").replace("ª", ""))
    text = re.sub(r"[‐-―−]", "-", text.lower()).replace("’", "'").replace("\u02bc", "'")
    return " ".join(text.split())


def is_open(text: str) -> bool:
    """Whether the text says that something is still to be settled (TBD, n.a., da definire, ...) and nothing else."""
    return _OPEN_TEXT.match(normal(text)) is not None


def without_tentative(text: str) -> tuple[str, bool]:
    """Take a closing "(TBC)" or "da confermare" off a normal text, and say whether there was one."""
    shorter = _TENTATIVE.sub("", text)
    return shorter, shorter != text
