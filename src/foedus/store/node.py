"""A party's node on disk: makes it, opens it, keeps what is the node's own; it knows no rule and no record."""

import json
import os
import secrets
import shutil
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, TypeVar

import msgspec
from django.db import transaction
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.utils import DatabaseError

from foedus.ledger.errors import LedgerError
from foedus.office.ports import Cooperation, Dispatch, Draft, Node, PrivateNote, StepState
from foedus.office.signing import note_last
from foedus.store import models as tables
from foedus.store import passed
from foedus.store.cooperation import StoredCooperation
from foedus.store.database import connect, postgresql, sqlite, take_right_to_write
from foedus.store.home import DATABASE, KEYS, HomeError, database_of, is_home, name_database, named
from foedus.store.keyring import FileKeyring
from foedus.store.numbers import Numbers
from foedus.store.own import own

_Read = TypeVar("_Read")


class NodeDatabase:
    """A ``foedus.office.ports.NodeStore`` over one database.

    :param is_brief: it serves one request, which is over soon: what was read outside a transaction is read once. What
        another process writes meanwhile is seen by the next request, and by every transaction.
    """

    def __init__(self, connection: BaseDatabaseWrapper, *, is_brief: bool = False) -> None:
        self.connection = connection
        self._is_brief = is_brief
        self._at_hand: dict[tuple[str, str], Any] = {}
        self._alias = connection.alias
        self._numbers = Numbers(connection)
        self._open: dict[str, StoredCooperation] = {}

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """As ``NodeStore``."""
        is_outermost = not self.connection.in_atomic_block
        if not is_outermost:
            self._flush()  # what fails inside takes back what it did itself, and nothing from before
        is_done = False
        try:
            with transaction.atomic(using=self._alias):
                take_right_to_write(self.connection)
                if is_outermost:
                    self._reset()
                yield
                self._flush()
            is_done = True
        finally:
            if not is_done:
                self._reset()

    def _flush(self) -> None:
        for ledger in self._open.values():
            ledger.flush()

    def _reset(self) -> None:
        self._at_hand.clear()
        self._numbers.reset()
        for ledger in self._open.values():
            ledger.reset()

    def after_commit(self, call: Callable[[], None]) -> None:
        """As ``NodeStore``."""
        transaction.on_commit(call, using=self._alias)

    def _once(self, what: str, of: str, ask: Callable[[], _Read]) -> _Read:
        """Ask, or give what was answered before where that is soon enough."""
        if not self._is_brief:
            return ask()
        if (what, of) not in self._at_hand:
            self._at_hand[what, of] = ask()
        known: _Read = self._at_hand[what, of]
        return known

    def learn(self, rows: Sequence[tables.Cooperation], settings: Mapping[str, str | None]) -> None:
        """Take what was answered together with something else: to serve one request, that is soon enough.

        :param rows: every partnership, by name.
        :param settings: some settings, each as JSON.
        """
        if self._is_brief and not self.connection.in_atomic_block:
            self._at_hand["cooperations", ""] = rows
            for name, value in settings.items():
                self._at_hand["setting", name] = json.loads(value) if value is not None else None

    def look_ahead(self, partnership: str, record: str, settings: str = "") -> None:
        """Read at once what this office keeps of a record: drafts of its partnership, notes, steps that were set.

        To serve one request alone: what is asked for afterwards is at hand.

        :param settings: the name of a setting, or the beginning of several, that are read too.
        """
        if not self._is_brief or self.connection.in_atomic_block:
            return
        kept = own(self.connection, partnership, record, settings)
        self._at_hand["drafts", partnership] = kept.drafts
        self._at_hand["notes", f"{partnership} {record}"] = kept.notes
        self._at_hand["steps", record] = kept.steps
        if settings:
            self._at_hand["settings", settings] = kept.settings
            self._at_hand["setting", settings] = kept.settings.get(settings)

    # Settings

    def setting(self, name: str) -> Any:
        """As ``NodeStore``."""
        rows = tables.Setting.objects.using(self._alias).filter(name=name).values_list("value", flat=True)
        return self._once("setting", name, rows.first)

    def put_setting(self, name: str, value: Any) -> None:
        """As ``NodeStore``."""
        self._at_hand.clear()
        if value is None:
            tables.Setting.objects.using(self._alias).filter(name=name).delete()
        else:
            tables.Setting.objects.using(self._alias).update_or_create(name=name, defaults={"value": value})

    def settings(self, prefix: str) -> dict[str, Any]:
        """As ``NodeStore``."""
        found = tables.Setting.objects.using(self._alias).filter(name__startswith=prefix).order_by("name")
        return dict(self._once("settings", prefix, lambda: {setting.name: setting.value for setting in found}))

    # Partnerships

    def cooperations(self) -> list[Cooperation]:
        """As ``NodeStore``."""
        return [Cooperation(one.hash, one.name, one.code) for one in self.rows()]

    def rows(self) -> list[tables.Cooperation]:
        """The partnerships as the tables hold them, by name."""
        found = tables.Cooperation.objects.using(self._alias).order_by("name")
        return list(self._once("cooperations", "", lambda: list(found)))

    def open(self, partnership: str) -> StoredCooperation:
        """As ``NodeStore``: one object for each partnership, so that what is not written yet is never forgotten."""
        row = self._row(partnership)
        cooperation = Cooperation(row.hash, row.name, row.code)
        ledger = self._open.get(partnership)
        if ledger is None:
            ledger = StoredCooperation(self.connection, self._numbers, row.pk, cooperation)
            self._open[partnership] = ledger
        elif not (self._is_brief or self.connection.in_atomic_block):
            ledger.reset()  # another process may have written since
        ledger.cooperation = cooperation
        return ledger

    def _row(self, partnership: str) -> tables.Cooperation:
        if self._is_brief:
            for row in self.rows():
                if row.hash == partnership:
                    return row
        return tables.Cooperation.objects.using(self._alias).get(hash=partnership)

    def ledgers(self) -> list[StoredCooperation]:
        """The memories of all partnerships."""
        return [self.open(cooperation.id) for cooperation in self.cooperations()]

    def forget(self) -> None:
        """Forget what was read and is not written: the tables were changed under it."""
        self._reset()

    def create(self, cooperation: Cooperation) -> StoredCooperation:
        """As ``NodeStore``."""
        tables.Cooperation.objects.using(self._alias).create(
            hash=cooperation.id, name=cooperation.name, code=cooperation.code
        )
        self._at_hand.clear()
        return self.open(cooperation.id)

    # The node's own

    def drafts(self, partnership: str) -> list[Draft]:
        """As ``NodeStore``."""
        found = tables.Draft.objects.using(self._alias).filter(partnership=partnership).order_by("pk")
        return list(self._once("drafts", partnership, lambda: [_draft(one) for one in found]))

    def draft(self, number: int) -> Draft | None:
        """As ``NodeStore``."""
        found = tables.Draft.objects.using(self._alias).filter(pk=number).first()
        return _draft(found) if found is not None else None

    def put_draft(self, draft: Draft) -> Draft:
        """As ``NodeStore``."""
        content = msgspec.to_builtins(draft)
        del content["number"]
        row = tables.Draft(pk=draft.number or None, partnership=draft.partnership, content=content)
        row.save(using=self._alias)
        self._at_hand.clear()
        return msgspec.structs.replace(draft, number=row.pk)

    def drop_draft(self, number: int) -> None:
        """As ``NodeStore``."""
        tables.Draft.objects.using(self._alias).filter(pk=number).delete()
        self._at_hand.clear()

    def notes(self, partnership: str, record: str | None = None) -> list[PrivateNote]:
        """As ``NodeStore``."""
        found = tables.Note.objects.using(self._alias).filter(partnership=partnership).order_by("pk")
        if record is not None:
            found = found.filter(record=record)
        of = f"{partnership} {record}" if record is not None else partnership
        return list(self._once("notes", of, lambda: [_note(one) for one in found]))

    def put_note(self, note: PrivateNote) -> PrivateNote:
        """As ``NodeStore``."""
        row = tables.Note(
            pk=note.number or None, partnership=note.partnership, record=note.record, at=note.at, text=note.text
        )
        row.save(using=self._alias)
        self._at_hand.clear()
        return msgspec.structs.replace(note, number=row.pk)

    def step_states(self, records: Collection[str]) -> list[StepState]:
        """As ``NodeStore``."""
        found = tables.StepState.objects.using(self._alias).filter(record__in=list(records)).order_by("pk")
        return list(self._once("steps", " ".join(sorted(records)), lambda: [_step_state(one) for one in found]))

    def put_step_state(self, state: StepState) -> None:
        """As ``NodeStore``."""
        self._at_hand.clear()
        rows = tables.StepState.objects.using(self._alias)
        if state.state == "open":
            rows.filter(record=state.record, partnership=state.partnership, step=state.step).delete()
            return
        rows.update_or_create(
            record=state.record,
            partnership=state.partnership,
            step=state.step,
            defaults={"state": state.state, "at": state.at, "by": state.by},
        )

    def dispatches(self, partnership: str) -> list[Dispatch]:
        """As ``NodeStore``."""
        found = tables.Dispatch.objects.using(self._alias).filter(partnership=partnership).order_by("pk")
        return list(self._once("dispatches", partnership, lambda: [passed.dispatch_of(one) for one in found]))

    def last_dispatch(self, partnership: str, direction: str, peer: str) -> Dispatch | None:
        """As ``NodeStore``."""
        rows = tables.Dispatch.objects.using(self._alias)
        found = rows.filter(partnership=partnership, direction=direction, peer=peer).order_by("-pk").first()
        return passed.dispatch_of(found) if found is not None else None

    def last_dispatches(self, partnership: str, direction: str) -> dict[str, Dispatch]:
        """As ``NodeStore``."""
        found = tables.Dispatch.objects.using(self._alias).filter(pk__in=passed.last_of_each(partnership, direction))
        return dict(self._once(direction, partnership, lambda: {one.peer: passed.dispatch_of(one) for one in found}))

    def learn_last(self, partnership: str, direction: str, rows: Sequence[tables.Dispatch]) -> None:
        """Take the answer of ``last_dispatches``, which was asked for with something else.

        :param rows: the last of each party; more of them, in their order, do no harm.
        """
        if self._is_brief and not self.connection.in_atomic_block:
            known = {one.peer: passed.dispatch_of(one) for one in rows if one.direction == direction and one.peer}
            self._at_hand[direction, partnership] = known

    def put_dispatch(self, dispatch: Dispatch) -> Dispatch:
        """As ``NodeStore``."""
        row = passed.row_of(dispatch)
        row.save(using=self._alias)
        self._at_hand.clear()
        return msgspec.structs.replace(dispatch, number=row.pk)


