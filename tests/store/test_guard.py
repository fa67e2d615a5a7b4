"""What keeps a party from signing two entries in one place: the note beside the key, which no backup takes back."""

import shutil
from pathlib import Path

import pytest

from foedus.office import parties, partnerships, receiving, stating
from foedus.office.errors import GuardError
from foedus.store.node import open_node
from tests.databases import keep_aside, new_home
from tests.office.desk import Clock, Desk

LAST_SIGNED = Path("keys") / "last-signed.json"


def desk(folder: Path, code: str, clock: Clock) -> Desk:
    node = new_home(folder / "home", clock=clock)
    signing, recovery, age = node.keyring.newest()  # type: ignore[attr-defined]  # the port does not need it
    parties.set_own_card(node, code, f"Sample {code}", {}, signing.jwk, recovery.jwk, age)
    return Desk(node, folder, code)


@pytest.fixture
def pair(tmp_path: Path) -> tuple[Desk, Desk]:
    clock = Clock()
    italy, azerbaijan = desk(tmp_path / "ITA", "ITA", clock), desk(tmp_path / "AZE", "AZE", clock)
    partnerships.found(italy.node, "Sample cooperation", cards=[azerbaijan.card])
    partnerships.join(azerbaijan.node, italy.write())
    azerbaijan.send(italy)
    return italy, azerbaijan


def declare(desk: Desk, what: str) -> list[int]:
    signed = stating.declare(desk.node, desk.coop, [desk.draft("milestone", what=what)])
    return [entry.seq for entry in signed.entries]


def reopened(desk: Desk, backup: Path) -> Desk:
    """The same home with the database of a backup, the keys' folder as it is."""
    for old in (desk.folder / "home").glob("foedus.db*"):
        old.unlink()
    for file in (*backup.glob("foedus.db*"), *backup.glob("database")):
        shutil.copy(file, desk.folder / "home")
    again = Desk(open_node(desk.folder / "home", lambda: None, Clock()), desk.folder, desk.code)
    again.sent = 50
    return again


def test_node_restored_from_old_backup_signs_nothing(pair: tuple[Desk, Desk], tmp_path: Path) -> None:
    italy, azerbaijan = pair
    keep_aside(italy.folder / "home", tmp_path / "backup")
    assert declare(italy, "Aperto l'ufficio") == [1]
    assert declare(italy, "Consegnato il materiale") == [2]
    italy.send(azerbaijan)
    signed = (italy.folder / "home" / LAST_SIGNED).read_bytes()
    restored = reopened(italy, tmp_path / "backup")
    with pytest.raises(GuardError) as caught:
        declare(restored, "Altro")
    assert (caught.value.reason, caught.value.facts) == ("copy-behind", {"last_signed": 2, "held": 0})
    assert (italy.folder / "home" / LAST_SIGNED).read_bytes() == signed
    receiving.receive(azerbaijan.node, restored.write())
    (told,) = azerbaijan.send(restored)
    assert told.applied == {"ITA": 2}
    assert declare(restored, "Altro") == [3]
    (told,) = restored.send(azerbaijan)
    assert (told.applied, told.alarms) == ({"ITA": 1}, ())


def test_node_that_got_back_a_part_of_its_own_entries_still_signs_nothing(
    pair: tuple[Desk, Desk], tmp_path: Path
) -> None:
    italy, azerbaijan = pair
    keep_aside(italy.folder / "home", tmp_path / "backup")
    declare(italy, "Aperto l'ufficio")
    italy.send(azerbaijan)
    declare(italy, "Consegnato il materiale")
    restored = reopened(italy, tmp_path / "backup")
    receiving.receive(azerbaijan.node, restored.write())
    azerbaijan.send(restored)
    with pytest.raises(GuardError) as caught:
        declare(restored, "Altro")
    assert (caught.value.reason, caught.value.facts) == ("copy-behind", {"last_signed": 2, "held": 1})


def test_node_that_crashed_before_it_noted_what_it_signed_notes_it_when_opened(pair: tuple[Desk, Desk]) -> None:
    italy, _ = pair
    before = (italy.folder / "home" / LAST_SIGNED).read_bytes()
    declare(italy, "Aperto l'ufficio")
    after = (italy.folder / "home" / LAST_SIGNED).read_bytes()
    assert before != after
    (italy.folder / "home" / LAST_SIGNED).write_bytes(before)
    open_node(italy.folder / "home", lambda: None)
    assert (italy.folder / "home" / LAST_SIGNED).read_bytes() == after


def test_note_that_cannot_be_read_stops_the_signing(pair: tuple[Desk, Desk]) -> None:
    italy, _ = pair
    (italy.folder / "home" / LAST_SIGNED).write_bytes(b"{")
    with pytest.raises(Exception, match="key-file-broken"):
        declare(italy, "Aperto l'ufficio")
