"""Takes a bundle in, whole or not at all, and tells what it changed; it refuses what no party of ours has signed."""

import tempfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

import msgspec

from foedus.exchange.checking import keys_in
from foedus.exchange.envelope import decrypt, is_encrypted
from foedus.exchange.intake import Arrival, take_in
from foedus.ledger.bundle import Unpacked, unpack
from foedus.ledger.errors import SigningError
from foedus.ledger.facts import Keys, PartyFacts
from foedus.ledger.partnership import Fork, Partnership
from foedus.office.arrivals import Change, changes_between
from foedus.office.errors import DispatchError, GuardError, KeyringError, NotFoundError
from foedus.office.exchanged import IN, Seen, seen_of, wants
from foedus.office.ports import Cooperation, Dispatch, Ledger, Node
from foedus.office.sealing import keep_books
from foedus.office.signing import own_number
from foedus.office.todo import Pending, Todo, Turn, todo_of
from foedus.office.versions import Named

OVER_THE_LINE = ""
"""In the place of a file's name: it came or went over the line."""
MANY_ENTRIES = 20_000
"""From so many entries held on, only what a bundle touched is asked who has to answer it: not every record is read."""


class Refused(msgspec.Struct, frozen=True):
    """A line, or a file, that was not taken in: where it stood, and why. ``code``: in whose journal."""

    file: str
    line: int
    code: str
    reason: str
    detail: str


class Missing(msgspec.Struct, frozen=True):
    """Something that others wait for: an ``entry`` or a ``blob``, and whose entries need it."""

    hash: str
    what: str
    needed_by: tuple[str, ...]


class Alarm(msgspec.Struct, frozen=True):
    """Two entries of one party in one place: conflicting registers, with both hashes for proof."""

    code: str
    seq: int
    one: str
    other: str


class Received(msgspec.Struct, frozen=True):
    """What a bundle brought, what now waits for whom, and what is to be looked at.

    ``turns_of`` is ``all``; ``new`` where so much is held that only what the bundle touched was asked; ``none``.
    """

    cooperation: Cooperation
    sender: str
    created: str
    applied: dict[str, int]
    known: int
    waiting: dict[str, int]
    changes: tuple[Change, ...]
    changes_left_out: int
    sealed_here: tuple[Named, ...]
    pending: tuple[Pending, ...]
    turns_of: str
    ours: tuple[Turn, ...]
    theirs: tuple[Turn, ...]
    seen: tuple[Seen, ...]
    refused: tuple[Refused, ...]
    refused_count: int
    missing: tuple[Missing, ...]
    alarms: tuple[Alarm, ...]
    blobs: int
    books_refused: str


class Taken(msgspec.Struct, frozen=True):
    """What became of a bundle's parts, inside the transaction that took it in."""

    arrival: Arrival
    after: int
    last: int
    blobs: int
    refused: tuple[Refused, ...]


def receive(
    node: Node,
    source: Path,
    *,
    progress: Callable[[int], None] | None = None,
    jobs: int | None = None,
    tell_turns: bool = True,
    over_the_line: bool = False,
) -> Received:
    """Take a bundle in, and tell what it changed.

    :param source: a bundle, encrypted to us or not.
    :param progress: called with the number of lines taken since the last call.
    :param jobs: processes that verify signatures; None lets the size decide.
    :param tell_turns: also say what waits for whom, which reads every record.
    :param over_the_line: no file bears its name, what brought nothing needs no row of its own, and what waits for whom
        is not said: the other side waits for its answer meanwhile, and many parts may follow.
    :raises DispatchError: it is of a partnership that is not here, or not signed by the party that it names.
    :raises BundleError: it is no bundle. :raises EnvelopeError: it is not encrypted to us.
    """
    with opened(node, source) as bundle:
        coop = _cooperation(node, bundle)
        with node.store.transaction():
            ledger = node.store.open(coop.id)
            file = OVER_THE_LINE if over_the_line else source.name
            taken = take(node, ledger, bundle, file, progress=progress, jobs=jobs)
        return after_taking(node, coop, bundle, taken, tell_turns=tell_turns and not over_the_line)


