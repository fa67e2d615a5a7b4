"""What waits as a file: a row for each line, in the order of the page, with its days and its address."""

from datetime import date

from foedus.web import todo_list
from foedus.web.duties import Duty, Section

SINCE, UNTIL = date(2024, 5, 17), date(2024, 6, 1)


def duty(title: str, **days: date) -> Duty:
    return Duty("AZE", title, f"/{title}/", ("one", "two"), None, **days)  # type: ignore[arg-type]  # days alone


def test_rows_stand_in_the_order_of_the_page_under_their_headings() -> None:
    section = Section("report", "Outcomes to tell", (duty("course", since=SINCE),), 1)
    shown = {
        "page": None,
        "undertakings": [duty("promise", until=UNTIL)],
        "steps": [duty("step", until=UNTIL)],
        "sections": [section],
        "to_decide": [duty("draft")],
    }
    found = todo_list.of(shown, "Ours", "https://office.example{}".format)
    rows = list(found.rows)
    assert (found.title, [name for name, _words in found.columns]) == ("To do: Ours", list(todo_list.DUTY))
    assert [(row["kind"], row["what"], row["since"], row["until"]) for row in rows] == [
        ("Drafts and answers to decide on", "draft", None, None),
        ("Outcomes to tell", "course", SINCE, None),
        ("Suspense list", "step", None, UNTIL),
        ("Undertakings of ours that are due", "promise", None, UNTIL),
    ]
    told = {"partner": "AZE", "more": "one; two", "address": "https://office.example/draft/"}
    assert {name: rows[0][name] for name in told} == told
