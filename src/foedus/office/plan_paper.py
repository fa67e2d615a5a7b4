"""Gathers all that a plan's paper shows: its text, its lines, what is agreed and what differs; it words nothing."""

from collections.abc import Iterator, Sequence
from typing import Any

from foedus.ledger import acts as a
from foedus.ledger.author import waits_for
from foedus.ledger.consent import seals_in
from foedus.ledger.digest import version_check
from foedus.ledger.facts import RecordFacts, VersionFacts
from foedus.office.composing import PLAN, is_kind
from foedus.office.errors import NotFoundError, OfficeError
from foedus.office.names import find_record
from foedus.office.ports import Cooperation, Draft, Ledger, Node
from foedus.office.sheets import by_serial, lines_of
from foedus.office.signing import own_number
from foedus.office.versions import (
    body_of,
    codes_of,
    founding_version,
    has_consented,
    has_declined,
    head_of,
    heads_of,
    last_stated,
    open_versions,
    order,
    past_of,
    present_codes,
    said_of,
    shown_as,
)
from foedus.publishing.paper_content import (
    LineStanding,
    OpenPoint,
    OtherText,
    PaperCheck,
    PaperLine,
    PaperParty,
    PlanPaper,
    Refusal,
)
from foedus.records.base import Body
from foedus.records.values import LANGUAGES

_ACTIVITY = "activity"
_SIDE_BY_SIDE = 2


def paper_of(node: Node, coop: Cooperation, plan: str, languages: Sequence[str] = ()) -> PlanPaper:
    """Gather what a plan's paper shows: the agreed text where there is one, else the one on paper, else the latest.

    :param plan: the plan, as people name it; a draft of one too.
    :param languages: one or two; none given, those of the cooperation, its first two.
    :raises NotFoundError: there is no such plan.
    :raises OfficeError: the plan is in dispute, or the languages are not one or two that texts are held in.
    """
    ledger = node.store.open(coop.id)
    name = find_record(node, ledger, plan)
    charter = _charter(ledger)
    chosen = tuple(dict.fromkeys(languages or charter["languages"][:_SIDE_BY_SIDE]))
    if not 1 <= len(chosen) <= _SIDE_BY_SIDE or not set(chosen) <= set(LANGUAGES):
        raise OfficeError("paper-languages", languages=list(chosen))
    joint, own = (ledger.record(name, is_stated=is_stated) for is_stated in (False, True))
    known = {"languages": chosen, "parties": _parties(ledger, charter)}
    agreed = head_of(ledger, joint)
    if joint is not None and agreed is not None and is_kind(joint.versions[agreed].kind, PLAN):
        return _agreed(ledger, joint, agreed, known)
    last = last_stated(ledger, own)
    if own is not None and last is not None and is_kind(own.versions[last].kind, PLAN):
        paper = _paper(ledger, last)
        if paper is not None:
            return _on_paper(ledger, own, last, paper, known)
    return _draft(node, ledger, name, known)


def _charter(ledger: Ledger) -> Body:
    name = ledger.facts().charter_name
    known = heads_of(ledger, record) if (record := ledger.record(name, is_stated=False)) is not None else []
    return body_of(ledger, known[0] if known else founding_version(ledger, name) or "")


def _parties(ledger: Ledger, charter: Body) -> tuple[PaperParty, ...]:
    names = {one["code"]: one["name"] for one in (*charter["parties"], *charter.get("expected", ()))}
    gone = {party["code"] for party in charter["parties"]} - set(present_codes(ledger))
    return tuple(PaperParty(code, names[code]) for code in names if code not in gone)


def _title(ledger: Ledger, name: str | None) -> dict[str, Any] | None:
    """The title of a record that a plan names; of one not held here, none."""
    if name is None:
        return None
    for is_stated in (False, True):
        record = ledger.record(name, is_stated=is_stated)
        if record is None:
            continue
        heads = [] if is_stated else [*heads_of(ledger, record), *(one.name for one in open_versions(ledger, record))]
        version = last_stated(ledger, record) if is_stated else next(iter(heads), None)
        if version is not None:
            title = body_of(ledger, version).get("title")
            return title if isinstance(title, dict) else None
    return None


