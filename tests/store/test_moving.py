"""A copy moves from a file to a server and back: everything, compared, and whole wherever it is interrupted."""

import hashlib
import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.db import DatabaseError
from django.utils import timezone

from foedus.office import files, partnerships, ports, stating
from foedus.store import listing
from foedus.store.database import bring_up, connect, disconnect, postgresql
from foedus.store.home import HomeError, database_of, named
from foedus.store.models import Draft
from foedus.store.moving import MoveError, go_on, last_drawn, move, rows_in
from foedus.store.node import NodeDatabase, open_node
from foedus.store.rebuild import derived_digest
from foedus.web.models import Grant, LogLine, User
from tests.databases import ON_FILE_ALONE, fresh
from tests.house.source import ROOT
from tests.office.conftest import clock, open_desk, pair
from tests.office.desk import Desk
from tests.postgres import shared
from tests.store.crashing import ENDED

__all__ = ["clock", "open_desk", "pair"]

pytestmark = ON_FILE_ALONE
AT = "2026-01-01T00:00:00Z"


@pytest.fixture
def home(pair: tuple[Desk, Desk]) -> Path:
    """A home in which there is something of everything: entries, a file, drafts, notes, a person, the log."""
    italy, azerbaijan = pair
    blob = files.attach(italy.node, italy.coop, b"\x00\xff sample", name="a.pdf", media_type="application/pdf")
    number = italy.draft("milestone", what={"it": "Però\u2028\\", "en": "x\ty\n"}, attachments=[blob])
    stating.declare(italy.node, italy.coop, [number])
    italy.propose(italy.draft("activity", title="Corso", period="2024-05"))
    italy.send(azerbaijan)
    dropped = italy.draft("activity", title="Altro")
    italy.draft("activity", title="Un terzo")
    italy.node.store.drop_draft(dropped + 1)
    italy.node.store.put_note(ports.PrivateNote(0, italy.coop.id, "ITA/x", AT, "nota\x01 'quoted' %s"))
    italy.node.store.put_setting("zeta", {"b": 1, "a": [None, True, "ə"]})
    store = database_in(italy.node)
    bring_up(store.connection)
    alias = store.connection.alias
    person = User.objects.using(alias).create(username="sample", name="Sample", is_active=False)
    Grant.objects.using(alias).create(user=person, role="head", begins=timezone.localdate())
    LogLine.objects.using(alias).create(at=timezone.now(), who="sample", verb="declare", detail={"z": 1, "a": "è"})
    store.connection.close()
    return italy.folder / "home"


@pytest.fixture
def server() -> Iterator[str]:
    """The address of a database without a table."""
    shared().ask("CREATE DATABASE moved_to")
    yield shared().address("moved_to")
    shared().ask("DROP DATABASE moved_to WITH (FORCE)")


def database_in(node: Any) -> NodeDatabase:
    store = node.store
    assert isinstance(store, NodeDatabase)
    return store


def told_of(home: Path) -> dict[str, Any]:
    """What an office sees of its copy, and what it was derived from."""
    node = open_node(home, lambda: None)
    store = database_in(node)
    alias = store.connection.alias
    (coop,) = node.store.cooperations()
    ledger = node.store.open(coop.id)
    listing.catch_up(node)
    found = {
        "views": repr(partnerships.overview(node)),
        "lines": [list(ledger.lines_of(code)) for code in ledger.codes()],
        "blobs": [ledger.blob(one) for one in ledger.blobs()],
        "drafts": repr(node.store.drafts(coop.id)),
        "notes": node.store.notes(coop.id),
        "settings": json.dumps(node.store.settings("")),
        "people": list(User.objects.using(alias).values_list("username", "name", "is_active", "date_joined")),
        "log": [(one.at, one.who, json.dumps(one.detail)) for one in LogLine.objects.using(alias).all()],
        "drawn": last_drawn(store.connection, Draft),
        "found": [row.row.name for row in listing.search(node, [1], "corso").page.rows],
    }
    store.connection.close()
    return found


