"""The demo is played once as a newcomer plays it, and what the README shows of it is what it prints."""

import json
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from click.testing import CliRunner

from docs import transcript
from foedus.cli.demo.counting import agreed_lines, by_serial, short, with_suggestions
from foedus.cli.demo.one_byte import FALSE, REGISTER, TRUE, change_one_byte
from foedus.cli.demo.stage import Aside, side_by_side
from foedus.cli.demo.story import Story, UnexpectedError
from foedus.cli.main import main
from tests.databases import ON_FILE_ALONE

pytestmark = ON_FILE_ALONE  # a newcomer has no server
PARTS = 5


def state(folder: Path, home: str, cooperation: str) -> dict[str, object]:
    """The state of a cooperation as an office's copy tells it."""
    program = Path(sys.executable).parent / "foedus"
    told = subprocess.run(
        [str(program), "--home", str(folder / home), "state", cooperation, "--json"], capture_output=True, check=True
    )
    found: dict[str, object] = json.loads(told.stdout)
    return found


def test_demo_plays_to_the_end_and_the_readme_shows_it(tmp_path: Path) -> None:
    folder = tmp_path / "demo"
    told = transcript.run(folder)
    assert [line[:1] for line in told.splitlines() if line[1:3] == ". "] == [str(n + 1) for n in range(PARTS)]
    assert sorted(path.name for path in folder.iterdir() if (path / "foedus.db").exists()) == [
        "AZE", "ITA", "KAZ", "USA",
    ]  # fmt: skip
    for home, cooperation, other, back in (("ITA", "AZE", "AZE", "ITA"), ("ITA", "KAZ", "KAZ", "ITA"),
                                           ("USA", "AZE", "AZE", "USA")):  # fmt: skip
        ours, theirs = state(folder, home, cooperation), state(folder, other, back)
        assert ours == theirs
        assert (ours["void"], ours["disputed"], ours["waiting"]) == ([], [], {})
    readme = transcript.README.read_text(encoding="utf-8")
    assert readme == transcript.readme_with(readme, transcript.shortened(told)), "make docs writes it anew"


def test_home_that_is_not_empty_is_refused(tmp_path: Path) -> None:
    (tmp_path / "mine").write_text("kept", encoding="utf-8")
    ended = CliRunner().invoke(main, ["demo", "--home-dir", str(tmp_path)])
    assert ended.exit_code == 2
    assert [path.name for path in tmp_path.iterdir()] == ["mine"]


def test_demo_without_the_installed_command_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "executable", str(tmp_path / "bin" / "python"))
    monkeypatch.setenv("PATH", str(tmp_path))
    ended = CliRunner().invoke(main, ["demo", "--home-dir", str(tmp_path / "demo")])
    assert ended.exit_code == 1
    assert ended.stderr.splitlines()[1:3] == [
        "Not as told: the installed command",
        f"Foretold: {tmp_path / 'bin' / 'foedus'}",
    ]


def test_story_stops_where_something_is_not_as_told() -> None:
    story = Story()
    story.expects("the lines", 31, 31)
    with pytest.raises(UnexpectedError) as caught:
        story.expects("the lines", 31, 30)
    assert (caught.value.what, caught.value.foretold, caught.value.found) == ("the lines", 31, 30)


def test_scenes_side_by_side_are_told_in_their_order(capsys: pytest.CaptureFixture[str]) -> None:
    told = side_by_side(Story(), *(lambda own, n=n: own.says(f"scene {n}") or n for n in range(3)))
    assert told == [0, 1, 2]
    assert capsys.readouterr().out.split("\n") == ["  scene 0", "  scene 1", "  scene 2", ""]


def test_aside_that_goes_wrong_is_told_up_to_there(capsys: pytest.CaptureFixture[str]) -> None:
    def scene(own: Story) -> None:
        own.says("so far")
        own.expects("more", 1, 2)

    aside = Aside(scene)
    aside.start()
    aside.wait()
    assert capsys.readouterr().out == ""
    with pytest.raises(UnexpectedError):
        aside.tell(Story())
    assert capsys.readouterr().out == "  so far\n"


def test_long_command_is_cut_where_it_says_so(capsys: pytest.CaptureFixture[str]) -> None:
    Story().shows("ITA", ["note", "AZE", "ITA/1", "a text of many words " * 9])
    (line,) = capsys.readouterr().out.splitlines()
    assert line.startswith("    ITA $ foedus note AZE ITA/1 'a text of")
    assert line.endswith(" ...")


def test_one_byte_is_changed_and_nothing_else(tmp_path: Path) -> None:
    file = tmp_path / "plain.foedus"
    line = b'x {"body":{' + TRUE + b"}}\n"
    with zipfile.ZipFile(file, "w") as packed:
        packed.writestr(REGISTER, line)
        packed.writestr("journals/AZE.jsonl", line)
    change_one_byte(file)
    with zipfile.ZipFile(file) as packed:
        assert packed.read(REGISTER) == line.replace(TRUE, FALSE)
        assert packed.read("journals/AZE.jsonl") == line
    assert sum(one != other for one, other in zip(TRUE, FALSE, strict=True)) == 1


def test_lines_are_counted_by_host_and_standing() -> None:
    rows = [
        {"kind": "activity/1", "standing": standing, "featured": {"serial": str(n), "host": host}}
        for n, (standing, host) in enumerate([("agreed", "ITA"), ("agreed", "AZE"), ("declined", "AZE")])
    ]
    assert agreed_lines(by_serial(rows)) == (2, 1, 1)


def test_drafts_with_suggestions_are_named() -> None:
    read = {"imported": {"drafts": [4, 5]}, "lines": [{"inferred": []}, {"inferred": [{"field": "type"}]}]}
    assert with_suggestions(read) == ["d5"]


def test_record_is_named_in_short() -> None:
    assert short("ITA/0a00f196-fe55-489e-ab1d-18dff2fb991e") == "ITA/0a00f196"


def test_transcript_marks_what_it_leaves_out_and_what_is_left_to_chance() -> None:
    words = "banana coffee thought viable seminar theory method spin retire picnic shiver salon"
    output = f"""
1. Italy and Azerbaijan agree a plan
    ITA $ foedus init ITA
    AZE $ foedus accept ITA --all-of ITA/5/0
      ITA  {words}
      AZE  {words}
Played to the end in 41 seconds, and everything was as told.
    cd /somewhere
"""
    assert transcript.shortened(output).splitlines() == [
        "1. Italy and Azerbaijan agree a plan",
        "    ...",
        "    AZE $ foedus accept ITA --all-of ITA/5/0",
        "      ITA  ‹the same twelve words›",
        "      AZE  ‹the same twelve words›",
        "Played to the end in ‹n› seconds, and everything was as told.",
    ]


def test_readme_takes_a_transcript_between_its_marks() -> None:
    text = f"before\n{transcript.BEGIN}old{transcript.END}\nafter"
    fresh = transcript.readme_with(text, "new\n")
    assert fresh == f"before\n{transcript.BEGIN}\n\n```text\nnew\n```\n\n{transcript.END}\nafter"
    assert transcript.readme_with(fresh, "new\n") == fresh


def test_words_that_chance_made_long_are_written_alike_where_they_go_on_in_the_next_line() -> None:
    asked = "    ITA $ foedus check AZE\n"
    told = f"{asked}      ITA  one two three four five six seven eight nine ten eleven\n      twelve\n"
    assert transcript.shortened(told) == f"{asked}      ITA  ‹the same twelve words›\n"
