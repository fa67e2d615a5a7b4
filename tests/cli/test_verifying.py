"""`foedus verify` as a process of its own: what it says, how it ends, and what it never loads."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.office import Office
from tests.databases import ON_FILE_ALONE
from tests.exchange.files import agreed, endorsed, lines_of, rewrite, write_bundle, write_journal
from tests.ledger.scenario import key

AZE = "journals/AZE.jsonl"
PROGRAM = (
    "import sys\n"
    "sys.modules['django'] = None\n"
    "from foedus.cli.main import main\n"
    "try:\n    main(sys.argv[1:])\n"
    "finally:\n"
    "    loaded = [name for name in ('sqlite3', 'foedus.store', 'foedus.office', 'pydantic') if name in sys.modules]\n"
    "    print(loaded, file=sys.stderr)\n"
)


def verified(*arguments: str, lang: str = "en") -> subprocess.CompletedProcess[str]:
    """The command where Django is not installed, and at its end what it had loaded."""
    return subprocess.run(
        [sys.executable, "-c", PROGRAM, "--lang", lang, "verify", *arguments],
        capture_output=True,
        text=True,
        check=False,
    )


@ON_FILE_ALONE
def test_whole_dispatch_verifies_without_django_and_without_a_copy(tmp_path: Path) -> None:
    told = verified(str(write_bundle(tmp_path / "x.foedus", agreed())))
    assert (told.returncode, told.stderr) == (0, "[]\n")
    assert "    AZE: all 2 entries verify, up to AZE/1\n    ITA: all 3 entries verify" in told.stdout
    assert "brought by ITA/0  not yet compared" in told.stdout
    assert "All of it verifies.\n" in told.stdout


@ON_FILE_ALONE
def test_changed_byte_is_told_by_file_and_line(tmp_path: Path) -> None:
    scenario = agreed()
    version = endorsed(scenario)
    whole = write_bundle(tmp_path / "x.foedus", scenario)
    path = rewrite(whole, {AZE: (version, version[:-1] + b"1")}, tmp_path / "y.foedus")
    told = verified(str(path), lang="it")
    assert (told.returncode, told.stderr) == (1, "[]\n")
    printed = " ".join(told.stdout.split())
    assert "AZE: 1 di 2 registrazioni risultano valide, fino a AZE/0" in printed
    assert f"- {path}: {AZE}, riga 2: la sua firma non è della chiave che indica" in printed
    assert told.stdout.endswith("Non tutto risulta valido.\n")


@ON_FILE_ALONE
def test_facts_of_a_verification_are_json(tmp_path: Path) -> None:
    scenario = agreed()
    paths = [str(write_journal(tmp_path, code, lines_of(scenario, code))) for code in ("ITA", "AZE")]
    told = verified(*paths, "--json", "--pin", f"ITA={key('ITA').thumbprint}")
    facts = json.loads(told.stdout)
    assert sorted(facts) == ["files", "partnerships", "verifies"]
    assert facts["verifies"] is True
    (one,) = facts["partnerships"]
    assert [(journal["code"], journal["verified"], journal["heads"]) for journal in one["journals"]] == [
        ("AZE", 2, [1]),
        ("ITA", 3, [2]),
    ]
    assert one["digest"]["code"] == scenario.state()["digest"]
    assert {key["code"]: key["compared"] for key in one["keys"] if key["use"] == "signing"} == {
        "ITA": "pinned",
        "AZE": "not-yet",
    }


@ON_FILE_ALONE
@pytest.mark.parametrize(
    "name, content, told",
    [
        ("x.foedus.age", b"age-encryption.org/v1\n", "it is encrypted: only its receivers can open it"),
        ("x.foedus", b"PK\3\4", "it is no dispatch, or it is damaged"),
        ("x.jsonl", b"", "it holds no entry that can be read"),
    ],
)
def test_file_that_cannot_be_read_says_why(tmp_path: Path, name: str, content: bytes, told: str) -> None:
    (tmp_path / name).write_bytes(content)
    ended = verified(str(tmp_path / name))
    assert (ended.returncode, ended.stderr) == (1, "[]\n")
    assert told in " ".join(ended.stdout.split())


@ON_FILE_ALONE
@pytest.mark.parametrize("pin", ["ITA", "ITA=short", "ita=" + "A" * 43])
def test_pin_that_is_none_is_used_wrongly(tmp_path: Path, pin: str) -> None:
    path = write_bundle(tmp_path / "x.foedus", agreed())
    ended = verified(str(path), "--pin", pin)
    assert ended.returncode == 2
    assert "is not CODE=THUMBPRINT" in ended.stderr


@ON_FILE_ALONE
def test_pin_that_differs_does_not_verify(tmp_path: Path) -> None:
    path = write_bundle(tmp_path / "x.foedus", agreed())
    ended = verified(str(path), "--pin", f"AZE={key('ITA').thumbprint}")
    assert ended.returncode == 1
    assert "AZE: the key that was compared is" in ended.stdout


def test_plain_dispatch_of_an_office_verifies(agreed: tuple[Office, Office]) -> None:
    italy, _ = agreed
    ended = verified(italy.write("AZE", "--plain"), "--json")
    facts = json.loads(ended.stdout)
    assert (ended.returncode, facts["verifies"]) == (0, True)
    assert facts["partnerships"][0]["digest"]["code"] == italy.facts("check", "AZE")["code"]
