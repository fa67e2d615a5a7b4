"""Puts a draft's page and the list of drafts together: form, choices, what it changes, what is private; no signing."""

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from django.core.files.uploadedfile import UploadedFile
from django.core.paginator import Page, Paginator
from django.http import QueryDict
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _

from foedus.office import among, drafts, files
from foedus.office.drafts import DraftView
from foedus.office.errors import OfficeError
from foedus.office.ports import Cooperation, Draft
from foedus.office.review import changes
from foedus.office.versions import body_of, captions_of, expected_codes, named, present_codes
from foedus.records import catalogue
from foedus.records.base import Consent, Record
from foedus.store import listing
from foedus.web import display, names, negotiation, reviewing
from foedus.web.desk import Desk
from foedus.web.forms.record import RecordForm
from foedus.web.negotiation import Difference

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
_MOST: Final = 500
FILE_BYTES: Final = 20 * 1024 * 1024
FILE_TYPES: Final = (".pdf", ".docx", ".xlsx", ".odt", ".ods", ".txt", ".csv", ".png", ".jpg", ".jpeg", ".tif", ".tiff")
"""What may be attached: papers and pictures of papers, nothing that runs."""


# The list

SIZE: Final = 100
"""Drafts on a page of the list."""


@dataclass(frozen=True)
class DraftRow:
    """A draft in the list: what it is, whether it is declared alone, where it lies."""

    view: DraftView
    kind: str
    is_own: bool
    is_with_head: bool

    @property
    def is_ready(self) -> bool:
        """Say whether nothing is missing."""
        return not self.view.problems


@dataclass(frozen=True)
class DraftGroup:
    """The drafts of a plan, the plan's own first; of no plan where ``record`` is empty.

    ``total`` is how many there are on all pages.
    """

    record: str
    title: str
    rows: tuple[DraftRow, ...]
    total: int


def grouped(
    desk: Desk, coop: Cooperation, with_head: Iterable[int], number: str = "", *, size: int | None = None
) -> tuple[tuple[DraftGroup, ...], Page[Any]]:
    """A page of the drafts of a cooperation, by plan: those of none last.

    :param with_head: the numbers of those that lie with the head. :param number: of the page, as the address says it.
    """
    found: dict[str, list[Draft]] = {}
    for draft in desk.node.store.drafts(coop.id):
        found.setdefault(draft.record if _is_plan(draft) else draft.plan or "", []).append(draft)
    plans = listing.record_rows(desk.node, desk.number(coop), [record for record in found if record])
    titles = {
        record: plans[record].caption(desk.language) if record in plans else _title_of(record, those, desk.language)
        for record, those in found.items()
    }
    in_order = [
        (record, draft)
        for record in sorted(found, key=lambda record: (not record, titles[record]))
        for draft in sorted(found[record], key=lambda draft: (draft.record != record, draft.number))
    ]
    page = Paginator(in_order, size or SIZE).get_page(number)
    at_head, ledger = frozenset(with_head), desk.node.store.open(coop.id)
    shown: dict[str, list[DraftRow]] = {}
    for record, draft in page:
        kind = catalogue.kind(draft.kind)
        is_own, label = kind.consent is Consent.OWN, kind.label.text(desk.language)
        row = DraftRow(drafts.view_of(ledger, draft), label, is_own, draft.number in at_head)
        shown.setdefault(record, []).append(row)
    return tuple(
        DraftGroup(record, titles[record], tuple(rows), len(found[record])) for record, rows in shown.items()
    ), page


def _is_plan(draft: Draft) -> bool:
    return draft.kind.partition("/")[0] == "plan"


def _title_of(record: str, those: Iterable[Draft], language: str) -> str:
    return next((_caption(captions_of(one.kind, one.body), language) for one in those if one.record == record), "")


# The form


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
        if name in held and all(record != draft.record for record, _title in held[name]):
            captions = captions_of(draft.kind, draft.body)
            held[name].append((draft.record, f"{_caption(captions, desk.language)} (d{draft.number})"))
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
    """The parties of a cooperation by code, those who are not connected too."""
    ledger = desk.node.store.open(coop.id)
    codes = (*present_codes(ledger), *expected_codes(ledger))
    return {code: names.party_name(code, desk.language) for code in codes}


def state_of(view: DraftView) -> str:
    """A digest of what a draft says: another one means that somebody has saved it meanwhile."""
    plain = json.dumps([view.body, view.note, view.inferred], sort_keys=True, ensure_ascii=False, default=str)
    return hashlib.sha256(plain.encode()).hexdigest()


def notes_of(desk: Desk, coop: Cooperation, view: DraftView, sent: QueryDict | None = None) -> list[tuple[str, str]]:
    """The reason by language, as it was typed where the form came back."""
    languages = drafts.languages_of(desk.node.store.open(coop.id))
    if sent is not None:
        return [(code, sent.get(f"note:{code}", "")) for code in languages]
    return [(code, view.note.get(code, "")) for code in dict.fromkeys((*languages, *view.note))]