def after_taking(node: Node, coop: Cooperation, bundle: Unpacked, taken: Taken, *, tell_turns: bool = True) -> Received:
    """Keep the books, and tell what a bundle changed that was taken in just now."""
    ledger = node.store.open(coop.id)
    us = own_number(node, ledger)
    changes, left_out = changes_between(ledger, us, taken.after, taken.last)
    sealed, books_refused = _keep_books(node, coop)
    ledger = node.store.open(coop.id)
    only = touched(changes, sealed) if ledger.last_number() > MANY_ENTRIES else None
    turns = todo_of(node, ledger, us, only) if tell_turns else Todo((), (), ())
    arrival = taken.arrival
    return Received(
        cooperation=coop,
        sender=bundle.manifest.from_,
        created=bundle.manifest.created,
        applied=arrival.applied,
        known=arrival.known,
        waiting=arrival.waiting,
        changes=changes,
        changes_left_out=left_out,
        sealed_here=sealed,
        pending=turns.pending,
        turns_of=("all" if only is None else "new") if tell_turns else "none",
        ours=turns.ours,
        theirs=turns.theirs,
        seen=seen_of(node, ledger, us),
        refused=taken.refused,
        refused_count=arrival.refused + sum(one.file.startswith("blobs/") for one in taken.refused),
        missing=_missing(ledger),
        alarms=tuple(_alarm(fork) for fork in arrival.forks),
        blobs=taken.blobs,
        books_refused=books_refused,
    )


def touched(changes: Iterable[Change], sealed: Iterable[Named]) -> set[str]:
    """The records that changes and our bookkeeping are about, by name."""
    told = [one.named for one in changes if one.named is not None]
    agreed = [named for one in changes for named in one.facts.get("versions", ())]
    return {named.record for named in (*told, *agreed, *sealed)}


def _keep_books(node: Node, coop: Cooperation) -> tuple[tuple[Named, ...], str]:
    """What came in stays in, even where this copy must not sign now."""
    try:
        return keep_books(node, coop), ""
    except (GuardError, SigningError, KeyringError) as error:
        return (), error.reason


@contextmanager
def opened(node: Node, source: Path) -> Iterator[Unpacked]:
    """Open a bundle into a folder that is gone afterwards.

    :raises NotFoundError: there is no such file.
    """
    if not source.is_file():
        raise NotFoundError("file-unknown", name=str(source))
    with tempfile.TemporaryDirectory(prefix="foedus-") as name:
        folder = Path(name)
        plain = source
        if is_encrypted(source):
            plain = folder / "bundle"
            decrypt(source, plain, node.keyring.identities())
        parts = folder / "parts"
        parts.mkdir()
        yield unpack(plain, parts)


def _cooperation(node: Node, bundle: Unpacked) -> Cooperation:
    wanted = bundle.manifest.partnership
    for coop in node.store.cooperations():
        if coop.id == wanted:
            return coop
    raise DispatchError("another-partnership", partnership=wanted, sender=bundle.manifest.from_)


