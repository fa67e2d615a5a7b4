"""What one party says alone: outcomes, declarations, notes, paper; and the state of play that follows."""

from collections.abc import Callable
from pathlib import Path

from tests.cli.office import Office

Pair = tuple[Office, Office]


def test_outcomes_of_both_sides_make_the_state_of_play(agreed: Pair) -> None:
    italy, azerbaijan = agreed
    italy.run(
        "report", "AZE", "ITA/1/0", "--outcome", "held", "--from", "2024-05-13", "--to", "2024-05-17",
        "--people", "AZE=4", "--objective-met", "4", "--observations", "Bene", "--what-next", "Ripetere",
    )  # fmt: skip
    azerbaijan.run("report", "ITA", "ITA/1/0", "--outcome", "postponed", "--reason", "funds")
    azerbaijan.send("ITA", italy)
    (line,) = italy.facts("standing", "AZE", "--year", "2024", "--on", "2024-06-30")["activities"][:1]
    statuses = {one["status"] for one in italy.facts("standing", "AZE", "--year", "2024")["activities"]}
    assert "accounts_differ" in statuses
    assert line["record"].startswith("ITA/")
    told = italy.run("standing", "AZE", "--year", "2024", "--on", "2024-06-30", lang="it")
    assert told.startswith("Punto di situazione 2024: cooperazione AZE, al 2024-06-30\n")
    assert [row.split()[-4:] for row in told.splitlines() if row.startswith("    ITA/") and "discordanti" in row] == [
        ["Versioni", "discordanti", "AZE,", "ITA"]
    ]
    assert "  Posti utilizzati" in told


def test_activity_without_a_date_is_told_apart(pair: Pair) -> None:
    italy, azerbaijan = pair
    italy.run("draft", "AZE", "activity", "--set", "title.en=Sample visit")
    italy.run("propose", "AZE", "d1", "--yes")
    italy.send("AZE", azerbaijan)
    azerbaijan.run("accept", "ITA", "ITA/1/0")
    azerbaijan.send("ITA", italy)
    told = italy.run("standing", "AZE").splitlines()
    assert told[-2] == "Agreed, no date yet: 1 activity, which counts in no year"
    assert told[-1].endswith("  Sample visit  Agreed")
    assert len(italy.facts("standing", "AZE", "--year", "2024")["undated"]) == 1


def test_report_with_a_wrong_count_is_used_wrongly(agreed: Pair) -> None:
    told = agreed[0].run("report", "AZE", "ITA/1/0", "--outcome", "held", "--people", "many", status=2)
    assert "many is not CODE=NUMBER" in told


def test_report_with_an_outcome_that_is_none_is_refused(agreed: Pair) -> None:
    told = agreed[0].run("report", "AZE", "ITA/1/0", "--outcome", "splendid", status=2)
    assert "'splendid' is not one of 'held', 'partly_held'" in " ".join(told.split())


def test_report_that_cannot_be_signed_points_at_no_draft(agreed: Pair) -> None:
    italy, _ = agreed
    told = italy.run("report", "AZE", "ITA/1/0", "--outcome", "not_held", "--reason", "whim", status=1)
    assert "Not done: This cannot be signed: Reason (reason) is none of: " in told
    assert "foedus draft" not in told
    assert italy.facts("draft", "list", "AZE") == []


def test_comment_names_its_text_as_people_read_it(agreed: Pair) -> None:
    italy, _ = agreed
    told = italy.run("draft", "AZE", "comment", "--set", "about=ITA/1/0", "--set", "text=Quando?")
    assert "  About   ITA/1/0\n" in told


def test_declaration_is_acknowledged(pair: Pair) -> None:
    italy, azerbaijan = pair
    italy.run("draft", "AZE", "milestone", "--set", "what=Ufficio aperto")
    assert italy.facts("declare", "AZE", "d1", "--yes")["versions"][0]["shown"] == "ITA/1/0"
    italy.send("AZE", azerbaijan)
    azerbaijan.run("acknowledge", "ITA", "ITA/1/0", "--note", "Noted")
    assert "- AZE has received: Milestone, Ufficio aperto (ITA/1/0) - note: Noted" in italy.run(
        "import", azerbaijan.write("ITA")
    )


def test_note_stays_in_the_office(agreed: Pair) -> None:
    italy, azerbaijan = agreed
    assert "Ricordare" in italy.run("note", "AZE", "ITA/1/0", "Ricordare")
    assert [one["text"] for one in italy.facts("note", "AZE", "ITA/1/0")] == ["Ricordare"]
    assert "Ricordare" in italy.run("show", "AZE", "ITA/1/0")
    file = Path(italy.write("AZE", "--plain"))
    assert b"Ricordare" not in file.read_bytes()
    assert azerbaijan.facts("note", "ITA", "ITA/1/0") == []


def test_text_agreed_on_paper_is_offered_once_the_partner_connects(
    open_office: Callable[[str], Office], tmp_path: Path
) -> None:
    italy, kazakhstan = open_office("ITA"), open_office("KAZ")
    italy.run("partnership", "found", "Sample", "--expected", "KAZ=Sample KAZ", "--name", "KAZ")
    assert "partner not connected" in italy.run("partnership", "list")
    italy.run("draft", "KAZ", "plan", "--set", "title=Piano su carta")
    scan = tmp_path / "scan.pdf"
    scan.write_bytes(b"%PDF sample")
    signed = italy.facts("paper", "KAZ", "d1", "--parties", "KAZ", "--scan", str(scan), "--yes")
    assert signed["review"]["entries"][0][0]["paper"] == ["KAZ"]
    assert "agreed on paper" in italy.run("records", "KAZ")
    italy.run("partnership", "admit", "KAZ", "--with", kazakhstan.card())
    kazakhstan.run("partnership", "join", italy.write("KAZ"), "--name", "ITA")
    kazakhstan.send("ITA", italy)
    offered = italy.facts("offer", "KAZ")
    assert len(offered["versions"]) == 1
    italy.send("KAZ", kazakhstan)
    kazakhstan.run("accept", "ITA", offered["versions"][0]["shown"])
    assert len(kazakhstan.send("ITA", italy)["sealed_here"]) == 1


def test_party_leaves(pair: Pair) -> None:
    italy, azerbaijan = pair
    assert azerbaijan.run("partnership", "leave", "ITA", "--yes") == "Signed: entry 1\n"
    assert "- AZE leaves the cooperation" in italy.run("import", azerbaijan.write("ITA"))
    assert "has left" in italy.run("partnership", "list")
