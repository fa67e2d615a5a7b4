"""What a dispatch is said to have changed: alarms first, refusals by file and line, and what is missing."""

from pathlib import Path

import pytest

from foedus.cli import language
from foedus.cli.receiving import tell_received
from foedus.office.arrivals import Change
from foedus.office.ports import Cooperation
from foedus.office.receiving import Missing, Received, Refused
from tests.cli.office import Office
from tests.databases import ON_FILE_ALONE, keep_aside

Pair = tuple[Office, Office]


def received(**facts: object) -> Received:
    """What a dispatch brought: nothing, but for these facts."""
    plain: dict[str, object] = dict.fromkeys(Received.__struct_fields__, ())
    plain |= {
        "cooperation": Cooperation("0" * 64, "AZE", "ITA"),
        "sender": "AZE",
        "created": "2024-01-01T00:00:00Z",
        "applied": {},
        "known": 0,
        "waiting": {},
        "changes_left_out": 0,
        "refused_count": 0,
        "blobs": 0,
        "books_refused": "",
    }
    return Received(**{**plain, **facts})  # type: ignore[arg-type]  # the facts of the case at hand


def told(given: Received, capsys: pytest.CaptureFixture[str], lang: str = "en") -> str:
    """What is said of it, on one line."""
    language.choose(lang)
    tell_received(given)
    return " ".join(capsys.readouterr().out.split())


@ON_FILE_ALONE
def test_refused_line_is_told_by_file_line_and_reason(capsys: pytest.CaptureFixture[str]) -> None:
    refused = Refused("journals/AZE.jsonl", 7, "AZE", "seq", "seq=9 expected=3")
    given = received(refused=(refused,), refused_count=1)
    assert "One line was refused - journals/AZE.jsonl, line 7: it is numbered 9, and 3 was due" in told(given, capsys)
    assert "Una riga è stata respinta - journals/AZE.jsonl, riga 7: porta il numero 9, ed era dovuto 3" in told(
        given, capsys, "it"
    )


@ON_FILE_ALONE
def test_what_is_missing_is_counted(capsys: pytest.CaptureFixture[str]) -> None:
    given = received(
        waiting={"AZE": 2, "KAZ": 1},
        missing=(Missing("0" * 64, "blob", ()), Missing("1" * 64, "entry", ())),
    )
    text = told(given, capsys)
    assert "3 entries wait for others that are not here yet" in text
    assert "One file is missing; it is asked for with our next dispatch." in text


@ON_FILE_ALONE
def test_act_without_effect_says_why(capsys: pytest.CaptureFixture[str]) -> None:
    change = Change(
        "without-effect", "AZE", "", None, {}, {"act": "x", "act_shown": "AZE/1/0", "reason": "not-concerned"}
    )
    text = told(received(changes=(change,)), capsys)
    assert "- AZE: an act without effect (its author's consent is not asked for this text)" in text


@ON_FILE_ALONE
def test_changes_beyond_what_is_read_are_counted(capsys: pytest.CaptureFixture[str]) -> None:
    change = Change("left", "AZE", "")
    text = told(received(changes=(change,) * 61, changes_left_out=4), capsys)
    assert text.count("AZE leaves the cooperation") == 60
    assert "... and 5 more" in text


@ON_FILE_ALONE
def test_copy_that_may_not_sign_says_so(capsys: pytest.CaptureFixture[str]) -> None:
    assert "may not sign now: " in told(received(books_refused="copy-behind"), capsys)


def test_two_copies_of_one_office_raise_an_alarm(pair: Pair, tmp_path: Path) -> None:
    italy, azerbaijan = pair
    other = Office(tmp_path / "stolen", "ITA")
    keep_aside(italy.home, other.home)
    for office, title in ((italy, "Piano"), (other, "Altro piano")):
        office.run("draft", "AZE", "plan", "--set", f"title={title}")
        office.run("propose", "AZE", "d1", "--yes")
    azerbaijan.run("import", italy.write("AZE"))
    printed = azerbaijan.run("import", other.write("AZE"))
    assert "ALARM: ITA keeps conflicting registers\n" in printed
    assert azerbaijan.facts("state", "ITA")["heads"]["ITA"] == [1, 1]
    back = azerbaijan.write("ITA", "--plain")
    italy.run("import", back)
    italy.run("draft", "AZE", "plan", "--set", "title=Ancora")
    refused = italy.run("propose", "AZE", "d2", "--yes", status=1)
    assert "two different entries of ITA bear the number 1" in refused
    assert "only the recovery key can mend this" in refused
    italy.run("keys", "recover", "AZE", "--yes")
    italy.run("propose", "AZE", "d2", "--yes")
