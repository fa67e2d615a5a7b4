"""Chooses what was agreed on paper and by whom, looks at the scan's kind, and has it recorded; it words nothing."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

import msgspec
from django.http import QueryDict
from django.utils.translation import gettext as _

from foedus.office import drafts as office_drafts
from foedus.office import paper, sheets
from foedus.office.errors import NotFoundError
from foedus.office.ports import Cooperation, Draft
from foedus.office.review import Review
from foedus.office.versions import expected_codes, present_codes
from foedus.office.witness import preview as preview_of
from foedus.store import listing
from foedus.store.listing import RecordRow
from foedus.web import uploads
from foedus.web.activity_table import title_of
from foedus.web.desk import Desk
from foedus.web.uploads import Upload

MOST_BYTES: Final = 12 * 1024 * 1024
_KINDS: Final = (
    (b"%PDF-", "application/pdf"),
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"II*\x00", "image/tiff"),
    (b"MM\x00*", "image/tiff"),
)
"""By what a scan is known: its first bytes, never its name."""


@dataclass(frozen=True)
class Chosen:
    """What a form says: the numbers of drafts, the codes of those who agreed."""

    drafts: tuple[int, ...]
    parties: tuple[str, ...]


def choices(desk: Desk, coop: Cooperation, plan: str) -> dict[str, Any] | None:
    """What can be recorded: the plan's drafts, its texts that are no drafts, those who are not connected.

    None where there is no such plan.
    """
    ledger = desk.node.store.open(coop.id)
    try:
        body = sheets.plan_body(desk.node, ledger, plan)
    except NotFoundError:
        return None
    drafts = [one for one in desk.node.store.drafts(coop.id) if plan in (one.record, one.body.get("plan"))]
    drafts.sort(key=lambda one: (one.record != plan, sheets.by_serial(one.record, one.body)))
    absent = tuple(code for code in expected_codes(ledger) if code not in present_codes(ledger))
    return {
        "plan_title": title_of(body, desk.language),
        "drafts": [_draft_shown(one, plan, desk.language) for one in drafts],
        "texts": len(_texts(desk, coop, plan)),
        "parties": [(code, True) for code in (coop.code, *absent)],
        "absent": absent,
    }


def _draft_shown(draft: Draft, plan: str, language: str) -> dict[str, Any]:
    return {
        "number": draft.number,
        "serial": str(draft.body.get("serial", "")),
        "title": title_of(draft.body, language),
        "is_plan": draft.record == plan,
        "is_chosen": True,
        "problems": len(office_drafts.faults_of(draft)),
        "asks": len(draft.inferred),
    }


def _texts(desk: Desk, coop: Cooperation, plan: str) -> list[str]:
    """The texts of a plan that stand here and are no drafts, if they are ours: the plan first."""
    ledger = desk.node.store.open(coop.id)
    drafted = {one.record for one in desk.node.store.drafts(coop.id)}
    lines = [one.record for one in sheets.lines_of(desk.node, ledger, plan) if one.version is not None]
    held = [plan, *lines] if _is_held(desk, coop, plan) else lines
    return [name for name in held if name not in drafted and name.partition("/")[0] == coop.code]


def _is_held(desk: Desk, coop: Cooperation, plan: str) -> bool:
    return listing.record_row(desk.node, desk.number(coop), plan) is not None


def draft_again(desk: Desk, coop: Cooperation, plan: str) -> int:
    """Draft a plan's texts as they stand; those that are drafts already stay so.

    :returns: how many were drafted.
    """
    names = _texts(desk, coop, plan)
    with desk.doing("draft.begin", coop, plan, texts=len(names)):
        for name in names:
            office_drafts.new(desk.node, coop, "plan" if name == plan else "activity", record=name)
    return len(names)


def chosen(sent: QueryDict, shown: Mapping[str, Any]) -> Chosen:
    """What a form says, of what there is to choose from."""
    drafts = {str(one["number"]) for one in shown["drafts"]}
    parties = [code for code, _is_chosen in shown["parties"]]
    return Chosen(
        tuple(int(text) for text in sent.getlist("draft") if text in drafts),
        tuple(code for code in parties if code in sent.getlist("party")),
    )


def with_choice(shown: dict[str, Any], told: Chosen) -> dict[str, Any]:
    """What there is to choose from, with what was chosen kept."""
    return {
        **shown,
        "drafts": [{**one, "is_chosen": one["number"] in told.drafts} for one in shown["drafts"]],
        "parties": [(code, code in told.parties) for code, _is_chosen in shown["parties"]],
    }


def errors(told: Chosen, given: Any) -> list[dict[str, str]]:
    """What is missing or wrong, in words, with the field that it is about."""
    found = []
    if not told.drafts:
        found.append({"id": "drafts", "text": _("Tick what was agreed.")})
    if not told.parties:
        found.append({"id": "parties", "text": _("Say who agreed.")})
    if given is None:
        found.append({"id": "scan", "text": _("Choose the scan of the signed paper.")})
    elif given.size > MOST_BYTES:
        found.append({"id": "scan", "text": _("The scan is too large: scan it in grey, or with fewer dots.")})
    elif not kind_of(_head(given)):
        found.append({"id": "scan", "text": _("The scan is no PDF, PNG, JPEG or TIFF.")})
    return found


def _head(given: Any) -> bytes:
    head: bytes = given.read(16)
    given.seek(0)
    return head


def kind_of(head: bytes) -> str:
    """The type of a scan by its first bytes; empty where it is none that is taken."""
    return next((kind for mark, kind in _KINDS if head.startswith(mark)), "")


def take_in(desk: Desk, coop: Cooperation, plan: str, told: Chosen, given: Any) -> Upload:
    """Keep the scan with what was chosen, until it is recorded."""
    said = {"plan": plan, "drafts": list(told.drafts), "parties": list(told.parties)}
    return uploads.keep(given.read(), given.name, person=desk.user.pk, cooperation=coop.id, said=said)


def preview(desk: Desk, coop: Cooperation, upload: Upload) -> Review:
    """What would be recorded; nothing is.

    :raises OfficeError: what the verb refuses.
    """
    return preview_of(lambda: _record(desk, coop, upload, personal_confirmed=False))


def record(desk: Desk, coop: Cooperation, upload: Upload) -> None:
    """Record the drafts as agreed on paper, with the scan.

    :raises OfficeError: what the verb refuses.
    """
    _record(desk, coop, upload, personal_confirmed=True)


def _record(desk: Desk, coop: Cooperation, upload: Upload, *, personal_confirmed: bool) -> None:
    scan = uploads.content(upload)
    paper.record_on_paper(
        desk.node,
        coop,
        upload.said["drafts"],
        upload.said["parties"],
        scan,
        file_name=upload.name,
        media_type=kind_of(scan[:16]) or "application/octet-stream",
        personal_confirmed=personal_confirmed,
    )


def digest(review: Review, upload: Upload) -> str:
    """What changes when anything changes that is shown: the texts, the parties, the scan.

    The review's own digest will not do: the file takes fresh chance each time that it is wrapped.
    """
    shown = [[act.record, act.kind, act.body] for entry in review.entries for act in entry]
    plain = [shown, upload.said, hashlib.sha256(uploads.content(upload)).hexdigest()]
    return hashlib.sha256(msgspec.json.encode(plain)).hexdigest()


def offerable(desk: Desk, coop: Cooperation, plan: str) -> Sequence[RecordRow]:
    """The recorded texts of a plan whose parties are connected now and that are not offered yet: the plan first.

    :raises NotFoundError: there is no such plan.
    """
    ledger = desk.node.store.open(coop.id)
    sheets.plan_body(desk.node, ledger, plan)
    names = [plan, *(one.record for one in sheets.lines_of(desk.node, ledger, plan))]
    may = set(paper.offerable(ledger))
    rows = listing.record_rows(desk.node, desk.number(coop), [name for name in names if name in may])
    return [rows[name] for name in names if name in rows]
