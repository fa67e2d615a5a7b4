"""A party's node: made once, opened again, its own drafts, notes, settings and dispatches kept; nothing half done."""

import stat
import subprocess
import sys
from pathlib import Path

import msgspec
import pytest
from django.test.utils import CaptureQueriesContext

from foedus.ledger.errors import LedgerError
from foedus.office.ports import Cooperation, Dispatch, Draft, PrivateNote, StepState
from foedus.store.home import HomeError
from foedus.store.node import NodeDatabase, create_node, now, open_node
from tests.databases import fresh, new_home
from tests.ledger.scenario import Scenario
from tests.store.nodes import database, ledger_of, take

ID, OTHER = "a" * 64, "b" * 64
AT = "2026-01-01T00:00:00Z"


def test_new_node_can_be_opened_again(tmp_path: Path) -> None:
    made = new_home(tmp_path / "deep" / "home")
    made.store.put_setting("language", "it")
    again = open_node(tmp_path / "deep" / "home", lambda: None)
    assert again.store.setting("language") == "it"
    assert again.keyring.identities() == made.keyring.identities()
    assert stat.S_IMODE((tmp_path / "deep" / "home").stat().st_mode) == 0o700


def test_node_has_chance_and_a_clock_of_its_own(tmp_path: Path) -> None:
    node = new_home(tmp_path / "home")
    assert len(node.chance(16)) == 16
    assert node.chance(16) != node.chance(16)
    assert len(node.clock()) == len(now()) == len(AT)
    assert create_node(tmp_path / "other", None, lambda: AT).clock() == AT


def test_node_that_cannot_be_made_leaves_nothing_half_made(tmp_path: Path) -> None:
    home = tmp_path / "home"
    limit = "import resource; resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, 20_000))"  # as a disk that is full
    make = (
        f"from pathlib import Path; from foedus.store.node import create_node; create_node(Path({str(home)!r}), None)"
    )
    done = subprocess.run([sys.executable, "-c", f"{limit}; {make}"], capture_output=True, text=True, check=False)
    assert done.stderr.splitlines()[-1].startswith("foedus.store.home.HomeError: home-not-writable")
    assert list(tmp_path.iterdir()) == []
    assert create_node(home, None).store.cooperations() == []


