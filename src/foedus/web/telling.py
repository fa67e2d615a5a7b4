"""Prepares what came of an activity, from what was agreed to what is signed or drafted; it shows no page.

Whoever may sign signs at once, and nobody's consent is awaited. A unit, by login or by a one-time link, makes a draft
that this office signs; it never sees what the office noted, drafted or told before.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from django.http import QueryDict
from django.utils import timezone

from foedus.office import drafts, stating
from foedus.office.drafts import DraftView, Suspect
from foedus.office.ports import Cooperation, Draft, Node
from foedus.records import catalogue
from foedus.records.base import Body
from foedus.records.kinds.report import Report
from foedus.records.personal import marks_in_body
from foedus.store import listing
from foedus.store.listing import ActivityRow, RecordRow
from foedus.web import display, drafting, intents, names, reviewing
from foedus.web.desk import Desk
from foedus.web.draft_steps import TOLD
from foedus.web.forms.outcome import OutcomeForm
from foedus.web.models import DraftStep

UNIT: Final = "unit"
"""In the source of a draft: which unit told it."""
_LINK_NOTE: Final = "outcome.draft"
_FILES: Final = "attachments"


@dataclass(frozen=True)
class Told:
    """An activity that is told of: its row, our last report (None where there is none, or it is not to be seen)."""

    cooperation: Cooperation
    row: ActivityRow
    last: RecordRow | None

    @property
    def record(self) -> str:
        """The activity's name."""
        return self.row.name

    @property
    def last_version(self) -> str:
        """The version of our last report; empty where there is none."""
        return self.last.version if self.last is not None else ""


def of(desk: Desk, cooperation: Cooperation, number: int, record: str) -> Told | None:
    """The activity of this name, with our own last word on it; None where there is none."""
    row = listing.activity_row(desk.node, number, record, today=desk.today)
    if row is None:
        return None
    ours = [name for name in row.reports if name.startswith(f"{cooperation.code}/")]
    found = listing.record_rows(desk.node, number, ours) if ours else {}
    return Told(cooperation, row, next(iter(found.values()), None))


def form_of(desk: Desk, told: Told, *, body: Mapping[str, Any], data: QueryDict | None = None) -> OutcomeForm:
    """The form, with what it begins from.

    :param body: what was told before, or what ``begun`` gives.
    """
    held = drafts.languages_of(desk.node.store.open(told.cooperation.id))
    language = desk.language if desk.language in held else held[0]
    return OutcomeForm(
        body,
        (language,),
        drafting.parties_of(desk, told.cooperation),
        language=desk.language,
        data=data,
        agreed=told.row.body.get("period"),
    )


def begun(told: Told, before: Mapping[str, Any] | None) -> Body:
    """What the form begins from: what was told before, and where nothing was told yet, what was agreed.

    :param before: the body of the report that is told anew.
    """
    agreed = told.row.body
    found: Body = {}
    period = agreed.get("period")
    if isinstance(period, Mapping) and period.get("from"):
        found["period"] = dict(period)
    if agreed.get("places"):
        found["people"] = [dict(one) for one in agreed["places"]]
    if before is None:
        return found
    is_only_confirmed = before.get("outcome") == "dates_confirmed"
    return {**(found if is_only_confirmed else {}), **before}


# What is about to be signed


def whole(told: Told, form: OutcomeForm, files: Sequence[Mapping[str, Any]] | None = None) -> Body:
    """The body that would be signed.

    :param files: references of the files that go with it; left out, those that were told before.
    """
    head = {"activity": told.record, "side": told.cooperation.code}
    body = {**head, **{name: value for name, value in form.told().items() if name not in head}}
    if files is None:
        return body
    body.pop(_FILES, None)
    return {**body, _FILES: [dict(one) for one in files]} if files else body


def problems(told: Told, form: OutcomeForm) -> tuple[catalogue.Problem, ...]:
    """What keeps it from being signed."""
    return catalogue.problems(Report.form(), whole(told, form))


def shown(desk: Desk, body: Mapping[str, Any]) -> tuple[Any, ...]:
    """What would be signed, in groups of labels and values; without what the page says anyway."""
    body = {name: value for name, value in body.items() if name not in {"activity", "side"}}
    return display.groups(Report.form(), body, desk.language, names.PartyNames(desk.language))


