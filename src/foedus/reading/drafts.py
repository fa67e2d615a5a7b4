"""What reading a sheet gives: lines to be drafted, and what is to be said of it; nothing here is signed or stored."""

from __future__ import annotations

import copy
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from foedus.reading.findings import Finding, Severity
from foedus.records.countries import country_of_party

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping
    from datetime import date

    from foedus.reading.table import Value
    from foedus.records.base import Body


@dataclass(frozen=True, slots=True)
class PlanContext:
    """What is known of the plan before its sheet is read.

    `parties`: the codes of the parties that take part; `first_day`, `last_day`: the plan's period;
    `languages`: those in which its texts are held, the first where a text does not say its own;
    `party_names`: further words by which the sheet may call a party as host.
    """

    parties: tuple[str, ...]
    first_day: date | None = None
    last_day: date | None = None
    languages: tuple[str, ...] = ("it", "en")
    party_names: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    @property
    def within(self) -> tuple[date, date] | None:
        """The plan's first and last day, where both are known."""
        return (self.first_day, self.last_day) if self.first_day and self.last_day else None

    @property
    def party_of_country(self) -> dict[str, str]:
        """The party of each country (two letters) that is a party's."""
        countries = ((country_of_party(code), code) for code in self.parties)
        return {country: code for country, code in countries if country}

    def other_party(self, code: str) -> str | None:
        """The party that is not this one, where there are two."""
        others = [party for party in self.parties if party != code]
        return others[0] if len(self.parties) == 2 and len(others) == 1 else None  # noqa: PLR2004 - one and the other


@dataclass(frozen=True, slots=True)
class Inferred:
    """A value that the sheet does not say: the field, the rule that gave it, and the words that it went by."""

    field: str
    value: Any
    rule: str
    evidence: str = ""

    def to_json(self) -> dict[str, Any]:
        """Give it as plain JSON values."""
        return {"field": self.field, "value": self.value, "rule": self.rule, "evidence": self.evidence}


@dataclass(frozen=True, slots=True)
class Source:
    """Where a line stands in the file: the sheet and its rows, counted from 1."""

    sheet: str
    rows: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class DraftedLine:
    """One activity as drafted from a sheet.

    `body`: what the cells say, in the form of an activity's body. `inferred`: what rules add, to be confirmed before
    anything is signed. `unsettled`: what cells say that cannot stand in a body until a question is answered.
    `private`: costs, contacts, the unit or post of a single person; never to be shared. `line_id`: the hidden id.
    `shown`: the fields of the body (`title:it`, `places:AZE`) for which the sheet has a column.
    """

    body: Body
    inferred: tuple[Inferred, ...] = ()
    unsettled: Mapping[str, str] = field(default_factory=dict)
    private: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    source: Source = Source("", ())
    line_id: str | None = None
    shown: frozenset[str] = frozenset()

    def with_confirmed(self, fields: Collection[str] | None = None) -> Body:
        """Give the body with inferred values taken over, all of them or those of the fields named.

        A value that the cells say is never replaced.
        """
        body: Body = copy.deepcopy(self.body)
        for value in self.inferred:
            if (fields is None or value.field in fields) and value.field not in body:
                body[value.field] = copy.deepcopy(value.value)
        return body

    def to_json(self) -> dict[str, Any]:
        """Give the line as plain JSON values."""
        return {
            "body": self.body,
            "inferred": [value.to_json() for value in self.inferred],
            "unsettled": dict(self.unsettled),
            "private": {name: list(values) for name, values in self.private.items()},
            "source": {"sheet": self.source.sheet, "rows": list(self.source.rows)},
            "line_id": self.line_id,
        }


@dataclass(frozen=True, slots=True)
class BadRow:
    """A row that was not drafted: its cells as they stood, in order and with their headings, and why.

    `section` is the text of the section row it stands under.
    """

    sheet: str
    number: int
    section: str
    cells: tuple[tuple[str, Value], ...]
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class SheetReading:
    """A whole file as read: all lines or, where a row is bad and bad rows are not skipped, none."""

    lines: tuple[DraftedLine, ...]
    findings: tuple[Finding, ...]
    bad_rows: tuple[BadRow, ...] = ()

    @property
    def errors(self) -> tuple[Finding, ...]:
        """What keeps rows, or the whole file, out."""
        return self._of(Severity.ERROR)

    @property
    def questions(self) -> tuple[Finding, ...]:
        """What people must answer; the field stays empty until then."""
        return self._of(Severity.QUESTION)

    @property
    def notices(self) -> tuple[Finding, ...]:
        """What is only said."""
        return self._of(Severity.NOTICE)

    def _of(self, severity: Severity) -> tuple[Finding, ...]:
        return tuple(finding for finding in self.findings if finding.severity is severity)

    def to_json(self) -> dict[str, Any]:
        """Give the reading as plain JSON values, for `--json` and for a dry run."""
        return {
            "lines": [line.to_json() for line in self.lines],
            "findings": [finding.to_json() for finding in self.findings],
            "bad_rows": [{"sheet": row.sheet, "row": row.number} for row in self.bad_rows],
        }