def _linked(ledger: Ledger, body: Body) -> dict[str, Any]:
    return {name: _title(ledger, body.get(name)) for name in ("agreement", "agreed_at")}


def _sealed_at(ledger: Ledger, record: RecordFacts, version: str) -> str:
    seals = [one for one in seals_in(record, past_of(ledger)) if one.version == version]
    return min(ledger.entry_at(one.branch, one.seq).at for one in seals)


def _declared_at(ledger: Ledger, version: VersionFacts) -> str:
    return ledger.entry_at(version.branch, version.seq).at


def _check(ledger: Ledger, version: str) -> PaperCheck:
    told = version_check(ledger.facts().id, version)
    return PaperCheck(told.code, told.words)


def _paper(ledger: Ledger, version: str) -> a.Paper | None:
    paper = getattr(ledger.declaration(version), "paper", None)
    return paper if isinstance(paper, a.Paper) else None


def _agreed(ledger: Ledger, plan: RecordFacts, version: str, known: dict[str, Any]) -> PlanPaper:
    sealed = {one.version for one in seals_in(plan, past_of(ledger))}
    together = {name for one in sealed for name in plan.versions[one].with_}
    body = body_of(ledger, version)
    return PlanPaper(
        **known,
        **_linked(ledger, body),
        standing="agreed",
        body=body,
        lines=_in_order(_agreed_lines(ledger, plan.name, together)),
        shown=shown_as(ledger, version),
        at=_sealed_at(ledger, plan, version),
        check=_check(ledger, version),
    )


def _in_order(lines: Iterator[PaperLine]) -> tuple[PaperLine, ...]:
    return tuple(sorted(lines, key=lambda line: by_serial(line.record, line.body)))


def _agreed_lines(ledger: Ledger, plan: str, together: set[str]) -> Iterator[PaperLine]:
    """The activities of the plan that are agreed; of one agreed later than the plan, its own check code."""
    for record in said_of(ledger, ledger.records(is_stated=False, kind=_ACTIVITY)):
        known = heads_of(ledger, record)
        body = body_of(ledger, known[0]) if known else {}
        if body.get("plan") != plan:
            continue
        standing: LineStanding = "agreed" if len(known) == 1 else "in-dispute"
        later = None if known[0] in together else _check(ledger, known[0])
        yield PaperLine(record.name, body, standing, _sealed_at(ledger, record, known[0]), later=later)


def _on_paper(ledger: Ledger, plan: RecordFacts, version: str, paper: a.Paper, known: dict[str, Any]) -> PlanPaper:
    body = body_of(ledger, version)
    return PlanPaper(
        **known,
        **_linked(ledger, body),
        standing="on-paper",
        body=body,
        lines=_in_order(_lines_on_paper(ledger, plan.name)),
        shown=shown_as(ledger, version),
        at=_declared_at(ledger, plan.versions[version]),
        on_paper=tuple(paper.parties),
        recorded_by=codes_of(ledger, [plan.versions[version].party])[0],
    )


def _lines_on_paper(ledger: Ledger, plan: str) -> Iterator[PaperLine]:
    for record in said_of(ledger, ledger.records(is_stated=True, kind=_ACTIVITY)):
        last = last_stated(ledger, record)
        if last is None or _paper(ledger, last) is None:
            continue
        body = body_of(ledger, last)
        if body.get("plan") == plan:
            yield PaperLine(record.name, body, "on-paper", _declared_at(ledger, record.versions[last]))


