"""Says what a reading found in a sheet on the command line, with what to type; it reads no sheet."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Final

from foedus.cli.language import N_, _
from foedus.phrases import rules, sheets
from foedus.reading.findings import Code

if TYPE_CHECKING:
    from foedus.reading.findings import Finding

FINDINGS: Final[Mapping[Code, str]] = {
    **sheets.FINDINGS,
    Code.HEADINGS_NOT_FOUND: N_("no headings are known here; name them with --column 'HEADING=FIELD'"),
    Code.HEADING_TWICE: N_(
        "“{heading}” and column {other_column} both mean {field}; name one of them --column 'HEADING=ignore'"
    ),
    Code.PLACE_COUNTRY_OPEN: N_("in which country is “{part}”? Say so with --place '{part}=COUNTRY'"),
}
"""As everywhere, and what to type where something is to be said by hand."""


def finding_text(finding: "Finding") -> str:
    """A finding in words, without its place."""
    from foedus.cli.body import field_text

    return sheets.finding_text(finding, lambda field: field_text("activity/1", field), _, FINDINGS)


def finding_place(finding: "Finding") -> str:
    """Where a finding stands: sheet, row and column, as the spreadsheet shows them."""
    if finding.row is None:
        return finding.sheet or _("file") if finding.column is None else f"{finding.sheet} {finding.column}"
    return f"{finding.sheet} {finding.column or ''}{finding.row}".strip()


def rule_text(rule: str) -> str:
    """Why a value is suggested, in words."""
    return rules.rule_text(rule, _)
