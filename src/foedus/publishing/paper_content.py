"""What a plan's paper shows, as plain data; it refuses to know how it is worded or set."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from foedus.records.base import Body

Standing = Literal["agreed", "on-paper", "draft"]
LineStanding = Literal["agreed", "on-paper", "in-dispute", "draft", "proposed"]


@dataclass(frozen=True, slots=True)
class PaperParty:
    """A party: its code, and its name in the charter."""

    code: str
    name: str


@dataclass(frozen=True, slots=True)
class PaperCheck:
    """The check code of an agreed text: in full, and the words that people compare by telephone."""

    code: str
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class OtherText:
    """Another party's text of the same record, and what it said of it."""

    party: str
    shown: str
    body: Body
    note: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Refusal:
    """A party that does not accept the text that is printed, and why."""

    party: str
    note: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class OpenPoint:
    """How the text that is printed stands between the parties, while it is not agreed.

    Attributes:
        by: the code of the party whose text is printed.
        is_draft: whether it was prepared here and is not proposed yet.
        waits_for: the codes of those who have yet to answer it.
        refusals: those who do not accept it.
        others: the texts of others beside it.
    """

    by: str
    shown: str = ""
    is_draft: bool = False
    waits_for: tuple[str, ...] = ()
    refusals: tuple[Refusal, ...] = ()
    others: tuple[OtherText, ...] = ()

    @property
    def is_open(self) -> bool:
        """Say whether anything is left to answer."""
        return bool(self.is_draft or self.waits_for or self.refusals or self.others)


@dataclass(frozen=True, slots=True)
class PaperLine:
    """A line of the plan.

    Attributes:
        open: how it stands, where it is not agreed.
        later: its own check code, where its text was agreed after the plan's, and so is not under the plan's.
        at: when it was agreed or written.
    """

    record: str
    body: Body
    standing: LineStanding
    at: str
    open: OpenPoint | None = None
    later: PaperCheck | None = None


@dataclass(frozen=True, slots=True)
class PlanPaper:
    """All that a plan's paper shows.

    Attributes:
        languages: one or two, in the order in which they stand side by side.
        at: when the text was agreed, recorded on paper, or last changed; a paper of the same text is the same file.
        agreement: the title of the agreement that the plan stands on.
        agreed_at: the title of the talks at which it was agreed.
        check: of an agreed text.
        on_paper: the codes of those who agreed on paper.
        recorded_by: the code of the party that recorded it.
        open: how the plan's own text stands, where it is not agreed.
    """

    languages: tuple[str, ...]
    standing: Standing
    parties: tuple[PaperParty, ...]
    body: Body
    lines: tuple[PaperLine, ...]
    shown: str
    at: str
    agreement: Mapping[str, Any] | None = None
    agreed_at: Mapping[str, Any] | None = None
    check: PaperCheck | None = None
    on_paper: tuple[str, ...] = ()
    recorded_by: str = ""
    open: OpenPoint | None = None