def suspects(desk: Desk, told: Told, form: OutcomeForm) -> list[dict[str, str]]:
    """What looks like personal data: the text, its sort, and where it stands."""
    body = whole(told, form)
    found = []
    for mark in marks_in_body(body):
        text: Any = body
        for step in mark.path:
            text = text[step]
        found.append(Suspect(None, "body", mark.path, str(text)[mark.start : mark.end], mark.sort, Report.form()))
    return [
        {
            "text": one.text,
            "sort": str(reviewing.SORTS.get(one.sort, one.sort)),
            "where": display.path_words(one.kind, one.path, desk.language),
        }
        for one in found
    ]


# Signing, and drafting


def sign(
    desk: Desk,
    told: Told,
    form: OutcomeForm,
    token: str,
    *,
    is_confirmed: bool,
    files: Sequence[Mapping[str, Any]] = (),
) -> bool:
    """Sign it, at once; it takes the place of what we told before.

    :param files: references of the files that go with it.
    :param token: of the form; what was signed by it is not signed again.
    :param is_confirmed: a person said that what is marked is no personal data.
    :returns: False where it had been signed before.
    :raises PersonalDataError: something is marked, and nobody said that it is none. Nothing was signed.
    """
    body = whole(told, form, files)
    fields = {name: value for name, value in body.items() if name not in {"activity", "side", "outcome"}}
    with desk.node.store.transaction():
        if not intents.take_once(token, {"record": told.record}):
            return False
        listing.catch_up(desk.node)  # somebody may have told it since the page was asked for
        number = desk.number(told.cooperation)
        reports = listing.link_sources(desk.node, number, [told.record], "reports").get(told.record, ())
        stating.report(
            desk.node,
            told.cooperation,
            told.record,
            body["outcome"],
            fields=fields,
            among=reports,
            personal_confirmed=is_confirmed,
        )
        desk.log("outcome.tell", told.cooperation, told.record, outcome=body["outcome"])
    return True


def draft_of_unit(node: Node, told: Told, unit: str) -> Draft | None:
    """The draft that a unit made of this, where it is not signed yet."""
    for draft in node.store.drafts(told.cooperation.id):
        if draft.source.get(UNIT) == unit and draft.body.get("activity") == told.record:
            return draft
    return None


def draft(desk: Desk, told: Told, form: OutcomeForm, token: str, unit: str) -> bool:
    """Draft what a unit tells; this office signs it. What the unit told before and is not signed yet, it replaces.

    :returns: False where this very form had been taken before.
    """
    node, cooperation = desk.node, told.cooperation
    with node.store.transaction():
        if not intents.take_once(token, {"record": told.record}):
            return False
        body = whole(told, form)
        earlier = draft_of_unit(node, told, unit)
        if earlier is not None:
            kept = drafts.change(node, earlier.number, body=body)
        else:
            before = told.last.name if told.last is not None else None
            kept = drafts.new(node, cooperation, "report", body=body, record=before, source={UNIT: unit})
        DraftStep.objects.create(
            draft=kept.number, partnership=cooperation.id, who=unit, at=timezone.now(), step=TOLD, text=""
        )
        desk.log(_LINK_NOTE, cooperation, told.record, unit=unit, draft=kept.number)
    return True


@dataclass(frozen=True)
class UnitDraft:
    """A draft that a unit told, and that waits for this office's signature."""

    cooperation: Cooperation
    view: DraftView
    unit: str
    activity: str
    is_overtaken: bool
    """This office has told the outcome itself since the unit did."""


def told_by_units(desk: Desk, cooperation: Cooperation, record: str = "", told_at: str = "") -> tuple[UnitDraft, ...]:
    """The drafts that units made and nobody signed yet.

    :param record: of this activity alone. :param told_at: when this office told its outcome; empty where it did not.
    """
    ledger = desk.node.store.open(cooperation.id)
    return tuple(
        UnitDraft(
            cooperation,
            drafts.view_of(ledger, one),
            str(one.source[UNIT]),
            str(one.body.get("activity", "")),
            is_overtaken=told_at >= one.changed,
        )
        for one in desk.node.store.drafts(cooperation.id)
        if one.source.get(UNIT) and record in {"", one.body.get("activity")}
    )
