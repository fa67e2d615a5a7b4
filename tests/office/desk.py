"""A party's node as tests use it: its clock, its folder, the files that it sends, its drafts in one call."""

from collections.abc import Callable
from pathlib import Path

from foedus.office import dispatching, drafts, parties, proposing, receiving
from foedus.office.ports import Cooperation, Node
from foedus.office.proposing import Signed
from foedus.office.receiving import Received


class Clock:
    """One time for all parties, a second later whenever it is asked."""

    def __init__(self) -> None:
        self.seconds = 0
        self.day = "2024-01-01"

    def __call__(self) -> str:
        self.seconds += 1
        hour, rest = divmod(self.seconds, 3600)
        return f"{self.day}T{hour:02}:{rest // 60:02}:{rest % 60:02}Z"

    def go_to(self, at: str) -> None:
        """Let it be this time, written as in an entry."""
        self.day, _, rest = at.removesuffix("Z").partition("T")
        hour, minute, second = map(int, rest.split(":"))
        self.seconds = 3600 * hour + 60 * minute + second


class Desk:
    """A party's node, and its name for the one cooperation that most tests have."""

    def __init__(self, node: Node, folder: Path, code: str) -> None:
        self.node = node
        self.folder = folder
        self.code = code
        self.card = parties.own_card(node)
        self.sent = 0

    @property
    def coop(self) -> Cooperation:
        """The first cooperation."""
        return self.node.store.cooperations()[0]

    def send(self, *others: "Desk", is_plain: bool = False) -> list[Received]:
        """Write one dispatch, and have it taken in by others."""
        path = self.write(is_plain=is_plain)
        return [receiving.receive(other.node, path) for other in others]

    def write(self, *, is_plain: bool = False) -> Path:
        """Write a dispatch, and give its file."""
        self.sent += 1
        path = self.folder / f"{self.sent}.foedus"
        dispatching.export(self.node, self.coop, path, is_plain=is_plain)
        return path

    def draft(self, kind: str, plan: str | None = None, **body: object) -> int:
        """Begin a draft, and give its number."""
        return drafts.new(self.node, self.coop, kind, body=body, plan=plan).number

    def propose(self, *numbers: int) -> Signed:
        """Propose drafts."""
        return proposing.propose(self.node, self.coop, numbers)

    def record(self, number: int) -> str:
        """The record of a draft."""
        draft = self.node.store.draft(number)
        return draft.record if draft is not None else ""


Open = Callable[[str], Desk]