def _draft(row: tables.Draft) -> Draft:
    return msgspec.convert({**row.content, "number": row.pk}, Draft)


def _note(row: tables.Note) -> PrivateNote:
    return PrivateNote(row.pk, row.partnership, row.record, row.at, row.text)


def _step_state(row: tables.StepState) -> StepState:
    return StepState(row.partnership, row.record, row.step, row.state, row.at, row.by)


def now() -> str:
    """The time, as entries write it."""
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def create_node(
    home: Path,
    passphrase: str | None,
    clock: Callable[[], str] = now,
    *,
    recovery_seed: bytes | None = None,
    identities: Sequence[str] = (),
    database: str | None = None,
) -> Node:
    """Make a party's node in a folder: its database, its signing key, its recovery key.

    :param home: a folder that is empty or not there.
    :param passphrase: protects the key files; without one they stand in the clear.
    :param recovery_seed: of the recovery key from a sheet, for a party whose key files are lost; else one is made.
    :param identities: what opens dispatches, from the same sheet.
    :param database: the address of an empty database that a server keeps, in place of a file in the home.
    :raises HomeError: the folder or the database holds something already, or cannot be written.
    :raises DatabaseNameError: it is no address.
    :raises DatabaseFormError: the server keeps texts in another way than needed.
    """
    settings = sqlite(home / DATABASE) if database is None else postgresql(database)
    is_made = not home.exists()
    try:
        home.mkdir(mode=0o700, parents=True, exist_ok=True)
        if any(home.iterdir()):
            raise HomeError("home-not-empty", home=str(home))
        keyring = FileKeyring(home / KEYS, lambda: passphrase)
        keyring.make(os.urandom, passphrase, recovery_seed=recovery_seed, identities=identities)
        if database is None:
            (home / DATABASE).touch(mode=0o600)  # what SQLite keeps beside it gets the same mode
        connection = connect(settings)
        store = NodeDatabase(connection)
        if database is not None:
            if store.setting("card") is not None or store.cooperations():
                raise HomeError("database-not-empty", home=str(home))
            name_database(home, database)
    except (OSError, DatabaseError) as error:
        _unmake(home, is_made=is_made)
        detail = getattr(error, "strerror", None) or str(error)
        raise HomeError("home-not-writable", home=str(home), detail=detail) from None
    except LedgerError as error:
        if error.reason != "home-not-empty":
            _unmake(home, is_made=is_made)
        raise
    return Node(store, keyring, clock, secrets.token_bytes)


