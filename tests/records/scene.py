"""A sample cooperation of ITA and AZE, written in short: plans, activities, reports and what else was declared."""

from datetime import date
from typing import Any

from foedus.records.base import Body
from foedus.records.holdings import Agreed, Holdings, Offered, Stated
from tests.records.samples import text

TODAY = date(2024, 7, 1)
PARTIES = ("ITA", "AZE")


def uuid(number: int) -> str:
    """Give the sample UUID of a number."""
    return f"{number:08d}-0000-4000-8000-000000000000"


def name(number: int, party: str = "ITA") -> str:
    """Give the sample name of a record."""
    return f"{party}/{uuid(number)}"


def version(number: int) -> str:
    """Give the sample name of a version."""
    return f"{number:064x}/0"


def days(first: str, last: str) -> Body:
    """Give a settled period."""
    return {"from": first, "to": last, "precision": "day"}


PLAN = 1
PLAN_BODY = {"title": text("Piano", "Plan"), "period": {"from": "2024-01-01", "to": "2025-12-31", "precision": "year"}}
MAY = days("2024-05-13", "2024-05-17")
SUMMER = {"from": "2024-07-01", "to": "2024-09-30", "precision": "quarter"}


def plan(number: int = PLAN) -> Agreed:
    """Give an agreed plan for 2024-2025."""
    return Agreed(name(number), "plan/1", PLAN_BODY, version(number))


def line(number: int, **fields: Any) -> Agreed:
    """Give an agreed line of the plan; `plan=None` for one outside it."""
    body = {"title": text(f"Riga {number}", f"Line {number}"), "plan": name(PLAN), **fields}
    body = {field: value for field, value in body.items() if value is not None}
    return Agreed(name(number), "activity/1", body, version(number))


def declared(number: int, author: str, kind: str, body: Body, acknowledged_by: tuple[str, ...] = ()) -> Stated:
    """Give a record that a party declares."""
    return Stated(name(number, author), author, f"{kind}/1", body, version(number), acknowledged_by)


def report(number: int, author: str, activity: int, outcome: str, **fields: Any) -> Stated:
    """Give one side's word on an activity, which the other has acknowledged."""
    other = tuple(party for party in PARTIES if party != author)
    body = {"activity": name(activity), "side": author, "outcome": outcome, **fields}
    return declared(number, author, "report", body, other)


def offer(number: int, author: str, answered: tuple[str, ...] = (), **fields: Any) -> Offered:
    """Give an activity that is proposed; `partly` and `declined_by` as in `Offered`."""
    said = {field: fields.pop(field, ()) for field in ("partly", "declined_by")}
    body = {"title": text(f"Proposta {number}", f"Offer {number}"), "plan": name(PLAN), **fields}
    return Offered(name(number), author, "activity/1", body, version(number), PARTIES, answered, **said)


def held(*items: Agreed | Stated | Offered, us: str = "ITA", seen: dict[str, str] | None = None) -> Holdings:
    """Put what is held together, in the order given."""
    return Holdings(
        us,
        PARTIES,
        tuple(item for item in items if isinstance(item, Agreed)),
        tuple(item for item in items if isinstance(item, Stated)),
        tuple(item for item in items if isinstance(item, Offered)),
        seen or {},
    )
