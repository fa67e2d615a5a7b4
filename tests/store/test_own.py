"""What an office keeps of one record is read with one question."""

from pathlib import Path

from foedus.office.ports import Draft, PrivateNote, StepState
from foedus.store.own import Own, own
from tests.store.nodes import database

ID, OTHER, AT = "a" * 64, "b" * 64, "2026-01-01T00:00:00Z"


def test_own_is_of_the_record_alone_but_for_drafts(tmp_path: Path) -> None:
    store = database(tmp_path)
    drafts = [store.put_draft(Draft(0, ID, "meeting/1", f"ITA/{n}", {"title": "x"}, changed=AT)) for n in (1, 2)]
    store.put_draft(Draft(0, OTHER, "meeting/1", "ITA/1", {}))
    note = store.put_note(PrivateNote(0, ID, "ITA/1", AT, "Ours alone"))
    store.put_note(PrivateNote(0, ID, "ITA/2", AT, "Of another"))
    step = StepState(ID, "ITA/1", "visas", "done", AT, "Sample Officer")
    store.put_step_state(step)
    store.put_setting("suspense/visit", [1])
    store.put_setting("other", 2)
    assert own(store.connection, ID, "ITA/1", "suspense/") == Own(drafts, [note], [step], {"suspense/visit": [1]})
    assert own(store.connection, ID, "ITA/1", "").settings == {}
