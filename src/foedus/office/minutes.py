"""Turns the decisions of a meeting's draft into drafts of undertakings, so that both are agreed at once."""

import copy
from collections.abc import Mapping
from typing import Any

from foedus.office import drafts as d
from foedus.office.errors import OfficeError
from foedus.office.names import draft_of
from foedus.office.ports import Cooperation, Draft, Node
from foedus.records.agreement_terms import STRENGTHS

MEETING, UNDERTAKING, DECISION = "meeting", "undertaking", "decision"


def undertakings_of(
    node: Node, coop: Cooperation, number: int, *, strengths: Mapping[int, str] | None = None
) -> tuple[int, ...]:
    """Draft an undertaking for each party that carries out a decision, where the decision names none yet.

    The meeting and the undertakings are proposed together and become joint once the minutes are agreed; declared, they
    are our own word.

    :param number: the draft of the meeting; its decisions then name the undertakings' records.
    :param strengths: how firm the words of a decision are, by its place; a decision where nothing is said.
    :returns: the drafts made, in the order of the decisions.
    :raises OfficeError: the draft is of no meeting, or there is no such strength.
    """
    with node.store.transaction():
        meeting = draft_of(node, coop, number)
        if meeting.kind.partition("/")[0] != MEETING:
            raise OfficeError("draft-of-no-meeting", draft=f"d{number}")
        said = dict(strengths or {})
        for strength in said.values():
            if strength not in STRENGTHS:
                raise OfficeError("strength-unknown", strength=strength)
        decisions = copy.deepcopy(meeting.body.get("decisions", []))
        made: list[int] = []
        for place, decision in enumerate(decisions):
            if decision.get("undertakings") or not decision.get("who"):
                continue
            drafts = _drafts(node, coop, meeting, decision, said.get(place, DECISION))
            decision["undertakings"] = [draft.record for draft in drafts]
            made += [draft.number for draft in drafts]
        if made:
            d.change(node, number, body={**meeting.body, "decisions": decisions})
        return tuple(made)


def _drafts(
    node: Node, coop: Cooperation, meeting: Draft, decision: Mapping[str, Any], strength: str
) -> tuple[Draft, ...]:
    due = {"due": decision["due"]} if "due" in decision else {}
    said = {"words": decision["what"], "strength": strength, "made_at": meeting.record, **due}
    return tuple(d.new(node, coop, UNDERTAKING, body={"who": party, **said}) for party in decision["who"])