def test_copy_moves_to_a_server_and_back(home: Path, server: str) -> None:
    before = told_of(home)
    steps: list[int] = []
    there = move(home, server, steps.append)
    assert there is not None
    assert (named(home), sum(steps), there.rows) == (server, 3 * there.rows, rows_in(home))
    assert [path.name for path in home.glob("foedus.db*")] == [Path(there.kept).name]
    assert told_of(home) == before
    back = move(home, None)
    assert back is not None
    assert (named(home), back.rows, back.digest, back.kept) == (None, there.rows, there.digest, server)
    assert told_of(home) == before
    assert {path.stat().st_mode & 0o777 for path in home.glob("foedus.db")} == {0o600}


def test_copy_that_moved_signs_on(home: Path, server: str, pair: tuple[Desk, Desk]) -> None:
    move(home, server)
    moved = Desk(open_node(home, lambda: None, pair[0].node.clock), pair[0].folder, "ITA")
    moved.sent = 50
    signed = moved.propose(moved.draft("activity", title="Dopo"))
    assert [entry.seq for entry in signed.entries] == [3]
    (told,) = moved.send(pair[1])
    assert (told.applied, told.alarms) == ({"ITA": 1}, ())


def test_whoever_has_the_old_database_open_changes_nothing_more(home: Path, server: str) -> None:
    old = open_node(home, lambda: None)
    move(home, server)
    with pytest.raises(DatabaseError, match="this copy was moved"):
        old.store.put_setting("language", "it")


def test_copy_is_not_moved_over_another(home: Path, tmp_path: Path) -> None:
    address = fresh()
    other = connect(postgresql(address))
    NodeDatabase(other).put_setting("card", {"code": "AZE"})
    before = (home / "foedus.db").read_bytes()
    with pytest.raises(MoveError) as caught:
        move(home, address)
    assert caught.value.reason == "holds-another"
    assert (named(home), NodeDatabase(other).setting("card")) == (None, {"code": "AZE"})
    open_node(home, lambda: None).store.put_setting("language", "it")
    assert before != b""
    with pytest.raises(HomeError, match="no-node-here"):
        move(tmp_path / "none", address)


def test_table_of_another_program_is_not_left_behind(home: Path, server: str) -> None:
    connection = connect(database_of(home))
    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE theirs (id integer)")
    disconnect(connection)
    with pytest.raises(MoveError) as caught:
        move(home, server)
    assert (caught.value.reason, caught.value.facts) == ("unknown-tables", {"tables": "theirs"})


def test_copy_that_is_there_already_is_opened_again(home: Path, server: str) -> None:
    assert move(home, None) is None
    move(home, server)
    (home / "database").unlink()
    (kept,) = home.glob("foedus.db.until-*")
    kept.rename(home / "foedus.db")
    assert move(home, None) is None
    open_node(home, lambda: None).store.put_setting("language", "it")


def fingerprint(home: Path) -> str:
    node = open_node(home, lambda: None)
    found = repr((derived_digest(database_in(node)), node.store.settings("")))
    database_in(node).connection.close()
    return hashlib.sha256(found.encode()).hexdigest()


@pytest.mark.parametrize("is_back", [False, True])
def test_move_that_is_ended_anywhere_is_completed_by_a_repeat(home: Path, server: str, *, is_back: bool) -> None:
    if is_back:
        move(home, server)
    whole = fingerprint(home)
    moments, ended = 0, ENDED
    command = [sys.executable, "-m", "tests.store.moving_crashing"]
    with subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as warm:
        assert warm.stdin is not None
        assert warm.stdout is not None
        while ended == ENDED:
            moments += 1
            warm.stdin.write(f"{moments}\t{home}\t{'' if is_back else server}\n")
            warm.stdin.flush()
            ended = int(warm.stdout.readline())
            assert fingerprint(home) == whole
        warm.stdin.close()
    assert (ended, named(home)) == (0, None if is_back else server)
    assert moments > 6


def test_numbers_that_were_drawn_are_not_drawn_again(home: Path) -> None:
    connection = connect(database_of(home))
    go_on(connection, Draft, 70)
    assert last_drawn(connection, Draft) == 70
    node = open_node(home, lambda: None)
    assert node.store.put_draft(ports.Draft(0, "a" * 64, "activity/1", "ITA/x", {})).number == 71
    disconnect(connection)
