"""What the office's verbs ask of a node: its memory, its keys, its clock; it refuses to know who answers.

``foedus.store`` answers for a node on disk. A verb runs inside ``NodeStore.transaction``: all of it happens or nothing.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from contextlib import AbstractContextManager
from typing import Any, Protocol

import msgspec

from foedus.ledger import acts as a
from foedus.ledger.facts import Placed, RecordFacts
from foedus.ledger.keys import SigningKey
from foedus.ledger.store import Erasure, SetAside, Store, Waiting


class Cooperation(msgspec.Struct, frozen=True):
    """A partnership as this node knows it: ``name`` is the node's own short word for it, ``code`` our party's in it."""

    id: str
    name: str
    code: str


class Ledger(Store, Protocol):
    """One partnership's memory with what an office reads of it. ``Store`` is what the rules need."""

    cooperation: Cooperation

    def records(self, *, is_stated: bool | None = None, kind: str | None = None) -> Iterator[RecordFacts]:
        """All records, by name. ``kind`` is a name without its form's number."""

    def open_records(self) -> Iterator[RecordFacts]:
        """Joint records that have a version newer than the last sealed one, by name."""

    def record_names(self, prefix: str) -> list[str]:
        """Names of records that begin with ``prefix``, or whose uuid does, by name."""

    def look_ahead(
        self, hashes: Iterable[str] = (), places: Iterable[tuple[int, int]] = (), records: Iterable[str] = ()
    ) -> None:
        """Read at once what will be asked for one by one: entries, their lines, the records that they declare.

        :param hashes: of the entries. :param places: branch and ``seq`` of others. :param records: by name.
        """

    def entry_hash(self, code: str, seq: int) -> list[str]:
        """Hashes of applied entries of a code's journal with this ``seq``: several where it forked."""

    def claim(self, key: str, seq: int) -> bool:
        """Note that a key of ours signs this place of our journal; False where it has signed one there already."""

    def line(self, hash_: str) -> bytes:
        """An applied entry's line, exactly as received, without LF."""

    def declaration(self, version: str) -> a.Propose | a.State | a.Found:
        """The act that declared a version."""

    def act(self, name: str) -> a.Act:
        """The act of this name (``<entry hash>/<index>``)."""

    def said(self, hash_: str) -> a.Entry:
        """An applied entry, read again."""

    def applied_since(self, number: int) -> Iterator[Placed]:
        """Applied entries with a greater number, in order of application."""

    def last_number(self) -> int:
        """The number of the entry applied last; 0 when there is none."""

    def lines_of(self, code: str, after: Iterable[str] = ()) -> Iterator[bytes]:
        """A journal's lines in order of application, without the entries named in ``after`` and those before them."""

    def lines_in_order(self, after: Mapping[str, Iterable[str]]) -> Iterator[tuple[str, bytes]]:
        """The lines of all journals with their codes, in order of application: each comes after its causal past.

        :param after: by code, the entries that are left out with those before them.
        """

    def codes(self) -> list[str]:
        """The codes whose journals hold an applied entry, sorted."""

    def voids(self, *, after: int = 0) -> dict[str, str]:
        """The reason of every void act, by name. ``after``: in entries with a greater number alone."""

    def void_reason(self, act: str) -> str | None:
        """Why an act is void, None where it is not."""

    def all_waiting(self) -> list[Waiting]:
        """Every line that waits."""

    def all_aside(self) -> list[SetAside]:
        """Every line that was set aside."""

    def erasures(self) -> list[Erasure]:
        """Every blob that was erased."""

    def blob(self, sha256: str) -> bytes | None:
        """A blob's bytes with the 16 random ones, None where they are not held."""

    def put_blob(self, sha256: str, data: bytes) -> None:
        """Keep a blob's bytes; an erased blob's are not kept."""

    def blobs(self) -> list[str]:
        """Digests of the blobs held."""

    def missing_blobs(self) -> list[str]:
        """Digests of the blobs that applied acts refer to, that are not erased, and that are not held."""

    def referred_blobs(self) -> list[str]:
        """Digests of the blobs that applied acts refer to and that are not erased."""


class Draft(msgspec.Struct, frozen=True):
    """What an officer prepares, and nobody else sees: the body of a record's next version, and what never leaves.

    ``inferred`` holds suggestions with the rule that gave each; ``private`` costs, posts of single persons and such;
    ``source`` where it came from (sheet, rows). ``base``, ``answers`` are versions; ``plan`` the plan's record name.
    ``among`` are the parties whose consent it asks; none stands for all.
    """

    number: int
    partnership: str
    kind: str
    record: str
    body: dict[str, Any]
    base: str | None = None
    answers: str | None = None
    plan: str | None = None
    note: dict[str, str] = {}
    inferred: tuple[dict[str, Any], ...] = ()
    private: dict[str, Any] = {}
    source: dict[str, Any] = {}
    changed: str = ""
    among: tuple[str, ...] = ()


class PrivateNote(msgspec.Struct, frozen=True):
    """A note on a record that never leaves this node."""

    number: int
    partnership: str
    record: str
    at: str
    text: str


