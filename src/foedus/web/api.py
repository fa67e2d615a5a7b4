"""The read-only interface for programs, described by OpenAPI at ``/api/v1/openapi.json``; it changes nothing.

A program sends its token as ``Authorization: Bearer ...``; it is told what the token's person may read, in the bodies'
own words and ids. What it may not see answers like what does not exist.
"""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any, Final

from django.http import Http404, HttpRequest
from ninja import NinjaAPI, Query
from ninja.security import HttpBearer

from foedus.office.ports import Cooperation
from foedus.records import catalogue
from foedus.store import listing
from foedus.store.listing import calendar
from foedus.store.listing.answers import ActivityRow, RecordRow
from foedus.store.listing.answers import Page as Found
from foedus.store.listing.promises import Promise, promises
from foedus.web import api_forms as forms
from foedus.web import tokens
from foedus.web.desk import Desk
from foedus.web.rights import READ

_SIZE: Final = 100
_LONGEST_DAYS: Final = 366
_REFUSED: Final = {400: forms.Refused, 401: forms.Refused, 404: forms.Refused, 422: forms.Refused}


class Bearer(HttpBearer):
    """Lets in who has a token that opens something today."""

    def authenticate(self, request: HttpRequest, token: str) -> Desk | None:  # noqa: ARG002 - as the library calls it
        """Give the desk of the token's person; None where it opens nothing."""
        found = tokens.opened(token)
        if found is None:
            return None
        desk = Desk(found.user, only=found.partnership)
        listing.catch_up(desk.node)
        return desk


api = NinjaAPI(
    title="foedus",
    version="1",
    description="What this office may read: cooperations, records, activities, undertakings, the calendar.",
    auth=Bearer(),
    docs_url=None,
    urls_namespace="api-1",
)


def _answers(schema: Any) -> dict[int, Any]:
    return {200: schema, **_REFUSED}


def _cooperation(request: HttpRequest, coop: str) -> tuple[Desk, Cooperation, int]:
    desk: Desk = request.auth  # type: ignore[attr-defined]  # what Bearer gave
    found = desk.cooperation(coop)
    if not desk.may(READ, found):
        raise Http404
    return desk, found, desk.number(found)


def _paged(found: Found[Any], items: Iterable[dict[str, Any]]) -> dict[str, Any]:
    return {"items": list(items), "total": found.total, "page": found.page, "pages": found.pages}


@api.get("/cooperations", response=_answers(list[forms.CooperationOut]), tags=["cooperations"])
def cooperations(request: HttpRequest) -> list[dict[str, Any]]:
    """The cooperations that the token reads."""
    desk: Desk = request.auth  # type: ignore[attr-defined]  # what Bearer gave
    return [
        {"name": row.name, "id": row.id, "code": row.code, "parties": row.parties, "last_heard": row.last_heard}
        for row in listing.cooperations(desk.node, desk.numbers())
    ]


@api.get("/cooperations/{coop}/records/{kind}", response=_answers(forms.Page[forms.RecordOut]), tags=["records"])
def records(
    request: HttpRequest,
    coop: str,
    kind: str,
    asked: Query[forms.RecordsIn],
) -> dict[str, Any]:
    """The records of a kind (``docs/kinds``), by the text that counts."""
    desk, _found, number = _cooperation(request, coop)
    try:
        catalogue.kind(kind)
    except catalogue.UnknownKindError:
        raise Http404 from None
    found = listing.records(desk.node, [number], kind=kind, standing=tuple(asked.standing), page=asked.page, size=_SIZE)
    return _paged(found, map(_record, found.rows))


@api.get("/cooperations/{coop}/record/{code}/{uid}", response=_answers(forms.RecordOut), tags=["records"])
def record(request: HttpRequest, coop: str, code: str, uid: str) -> dict[str, Any]:
    """One record, by the text that counts."""
    desk, _found, number = _cooperation(request, coop)
    row = listing.record_row(desk.node, number, f"{code}/{uid}")
    if row is None:
        raise Http404
    return _record(row)


@api.get("/cooperations/{coop}/activities", response=_answers(forms.Page[forms.ActivityOut]), tags=["activities"])
def activities(
    request: HttpRequest,
    coop: str,
    asked: Query[forms.ActivitiesIn],
) -> dict[str, Any]:
    """The activities that are agreed or proposed, with what came of them."""
    desk, _found, number = _cooperation(request, coop)
    filters = listing.ActivityFilter(year=asked.year, status=tuple(asked.status), plan=asked.plan)
    found = listing.activities(desk.node, [number], filters, today=desk.today, page=asked.page, size=_SIZE)
    return _paged(found, map(_activity, found.rows))


@api.get(
    "/cooperations/{coop}/undertakings", response=_answers(forms.Page[forms.UndertakingOut]), tags=["undertakings"]
)
def undertakings(request: HttpRequest, coop: str, asked: Query[forms.PageIn]) -> dict[str, Any]:
    """Who said what to whom, overdue first."""
    desk, _found, number = _cooperation(request, coop)
    found = promises(desk.node, [number], today=desk.today, page=asked.page, size=_SIZE)
    return _paged(found, map(_promise, found.rows))


@api.get("/calendar", response=_answers(forms.Page[forms.EventOut]), tags=["calendar"])
def events(request: HttpRequest, asked: Query[forms.DaysIn]) -> dict[str, Any]:
    """What takes place in some days, a year at most, with all partners; what was cancelled takes no day."""
    desk: Desk = request.auth  # type: ignore[attr-defined]  # what Bearer gave
    last = min(asked.last, asked.first + timedelta(days=min(_LONGEST_DAYS, (date.max - asked.first).days)))
    names = {desk.number(one): one.name for one in desk.cooperations()}
    stretch = calendar.Stretch(list(names), asked.first, last)
    found = calendar.events(desk.node, stretch, today=desk.today, page=asked.page, size=_SIZE)
    return _paged(
        found,
        (
            {
                "cooperation": names[one.cooperation],
                "record": one.name,
                "kind": one.kind,
                "title": one.captions,
                "begins": one.begins,
                "ends": one.ends,
                "precision": one.precision,
                "status": one.status,
            }
            for one in found.rows
        ),
    )


def _record(row: RecordRow) -> dict[str, Any]:
    return {**_text(row), "kind": row.kind, "form": row.form}


def _activity(row: ActivityRow) -> dict[str, Any]:
    return {
        **_text(row),
        "kind": "activity",
        "form": "activity/1",
        "plan": row.plan,
        "serial": row.serial,
        "status": row.status,
        "status_by": row.status_by,
        "owed_by": row.owed_by,
    }


def _text(row: RecordRow | ActivityRow) -> dict[str, Any]:
    return {
        "record": row.name,
        "title": row.captions,
        "standing": row.standing,
        "text": row.version,
        "author": row.author,
        "at": row.at,
        "begins": row.begins,
        "ends": row.ends,
        "precision": row.precision,
        "waits_for": row.waits_for,
        "body": row.body,
    }


def _promise(one: Promise) -> dict[str, Any]:
    row = one.row
    return {
        "record": row.name,
        "words": row.captions,
        "who": row.who,
        "to_whom": row.to_whom,
        "strength": row.strength,
        "made": one.made,
        "due": row.due,
        "state": row.state,
        "is_overdue": row.is_due,
        "kept_by": row.kept_by,
    }
