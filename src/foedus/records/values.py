"""Knows the plain values of fields: names, days, counts, texts, periods, places; refuses to know any kind."""

import calendar
import hashlib
import re
from collections.abc import Mapping
from datetime import date, timedelta
from typing import Annotated, Generic, Literal, Self, TypeVar, get_args

from pydantic import BeforeValidator, Field, StringConstraints, model_validator
from pydantic_core import PydanticCustomError

from foedus.records.activity_terms import PLACE_KINDS, PRECISIONS
from foedus.records.base import LARGEST_INTEGER, Label, Named, Part

Line = Annotated[str, StringConstraints(min_length=1, max_length=500, pattern=r"\S"), Named("short text")]
"""A short text in no particular language: a name, a number, a post."""

Prose = Annotated[str, StringConstraints(min_length=1, max_length=100_000, pattern=r"\S"), Named("text")]
"""A text of any ordinary length in one language."""

PartyCode = Annotated[str, StringConstraints(pattern=r"^[A-Z][A-Z0-9-]{1,15}$"), Named("party code")]
"""A party's code, such as `ITA` (protocol, "Words")."""

_UUID = r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}"

RecordName = Annotated[
    str, StringConstraints(pattern=rf"^[A-Z][A-Z0-9-]{{1,15}}/(charter|{_UUID})$"), Named("record name")
]
"""The name of a record: its first depositary or its author, and a lower-case UUID."""

VersionName = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}/(0|[1-9][0-9]{0,3})$"), Named("version name")]
"""The name of one version: the hash of the line that declared it, and its place there."""

HexDigest = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$"), Named("SHA-256 hex")]
"""A SHA-256 in lower-case hex."""

Country = Annotated[str, StringConstraints(pattern=r"^[A-Z]{2}$"), Named("country code")]
"""A country by ISO 3166-1 alpha-2, such as `IT`; which party hosts is said by the party's code instead."""

Count = Annotated[int, Field(ge=0, le=1_000_000)]
"""How many; absent where it is not known, since unknown is not zero."""

Year = Annotated[int, Field(ge=1900, le=2200)]
"""A calendar year."""

_LanguageCode = Literal["it", "en", "fr", "ru", "az", "kk", "uz", "es", "de", "pt", "ar", "zh", "tr", "ka", "hy", "uk"]
Language = Annotated[_LanguageCode, Named("language")]
"""A language in which texts are held, by ISO 639-1."""

LANGUAGES: tuple[Language, ...] = get_args(_LanguageCode)
"""Every language in which texts are held, in the order of the protocol's samples."""

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)


def _plain_day(value: object) -> object:
    """Read a written day; refuse a moment at midnight, a week date, digits without hyphens."""
    if not isinstance(value, str):
        return value
    try:
        return date.fromisoformat(value) if _DAY.fullmatch(value) else None
    except ValueError:
        return None


Day = Annotated[date, BeforeValidator(_plain_day)]
"""A calendar day, written `YYYY-MM-DD`."""


def text_hash(text: str) -> str:
    """Give the SHA-256 hex of a text's UTF-8, by which a translation remembers what it translates."""
    return hashlib.sha256(text.encode()).hexdigest()


_Value = TypeVar("_Value")


class _PerLanguage(Part, Generic[_Value]):
    """One value a language; the closed list of languages as fields, so that a misspelt one is refused."""

    it: _Value | None = None
    en: _Value | None = None
    fr: _Value | None = None
    ru: _Value | None = None
    az: _Value | None = None
    kk: _Value | None = None
    uz: _Value | None = None
    es: _Value | None = None
    de: _Value | None = None
    pt: _Value | None = None
    ar: _Value | None = None
    zh: _Value | None = None
    tr: _Value | None = None
    ka: _Value | None = None
    hy: _Value | None = None
    uk: _Value | None = None

    def held(self) -> dict[str, _Value]:
        """Give what is there, by language, in the order of the list."""
        fields = self.__dict__
        return {language: fields[language] for language in LANGUAGES if fields[language] is not None}


class Translated(_PerLanguage[HexDigest]):
    """For each translation, the SHA-256 hex of the original text that it translates."""


class Text(_PerLanguage[Prose]):
    """A text per language, with the one it was written in.

    A language that stands in `of` is a translation of the original; one that does not stand there is a text of its
    own right, as in a document whose languages are equally authentic.
    """

    original: Annotated[Language, Label("Lingua originale", "Original language")]
    of: Annotated[Translated | None, Label("Traduzione di", "Translation of")] = None

    @model_validator(mode="after")
    def _is_whole(self) -> Self:
        fields = self.__dict__  # a body has many texts: what is looked at is what is there
        if fields[self.original] is None:
            raise PydanticCustomError("original-missing", "the original language has no text")
        if self.of is not None:
            translated = [language for language, digest in self.of.__dict__.items() if digest is not None]
            if not translated or self.original in translated or any(fields[one] is None for one in translated):
                raise PydanticCustomError("translation-missing", "a translation that is named is not there")
        return self

    @classmethod
    def write(cls, original: Language, text: str, translations: Mapping[str, str] | None = None) -> Self:
        """Make a text with its translations, each remembering the original as it is now.

        Args:
            original: the language it was written in.
            text: the original text.
            translations: a text per other language.

        Raises:
            pydantic.ValidationError: a language that is not in the list, or a blank text.
        """
        others = dict(translations or {})
        of = {"of": dict.fromkeys(others, text_hash(text))} if others else {}
        return cls.from_body({**others, **of, "original": original, original: text})

    def say(self, language: str) -> str:
        """Give the text in `language`, or the original where there is none."""
        held = self.held()
        return held.get(language, held[self.original])

    def is_stale(self, language: str) -> bool:
        """Say whether `language` holds a translation of an original that has changed since."""
        remembered = self.of.held().get(language) if self.of else None
        return remembered is not None and remembered != text_hash(self.held()[self.original])


