"""What programs are told, field by field, as the description of the interface shows it; it reads nothing."""

from datetime import date
from typing import Any, Generic, Literal, TypeVar

from ninja import Field, Schema

Item = TypeVar("Item")
Standing = Literal["agreed", "in-dispute", "proposed", "declined", "on-paper", "stated", "withdrawn"]


class PageIn(Schema):
    """Which page of a list; after the last one comes the last again."""

    page: int = Field(1, ge=1, le=100_000)


class RecordsIn(PageIn):
    """Which records of a kind."""

    standing: list[Standing] = []


class ActivitiesIn(PageIn):
    """Which activities."""

    year: int | None = Field(None, ge=1900, le=2200)
    status: list[str] = Field([], description="Ids of the list of statuses.")
    plan: str = Field("", description="The name of a plan's record.")


class DaysIn(PageIn):
    """Which days, a year at most."""

    first: date
    last: date


class Refused(Schema):
    """Why there is no answer."""

    detail: Any


class Page(Schema, Generic[Item]):
    """A page of a list."""

    items: list[Item]
    total: int = Field(description="How many there are on all pages.")
    page: int
    pages: int


class CooperationOut(Schema):
    """A cooperation of this office."""

    name: str = Field(description="This office's short word for it, as it stands in addresses.")
    id: str = Field(description="The hash of its founding entry: the same at every Party.")
    code: str = Field(description="The code of our Party in it.")
    parties: list[str] = Field(description="The codes of the Parties that are connected.")
    last_heard: str = Field(description="When another Party signed last; empty where none did.")


class RecordOut(Schema):
    """A record by the text that counts now."""

    record: str = Field(description="Its name, the same at every Party.")
    kind: str
    form: str = Field(description="The kind and the version of its form, as docs/kinds describes them.")
    title: dict[str, str] = Field(description="By language.")
    standing: Standing
    text: str = Field(description="The name of the text that counts: entry and place.")
    author: str
    at: str = Field(description="When that text was signed.")
    begins: date | None
    ends: date | None
    precision: str
    waits_for: list[str] = Field(description="The codes of those whose answer is awaited.")
    body: dict[str, Any] = Field(description="The text itself, as it was signed.")


class ActivityOut(RecordOut):
    """An activity, with what came of it."""

    plan: str
    serial: str
    status: str = Field(description="An id of the list of statuses, on this day.")
    status_by: list[str] = Field(description="Whose word or decision the status is.")
    owed_by: list[str] = Field(description="Who owes an outcome.")


class UndertakingOut(Schema):
    """Who said what to whom, and how firmly."""

    record: str
    words: dict[str, str] = Field(description="By language.")
    who: str
    to_whom: list[str]
    strength: str
    made: date | None
    due: date | None
    state: str
    is_overdue: bool
    kept_by: list[str]


class EventOut(Schema):
    """Something that takes place."""

    cooperation: str
    record: str
    kind: str
    title: dict[str, str]
    begins: date
    ends: date
    precision: str
    status: str
