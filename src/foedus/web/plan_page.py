"""Puts a plan's page together around its table: where it stands, how that is proved, what is ours alone; it reads."""

from typing import Any, Final

from django.utils.translation import gettext as _

from foedus.ledger.digest import version_check
from foedus.office import drafts as office_drafts
from foedus.office import looking
from foedus.office.ports import Cooperation, Draft
from foedus.office.sheets import by_serial, plan_body
from foedus.office.versions import present_codes
from foedus.records.base import Body
from foedus.records.values import LANGUAGES
from foedus.store.listing import RecordRow
from foedus.web import display, names
from foedus.web.activity_table import title_of
from foedus.web.attachments import FileShown, files_of
from foedus.web.desk import Desk

_BESIDE: Final = ("code", "period", "edition", "stage", "agreement", "agreed_at", "authentic_languages",
                  "prevailing_language", "contacts", "attachments")  # fmt: skip
_BELOW: Final = ("provisions", "signatures")
_WHERE_CHECKED: Final = "agreed"
_MOST_YEARS: Final = 20


def context(desk: Desk, coop: Cooperation, row: RecordRow) -> dict[str, Any]:
    """The context of a plan that is offered, agreed, or recorded on paper."""
    names_of = names.PartyNames(desk.language)
    drafts = [one for one in desk.node.store.drafts(coop.id) if row.name in (one.record, one.body.get("plan"))]
    return {
        "row": row,
        "caption": row.caption(desk.language),
        "facts": display.rows(row.form, row.body, desk.language, names_of, _BESIDE, _links(row.body)),
        "provisions": display.rows(row.form, row.body, desk.language, names_of, fields=_BELOW),
        "check": version_check(coop.id, row.version) if row.standing == _WHERE_CHECKED else None,
        "line_drafts": [one for one in drafts if one.record != row.name],
        "own_drafts": [one for one in drafts if one.record == row.name],
        "notes": tuple(desk.node.store.notes(coop.id, row.name)),
        "may_offer": _may_offer(desk, coop, row),
        "files": _files(desk, coop, row),
        "may_declare": desk.may("records.declare", coop),
        "may_draft": desk.may("records.draft", coop),
        "may_consent": desk.may("records.consent", coop),
        "may_keep": desk.may("steps.keep", coop),
    }


def _may_offer(desk: Desk, coop: Cooperation, row: RecordRow) -> bool:
    """Say whether what is on paper can be offered: all those who agreed to it on paper are connected now."""
    if row.standing != "on-paper" or not desk.may("records.consent", coop):
        return False
    return bool(row.paper) and set(row.paper) <= set(present_codes(desk.node.store.open(coop.id)))


def _files(desk: Desk, coop: Cooperation, row: RecordRow) -> list[FileShown]:
    """The scan of what was signed on paper, and what is attached to the plan; a register is opened for a scan alone."""
    stated = looking.show(desk.node, coop, row.name, with_links=False).stated if row.paper else None
    return files_of(desk, coop, [stated] if stated is not None else [], [row])


def _links(body: Body) -> dict[str, tuple[str, str]]:
    """What the records are called that a plan names: where to, since their titles would cost a question."""
    called = {"agreement": ("agreement", _("to the agreement")), "agreed_at": ("meeting", _("to the meeting"))}
    return {body[field]: words for field, words in called.items() if field in body}


def parties_of(coop: Cooperation, row: RecordRow) -> tuple[str, ...]:
    """The codes of those whom a plan concerns."""
    return tuple(dict.fromkeys((coop.code, *row.concerned, *row.paper)))


def years_of(*rows: RecordRow) -> tuple[int, ...]:
    """The years that plans lie in."""
    found = {
        year
        for row in rows
        if row.begins is not None and row.ends is not None
        for year in range(row.begins.year, min(row.ends.year, row.begins.year + _MOST_YEARS) + 1)
    }
    return tuple(sorted(found))


def drafted(desk: Desk, coop: Cooperation, plan: str) -> dict[str, Any] | None:
    """The context of a plan that is only a draft, with its lines that are drafts too; None where there is no such."""
    held = list(desk.node.store.drafts(coop.id))
    found = next((one for one in held if one.record == plan and one.kind.partition("/")[0] == "plan"), None)
    if found is None or not desk.may("records.draft", coop):
        return None
    lines = [one for one in held if one.body.get("plan") == plan]
    lines.sort(key=lambda one: by_serial(one.record, one.body))
    names_of = names.PartyNames(desk.language)
    return {
        "draft": found,
        "caption": title_of(found.body, desk.language),
        "facts": display.rows(found.kind, found.body, desk.language, names_of, (*_BESIDE, *_BELOW), _links(found.body)),
        "lines": [_line(one, desk.language, names_of) for one in lines],
        "may_consent": desk.may("records.consent", coop),
    }


def _line(draft: Draft, language: str, parties: names.PartyNames) -> dict[str, Any]:
    body = draft.body
    return {
        "number": draft.number,
        "serial": str(body.get("serial", "")),
        "title": title_of(body, language),
        "host": parties[body["host"]] if "host" in body else "",
        "place": display.place(body["place"], language) if "place" in body else "",
        "period": display.period(body["period"], language) if "period" in body else "",
        "asks": len(draft.inferred),
    }


def file_name(desk: Desk, coop: Cooperation, plan: str) -> str:
    """What a plan's file is called, after the cooperation's name: its code, else ``plan``."""
    body = plan_body(desk.node, desk.node.store.open(coop.id), plan)
    return "".join(sign if sign.isalnum() or sign in "-_." else "-" for sign in str(body.get("code", ""))) or "plan"


def sheet_languages(desk: Desk, coop: Cooperation, asked: str) -> tuple[str, ...]:
    """The languages of a sheet: those asked for, else the first two of the cooperation."""
    wanted = tuple(one for one in asked.split(",") if one in LANGUAGES)
    return wanted or office_drafts.languages_of(desk.node.store.open(coop.id))[:2]
