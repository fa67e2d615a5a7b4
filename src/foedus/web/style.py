"""Knows samples for the page that shows every part of the look; refuses to know any record.

The page is for those who build pages: every part stands on it once, so that it can be looked at and tested whole. Its
words are samples, as data are, and are not translated.
"""

from calendar import Calendar
from datetime import date
from typing import Any

from django import forms
from django.core.paginator import Page, Paginator

from foedus.records.differences import word_runs
from foedus.web.forms.days import DayField
from foedus.web.pictures import Line, Part, Span, bar, bars, strip, year_strip

_MARCH = 3
_STATUSES = (
    ("proposed", "Proposed", ""),
    ("agreed", "Agreed", ""),
    ("dates_confirmed", "Dates confirmed", ""),
    ("under_way", "Under way", ""),
    ("held", "Held", ""),
    ("partly_held", "Partly held", ""),
    ("not_held", "Not held", ""),
    ("postponed", "Postponed", ""),
    ("carried_over", "Carried over", ""),
    ("cancelled", "Cancelled by", "XAA"),
    ("lapsed", "Lapsed", ""),
    ("accounts_differ", "Accounts differ", ""),
)
_STRENGTHS = ("agreement", "decision", "offer", "request", "hope")
_TITLES = (
    "Sample course on the clearing of mines, first edition",
    "Sample exchange between staff colleges",
    "Sample study visit to a school of mountain troops",
    "Sample seminar on the law of the sea and its practice in narrow waters",
    "Sample port visit",
)


