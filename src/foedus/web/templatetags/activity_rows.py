"""Writes the rows of a table of activities, many times as fast as a template would; it chooses no row and no word."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from django import template
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from foedus.web.templatetags import foedus as words

if TYPE_CHECKING:
    from foedus.web.activity_table import Cell, Line

register = template.Library()


@register.simple_tag
def activity_rows(lines: Iterable["Line"], coop: str) -> SafeString:
    """The rows of lines: the cells before the title, the title that opens the activity, the cells after it.

    :param coop: this office's name of the cooperation.
    """
    begins: dict[str, str] = {}

    def cell(one: "Cell", row: Any) -> str:
        if one.column not in begins:  # what a column is called is the same in every row
            begins[one.column] = f'<td data-label="{escape(str(one.label))}">'
        return f"{begins[one.column]}{_said(one, row)}</td>"

    return mark_safe("\n".join(_row(line, coop, cell) for line in lines))  # noqa: S308 - every part was escaped


def _row(line: "Line", coop: str, cell: Any) -> str:
    row = line.row
    gone = ' class="gone"' if row.status == "cancelled" else ""
    url = escape(words.name_url(row.name, "activity", coop))
    before = "".join(cell(one, row) for one in line.before)
    after = "".join(cell(one, row) for one in line.cells)
    title = escape(words.caption(row.captions))
    return f'<tr{gone}>\n{before}<th scope="row"><a data-open href="{url}">{title}</a></th>\n{after}</tr>'


def _said(cell: "Cell", row: Any) -> str:
    if cell.column == "status":
        return words.badge(row.status, row.status_by)
    return str(escape(words.row_period(row) if cell.column == "period" else cell.words))
