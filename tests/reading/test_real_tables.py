"""The six real tables: every activity, programme totals left out and checked, place codes by a mapping alone."""

from __future__ import annotations

import csv
import json
from collections import defaultdict
from datetime import date
from pathlib import Path

import pytest

from foedus.reading.activities import read_activities
from foedus.reading.drafts import PlanContext, SheetReading
from foedus.reading.findings import Code
from foedus.reading.headings import SheetMapping
from foedus.records import catalogue
from tests.reading.workbooks import FIXTURES, SAMPLES

REAL = FIXTURES / "real"
TABLES = sorted(path.name for path in REAL.glob("*.tsv"))
#: Table: activities, places, totals that agree, places of which the tables do not say the country.
FIGURES = {
    "usa-aze-fy2017_2018.tsv": (53, 113, 10, ["Baku, Azerbiajan", "Kapaun AS GE APO AE, AE"]),
    "usa-aze-fy2018_2019.tsv": (43, 99, 10, []),
    "usa-kaz-fy2017_2018.tsv": (70, 176, 12, ["DKIRSET"]),
    "usa-kaz-fy2018_2019.tsv": (67, 156, 16, ["Bishkek, KG", "Colorado Springs, CO", "Temirtau, KZ"]),
    "usa-uzb-fy2017_2018.tsv": (31, 81, 10, ["DLIELC, Lackland AFB, TX and Wright Patterson AFB, OH"]),
    "usa-uzb-fy2018_2019.tsv": (22, 74, 6, []),
}


def _read(path: Path, mapping: SheetMapping | None = None) -> SheetReading:
    party, year = path.name[4:7].upper(), int(path.name[-8:-4])
    plain = json.loads((REAL / f"mapping-{party}.json").read_text(encoding="utf-8"))
    context = PlanContext(("USA", party), date(year - 3, 1, 1), date(year, 12, 31), ("en",))
    return read_activities(path.read_bytes(), path.name, context, mapping or SheetMapping.from_json(plain))


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t"))


def test_all_six_tables_are_here() -> None:
    assert sorted(FIGURES) == TABLES


@pytest.mark.parametrize("name", TABLES)
def test_table_yields_its_activities_and_its_totals_agree(name: str) -> None:
    reading = _read(REAL / name)
    places = sum(people["number"] for line in reading.lines for people in line.body["places"])
    agreeing = [finding for finding in reading.findings if finding.code is Code.TOTAL_AGREES]
    asked = {" ".join(str(finding.facts["text"]).split()) for finding in reading.questions}
    assert (len(reading.lines), places, len(agreeing), sorted(asked)) == FIGURES[name]
    codes = {Code.TOTAL_AGREES, Code.PLACE_COUNTRY_OPEN, Code.PLACE_SEVERAL}
    assert {finding.code for finding in reading.findings} <= codes


@pytest.mark.parametrize("name", TABLES)
def test_every_row_is_in_one_activity_and_no_total_in_any(name: str) -> None:
    kinds = {number: row["row_kind"] for number, row in enumerate(_rows(REAL / name), start=2)}
    read = [number for line in _read(REAL / name).lines for number in line.source.rows]
    assert sorted(read) == [number for number, kind in kinds.items() if kind == "activity"]


@pytest.mark.parametrize("name", TABLES)
def test_rows_of_an_activity_share_title_dates_and_place(name: str) -> None:
    rows = dict(enumerate(_rows(REAL / name), start=2))
    activities = defaultdict(set)
    for number, row in rows.items():
        if row["row_kind"] == "activity":
            key = (row["activity_title"], row["start_date"], row["end_date"], row["location"])
            activities[key].add(number)
    assert sorted(map(sorted, activities.values())) == sorted(
        sorted(line.source.rows) for line in _read(REAL / name).lines
    )


@pytest.mark.parametrize("name", TABLES)
def test_nothing_private_stands_in_a_body(name: str) -> None:
    rows = dict(enumerate(_rows(REAL / name), start=2))
    for line in _read(REAL / name).lines:
        assert catalogue.problems("activity/1", line.with_confirmed()) == ()
        entities = {(entity["role"], entity["entity"]) for entity in line.body.get("entities", ())}
        mine = [rows[number] for number in line.source.rows]
        shared = {" ".join(row["partner_unit"].split()) for row in mine if int(row["participants"]) > 1} - {"N/A"}
        assert {entity for role, entity in entities if role == "supporting"} == shared
        costs = tuple(row["total_cost"] for row in mine if row["total_cost"] not in {"$0", ""})
        assert line.private.get("cost", ()) == costs
        assert "$" not in json.dumps(line.body)


def test_place_codes_are_a_mapping_and_never_a_guess() -> None:
    path = REAL / "usa-aze-fy2018_2019.tsv"
    without = SheetMapping({"participants": "places:AZE", "us_unit": "lead:USA", "partner_unit": "unit:AZE"})
    asked = {str(finding.facts["part"]) for finding in _read(path, without).questions}
    assert asked == {"US", "GY", "AJ"}


def test_sample_of_the_package_is_the_same_public_table() -> None:
    name = "usa-aze-fy2018_2019.tsv"
    assert (SAMPLES / name).read_bytes() == (REAL / name).read_bytes()
