"""A plan from draft to agreement, command by command, on two real homes."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.office import Office

Pair = tuple[Office, Office]


def shown(named: list[dict[str, str]]) -> list[str]:
    """The names of texts, as people see them."""
    return sorted(one["shown"] for one in named)


def test_draft_is_made_changed_listed_and_dropped(pair: Pair) -> None:
    italy, _ = pair
    made = italy.facts("draft", "AZE", "plan", "--set", "title.it=Piano", "--note", "Prima stesura")
    assert (made["number"], made["kind"], made["note"]) == (1, "plan/1", {"en": "Prima stesura"})
    italy.run("draft", "change", "AZE", "d1", "--set", "code=P1")
    assert [draft["body"]["code"] for draft in italy.facts("draft", "list", "AZE")] == ["P1"]
    assert "d1  Bilateral cooperation plan  Piano  ready" in italy.run("draft", "list", "AZE")
    assert "d1  Piano di cooperazione bilaterale: Piano" in italy.run("draft", "show", "AZE", "d1", lang="it")
    italy.run("draft", "change", "AZE", "d1", "--set", "code=")
    assert "code" not in italy.facts("draft", "show", "AZE", "1")[0]["body"]
    assert italy.run("draft", "drop", "AZE", "d1") == "Dropped: d1.\n"
    assert italy.run("draft", "list", "AZE", lang="it") == "Non c'è alcuna bozza.\n"


def test_draft_from_a_file(pair: Pair, tmp_path: Path) -> None:
    italy, _ = pair
    file = tmp_path / "body.json"
    file.write_text('{"title": {"original": "it", "it": "Da file"}}')
    assert italy.facts("draft", "new", "AZE", "plan", "--from", str(file))["captions"] == {
        "it": "Da file",
        "en": "Da file",
    }
    file.write_text("[]")
    assert "does not hold one JSON object" in italy.run("draft", "AZE", "plan", "--from", str(file), status=2)
    file.write_text("{")
    assert "is not JSON" in italy.run("draft", "AZE", "plan", "--from", str(file), status=2)


@pytest.mark.parametrize(
    "arguments, status, told",
    [
        (["draft", "AZE", "bogus"], 1, "There is no kind of record called bogus"),
        (["draft", "ZZZ", "plan"], 1, "No cooperation is called ZZZ (there is: AZE)"),
        (["draft", "AZE"], 2, "Name the kind"),
        (["draft", "AZE", "plan", "--set", "x"], 2, "x is not FIELD=VALUE"),
        (["draft", "show", "AZE", "d9"], 1, "There is no draft d9 in this cooperation"),
        (["draft", "show", "AZE", "x9"], 2, "x9 is not a draft, such as d12"),
        (["propose", "AZE"], 2, "Name the drafts"),
        (["propose", "AZE", "--accept", "AZE/1/0", "d1"], 2, "--accept goes with --plan"),
        (["accept", "AZE"], 2, "Name the texts"),
        (["accept", "AZE", "AZE/9/9"], 1, "No text is called AZE/9/9"),
        (["answer", "AZE"], 2, "Name at least one text or draft"),
        (["answer", "AZE", "--decline", "AZE/1/0"], 2, "--decline takes TEXT=REASON"),
        (["show", "AZE", "KAZ/1"], 1, "No record is called KAZ/1"),
        (["review", "AZE"], 1, "There is no draft in the cooperation AZE"),
        (["offer", "AZE"], 1, "Nothing recorded on paper is left to offer in AZE"),
    ],
)
def test_command_that_cannot_be_done_says_why(pair: Pair, arguments: list[str], status: int, told: str) -> None:
    printed = pair[0].run(*arguments, status=status)
    assert told in " ".join(printed.split())
    assert "Traceback" not in printed


def test_review_shows_word_for_word_and_marks_personal_data(pair: Pair) -> None:
    italy, _ = pair
    italy.run("draft", "AZE", "activity", "--set", "title=Corso", "--set", "remarks=Scrivere a persona@sample.example")
    told = italy.run("review", "AZE")
    assert "    Remarks          Scrivere a persona@sample.example\n" in told
    assert "a mail address  >>persona@sample.example<<" in told
    assert told.endswith("It can be signed once you have made sure that it holds no personal data.\n")
    refused = italy.run("propose", "AZE", "d1", "--yes", status=1)
    assert "Something looks like personal data: “persona@sample.example” (Remarks / it)." in refused
    assert shown(italy.facts("propose", "AZE", "d1", "--personal-data-checked", "--yes")["versions"]) == ["ITA/1/0"]


def test_nothing_is_signed_where_nobody_can_be_asked(pair: Pair) -> None:
    italy, _ = pair
    italy.run("draft", "AZE", "activity", "--set", "title=Corso")
    told = " ".join(italy.run("propose", "AZE", "d1", status=2).split())
    assert "Look at it with foedus review, then give the command again with --yes." in told
    assert [view["number"] for view in italy.facts("draft", "list", "AZE")] == [1]


def test_range_means_the_drafts_that_there_are_in_it(pair: Pair) -> None:
    italy, _ = pair
    for title in ("Corso", "Visita", "Seminario"):
        italy.run("draft", "AZE", "activity", "--set", f"title={title}")
    italy.run("draft", "drop", "AZE", "d2")
    assert [view["number"] for view in italy.facts("draft", "show", "AZE", "d1-d41")] == [1, 3]
    assert "There is no draft d2-d2 in this cooperation" in italy.run("draft", "show", "AZE", "d2-d2", status=1)
    assert shown(italy.facts("propose", "AZE", "d1-d41", "--yes")["versions"]) == ["ITA/1/0", "ITA/1/1"]


def test_draft_that_is_not_ready_is_refused_with_its_faults(pair: Pair) -> None:
    italy, _ = pair
    italy.run("draft", "AZE", "activity", "--set", "host=ITA")
    assert "  - d1: Titolo (title) manca\n" in italy.run("review", "AZE", status=1, lang="it")
    assert "The draft is not ready: d1: title is missing." in italy.run("propose", "AZE", "d1", "--yes", status=1)


def test_plan_is_accepted_with_its_lines_and_agreed(offered: Pair) -> None:
    italy, azerbaijan = offered
    assert shown([turn["named"] for turn in azerbaijan.facts("todo", "ITA")["ours"]]) == [
        "ITA/1/0",
        "ITA/1/1",
        "ITA/2/0",
    ]
    signed = azerbaijan.facts("accept", "ITA", "--all-of", "ITA/2/0")
    assert [act["version_shown"] for act in signed["review"]["entries"][0]][-1] == "ITA/2/0"
    received = azerbaijan.send("ITA", italy)
    assert shown(received["sealed_here"]) == ["ITA/1/0", "ITA/1/1", "ITA/2/0"]
    assert [change["what"] for change in received["changes"]] == ["accepted"] * 3
    assert [change["what"] for change in italy.send("AZE", azerbaijan)["changes"]] == ["agreed"]
    assert italy.facts("check", "AZE")["words"] == azerbaijan.facts("check", "ITA")["words"]
    assert italy.facts("check", "AZE", "ITA/1/0") == azerbaijan.facts("check", "ITA", "ITA/1/0")


def test_plan_with_its_lines_is_told_as_one_thing_with_the_command_that_answers_it(offered: Pair) -> None:
    italy, azerbaijan = offered
    told = azerbaijan.run("todo", "ITA").splitlines()
    due = "accept it, or answer, with its 2 lines: foedus accept ITA --all-of ITA/2/0"
    assert told[1:] == ["Ours to answer (3)", f"  ITA/2/0  Bilateral cooperation plan  Sample plan  {due}"]
    assert "con le sue 2 righe" in italy.run("todo", "AZE", lang="it")
    azerbaijan.run("accept", "ITA", "--all-of", "ITA/2/0", "--ad-referendum")
    assert "accepted, but not in full: confirm it in full, with its 2 lines" in azerbaijan.run("todo", "ITA")


def test_refusal_of_a_text_of_ours_is_told_with_its_reason(offered: Pair) -> None:
    italy, azerbaijan = offered
    azerbaijan.run("decline", "ITA", "ITA/1/0", "--reason", "No places this year")
    told = italy.run("import", azerbaijan.write("ITA"))
    assert "AZE does not accept it: amend it, or withdraw it - note: No places this year" in told


def test_lines_that_wait_for_their_plan_are_told_in_one_sentence(offered: Pair) -> None:
    _, azerbaijan = offered
    azerbaijan.run("accept", "ITA", "ITA/1/0", "ITA/1/1")
    told = azerbaijan.run("todo", "ITA").splitlines()
    assert told[-1] == "  ITA/1/0 to ITA/1/1: 2 lines, to be registered together with their plan"


def test_drafts_not_signed_and_partners_not_joined_are_told(tmp_path: Path) -> None:
    italy, azerbaijan = Office(tmp_path, "ITA").begin(), Office(tmp_path, "AZE").begin()
    italy.run("partnership", "found", "Sample cooperation", "--with", azerbaijan.card())
    for _number in range(2):
        italy.run("draft", "AZE", "activity", "--set", "title=Corso")
    told = italy.run("todo", "AZE").splitlines()
    assert told[1] == "Theirs to answer (1)"
    assert "is to join: this office's dispatch is what it joins with" in told[2]
    assert told[3:] == ["Drafts of this office, not signed yet (2): d1-d2 (foedus review AZE)"]


def test_line_is_countered_and_another_declined(offered: Pair) -> None:
    italy, azerbaijan = offered
    azerbaijan.run("draft", "ITA", "--answers", "ITA/1/1", "--set", "days=3", "--note", "Too short")
    azerbaijan.run("answer", "ITA", "--draft", "d1", "--decline", "ITA/1/0=No places this year")
    italy_is_told = italy.run("import", azerbaijan.write("ITA"))
    assert (
        "AZE offers another text instead of ITA/1/1: Activity, Visita campione (AZE/1/0) - note: Too short"
        in " ".join(italy_is_told.split())
    )
    assert "- AZE does not accept: Activity, Corso campione (ITA/1/0) - note: No places this year" in italy_is_told
    standings = {row["version_shown"]: row["standing"] for row in italy.facts("records", "AZE", "--kind", "activity")}
    assert standings["ITA/1/0"] == "declined"
    signed = italy.facts("propose", "AZE", "--plan", "ITA/2/0", "--accept", "AZE/1/0", "--yes")
    assert (shown(signed["dropped"]), shown(signed["versions"])) == (["ITA/1/0"], ["ITA/4/0"])


def test_text_is_withdrawn(offered: Pair) -> None:
    italy, azerbaijan = offered
    italy.run("withdraw", "AZE", "ITA/1/1", "--reason", "No host")
    assert "- ITA withdraws: Activity, Visita campione (ITA/1/1) - note: No host" in azerbaijan.run(
        "import", italy.write("AZE")
    )
    assert "it was withdrawn" in azerbaijan.run("accept", "ITA", "ITA/1/1", status=1)


def test_consent_ad_referendum_does_not_count_as_agreed(offered: Pair) -> None:
    italy, azerbaijan = offered
    azerbaijan.run("accept", "ITA", "--all-of", "ITA/2/0", "--ad-referendum", "--until", "2030-01-01")
    told = italy.run("import", azerbaijan.write("ITA"), lang="it")
    assert "AZE accetta ad referendum" in told
    assert "ad referendum, until 2030-01-01T23:59:59Z" in italy.run("show", "AZE", "ITA/2/0")
    assert italy.facts("state", "AZE")["sealed"] == {}


def test_agreed_record_is_shown_and_its_history_told(agreed: Pair) -> None:
    italy, azerbaijan = agreed
    told = azerbaijan.run("show", "ITA", "ITA/1/0", lang="it")
    assert "Testo concordato (in vigore solo se il testo lo dice): ITA/1/0\n" in told
    assert "  AZE  accetta" in told
    italy.run("draft", "AZE", "--record", "ITA/1/0", "--set", "days=4")
    italy.run("propose", "AZE", "d4", "--yes")
    italy.send("AZE", azerbaijan)
    azerbaijan.run("accept", "ITA", "ITA/4/0")
    azerbaijan.send("ITA", italy)
    steps = italy.facts("history", "AZE", "ITA/1/0")
    assert [(step["text"]["named"]["shown"], step["is_in_force"]) for step in steps] == [
        ("ITA/1/0", False),
        ("ITA/4/0", True),
    ]
    assert "    Days  {+4+}\n" in italy.run("history", "AZE", "ITA/1/0")


def test_records_are_listed_by_kind(agreed: Pair) -> None:
    told = agreed[0].run("records", "AZE", lang="it")
    assert [line for line in told.splitlines() if not line.startswith(" ")] == [
        "Attività (2)",
        "Parti e regole di scambio (1)",
        "Piano di cooperazione bilaterale (1)",
    ]
    assert {row["standing"] for row in agreed[0].facts("records", "AZE")} == {"agreed"}


def test_partnership_is_listed_with_its_parties(agreed: Pair) -> None:
    (view,) = agreed[0].facts("partnership", "list")
    assert [(party["code"], party["is_us"], party["has_joined"]) for party in view["parties"]] == [
        ("ITA", True, True),
        ("AZE", False, True),
    ]
    assert "questo ufficio" in agreed[0].run("partnership", "list", lang="it")


def test_parties_are_listed_in_one_table_by_names_in_the_language_asked(open_office: Callable[[str], Office]) -> None:
    italy, azerbaijan = open_office("ITA"), Office(open_office("UNO").folder, "AZE")
    azerbaijan.run("init", "AZE", "Sample AZE", "--name-it", "Campione AZE")
    italy.run("partnership", "found", "--with", azerbaijan.card(), "--expected", "KAZ=Sample KAZ", "--name", "A")
    rows = [line for line in italy.run("partnership", "list", lang="it").splitlines() if line[2:5].isupper()]
    assert [re.split("  +", row.strip())[1] for row in rows] == ["Sample ITA", "Campione AZE", "Sample KAZ"]
    assert [row.endswith("chiave non ancora confrontata") for row in rows] == [False, True, False]
    assert rows[2].index("controparte") == rows[1].index("non ha ancora") == rows[0].index("questo ufficio")
