"""The rows of a table of activities: what each cell says, how a title opens its activity, that nothing is markup."""

from dataclasses import dataclass, field
from datetime import date

from django.template import Context, Template
from django.utils import translation

from foedus.web.activity_table import Cell, Line


@dataclass
class Row:
    """A row as the listing gives it."""

    name: str = "ITA/one"
    status: str = "agreed"
    status_by: tuple[str, ...] = ()
    captions: dict[str, str] = field(default_factory=lambda: {"en": "Course & visit"})
    begins: date | None = date(2026, 5, 12)
    ends: date | None = date(2026, 5, 16)
    precision: str = "day"


def shown(row: Row, before: tuple[Cell, ...] = (), cells: tuple[Cell, ...] = ()) -> str:
    with translation.override("en"):
        template = Template("{% load activity_rows %}{% activity_rows lines coop %}")
        line = Line(row, before, cells)  # type: ignore[arg-type]  # as much of a row as is shown
        return template.render(Context({"lines": [line], "coop": "sample"}))


def test_activity_rows_say_period_and_words_and_open_the_activity() -> None:
    cells = (Cell("period", "When"), Cell("lead", "Who <leads>", "Office & <b>staff</b>"))
    assert shown(Row(), (Cell("serial", "No", "7"),), cells) == (
        '<tr>\n<td data-label="No">7</td><th scope="row"><a data-open href="/partners/sample/activity/ITA/one/">'
        "Course &amp; visit</a></th>\n"
        '<td data-label="When">12-16 May 2026</td>'
        '<td data-label="Who &lt;leads&gt;">Office &amp; &lt;b&gt;staff&lt;/b&gt;</td></tr>'
    )


def test_activity_rows_of_one_that_is_off_are_marked() -> None:
    row = Row(status="cancelled", begins=None)
    assert shown(row, cells=(Cell("period", "When"),)) == (
        '<tr class="gone">\n<th scope="row"><a data-open href="/partners/sample/activity/ITA/one/">'
        'Course &amp; visit</a></th>\n<td data-label="When"></td></tr>'
    )