class Dispatch(msgspec.Struct, frozen=True):
    """A bundle that went out or came in. ``have`` is what its sender held: for each code, hashes."""

    number: int
    partnership: str
    direction: str
    peer: str
    at: str
    created: str
    file: str
    entries: int
    have: dict[str, tuple[str, ...]] = {}
    want: tuple[str, ...] = ()
    refused: tuple[dict[str, Any], ...] = ()


class StepState(msgspec.Struct, frozen=True):
    """What was said of a step of an activity: ``state`` is open, done or not_needed, ``by`` who said it."""

    partnership: str
    record: str
    step: str
    state: str
    at: str = ""
    by: str = ""


class NodeStore(Protocol):
    """A node's own memory. What it holds besides the journals is the node's own, and is never derived from them."""

    def transaction(self) -> AbstractContextManager[None]:
        """Everything inside is written at its end, or not at all. May be nested; the outermost counts."""

    def after_commit(self, call: Callable[[], None]) -> None:
        """Call this once the transaction has been written; not at all where it was not."""

    def setting(self, name: str) -> Any:
        """A setting as plain JSON, None where it is not set."""

    def put_setting(self, name: str, value: Any) -> None:
        """Set a setting; None removes it."""

    def settings(self, prefix: str) -> dict[str, Any]:
        """The settings whose names begin with a prefix."""

    def cooperations(self) -> list[Cooperation]:
        """The partnerships of this node, by name."""

    def open(self, partnership: str) -> Ledger:
        """The memory of a partnership that ``found`` made."""

    def create(self, cooperation: Cooperation) -> Ledger:
        """Make room for a partnership; its founding line is received into it next."""

    def drafts(self, partnership: str) -> list[Draft]:
        """Drafts of a partnership, by number."""

    def draft(self, number: int) -> Draft | None:
        """One draft."""

    def put_draft(self, draft: Draft) -> Draft:
        """Keep a draft; one of number 0 is new and gets a number."""

    def drop_draft(self, number: int) -> None:
        """Forget a draft."""

    def notes(self, partnership: str, record: str | None = None) -> list[PrivateNote]:
        """Private notes, by number."""

    def put_note(self, note: PrivateNote) -> PrivateNote:
        """Keep a private note; one of number 0 is new."""

    def step_states(self, records: Collection[str]) -> list[StepState]:
        """What was said of the steps of these activities, in whatever partnership; nothing of those that are open."""

    def put_step_state(self, state: StepState) -> None:
        """Keep what is said of a step, in place of what was said before."""

    def dispatches(self, partnership: str) -> list[Dispatch]:
        """Bundles that went and came, oldest first."""

    def last_dispatch(self, partnership: str, direction: str, peer: str) -> Dispatch | None:
        """The last bundle that went to a party, or came from it."""

    def last_dispatches(self, partnership: str, direction: str) -> dict[str, Dispatch]:
        """The last bundle that went to each party, or came from each, by its code."""

    def put_dispatch(self, dispatch: Dispatch) -> Dispatch:
        """Keep what is known of a bundle; one of number 0 is new."""


class Prepared(msgspec.Struct, frozen=True):
    """Keys drawn for the next change of keys: what is shown before it is signed is what is signed then."""

    seed: bytes
    recovery_seed: bytes
    identity: str


class Keyring(Protocol):
    """The party's secret keys, encrypted on disk, and what it last signed: kept outside the database."""

    def signing(self, thumbprint: str) -> SigningKey:
        """The signing key of this thumbprint. :raises KeyringError: it is not here, or the passphrase is wrong."""

    def signing_thumbprints(self) -> frozenset[str]:
        """The thumbprints of the signing keys that are on this machine."""

    def recovery(self, thumbprint: str) -> SigningKey:
        """The recovery key of this thumbprint."""

    def add(
        self, *, seed: bytes | None = None, recovery_seed: bytes | None = None, identity: str | None = None
    ) -> None:
        """Keep a new signing key, recovery key or age identity, on disk before this returns."""

    def prepared(self, chance: Callable[[int], bytes]) -> Prepared:
        """The keys for the next change, drawn once and kept: the same until one of them is in use."""

    @property
    def has_recovery(self) -> bool:
        """Say whether a recovery key is on this machine; its file is not opened."""

    def recovery_seeds(self) -> dict[str, bytes]:
        """The recovery keys that are on this machine, by thumbprint; none where they were removed."""

    def drop_recovery(self, kept: Collection[str] = ()) -> None:
        """Remove the recovery keys from this machine, but those of these thumbprints."""

    def identities(self) -> list[str]:
        """The age identities (``AGE-SECRET-KEY-1...``) that open what is encrypted to this party, newest first."""

    def last_signed(self, partnership: str) -> tuple[int, str] | None:
        """``seq`` and hash of the entry last signed in a partnership."""

    def note_signed(
        self, partnership: str, seq: int, hash_: str, *, unless: Callable[[str], bool] | None = None
    ) -> None:
        """Remember, on disk before this returns, what was last signed; one process at a time.

        :param unless: asked with the hash that is noted: where it says so, that stays.
        """


class Node(msgspec.Struct, frozen=True):
    """A party's node, as the verbs are handed it."""

    store: NodeStore
    keyring: Keyring
    clock: Callable[[], str]
    """The time now, ``YYYY-MM-DDThh:mm:ssZ``."""
    chance: Callable[[int], bytes]
    """So many random bytes."""
