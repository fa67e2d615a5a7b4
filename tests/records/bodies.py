"""Random bodies of any kind, made from its fields alone, so that a new kind is tested without a word more."""

from collections.abc import Callable
from datetime import date
from typing import Annotated, Any, get_args, get_origin

from hypothesis import strategies as st

from foedus.records.base import Named, Part, field_name
from foedus.records.terms import TermList
from foedus.records.values import LANGUAGES, Period, Place, Text, text_hash

Strategy = st.SearchStrategy[Any]

_WORDS = st.text(min_size=1, max_size=20).filter(lambda text: bool(text.strip()))
_HEX = st.text("0123456789abcdef", min_size=64, max_size=64)
_CODES = st.sampled_from(["ITA", "AZE", "KAZ", "UN-OCT"])
_UUIDS = st.uuids().map(str)
_DAYS = st.dates(date(2000, 1, 1), date(2099, 12, 31))

_NAMED: dict[str, Strategy] = {
    "short text": _WORDS,
    "text": _WORDS,
    "party code": _CODES,
    "record name": st.tuples(_CODES, _UUIDS).map("/".join),
    "version name": st.tuples(_HEX, st.integers(0, 9999)).map(lambda pair: f"{pair[0]}/{pair[1]}"),
    "SHA-256 hex": _HEX,
    "country code": st.sampled_from(["IT", "AZ", "KZ"]),
    "language": st.sampled_from(LANGUAGES),
}
_PATTERNED = {
    r"^OKP$": st.just("OKP"),
    r"^Ed25519$": st.just("Ed25519"),
    r"^[A-Za-z0-9_-]{43}$": st.just("A" * 43),
    r"^[A-Z]{3}$": st.sampled_from(["EUR", "USD"]),
    r"^sha256:[0-9a-f]{64}$": _HEX.map(lambda value: f"sha256:{value}"),
    r"^[^@\s]+@[^@\s]+$": st.just("office@sample.example"),
}


@st.composite
def _texts(draw: st.DrawFn) -> dict[str, Any]:
    held: dict[str, Any] = draw(st.dictionaries(st.sampled_from(LANGUAGES), _WORDS, min_size=1, max_size=3))
    original = draw(st.sampled_from(sorted(held)))
    translated = sorted(set(held) - {original})
    of = {language: text_hash(held[original]) for language in translated if draw(st.booleans())}
    return {**held, "original": original, **({"of": of} if of else {})}


@st.composite
def _periods(draw: st.DrawFn) -> dict[str, Any]:
    precision = draw(st.sampled_from(["day", "week", "month", "quarter", "half", "year", "none"]))
    if precision == "none":
        return {"precision": "none"}
    first, last = sorted([draw(_DAYS), draw(_DAYS)])
    period = Period.around(first, last, precision)
    return {"from": str(period.from_), "to": str(period.to), "precision": precision}


_PLACES = st.fixed_dictionaries(
    {"kind": st.sampled_from(["country", "third_country", "aboard"])},
    optional={"country": _NAMED["country code"], "town": _WORDS, "site": _WORDS},
) | st.just({"kind": "online", "site": "Sample room"})

_WHOLE: dict[type, Callable[[], Strategy]] = {Text: _texts, Period: _periods, Place: lambda: _PLACES}


def bodies(cls: type[Part]) -> Strategy:
    """Make bodies of a kind, or of a part: the required fields always, each other one or not."""
    if cls in _WHOLE:
        return _WHOLE[cls]()
    fields = {field_name(name): _value(info.annotation, info.metadata) for name, info in cls.model_fields.items()}
    required = {field_name(name) for name, info in cls.model_fields.items() if info.is_required()}
    return st.fixed_dictionaries(
        {name: made for name, made in fields.items() if name in required},
        optional={name: made for name, made in fields.items() if name not in required},
    )


def _value(annotation: Any, marks: list[Any]) -> Strategy:
    for mark in marks:
        if isinstance(mark, TermList):
            return st.sampled_from(mark.ids)
        if isinstance(mark, Named):
            return _NAMED[mark.name]
    for mark in marks:
        if pattern := getattr(mark, "pattern", None):
            return _PATTERNED[pattern]
    if get_origin(annotation) is Annotated:
        inner, *inner_marks = get_args(annotation)
        return _value(inner, inner_marks)
    if get_origin(annotation) is tuple:
        return st.lists(_value(get_args(annotation)[0], []), min_size=1, max_size=2)
    if type(None) in get_args(annotation):
        return _value(next(inner for inner in get_args(annotation) if inner is not type(None)), [])
    return _plain(annotation)


def _plain(annotation: Any) -> Strategy:
    if annotation is date:
        return _DAYS.map(str)
    if annotation is int:
        return st.integers(1, 5)
    if annotation is bool:
        return st.just(True)  # noqa: FBT003 - a strategy takes the value itself
    if isinstance(annotation, type) and issubclass(annotation, Part):
        return bodies(annotation)
    return _WORDS
