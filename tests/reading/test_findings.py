"""Every code has a severity, and a finding goes to JSON whole."""

from __future__ import annotations

from foedus.reading.findings import Code, Finding, Severity, severity_of


def test_severity_of_each_code() -> None:
    codes = {severity: {code.value for code in Code if severity_of(code) is severity} for severity in Severity}
    assert codes[Severity.ERROR] == {
        "headings-not-found",
        "heading-twice",
        "mapping-without-column",
        "title-missing",
        "cell-error-value",
        "formula-without-value",
        "period-unreadable",
        "period-end-before-start",
        "number-unreadable",
        "text-too-long",
        "id-unknown",
    }
    assert codes[Severity.NOTICE] == {
        "sheet-hidden",
        "sheet-without-headings",
        "column-not-read",
        "column-hidden",
        "text-read-as",
        "row-hidden",
        "total-agrees",
        "period-outside-plan",
    }


def test_finding_as_json() -> None:
    finding = Finding(Code.GROUP_DIFFERS, "Piano", 3, "B", {"field": "type", "values": ("course", "seminar")})
    assert not finding.is_error
    assert finding.to_json() == {
        "code": "group-differs",
        "severity": "question",
        "sheet": "Piano",
        "row": 3,
        "column": "B",
        "facts": {"field": "type", "values": ["course", "seminar"]},
    }
