"""Keys and parties between served offices: each change by command, carried over HTTPS, and as the others see it."""

import json
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pytest
from click.testing import CliRunner

from foedus.cli.main import main
from foedus.exchange.https import CA_FILE
from foedus.office.recovery_sheet import sheet_of
from tests.live.certificates import Authority
from tests.live.office import Office, joined
from tests.live.test_lines import QUIET
from tests.live.wires import wire
from tests.servers import HERE

COMPARE = ("--way", "telephone", "--by", "Sample", "--with", "registry")


def does(home: Path, *command: str, typed: str = "", status: int = 0) -> str:
    """Give a command in a home, in this process; gives what it prints."""
    ended = CliRunner().invoke(main, ["--home", str(home), "--lang", "en", *command], input=typed)
    assert ended.exit_code == status, f"{command}: {ended.output}{ended.exception!r}"
    return " ".join(ended.output.split())


def key_of(home: Path, coop: str, code: str) -> tuple[str, bool]:
    """The words of a Party's key as they are held in a home, and whether it is compared there."""
    held = json.loads(does(home, "keys", "list", coop, "--json"))[code]
    return " ".join(held["words"]), held["compared"] is not None


def calls(home: Path, coop: str, code: str) -> int:
    """Have a home call another office, which carries entries both ways; gives how many came."""
    (told,) = json.loads(does(home, "peer", "try", coop, code, "--json"))
    assert told["failure"] is None, told
    return int(told["taken"])


@contextmanager
def over_https(folder: Path, *offices: Office) -> Iterator[dict[str, str]]:
    """Serve offices, each behind TLS; gives their addresses by their codes."""
    authority = Authority(folder)
    with ExitStack() as stack, pytest.MonkeyPatch.context() as patched:
        patched.setenv(CA_FILE, str(authority.file))
        certificate = authority.issue(HERE)
        addresses = {}
        for office in offices:
            stack.enter_context(office.served(QUIET))
            addresses[office.code] = stack.enter_context(wire(office.port, certificate=certificate))
        yield addresses


def test_key_is_compared_changed_and_recovered_from_the_sheet_on_a_new_machine(tmp_path: Path) -> None:
    italy, azerbaijan = joined(tmp_path, "ITA", "AZE")
    here, there = italy.home, azerbaijan.home
    with over_https(tmp_path, azerbaijan) as addresses:
        does(here, "peer", "set", "sample", "AZE", addresses["AZE"])
        words, _ = key_of(there, "sample", "AZE")
        assert key_of(here, "sample", "AZE") == (words, False)
        does(here, "keys", "compare", "sample", "AZE", *COMPARE, typed=words)
        assert (key_of(here, "sample", "AZE"), key_of(there, "sample", "ITA")[1]) == ((words, True), False)

        does(there, "keys", "rotate", "--all", "--what", "both", "--yes")
        assert calls(here, "sample", "AZE") == 1
        changed = key_of(there, "sample", "AZE")[0]
        assert (changed != words, key_of(here, "sample", "AZE")) == (True, (changed, False))
        italy.state("Aperto")
        assert calls(here, "sample", "AZE") == 0
        does(here, "keys", "compare", "sample", "AZE", *COMPARE, typed=changed)
        azerbaijan.reopen()
        typed = sheet_of(azerbaijan.desk.node).keys[0].scanned
        azerbaijan.state("Açıldı, amma göndərilmədi")

    new, whole = azerbaijan.folder / "new", tmp_path / "whole.foedus"
    does(new, "init", "AZE", "Sample AZE", "--from-sheet", typed=typed)
    does(here, "export", "sample", "-o", str(whole), "--whole")
    does(new, "partnership", "take-back", str(whole), "--name", "sample")
    assert "signed, entry 2, 3" in does(new, "keys", "recover", "--all", "--yes")
    azerbaijan.home = new
    with over_https(tmp_path, azerbaijan) as addresses:
        does(here, "peer", "set", "sample", "AZE", addresses["AZE"])
        assert calls(here, "sample", "AZE") == 2
        recovered = key_of(new, "sample", "AZE")[0]
        assert (recovered not in {words, changed}, key_of(here, "sample", "AZE")) == (True, (recovered, False))
        does(here, "keys", "compare", "sample", "AZE", *COMPARE, typed=recovered)
        italy.state("Aperto di nuovo")
        assert calls(here, "sample", "AZE") == 0
    assert key_of(here, "sample", "AZE")[1]


def parties(home: Path, coop: str) -> dict[str, str]:
    """How each Party of a cooperation stands, as a home shows it."""
    listed = next(one for one in json.loads(does(home, "partnership", "list", "--json")) if one["name"] == coop)
    return {
        one["code"]: "left"
        if one["has_left"]
        else "in"
        if one["has_joined"]
        else "admitted"
        if one["is_admitted"]
        else "-"
        for one in listed["parties"]
    }


def test_party_is_admitted_another_leaves_and_a_new_cooperation_goes_on(tmp_path: Path) -> None:
    italy, azerbaijan = joined(tmp_path, "ITA", "AZE")
    kazakhstan = Office(tmp_path, "KAZ")
    here, baku, astana = italy.home, azerbaijan.home, kazakhstan.home
    card, dispatch = tmp_path / "KAZ.json", tmp_path / "for-KAZ.foedus"
    does(astana, "card", "--out", str(card))
    with over_https(tmp_path, italy) as addresses:
        does(baku, "peer", "set", "sample", "ITA", addresses["ITA"])
        does(here, "partnership", "admit", "sample", "--with", str(card))
        assert calls(baku, "sample", "ITA") == 1
        does(baku, "accept", "sample", "ITA/1/0", "--yes")
        assert calls(baku, "sample", "ITA") == 0
        does(here, "export", "sample", "-o", str(dispatch))
        does(astana, "partnership", "join", str(dispatch), "--name", "sample")
        does(astana, "peer", "set", "sample", "ITA", addresses["ITA"])
        assert calls(astana, "sample", "ITA") == 1  # that all have accepted, and it is in
        assert calls(baku, "sample", "ITA") == 2
        everyone = dict.fromkeys(("ITA", "AZE", "KAZ"), "in")
        assert [parties(home, "sample") for home in (here, baku, astana)] == [everyone] * 3

        does(baku, "partnership", "leave", "sample", "--note", "Sample note", "--yes")
        assert "left-unanswered" in does(baku, "peer", "try", "sample", "ITA", "--json", status=1)
        assert calls(astana, "sample", "ITA") == 1
        assert [parties(home, "sample") for home in (here, astana)] == [{**everyone, "AZE": "left"}] * 2

        does(here, "partnership", "found", "Second", "--with", str(card), "--name", "second", "--continues", "sample")
        does(here, "export", "second", "-o", str(dispatch))
        does(astana, "partnership", "join", str(dispatch), "--name", "second")
        does(astana, "peer", "set", "second", "ITA", addresses["ITA"])
        assert calls(astana, "second", "ITA") == 0
        assert parties(here, "second") == parties(astana, "second") == {"ITA": "in", "KAZ": "in"}
