"""Two offices with an agreed plan of two lines, for tests of what comes after; it tests nothing."""

from dataclasses import dataclass

import pytest
from django.template.base import Template
from django.test.utils import instrumented_test_render  # type: ignore[attr-defined]  # the stubs leave it out

from foedus.office import answering, partnerships
from tests.office.desk import Desk, Open


def keep_contexts(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let answers keep what their templates were handed, as Django's own test runner does."""
    monkeypatch.setattr(Template, "_render", instrumented_test_render)


@dataclass(frozen=True)
class Offices:
    """Italy, whose home is served, and Azerbaijan; the plan and its lines by their records."""

    italy: Desk
    azerbaijan: Desk
    plan: str
    line: str
    other: str
    version: str

    def address(self, page: str = "", record: str = "", kind: str = "activity") -> str:
        """The address of a page of a record; of the first line where none is named."""
        return f"/partners/AZE/{kind}/{record or self.line}/{page}"


def connect(open_desk: Open) -> tuple[Desk, Desk]:
    """Italy and Azerbaijan in one cooperation, with nothing in it."""
    italy, azerbaijan = open_desk("ITA"), open_desk("AZE")
    partnerships.found(italy.node, "Sample cooperation", cards=[azerbaijan.card], name="AZE")
    partnerships.join(azerbaijan.node, italy.write(), name="ITA")
    azerbaijan.send(italy)
    return italy, azerbaijan


def agree(open_desk: Open) -> Offices:
    """Italy offers, Azerbaijan accepts."""
    italy, azerbaijan = connect(open_desk)
    plan = italy.draft("plan", title={"it": "Piano campione", "en": "Sample plan"}, period="2024")
    record = italy.record(plan)
    lines = [
        italy.draft(
            "activity",
            record,
            title={"it": "Corso campione", "en": "Sample course"},
            host="ITA",
            period="2024-05-12/2024-05-16",
            serial="1",
            place={"kind": "country", "country": "IT", "town": "Sampletown"},
            places=[{"party": "AZE", "number": 4}],
        ),
        italy.draft("activity", record, title={"it": "Visita campione"}, host="AZE", period="2024-06", serial="2"),
    ]
    *versions, whole = italy.propose(plan, *lines).versions
    italy.send(azerbaijan)
    answering.accept(azerbaijan.node, azerbaijan.coop, all_of=whole.version)
    azerbaijan.send(italy)
    italy.send(azerbaijan)
    first, second = (italy.record(number) or one.record for number, one in zip(lines, versions, strict=True))
    return Offices(italy, azerbaijan, whole.record, first, second, versions[0].version)