def _unmake(home: Path, *, is_made: bool) -> None:
    """Leave a folder as it was found: a home half made would be refused as not empty the next time."""
    shutil.rmtree(home / KEYS, ignore_errors=True)
    for file in home.glob(f"{DATABASE}*") if home.is_dir() else ():
        file.unlink(missing_ok=True)
    if is_made:
        shutil.rmtree(home, ignore_errors=True)


def open_node(home: Path, passphrase: Callable[[], str | None], clock: Callable[[], str] = now) -> Node:
    """Open a party's node.

    :param passphrase: asked when a protected key is needed first.
    :raises HomeError: there is none, or its database cannot be opened.
    :raises DatabaseNameError: what the home names is no address of a database.
    """
    if not is_home(home):
        raise HomeError("no-node-here", home=str(home))
    is_file = named(home) is None
    if not (os.access(home, os.W_OK) and (not is_file or os.access(home / DATABASE, os.W_OK))):
        raise HomeError("home-read-only", home=str(home))
    try:
        connection = connect(database_of(home))
    except DatabaseError as error:
        reason = "database-unreadable" if is_file else "database-unreachable"
        raise HomeError(reason, home=str(home), detail=str(error)) from None
    node = Node(NodeDatabase(connection), FileKeyring(home / KEYS, passphrase), clock, secrets.token_bytes)
    _catch_up(node)
    return node


def _catch_up(node: Node) -> None:
    """Note what was signed and committed just before a crash: what was last signed is never behind the journal."""
    for cooperation in node.store.cooperations():
        ledger = node.store.open(cooperation.id)
        facts = ledger.facts()
        known = node.keyring.last_signed(cooperation.id)
        for party in facts.parties:
            if party.code != cooperation.code or len(party.branches) != 1:
                continue
            branch = facts.branches[party.branches[0]]
            tip = ledger.entry(branch.tip)
            if tip is not None and (known is None or branch.tip_seq > known[0]):
                note_last(node, ledger, tip)
