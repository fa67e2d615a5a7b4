"""What is not agreed yet, in words: counts, who waits for whom, why not, and our text against theirs."""

from foedus.publishing.paper_open import open_parts
from tests.publishing.paper_samples import draft


def test_open_lines_and_those_that_wait_for_the_plan_are_counted() -> None:
    assert [count[1] for count in open_parts(draft(31))["counts"]] == [
        "Still open: 25",
        "Accepted by all, waiting for the plan: 6",
    ]


def test_text_of_the_plan_comes_first_then_lines_with_something_to_compare() -> None:
    found = open_parts(draft(5))
    assert [(one["serial"], one["title"][1]) for one in found["points"]] == [
        ("", "Text of the plan"),
        ("3", "Sample course on civil-military cooperation number 3"),
        ("4", "Sample course on civil-military cooperation number 4"),
    ]
    assert [(one["serial"], one["status"][0][1]) for one in found["plain"]] == [
        ("1", "Proposed by Italy; an answer is awaited from Azerbaijan"),
        ("2", "Prepared by Italy; not proposed yet"),
    ]


def test_text_of_another_stands_against_ours_with_its_reason() -> None:
    point = open_parts(draft(5))["points"][-1]
    other = point["others"][0]
    assert (point["status"], point["ours"][1]) == (
        [["I testi delle Parti differiscono", "The texts of the Parties differ"]],
        "Text of Italy (ITA/4/4)",
    )
    assert (other["theirs"][1], other["note"][1]) == (
        "Text of Azerbaijan (AZE/3/2)",
        "The centre is not available in May",
    )
    assert ("Periodo", "Period") in [row["name"] for row in other["rows"]]


def test_refusal_is_told_with_its_reason() -> None:
    point = open_parts(draft(5))["points"][1]
    assert point["status"] == [["Non accettato (Azerbaigian)", "Not accepted by Azerbaijan"]]
    assert [one["note"][1] for one in point["refusals"]] == ["The centre is not available in May"]