def note_in(sent: QueryDict) -> dict[str, str]:
    """The reason that was typed, by language."""
    found = {name.removeprefix("note:"): str(sent[name]).strip() for name in sent if name.startswith("note:")}
    return {code: words for code, words in found.items() if words}


def asked_in(sent: QueryDict) -> list[str] | None:
    """The parties that were ticked; None where the page did not offer the choice."""
    return sent.getlist("among") if "among_offered" in sent else None


def asked_of(desk: Desk, coop: Cooperation, view: DraftView, sent: QueryDict | None) -> list[tuple[str, str, bool]]:
    """The parties whose consent a draft may ask: code, name, whether it does; none where there is no choice."""
    ledger = desk.node.store.open(coop.id)
    if not among.may_be_chosen(ledger, view.kind):
        return []
    known = present_codes(ledger)
    ticked = (asked_in(sent) if sent is not None else None) or view.among or known
    return [(code, names.party_name(code, desk.language), code in ticked) for code in known]


def save(
    desk: Desk,
    coop: Cooperation,
    view: DraftView,
    form: RecordForm,
    note: Mapping[str, str],
    asked: Sequence[str] | None,
) -> None:
    """Keep what the form holds; suggestions that were ticked are taken over.

    :param asked: the parties whose consent it asks; None where the page did not offer the choice.
    """
    with desk.doing("draft.change", coop, view.record, draft=view.number):
        drafts.change(desk.node, view.number, body=form.body(), note=note, among=asked)
        if form.taken():
            drafts.confirm(desk.node, view.number, form.taken())


def theirs(
    desk: Desk, view: DraftView, typed: Mapping[str, Any], note: Mapping[str, str]
) -> tuple[reviewing.Difference, ...]:
    """Where what somebody else has saved meanwhile differs from what was typed here; the reason too."""
    found = reviewing.differences(view.kind, changes(view.body, dict(typed)), desk.language)
    if dict(note) == dict(view.note):
        return found
    before, after = "\n".join(view.note.values()), "\n".join(note.values())
    return (*found, reviewing.Difference(_("Reason"), "changed", before, after, ()))


# What it is about, what stays here


def answered(desk: Desk, coop: Cooperation, view: DraftView) -> dict[str, Any]:
    """The text that a draft answers or follows: whole, and beside the draft where both differ; empty where none."""
    version = view.answers or view.base
    if version is None:
        return {}
    ledger = desk.node.store.open(coop.id)
    body = body_of(ledger, version)
    found: tuple[Difference, ...] = negotiation.differences_of_draft(
        view.kind, changes(body, view.body), desk.language, is_counter=view.answers is not None
    )
    return {
        "against": named(ledger, version),
        "against_differences": found,
        "against_groups": display.groups(view.kind, body, desk.language, names.PartyNames(desk.language)),
    }


def about(desk: Desk, coop: Cooperation, view: DraftView) -> dict[str, Any]:
    """The text of which a comment speaks; empty for other kinds, and where it is not here."""
    version = view.body.get("about")
    ledger = desk.node.store.open(coop.id)
    if not isinstance(version, str) or ledger.record_of(version) is None:
        return {}
    found = named(ledger, version)
    return {"about": found, "about_kind": found.kind.partition("/")[0]}


def private_of(view: DraftView) -> list[tuple[str, str]]:
    """What never leaves this office, by what it is called."""
    found = []
    for name, value in view.private.items():
        parts = value if isinstance(value, list | tuple) else (value,)
        found.append((reviewing.private_word(name), "; ".join(map(str, parts))))
    return found


def files_of(desk: Desk, coop: Cooperation, view: DraftView) -> list[dict[str, Any]]:
    """The files of a draft with their true names; one that is not held here has none."""
    found = []
    for reference in view.body.get("attachments") or ():
        try:
            held = files.open_file(desk.node, coop, reference["blob"])
        except OfficeError:
            continue
        blob = reference["blob"].removeprefix("sha256:")
        found.append({"blob": blob, "name": held.name, "size": len(held.content)})
    return found


def file_refused(sent: Sequence[UploadedFile]) -> str:
    """Why files cannot be attached, in words; empty where nothing stands against it."""
    for one in sent:
        name = one.name or ""
        if not name.lower().endswith(FILE_TYPES):
            told = {"name": name, "types": ", ".join(FILE_TYPES)}
            return _("Nothing was attached: %(name)s is none of %(types)s.") % told
        if (one.size or 0) > FILE_BYTES:
            told = {"name": name, "most": filesizeformat(FILE_BYTES)}
            return _("Nothing was attached: %(name)s is larger than %(most)s.") % told
    return ""