Precision = Annotated[str, PRECISIONS]


class Period(Part):
    """When: two days and how exactly they are meant; with precision `none` neither is known.

    The days are the first and the last of the weeks, months, quarters, half-years or years that are meant, so that
    "II quarter 2024" has one form only. Dates are confirmed when the precision is `day`.
    """

    from_: Annotated[Day | None, Label("Dal", "From")] = None
    to: Annotated[Day | None, Label("Al", "To")] = None
    precision: Annotated[Precision, Label("Precisione", "Precision")]

    @model_validator(mode="after")
    def _is_whole(self) -> Self:
        if self.precision == "none":
            if self.from_ is not None or self.to is not None:
                raise PydanticCustomError("days-not-meant", "a period without precision has no days")
            return self
        if self.from_ is None or self.to is None:
            raise PydanticCustomError("days-missing", "a period has a first and a last day")
        if self.to < self.from_:
            raise PydanticCustomError("end-before-start", "a period ends before it begins")
        first, last = _widened(self.from_, self.to, self.precision)
        if (first, last) != (self.from_, self.to):
            raise PydanticCustomError(
                "not-whole",
                "the days are not the first and last of a {precision}",
                {"precision": self.precision, "from": first.isoformat(), "to": last.isoformat()},
            )
        return self

    @classmethod
    def days(cls, first: date, last: date | None = None) -> Self:
        """Make a period of confirmed days, both counted; one day where `last` is left out."""
        return cls(from_=first, to=last or first, precision="day")

    @classmethod
    def around(cls, first: date, last: date, precision: str) -> Self:
        """Make the period of whole weeks, months, quarters, half-years or years that holds both days."""
        start, end = _widened(first, last, precision)
        return cls(from_=start, to=end, precision=precision)

    @classmethod
    def to_be_defined(cls) -> Self:
        """Make the period of which nothing is known yet."""
        return cls(precision="none")

    @property
    def year(self) -> int | None:
        """The year in which it counts: the one in which it begins; None where nothing is known."""
        return None if self.from_ is None else self.from_.year

    @property
    def is_confirmed(self) -> bool:
        """Whether its days are settled."""
        return self.precision == "day"

    @property
    def length_days(self) -> int | None:
        """How many days it lasts, both ends counted; None unless its days are settled."""
        if not self.is_confirmed or self.from_ is None or self.to is None:
            return None
        return (self.to - self.from_).days + 1


_MONTHS = {"month": 1, "quarter": 3, "half": 6, "year": 12}


def _widened(first: date, last: date, precision: str) -> tuple[date, date]:
    if precision == "week":
        return first - timedelta(days=first.weekday()), last + timedelta(days=6 - last.weekday())
    months = _MONTHS.get(precision)
    if months is None:
        return first, last
    first_month = (first.month - 1) // months * months + 1
    last_month = ((last.month - 1) // months + 1) * months
    last_day = calendar.monthrange(last.year, last_month)[1]
    return date(first.year, first_month, 1), date(last.year, last_month, last_day)


class Place(Part):
    """Where: in a party's country, in a third one, online or aboard; neither here nor there is counted apart."""

    kind: Annotated[str, PLACE_KINDS, Label("Tipo di sede", "Kind of place")]
    country: Annotated[Country | None, Label("Paese", "Country", "ISO 3166-1 alpha-2")] = None
    town: Annotated[Line | None, Label("Città", "Town")] = None
    site: Annotated[Line | None, Label("Luogo", "Site")] = None

    @model_validator(mode="after")
    def _is_somewhere(self) -> Self:
        if self.kind == "online" and (self.country or self.town):
            raise PydanticCustomError("online-has-no-town", "what is held online has no country and no town")
        return self


class Money(Part):
    """An amount in minor units (cents), and its currency by ISO 4217."""

    amount: Annotated[
        Annotated[int, Field(ge=0, le=LARGEST_INTEGER)],
        Label("Importo", "Amount", "in minor units: 12050 is 120.50"),
    ]
    currency: Annotated[
        Annotated[str, StringConstraints(pattern=r"^[A-Z]{3}$")], Label("Valuta", "Currency", "ISO 4217")
    ]


class Attachment(Part):
    """A file that a body refers to; its true name and type stand inside the file where they could name a person."""

    blob: Annotated[Annotated[str, StringConstraints(pattern=r"^sha256:[0-9a-f]{64}$")], Label("File", "File")]
    name: Annotated[Line, Label("Nome", "Name", "`file` where the true one could name a person")]
    type: Annotated[Line, Label("Tipo", "Type", "a media type, or `file`")]
    size: Annotated[Annotated[int, Field(ge=0, le=LARGEST_INTEGER)], Label("Byte", "Bytes")]
