"""Says what a reading found in a sheet, by the code of each finding; it reads no sheet."""

from collections.abc import Callable, Mapping
from typing import Final

from foedus.phrases.language import N_
from foedus.phrases.wording import Translate, pour
from foedus.reading.findings import Code, Finding, Severity

FINDINGS: Final[Mapping[Code, str]] = {
    Code.SHEET_HIDDEN: N_("the sheet is hidden and was not read ({rows} rows)"),
    Code.SHEET_WITHOUT_HEADINGS: N_("the sheet has no headings that are known and was not read ({rows} rows)"),
    Code.HEADINGS_NOT_FOUND: N_("no headings are known here"),
    Code.HEADING_TWICE: N_("“{heading}” and column {other_column} both mean {field}"),
    Code.MAPPING_WITHOUT_COLUMN: N_("no column is headed “{heading}”, which the mapping names"),
    Code.COLUMN_NOT_READ: N_("the column “{heading}” is not known and was not read"),
    Code.COLUMN_HIDDEN: N_("the column “{heading}” ({field}) is hidden and was read"),
    Code.TEXT_READ_AS: N_("the text was read as {encoding}"),
    Code.ROW_HIDDEN: N_("the row is hidden and was not read: {texts}"),
    Code.ROW_NOT_READ: N_("this is no activity and was not read: {texts}"),
    Code.TITLE_MISSING: N_("there is no title"),
    Code.TOTAL_DIFFERS: N_("the total of {field} says {said}, the rows come to {counted}"),
    Code.TOTAL_AGREES: N_("the total of {field} ({said}) agrees with the rows"),
    Code.GROUP_DIFFERS: N_("rows of one activity say different things of {field}: {values} (rows {rows}); left empty"),
    Code.SERIAL_TWICE: N_("the serial {serial} stands in row {other_row} too"),
    Code.PERIOD_TENTATIVE: N_("“{text}” is not confirmed: only the month is taken"),
    Code.CELL_ERROR_VALUE: N_("the cell holds an error: {text}"),
    Code.FORMULA_WITHOUT_VALUE: N_("the formula has no value: {text}; open the file, let it calculate, and save it"),
    Code.PERIOD_UNREADABLE: N_("“{text}” cannot be read as a date or a period"),
    Code.PERIOD_END_BEFORE_START: N_("it ends ({end}) before it begins ({start})"),
    Code.PERIOD_YEAR_OPEN: N_("which year is meant by “{text}”? ({years})"),
    Code.PERIOD_TWO_READINGS: N_("“{text}” can be read in two ways: {readings}"),
    Code.PERIOD_OUTSIDE_PLAN: N_("{start} to {end} lies outside the plan ({first_day} to {last_day})"),
    Code.NUMBER_UNREADABLE: N_("“{text}” is not a number"),
    Code.TERM_UNKNOWN: N_("“{text}” is not in the list of {field}; left empty"),
    Code.HOST_UNKNOWN: N_("“{text}” is no Party's name; the host is left empty"),
    Code.HOST_DIFFERS: N_("the host is {host}, and the row stands under {section}; left empty"),
    Code.PLACE_COUNTRY_OPEN: N_("in which country is “{part}”?"),
    Code.PLACE_SEVERAL: N_("“{text}” names several places; left empty"),
    Code.PLACE_OUTSIDE_SECTION: N_(
        "the place is in {country}, and the row stands under {section}; the host is left open"
    ),
    Code.PLACES_PARTY_OPEN: N_("of which Party are the {number} places?"),
    Code.ENTITY_PARTY_OPEN: N_("of which Party is “{text}” ({field})? Left empty"),
    Code.TEXT_TOO_LONG: N_("the text has {length} characters; at most {limit} can be held"),
    Code.LINE_TWO_CANDIDATES: N_("“{title}” can be either of these lines of the plan: {candidates}"),
    Code.LINE_MATCHED_TWICE: N_("row {other_row} is the same line of the plan ({record})"),
    Code.ID_UNKNOWN: N_("the hidden identifier {id} is of no line of this plan"),
}

SEVERITIES: Final[Mapping[Severity, str]] = {
    Severity.ERROR: N_("To be mended"),
    Severity.QUESTION: N_("Questions (the field stays empty until it is answered)"),
    Severity.NOTICE: N_("To be known"),
}


def finding_text(
    finding: Finding, field_label: Callable[[str], str], translate: Translate, texts: Mapping[Code, str] = FINDINGS
) -> str:
    """Say a finding, without its place.

    :param field_label: gives what a field of an activity is called.
    :param texts: the words by code, where one place says more of what to do than another.
    """
    facts = {name: ", ".join(fact) if isinstance(fact, tuple) else fact for name, fact in finding.facts.items()}
    if "field" in facts:
        facts["field"] = field_label(str(facts["field"]))
    return pour(texts[finding.code], facts, translate)
