"""The program as a person starts it: its help, its language, its exit status, and how errors end."""

import errno
import subprocess
import sys
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from foedus.cli.main import CHAPTERS, Program, main
from tests.databases import ON_FILE_ALONE

pytestmark = ON_FILE_ALONE
PROGRAM = Path(sys.executable).parent / "foedus"


def ended(*arguments: str, **surroundings: str) -> subprocess.CompletedProcess[str]:
    """The installed command as a process of its own."""
    return subprocess.run(
        [str(PROGRAM), *arguments],
        env={"PATH": "/usr/bin:/bin", "LANG": "C.UTF-8", **surroundings},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )


def test_summary_of_every_command_is_its_first_sentence() -> None:
    context = click.Context(main)
    for names in CHAPTERS.values():
        for name, place in names.items():
            command = main.get_command(context, name)
            assert command is not None
            assert f"{command.get_short_help_str()}." == place.summary


def test_command_imports_no_django_until_it_opens_a_copy() -> None:
    program = (
        "import sys\n"
        "from foedus.cli.main import main\n"
        "try:\n    main(['--help'])\nexcept SystemExit:\n    pass\n"
        "print(sorted({'django', 'pydantic', 'foedus.store'} & set(sys.modules)), file=sys.stderr)\n"
    )
    told = subprocess.run([sys.executable, "-c", program], check=False, capture_output=True, text=True)
    assert told.stderr == "[]\n"


@pytest.mark.parametrize(
    "surroundings, begins",
    [
        ({}, "Usage:"),
        ({"LANG": "it_IT.UTF-8"}, "Uso:"),
        ({"LC_ALL": "it_IT.UTF-8", "LANG": "en_US.UTF-8"}, "Uso:"),
        ({"LANGUAGE": "it:en"}, "Uso:"),
        ({"LANG": "fr_FR.UTF-8"}, "Usage:"),
        ({"FOEDUS_LANG": "it", "LANG": "en_US.UTF-8"}, "Uso:"),
        ({"FOEDUS_LANG": "en", "LANG": "it_IT.UTF-8"}, "Usage:"),
        ({"LC_ALL": "C", "LANG": "it_IT.UTF-8"}, "Usage:"),
    ],
)
def test_language_follows_the_surroundings(surroundings: dict[str, str], begins: str) -> None:
    assert ended("--help", **surroundings).stdout.split(" ")[0] == begins


def test_language_asked_for_comes_before_the_surroundings() -> None:
    assert ended("--lang", "it", "--help", LANG="en_US.UTF-8").stdout.startswith("Uso:")
    assert ended("--lang", "en", "--help", LANG="it_IT.UTF-8").stdout.startswith("Usage:")


@pytest.mark.parametrize("lang, word", [("en", "Error"), ("it", "Errore")])
@pytest.mark.parametrize(
    "arguments", [["bogus"], ["init"], ["verify"], ["verify", "/nowhere"], ["accept", "AZE"], ["card", "--bogus"]]
)
def test_command_used_wrongly_ends_with_two(arguments: list[str], lang: str, word: str) -> None:
    told = ended("--lang", lang, *arguments)
    assert (told.returncode, told.stdout) == (2, "")
    assert f"{word}: " in told.stderr


def test_command_refused_ends_with_one_and_says_what_to_do(tmp_path: Path) -> None:
    told = ended("--home", str(tmp_path / "gone"), "todo")
    assert (told.returncode, told.stdout) == (1, "")
    assert told.stderr == (
        f"Not done: There is no office's copy in {tmp_path / 'gone'}.\n"
        "Kept:     Nothing was written.\n"
        "Now:      Name its folder with --home or FOEDUS_HOME, or begin one: foedus init CODE NAME.\n"
    )


def test_home_is_named_by_the_surroundings_and_left_closed(tmp_path: Path) -> None:
    assert ended("init", "ITA", "Sample", FOEDUS_HOME=str(tmp_path / "x")).returncode == 0
    assert ended("card", "--json", FOEDUS_HOME=str(tmp_path / "x")).returncode == 0
    assert sorted(path.name for path in (tmp_path / "x").iterdir()) == ["foedus.db", "keys"]
    assert ended("card", "--json", FOEDUS_HOME=str(tmp_path / "y")).returncode == 1


def test_version_is_told() -> None:
    assert ended("--version").stdout.startswith("foedus, version ")


def test_reader_that_goes_away_leaves_no_traceback() -> None:
    with subprocess.Popen(
        [str(PROGRAM), "--help"], stdout=subprocess.PIPE, stderr=subprocess.PIPE, env={"LANG": "C.UTF-8"}
    ) as told:
        assert told.stdout is not None
        assert told.stderr is not None
        told.stdout.close()
        assert told.stderr.read() == b""


@click.group(cls=Program)
def faulty() -> None:
    """A program whose commands go wrong."""


@faulty.command("mistake")
def _mistake() -> None:
    raise ZeroDivisionError


@faulty.command("interrupted")
def _interrupted() -> None:
    raise KeyboardInterrupt


@faulty.command("full")
def _full() -> None:
    raise OSError(errno.ENOSPC, "No space left on device")


def test_mistake_of_the_program_is_told_without_traceback(monkeypatch: pytest.MonkeyPatch) -> None:
    told = CliRunner().invoke(faulty, ["mistake"])
    assert (told.exit_code, told.stdout) == (1, "")
    assert told.stderr == (
        "Not done: foedus made a mistake that it cannot explain (ZeroDivisionError).\n"
        "Kept:     What was finished before is kept; the unfinished step left no trace.\n"
        "Now:      Give the same command again with FOEDUS_DEBUG=1 before it, and send what it prints to the makers.\n"
    )
    monkeypatch.setenv("FOEDUS_DEBUG", "1")
    assert isinstance(CliRunner().invoke(faulty, ["mistake"]).exception, ZeroDivisionError)


def test_interruption_says_what_was_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FOEDUS_LANG", "it")
    told = CliRunner().invoke(faulty, ["interrupted"])
    assert told.exit_code == 1
    assert told.stderr.lstrip() == (
        "Interrotto: Avete interrotto il comando.\n"
        "Conservato: Quanto già concluso è conservato; il passo non concluso non ha lasciato traccia.\n"
        "Ora:        Ripetete lo stesso comando: nulla viene fatto due volte.\n"
    )


def test_disk_that_is_full_is_worded() -> None:
    told = CliRunner().invoke(faulty, ["full"])
    assert told.exit_code == 1
    assert told.stderr.startswith("Not done: The system refused: the disk is full.\nKept:     ")