@pytest.mark.parametrize("name", ["foedus.db", "letter.txt"])
def test_folder_that_holds_something_is_no_new_home(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_text("here")
    with pytest.raises(HomeError) as caught:
        create_node(tmp_path, None)
    assert (caught.value.reason, caught.value.facts) == ("home-not-empty", {"home": str(tmp_path)})
    assert [path.name for path in tmp_path.iterdir()] == [name]


def test_home_that_cannot_be_written_is_refused(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("here")
    with pytest.raises(HomeError) as caught:
        create_node(tmp_path / "file", None)
    assert caught.value.reason == "home-not-writable"


def test_folder_without_node_is_refused(tmp_path: Path) -> None:
    with pytest.raises(HomeError) as caught:
        open_node(tmp_path, lambda: None)
    assert (caught.value.reason, caught.value.facts) == ("no-node-here", {"home": str(tmp_path)})
    assert list(tmp_path.iterdir()) == []


def test_database_that_is_none_is_refused(tmp_path: Path) -> None:
    (tmp_path / "home").mkdir()
    (tmp_path / "home" / "foedus.db").write_bytes(b"no database, whatever its name says" * 200)
    with pytest.raises(HomeError) as caught:
        open_node(tmp_path / "home", lambda: None)
    assert caught.value.reason == "database-unreadable"


def test_home_on_a_server_names_its_database_and_has_none_of_its_own(tmp_path: Path) -> None:
    address = fresh()
    create_node(tmp_path / "home", None, database=address).store.put_setting("card", {"code": "ITA"})
    assert {path.name for path in (tmp_path / "home").iterdir()} == {"keys", "database"}
    assert open_node(tmp_path / "home", lambda: None).store.setting("card") == {"code": "ITA"}
    with pytest.raises(HomeError, match="database-not-empty"):
        create_node(tmp_path / "other", None, database=address)
    assert not (tmp_path / "other").exists()


@pytest.mark.parametrize("address", ["postgresql:///x?host=/nowhere", "foedus.db"])
def test_server_that_does_not_answer_leaves_nothing_half_made(tmp_path: Path, address: str) -> None:
    with pytest.raises(LedgerError):
        create_node(tmp_path / "home", None, database=address)
    assert list(tmp_path.iterdir()) == []


def test_home_whose_server_does_not_answer_says_so(tmp_path: Path) -> None:
    create_node(tmp_path / "home", None)
    (tmp_path / "home" / "database").write_text("postgresql:///x?host=/nowhere")
    with pytest.raises(HomeError) as caught:
        open_node(tmp_path / "home", lambda: None)
    assert caught.value.reason == "database-unreachable"


def test_settings_are_plain_values_and_none_removes_them(tmp_path: Path) -> None:
    node = database(tmp_path)
    node.put_setting("pins.AZE", ["x", 1, {"y": None}])
    node.put_setting("pins.ITA", 7)
    node.put_setting("language", "it")
    node.put_setting("language", "en")
    assert node.setting("pins.AZE") == ["x", 1, {"y": None}]
    assert node.settings("pins.") == {"pins.AZE": ["x", 1, {"y": None}], "pins.ITA": 7}
    node.put_setting("language", None)
    assert node.setting("language") is None


def test_cooperations_are_listed_by_name(tmp_path: Path) -> None:
    node = database(tmp_path)
    ledger_of(node, ID, "second", "ITA")
    ledger_of(node, OTHER, "first", "AZE")
    assert node.cooperations() == [Cooperation(OTHER, "first", "AZE"), Cooperation(ID, "second", "ITA")]
    assert node.open(ID).cooperation == Cooperation(ID, "second", "ITA")


def test_drafts_are_kept_changed_and_dropped(tmp_path: Path) -> None:
    node = database(tmp_path)
    draft = Draft(0, ID, "activity/1", f"ITA/{ID[:8]}", {"title": "x"}, inferred=({"rule": "y"},), private={"cost": 7})
    first, second = node.put_draft(draft), node.put_draft(draft)
    assert (first.number, second.number) == (1, 2)
    changed = node.put_draft(Draft(1, ID, "activity/1", first.record, {"title": "z"}))
    assert (node.draft(1), node.draft(2)) == (changed, second)
    assert (node.drafts(ID), node.drafts(OTHER)) == ([changed, second], [])
    node.drop_draft(1)
    assert (node.draft(1), node.drafts(ID)) == (None, [second])


def test_private_notes_are_kept_by_record(tmp_path: Path) -> None:
    node = database(tmp_path)
    one = node.put_note(PrivateNote(0, ID, "ITA/x", AT, "first"))
    other = node.put_note(PrivateNote(0, ID, "ITA/y", AT, "second"))
    assert node.notes(ID) == [one, other]
    assert node.notes(ID, "ITA/y") == [other]
    assert node.notes(OTHER) == []


def test_dispatches_are_kept_in_order(tmp_path: Path) -> None:
    node = database(tmp_path)
    sent = node.put_dispatch(Dispatch(0, ID, "out", "AZE", AT, AT, "a.foedus", 3, {"ITA": (OTHER,)}, (ID,)))
    came = node.put_dispatch(Dispatch(0, ID, "in", "AZE", AT, AT, "b.foedus", 1, refused=({"line": 2},)))
    assert (sent.number, came.number) == (1, 2)
    assert node.dispatches(ID) == [sent, came]


def fail_after(node: NodeDatabase, said: list[str]) -> None:
    with node.transaction():
        node.put_setting("language", "it")
        node.after_commit(lambda: said.append("written"))
        raise KeyboardInterrupt


def test_transaction_that_is_interrupted_leaves_nothing_and_calls_nobody(tmp_path: Path) -> None:
    node = database(tmp_path)
    said: list[str] = []
    with pytest.raises(KeyboardInterrupt):
        fail_after(node, said)
    assert (node.setting("language"), said) == (None, [])
    with node.transaction():
        node.after_commit(lambda: said.append("written"))
        assert said == []
    assert said == ["written"]


def test_what_another_process_wrote_is_seen_by_the_next_transaction(tmp_path: Path) -> None:
    told = Scenario("ITA", "AZE")
    told.propose("ITA", 1)
    one, other = database(tmp_path), database(tmp_path)
    ledger_of(one, told.id)
    first, second = one.open(told.id), other.open(told.id)
    take(one, first, told.lines[:2])
    take(other, second, told.lines)
    with one.transaction():
        assert len(first.facts().branches) == 2
        assert first.entry(told.lines[2].hash) is not None


def test_step_states_are_kept_by_record_and_partnership(tmp_path: Path) -> None:
    store = new_home(tmp_path / "home").store
    done = StepState(ID, "ITA/1", "names", "done", AT, "officer")
    for state in (done, msgspec.structs.replace(done, partnership=OTHER, state="not_needed")):
        store.put_step_state(msgspec.structs.replace(state, at=""))
        store.put_step_state(state)
    store.put_step_state(msgspec.structs.replace(done, record="ITA/2"))
    store.put_step_state(msgspec.structs.replace(done, record="ITA/2", state="open"))
    assert [(one.partnership, one.state, one.at) for one in store.step_states(["ITA/1", "ITA/2"])] == [
        (ID, "done", AT),
        (OTHER, "not_needed", AT),
    ]
    assert store.step_states([]) == []


def test_what_is_kept_of_a_record_is_read_at_once_for_a_request(tmp_path: Path) -> None:
    store = NodeDatabase(database(tmp_path).connection, is_brief=True)
    store.put_draft(Draft(0, ID, "meeting/1", "ITA/1", {}, changed=AT))
    store.put_note(PrivateNote(0, ID, "ITA/1", AT, "Ours alone"))
    store.put_note(PrivateNote(0, ID, "ITA/2", AT, "Of another"))
    store.put_step_state(StepState(ID, "ITA/1", "visas", "done", AT, "Sample Officer"))
    store.put_setting("suspense/visit", [1])
    expected = _kept(store)
    store.look_ahead(ID, "ITA/1", "suspense/")
    with CaptureQueriesContext(store.connection) as asked:
        assert _kept(store) == expected
    assert len(asked) == 0
    store.put_note(PrivateNote(0, ID, "ITA/1", AT, "One more"))
    assert [one.text for one in store.notes(ID, "ITA/1")] == ["Ours alone", "One more"]
    store.look_ahead(ID, "ITA/1", "visit/none")
    assert (store.setting("visit/none"), store.notes(ID, "ITA/2")[0].text) == (None, "Of another")


def _kept(store: NodeDatabase) -> list[object]:
    return [store.drafts(ID), store.notes(ID, "ITA/1"), store.step_states(["ITA/1"]), store.settings("suspense/")]


def test_what_came_with_something_else_is_known_for_a_request_alone(tmp_path: Path) -> None:
    kept = database(tmp_path)
    kept.put_setting("card", {"code": "ITA"})
    brief = NodeDatabase(kept.connection, is_brief=True)
    for store, known in ((kept, {"code": "ITA"}), (brief, {"code": "AZE"})):
        store.learn(rows=[], settings={"card": '{"code": "AZE"}', "none": None})
        assert (store.setting("card"), store.setting("none")) == (known, None)
    with brief.transaction():
        brief.learn(rows=[], settings={"card": '{"code": "KAZ"}'})
        assert brief.setting("card") == {"code": "ITA"}
