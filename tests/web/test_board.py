"""All partners in one table: what each cell says and leads to, in which order the rows stand."""

from datetime import date
from typing import Any

from django.http import QueryDict
from msgspec.structs import replace

from foedus.store.listing import CooperationRow, OverviewRow, RecordRow
from foedus.web.board import columns, figures, rows, totals


def plan(standing: str) -> RecordRow:
    return RecordRow(
        cooperation=1, name=f"ITA/{standing}", captions={"en": "Plan"}, kind="plan", form="plan/1", standing=standing,
        version="", shown="", author="ITA", at="", begins=date(2024, 1, 1), ends=date(2024, 12, 31), precision="year",
        concerned=(), acknowledged=(), waits_for=(), paper=(), is_understood=True, body={},
    )  # fmt: skip


def year_with(code: str, **more: Any) -> OverviewRow:
    cooperation = CooperationRow(1, "", code, "ITA", ("ITA", code), {}, {})
    empty = OverviewRow(
        cooperation=cooperation, by_status={}, planned=0, reserve=0, out_of_plan=0, proposed=0, without_report=0,
        undated=0, undertakings_open=0, undertakings_due=0, ours=0, theirs=0, agreements_ending=(), next_talks=None,
        plans=(), meetings=0, places={},
    )  # fmt: skip
    return replace(empty, **more)


FOUND = (
    year_with("AZE", planned=5, by_status={"held": 3, "partly_held": 1, "postponed": 1}, meetings=2, places={"AZE": 4}),
    year_with("KAZ", planned=2, by_status={"cancelled": 2}, plans=(plan("agreed"), plan("proposed"))),
    year_with("UZB"),
)


def test_rows_stand_by_name_or_by_the_column_that_is_asked_for() -> None:
    def order(sort: str) -> list[str]:
        return [one.row.cooperation.name for one in rows(FOUND, 2024, "en", sort)]

    assert order("name") == ["AZE", "KAZ", "UZB"]
    assert order("-name") == ["UZB", "KAZ", "AZE"]
    assert order("-cancelled") == ["KAZ", "AZE", "UZB"]
    assert order("plan") == ["KAZ", "AZE", "UZB"]
    assert order("nothing") == ["AZE", "KAZ", "UZB"]


def test_rows_show_the_agreed_plan_and_lead_to_the_lines() -> None:
    aze, kaz, _ = rows(FOUND, 2024, "en", "name")
    assert (aze.standing, kaz.standing) == ("", "agreed")
    assert (aze.held.value, aze.others.value, kaz.cancelled.value) == (4, 1, 2)
    assert kaz.cancelled.url == "/partners/KAZ/records/activity/?year=2024&status=cancelled"


def test_figures_count_partners_with_whom_something_is_done() -> None:
    assert [number for _, number in figures(FOUND)] == [2, 2, 1, 7, 4, 4]


def test_totals_add_the_columns_up() -> None:
    told = totals(rows(FOUND, 2024, "en", "name"))
    assert (told["planned"], told["held"], told["cancelled"], told["due"]) == (7, 4, 2, 0)


def test_columns_sort_the_other_way_round_where_they_sort_already() -> None:
    heads = {str(one["label"]): one for one in columns(QueryDict("year=2024&sort=held"))}
    assert (heads["Held"]["order"], heads["Held"]["url"]) == ("asc", "?year=2024&sort=-held")
    assert (heads["Partner"]["order"], heads["Partner"]["url"]) == ("", "?year=2024&sort=name")
