"""Makes bodies of any kind from the shapes of its fields, for Hypothesis; it knows no kind by name."""

from datetime import date
from typing import Any

from hypothesis import strategies as st

from foedus.records.base import Part, dump
from foedus.records.shapes import Shape, Sort, shapes_of
from foedus.records.values import LANGUAGES, Period, text_hash

_UUID = "0b0e7a52-1111-4222-8333-444455556666"
_FORMS = {"mailbox": "office@example.org", "currency": "EUR", "kty": "OKP", "crv": "Ed25519", "x": "A" * 43}
_SPOKEN = st.text(
    st.characters(codec="utf-8", exclude_categories=("Cc", "Cs")) | st.just("\n"), min_size=1, max_size=30
)
_LINES = _SPOKEN.filter(lambda text: text.strip() != "")
_DAYS = st.dates(date(2000, 1, 1), date(2090, 12, 31))
_PRECISIONS = st.sampled_from(("day", "week", "month", "quarter", "half", "year"))


@st.composite
def periods(draw: st.DrawFn) -> dict[str, Any]:
    """A period of any precision."""
    if draw(st.integers(0, 9)) == 0:
        return dump(Period.to_be_defined())
    first, last = sorted((draw(_DAYS), draw(_DAYS)))
    return dump(Period.around(first, last, draw(_PRECISIONS)))


@st.composite
def texts(draw: st.DrawFn) -> dict[str, Any]:
    """A text in some languages; translations fresh, stale, or texts of their own right."""
    held = draw(st.dictionaries(st.sampled_from(("it", "en", "ru", "az")), _LINES, min_size=1, max_size=3))
    original = draw(st.sampled_from(sorted(held)))
    now = text_hash(held[original])
    remembered = {
        language: draw(st.sampled_from((now, "0" * 64)))
        for language in sorted(held)
        if language != original and draw(st.booleans())
    }
    return {"original": original, **held, **({"of": remembered} if remembered else {})}


def bodies(part: type[Part]) -> st.SearchStrategy[dict[str, Any]]:
    """Bodies of a kind, or of a part: what it needs, and some of what it may hold."""
    shapes = shapes_of(part)
    needed = {shape.name: _values(shape) for shape in shapes if shape.is_required}
    other = {shape.name: _values(shape) for shape in shapes if not shape.is_required}
    return st.fixed_dictionaries(needed, optional=other).filter(bool)


def _values(shape: Shape) -> st.SearchStrategy[Any]:
    one = _one(shape)
    if not shape.is_many:
        return one
    is_chosen = shape.sort in {Sort.TERM, Sort.PARTY, Sort.LANGUAGE}
    return st.lists(one, min_size=1, max_size=3, unique=is_chosen)


_SIMPLE: dict[Sort, st.SearchStrategy[Any]] = {
    Sort.TEXT: texts(),
    Sort.PERIOD: periods(),
    Sort.PARTY: st.sampled_from(("ITA", "AZE", "KAZ")),
    Sort.COUNTRY: st.sampled_from(("IT", "AZ", "KZ")),
    Sort.LANGUAGE: st.sampled_from(LANGUAGES),
    Sort.DAY: _DAYS.map(date.isoformat),
    Sort.YES: st.sampled_from((True,)),
    Sort.RECORD: st.just(f"ITA/{_UUID}"),
    Sort.VERSION: st.just(f"{'a' * 64}/0"),
    Sort.LINE: _LINES,
}


def _one(shape: Shape) -> st.SearchStrategy[Any]:
    if shape.name in _FORMS:
        return st.just(_FORMS[shape.name])
    if shape.terms is not None:
        return st.sampled_from(shape.terms.ids)
    if shape.sort is Sort.NUMBER:
        return st.integers(shape.least or 0, min(shape.most or 10**15, 10**15))
    return _SIMPLE[shape.sort] if shape.sort in _SIMPLE or shape.part is None else bodies(shape.part)
