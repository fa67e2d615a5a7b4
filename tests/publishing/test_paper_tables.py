"""The tables of a paper: sections by host, cells in words, totals, and the texts that were agreed later."""

import dataclasses

from foedus.publishing.paper_content import PaperLine
from foedus.publishing.paper_tables import amended_lines, sections_of, split, totals_of
from tests.publishing.paper_samples import CHECK, agreed, line_body


def test_sections_are_hosts_then_what_is_in_neither_country() -> None:
    found = split(agreed(31))
    assert [head[1] for head, _ in found] == [
        "Host Party: Italy",
        "Host Party: Azerbaijan",
        "In a third country",
        "Online",
        "Aboard",
    ]
    assert sum(len(lines) for _, lines in found) == 31


def test_line_without_a_host_stands_apart() -> None:
    body = {name: value for name, value in line_body(4).items() if name not in {"host", "place"}}
    paper = dataclasses.replace(agreed(0), lines=(PaperLine("ITA/1", body, "agreed", "2023-10-12T09:00:00Z"),))
    assert [head[1] for head, _ in split(paper)] == ["Host Party to be defined"]


def test_cells_of_a_line_are_in_words_of_both_languages() -> None:
    row = next(row for one in sections_of(agreed(31)) for row in one["rows"] if row["serial"] == "12")
    assert row["kind"] == ("Corso", "Course")
    assert row["period"] == ("2025", "2025")
    assert row["place"] == ("Sample School, Roma, Italia", "Sample School, Roma, Italy")
    assert row["entities"] == (
        ("ITA Sample School", "capofila", "lead"),
        ("AZE Sample Academy", "concorrente", "supporting"),
    )
    assert row["places"] == ["AZE 6", "ITA 1"]
    assert row["money"][1] == "Host Party: lodging (up to 120.50 EUR)\nSending Party: travel"


def test_totals_add_up_by_section() -> None:
    found = totals_of(agreed(31))
    numbers = [[int(number) for number in row["numbers"]] for row in found["rows"]]
    assert [head[1] for head in found["heads"]] == [
        "Activities",
        "of which reserve",
        "with confirmed dates",
        "Places Italy",
        "Places Azerbaijan",
    ]
    assert [sum(column) for column in zip(*numbers[:-1], strict=True)] == numbers[-1] == [31, 4, 4, 31, 186]


def test_places_that_no_line_says_are_unknown() -> None:
    body = {name: value for name, value in line_body(4).items() if name != "places"}
    lines = (PaperLine("ITA/1", body, "agreed", ""), PaperLine("ITA/2", line_body(8), "agreed", ""))
    found = totals_of(dataclasses.replace(agreed(0), lines=lines))
    assert [row["numbers"][-1] for row in found["rows"]] == ["–", "6", "6"]


def test_texts_agreed_later_have_check_words_of_their_own() -> None:
    line = PaperLine("ITA/4", line_body(4), "agreed", "2024-03-01T09:00:00Z", later=CHECK)
    paper = dataclasses.replace(agreed(0), lines=(line,))
    assert [(one["serial"], one["day"][1], one["words"]) for one in amended_lines(paper)] == [
        ("4", "1 March 2024", list(CHECK.words))
    ]
    assert sections_of(paper)[0]["rows"][0]["note"][1] == "Text agreed after the plan, on 1 March 2024"
