"""Makes a draft's form with the choices that it needs, and keeps what was typed; it signs nothing."""

from collections.abc import Mapping
from typing import Any, Final

from django.http import QueryDict

from foedus.office import drafts
from foedus.office.drafts import DraftView
from foedus.office.ports import Cooperation
from foedus.office.review import changes
from foedus.records.base import Record
from foedus.store import listing
from foedus.web import names, reviewing
from foedus.web.desk import Desk
from foedus.web.forms.record import RecordForm

KINDS: Final = ("activity", "plan", "meeting", "agreement", "undertaking", "milestone", "comment")
"""What an officer begins by hand; an outcome has a page of its own."""
_CHOICES: Final[Mapping[str, tuple[str, ...]]] = {
    "plan": ("plan",),
    "continues": ("activity",),
    "agreed_at": ("meeting",),
    "agreement": ("agreement",),
    "parent": ("agreement",),
    "talks": ("meeting",),
    "made_at": ("meeting",),
    "kept_by": ("activity", "milestone"),
    "decisions.undertakings": ("undertaking",),
}
"""Fields that name a record, and the kinds among which it is chosen."""
_MOST = 500


def choices(desk: Desk, coop: Cooperation, kind: type[Record]) -> dict[str, list[tuple[str, str]]]:
    """For the fields of a kind that name a record: the records that may be meant, by title; drafts too."""
    fields = {field for field in _CHOICES if field.partition(".")[0] in kind.model_fields}
    wanted = sorted({one for field in fields for one in _CHOICES[field]})
    held: dict[str, list[tuple[str, str]]] = {}
    for one in wanted:
        page = listing.records(desk.node, [desk.number(coop)], kind=one, size=_MOST)
        held[one] = [(row.name, row.caption(desk.language)) for row in page.rows]
    for draft in desk.node.store.drafts(coop.id) if fields else ():
        name = draft.kind.partition("/")[0]
        if name in held and all(record != draft.record for record, _ in held[name]):
            view = drafts.view_of(desk.node.store.open(coop.id), draft)
            held[name].append((draft.record, f"{_caption(view.captions, desk.language)} (d{draft.number})"))
    return {field: [pair for one in _CHOICES[field] for pair in held[one]] for field in fields}


def _caption(captions: Mapping[str, str], language: str) -> str:
    return captions.get(language) or captions.get("en") or next(iter(captions.values()), "–")


def form_of(desk: Desk, coop: Cooperation, view: DraftView, data: QueryDict | None = None) -> RecordForm:
    """The form of a draft, with what still stands against it."""
    ledger = desk.node.store.open(coop.id)
    kind = drafts.kind_of(view.kind)
    return RecordForm(
        kind,
        view.body,
        drafts.languages_of(ledger),
        parties_of(desk, coop),
        language=desk.language,
        data=data,
        choices=choices(desk, coop, kind),
        inferred=view.inferred,
        problems=() if data is not None else view.problems,
    )


def parties_of(desk: Desk, coop: Cooperation) -> dict[str, str]:
    """The parties of a cooperation, present and named, by code."""
    [row] = listing.cooperations(desk.node, [desk.number(coop)])
    return {code: names.party_name(code, desk.language) for code in row.parties}


def save(desk: Desk, coop: Cooperation, view: DraftView, form: RecordForm, note: str) -> None:
    """Keep what the form holds; suggestions that were ticked are taken over."""
    with desk.doing("draft.change", coop, view.record, draft=view.number):
        drafts.change(desk.node, view.number, body=form.body(), note=note)
        if form.taken():
            drafts.confirm(desk.node, view.number, form.taken())


def theirs(desk: Desk, view: DraftView, typed: Mapping[str, Any]) -> tuple[reviewing.Difference, ...]:
    """Where what somebody else has saved meanwhile differs from what was typed here."""
    return reviewing.differences(view.kind, changes(view.body, dict(typed)), desk.language)