def _draft(node: Node, ledger: Ledger, plan: str, known: dict[str, Any]) -> PlanPaper:
    """The latest texts here: our drafts first, since this is the text that goes to the table next."""
    drafts = {one.record: one for one in node.store.drafts(ledger.cooperation.id)}
    us = own_number(node, ledger)
    own = drafts.get(plan)
    record = ledger.record(plan, is_stated=False)
    version = _chosen(ledger, record, us) if record is not None else None
    if own is not None and is_kind(own.kind, PLAN):
        body, shown, at = own.body, "", own.changed
    elif version is not None and is_kind(version.kind, PLAN):
        body, shown, at = body_of(ledger, version.name), shown_as(ledger, version.name), _declared_at(ledger, version)
    else:
        raise NotFoundError("plan-unknown", name=plan)
    lines = [
        _open_line(ledger, one.record, one.body, drafts.get(one.record), us, one.version)
        for one in lines_of(node, ledger, plan)
    ]
    return PlanPaper(
        **known,
        **_linked(ledger, body),
        standing="draft",
        body=body,
        lines=tuple(lines),
        shown=shown,
        at=max([at, *(line.at for line in lines)]),
        open=_open(ledger, record, own, version, us),
    )


def _chosen(ledger: Ledger, record: RecordFacts, us: int) -> VersionFacts | None:
    """The text on the table that is ours: the last to which we consented, else the last."""
    waiting = open_versions(ledger, record)
    ours = [one for one in waiting if has_consented(ledger, one, us)]
    return next(iter(reversed(ours or waiting)), None)


def _open_line(ledger: Ledger, name: str, body: Body, draft: Draft | None, us: int, version: str | None) -> PaperLine:
    record = ledger.record(name, is_stated=False)
    known = record.versions.get(version) if record is not None and version is not None else None
    if draft is not None:
        point = _open(ledger, record, draft, _chosen(ledger, record, us) if record is not None else None, us)
        return PaperLine(name, body, "draft", draft.changed, open=point)
    if record is None or known is None:
        stated = ledger.record(name, is_stated=True)
        at = _declared_at(ledger, stated.versions[version]) if stated is not None and version is not None else ""
        return PaperLine(name, body, "on-paper", at)
    if version in heads_of(ledger, record):
        return PaperLine(name, body, "agreed", _declared_at(ledger, known))
    return PaperLine(name, body, "proposed", _declared_at(ledger, known), open=_open(ledger, record, None, known, us))


def _open(
    ledger: Ledger, record: RecordFacts | None, draft: Draft | None, version: VersionFacts | None, us: int
) -> OpenPoint:
    """How a text stands: whose it is, who has yet to answer, who does not accept it, and what others put beside it."""
    others = tuple(_others(ledger, record, version, us)) if record is not None else ()
    if draft is not None or version is None:
        return OpenPoint(ledger.cooperation.code, is_draft=True, others=others)
    refusing = [party for party in version.concerned if has_declined(version, party)]
    waits = [party for party in waits_for(ledger, version) if party not in refusing]
    beside = {other.party for other in others}
    return OpenPoint(
        codes_of(ledger, [version.party])[0],
        shown_as(ledger, version.name),
        waits_for=tuple(code for code in codes_of(ledger, waits) if code not in beside),
        refusals=tuple(Refusal(codes_of(ledger, [party])[0], _said(ledger, version, party)) for party in refusing),
        others=others,
    )


def _others(ledger: Ledger, record: RecordFacts, ours: VersionFacts | None, us: int) -> Iterator[OtherText]:
    """The last text of each other party, unless it accepted a later one of ours."""
    waiting = open_versions(ledger, record)
    theirs = {one.party: one for one in waiting if one.party != us}
    for party, version in sorted(theirs.items()):
        if ours is not None and (version.name == ours.name or _stands_by(ledger, party, ours, version)):
            continue
        yield OtherText(
            codes_of(ledger, [party])[0],
            shown_as(ledger, version.name),
            body_of(ledger, version.name),
            getattr(ledger.declaration(version.name), "note", None) or {},
        )


def _stands_by(ledger: Ledger, party: int, ours: VersionFacts, theirs: VersionFacts) -> bool:
    return has_consented(ledger, ours, party) and order(ledger, ours) > order(ledger, theirs)


def _said(ledger: Ledger, version: VersionFacts, party: int) -> dict[str, Any]:
    """The words with which a party did not accept a version."""
    said = [one for one in version.consents if one.party == party and one.word == "decline"]
    last = max(said, key=lambda one: (one.seq, one.index))
    placed = ledger.entry_at(last.branch, last.seq)
    return getattr(ledger.act(f"{placed.hash}/{last.index}"), "note", None) or {}