class SampleForm(forms.Form):
    """A form with one field of every sort."""

    title = forms.CharField(label="Title", help_text="As it stands in the plan.", max_length=200)
    host = forms.ChoiceField(label="Host Party", choices=[("", ""), ("XAA", "Sample Land A"), ("XBB", "Sample Land B")])
    places = forms.IntegerField(label="Places", required=False, min_value=0)
    begins = DayField(label="First day")
    outcome = forms.ChoiceField(
        label="What came of it",
        choices=[("held", "Held"), ("partly_held", "Partly held"), ("not_held", "Not held")],
        widget=forms.RadioSelect,
        help_text="As this Party sees it; nobody's consent is awaited.",
    )
    branches = forms.MultipleChoiceField(
        label="Branches",
        choices=[("land", "Land"), ("sea", "Sea"), ("air", "Air")],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    remarks = forms.CharField(label="Remarks", widget=forms.Textarea, required=False)
    file = forms.FileField(label="File", required=False)
    sure = forms.BooleanField(label="I have read the text above", required=False)


class SampleFilters(forms.Form):
    """What a list shows."""

    status = forms.ChoiceField(label="Status", choices=[("", "All"), ("held", "Held")], required=False)
    host = forms.ChoiceField(label="Host", choices=[("", "All"), ("XAA", "Sample Land A")], required=False)
    words = forms.CharField(label="Words", required=False)
    reserve = forms.BooleanField(label="Reserve too", required=False)


def sample(year: int = 2026) -> dict[str, Any]:
    """The context of the page; the same for the same year."""
    return {
        "statuses": [{"status": one, "label": label, "by": by} for one, label, by in _STATUSES],
        "strengths": [{"status": one, "label": one.capitalize()} for one in _STRENGTHS],
        "form": SampleForm({"places": "-1", "remarks": "What was typed is kept."}),
        "row_form": SampleForm(prefix="row"),
        "filters": SampleFilters(prefix="show"),
        "chips": [{"label": "Status: held", "url": "?"}, {"label": "Host: XAA", "url": "?"}],
        "columns": _columns(),
        "rows": _rows(year),
        "page": _page(),
        "runs": word_runs(
            "Two officers take part for five days at the expense of the host Party.",
            "Three officers take part for five days at the expense of the sending Party.",
        ),
        "facts": _facts(),
        "events": _events(),
        "words": ("acid", "bacon", "canvas", "dentist", "eagle", "fabric"),
        "hosts": bar("Hosts", _hosts()),
        "hosts_table": {"head": ["Where", "Activities"], "rows": [[part.name, part.value] for part in _hosts()]},
        "by_status": bars(
            [
                ("Land", [Part("Held", 9), Part("Postponed", 3, 2)]),
                ("Sea", [Part("Held", 4, 1), Part("Cancelled", 1, 6)]),
            ]
        ),
        "plan_year": year_strip(_lines(year), year, date(year, 5, 20)),
        "story": strip(_story(year), date(year - 8, 1, 1), date(year + 1, 12, 31), date(year, 5, 20)),
        "tabs": [
            {"label": label, "url": "#content", "is_current": label == "State of play", "count": count}
            for label, count in (("Overview", 0), ("State of play", 0), ("Plans", 2), ("Activities", 31), ("Drafts", 3))
        ],
        "steps": [
            {"label": "File", "is_current": False},
            {"label": "Columns", "is_current": True},
            {"label": "Preview"},
        ],
        "hidden": [("digest", "sample")],
        "means": ["The text above becomes this Party's word.", "It goes to the other Party with the next dispatch."],
        "month": _month(year),
    }


def _columns() -> list[dict[str, Any]]:
    return [
        {"label": "Serial", "url": "?sort=serial", "order": "asc", "is_num": True},
        {"label": "Title", "url": "?sort=title"},
        {"label": "When"},
        {"label": "Host", "url": "?sort=host"},
        {"label": "Status"},
        {"label": "Places", "is_num": True, "url": "?sort=-places"},
    ]


def _rows(year: int) -> list[dict[str, Any]]:
    whens = (f"3-14 March {year}", f"April {year}", f"II quarter {year}", f"autumn {year}", "not said")
    return [
        {"serial": serial, "title": title, "when": when, "host": "XAA" if serial % 2 else "XBB", "places": serial * 4}
        | {"status": status, "label": label, "by": by}
        for serial, (title, when, (status, label, by)) in enumerate(
            zip(_TITLES, whens, _STATUSES[4:9], strict=True), start=1
        )
    ]


def _month(year: int) -> list[list[dict[str, Any]]]:
    happens = {3: [(_TITLES[0], False)], 12: [(_TITLES[1], True), (_TITLES[2], True)], 27: [(_TITLES[4], False)]}
    return [
        [
            {"day": day, "is_outside": day.month != _MARCH, "is_today": day == date(year, _MARCH, 12)}
            | {"holiday": "Sample holiday (estimated)" if (day.month, day.day) == (_MARCH, 20) else ""}
            | {"lines": happens.get(day.day, []) if day.month == _MARCH else []}
            for day in week
        ]
        for week in Calendar().monthdatescalendar(year, _MARCH)
    ]


def _page() -> Page[int]:
    return Paginator(range(704), 50).page(3)


def _facts() -> list[dict[str, str]]:
    return [
        {"label": "Title", "value": _TITLES[0]},
        {"label": "Lead agency", "value": "Sample School"},
        {"label": "Agreed at", "value": "Sample talks, third edition", "url": "#content"},
        {"label": "Left out, for it is empty", "value": ""},
    ]


def _events() -> list[dict[str, Any]]:
    return [
        {
            "when": "11-12 October 2025",
            "what": "Sample talks",
            "url": "#content",
            "more": "Third edition.",
            "is_strong": True,
        },
        {"when": "March 2026", "what": _TITLES[0], "kind": "activity"},
        {"when": "June 2026", "what": "Cooperation suspended", "is_bad": True},
        {"when": "II half 2026", "what": "Next talks", "is_ahead": True},
    ]


def _hosts() -> list[Part]:
    return [
        Part("Sample Land A", 19, 1, "#content"),
        Part("Sample Land B", 9, 2, "#content"),
        Part("Third country", 2, 3),
        Part("Online", 1, 5),
    ]


def _lines(year: int) -> list[Line]:
    spans = (
        (Span("3-14 March", date(year, 3, 3), date(year, 3, 14)),),
        (Span("April", date(year, 4, 1), date(year, 4, 30), is_sure=False, tone=2),),
        (Span("II quarter", date(year, 4, 1), date(year, 6, 30), is_sure=False),),
        (
            Span("1 October", date(year, 10, 1), date(year, 10, 1), tone=3),
            Span("October", date(year, 10, 1), date(year, 10, 31), is_sure=False, tone=3),
        ),
        (),
    )
    return [Line(title, lasting, "#content") for title, lasting in zip(_TITLES, spans, strict=True)]


def _story(year: int) -> list[Line]:
    return [
        Line("Agreements", (Span("In force", date(year - 6, 3, 1), date(year + 1, 12, 31), tone=4),)),
        Line("Plans", tuple(Span(f"{one}", date(one, 1, 1), date(one, 12, 31)) for one in range(year - 4, year + 1))),
        Line(
            "Talks",
            tuple(Span(f"{one}", date(one, 10, 11), date(one, 10, 12), tone=2) for one in range(year - 7, year, 2)),
        ),
    ]