def take(
    node: Node,
    ledger: Ledger,
    bundle: Unpacked,
    file: str,
    *,
    progress: Callable[[int], None] | None = None,
    jobs: int | None = None,
) -> Taken:
    """Take a bundle's journals and files in. To be called inside a transaction, which is to fail with it.

    :raises DispatchError: the manifest is not signed by a key that its sender ever had in force.
    """
    manifest = bundle.manifest
    if not bundle.is_signed_by({**keys_in(bundle.journals), **signing_keys(ledger, manifest.from_)}):
        raise DispatchError("signature", sender=manifest.from_, thumbprint=bundle.kid)
    after = ledger.last_number()
    arrival = take_in(Partnership(ledger), bundle.journals, manifest.from_, progress, jobs)
    if bundle.kid not in signing_keys(ledger, manifest.from_):
        raise DispatchError("not-the-senders-key", sender=manifest.from_, thumbprint=bundle.kid)
    blobs, refused = _take_blobs(ledger, bundle)
    lines = tuple(Refused(one.file, one.line, one.code, one.reason, one.detail) for one in arrival.refusals)
    dispatch = Dispatch(
        number=0,
        partnership=manifest.partnership,
        direction=IN,
        peer=manifest.from_,
        at=node.clock(),
        created=manifest.created,
        file=file,
        entries=sum(arrival.applied.values()),
        have={code: tuple(one.hash for one in known) for code, known in manifest.have.items()},
        want=manifest.want,
        refused=tuple(msgspec.to_builtins(one) for one in (*lines, *refused)),
    )
    if file == OVER_THE_LINE and not blobs:
        dispatch = _in_place_of_an_empty_one(node, dispatch)
    node.store.put_dispatch(dispatch)
    return Taken(arrival, after, ledger.last_number(), blobs, (*lines, *refused))


def _in_place_of_an_empty_one(node: Node, dispatch: Dispatch) -> Dispatch:
    """What brought nothing over the line takes the place of the last that brought nothing: only what it says counts."""
    last = node.store.last_dispatch(dispatch.partnership, IN, dispatch.peer)
    is_empty = last is not None and not (last.entries or last.refused or last.file)
    if last is None or not is_empty or dispatch.entries or dispatch.refused:
        return dispatch
    return msgspec.structs.replace(dispatch, number=last.number)


def signing_keys(ledger: Ledger, code: str) -> dict[str, bytes]:
    """The public keys that a party ever had in force for signing, by thumbprint."""
    return _ever(ledger, code, lambda party: party.key, lambda keys: keys.signing)


def recovery_keys(ledger: Ledger, code: str) -> dict[str, bytes]:
    """The public keys that a party ever had in force for recovering, by thumbprint."""
    return _ever(ledger, code, lambda party: party.recovery, lambda keys: keys.recovery)


def _ever(
    ledger: Ledger, code: str, first: Callable[[PartyFacts], str], later: Callable[[Keys], str]
) -> dict[str, bytes]:
    facts = ledger.facts()
    numbers = {number for number, party in enumerate(facts.parties) if party.code == code}
    thumbprints = {first(facts.parties[number]) for number in numbers}
    for keys in facts.keys:
        placed = ledger.entry(keys.since)
        if placed is not None and placed.party in numbers:
            thumbprints.add(later(keys))
    return {thumbprint: facts.points[thumbprint] for thumbprint in thumbprints}


def _take_blobs(ledger: Ledger, bundle: Unpacked) -> tuple[int, tuple[Refused, ...]]:
    """Keep the files that texts refer to; an erased one is never taken again."""
    erased = {one.blob.removeprefix("sha256:") for one in ledger.erasures()}
    referred = set(ledger.referred_blobs())
    taken, refused = 0, []
    for sha256, path in sorted(bundle.blobs.items()):
        if sha256 not in referred:
            reason = "erased" if sha256 in erased else "not-referred-to"
            refused.append(Refused(f"blobs/{sha256}", 0, bundle.manifest.from_, reason, ""))
            continue
        ledger.put_blob(sha256, path.read_bytes())
        taken += 1
    return taken, tuple(refused)


def _missing(ledger: Ledger) -> tuple[Missing, ...]:
    needed: dict[str, set[str]] = {}
    for waiting in ledger.all_waiting():
        for hash_ in waiting.missing:
            needed.setdefault(hash_, set()).add(waiting.line.envelope.party)
    return tuple(
        Missing(hash_, "entry" if hash_ in needed else "blob", tuple(sorted(needed.get(hash_, ()))))
        for hash_ in wants(ledger)
    )


def _alarm(fork: Fork) -> Alarm:
    return Alarm(fork.code, fork.seq, fork.one, fork.other)
