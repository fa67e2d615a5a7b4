"""An agreed plan of which much is known, and a cooperation on paper, for tests; it tests nothing."""

from dataclasses import dataclass
from typing import Any

from foedus.office import answering, partnerships, stating
from foedus.office.drafts import new
from foedus.office.ports import Cooperation
from foedus.store import listing
from tests.office.desk import Desk, Open
from tests.web.agreed import connect

LINES: tuple[dict[str, Any], ...] = (
    {"title": "Corso campione", "host": "ITA", "period": "2024-05-13/2024-05-17", "type": "course"},
    {
        "title": "Seminario campione",
        "host": "AZE",
        "period": "2024-10",
        "branches": [{"party": "ITA", "branch": "navy"}],
    },
    {"title": "Incontro campione", "host": "ITA", "place": {"kind": "online"}, "period": "2025-03"},
    {"title": "Visita campione", "place": {"kind": "third_country", "country": "DE"}},
)


@dataclass(frozen=True)
class Planned:
    """Italy, whose home is served; the plan and its lines by their records, the first of which was held."""

    italy: Desk
    azerbaijan: Desk
    plan: str
    lines: tuple[str, ...]

    def address(self, page: str = "") -> str:
        """The address of a page of the plan."""
        return f"/partners/AZE/plan/{self.plan}/{page}"


def planned(open_desk: Open, *, times: int = 1) -> Planned:
    """A plan of 2024-2025, offered and accepted.

    :param times: how often its four lines stand in it.
    """
    italy, azerbaijan = connect(open_desk)
    plan = italy.draft("plan", title={"it": "Piano campione", "en": "Sample plan"}, period="2024-2025", code="P1")
    record = italy.record(plan)
    lines = [italy.draft("activity", record, serial=str(n), **body) for n, body in enumerate(LINES * times, 1)]
    *versions, whole = italy.propose(plan, *lines).versions
    italy.send(azerbaijan)
    answering.accept(azerbaijan.node, azerbaijan.coop, all_of=whole.version)
    azerbaijan.send(italy)
    stating.report(italy.node, italy.coop, versions[0].record, "held")
    listing.catch_up(italy.node)
    return Planned(italy, azerbaijan, record, tuple(one.record for one in versions))


def on_paper(italy: Desk) -> tuple[Cooperation, str, tuple[int, int]]:
    """A cooperation with Kazakhstan, which is not connected: it, a drafted plan, and the drafts of plan and line."""
    partnerships.found(italy.node, "On paper", expected={"KAZ": "Sample KAZ"}, name="KAZ")
    coop = next(one for one in italy.node.store.cooperations() if one.name == "KAZ")
    plan = new(italy.node, coop, "plan", body={"title": "Piano su carta", "period": "2024"})
    line = new(italy.node, coop, "activity", body={"title": "Corso su carta", "host": "KAZ"}, plan=plan.record)
    return coop, plan.record, (plan.number, line.number)
