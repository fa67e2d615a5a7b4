"""What the rules remember of applied entries, as small values; it refuses to know where they are stored.

Everything here follows from the journals and can be dropped and made again from them. A place is
``(branch, seq, index)``: a branch is a run of one party's chain, numbered as its first entry was applied.
"""

import msgspec

Place = tuple[int, int, int]
Place4 = tuple[int, int, int, int]
"""A party, and a place of its chain."""
Past = dict[int, int]
"""A causal past: for each branch in it, the last ``seq`` that is in it. Where a branch is, so is what it grew from."""


class Keys(msgspec.Struct, frozen=True, array_like=True):
    """A party's keys in force at some place of its chain: thumbprints, and its age recipient."""

    signing: str
    recovery: str
    age: str
    since: str
    """Hash of the entry that brought them."""


class Recovery(msgspec.Struct, frozen=True, array_like=True):
    """A ``recover`` that is not void, with its causal past."""

    branch: int
    seq: int
    past: Past


class PartyFacts(msgspec.Struct, array_like=True):
    """One code under one first key. Two keys under one code are two claims, of which a charter knows one.

    ``name``, ``recovery`` and ``age`` are those of the first version of the charter applied here: no rule reads them.
    """

    code: str
    name: str
    key: str
    recovery: str
    age: str
    named: str
    """Hash of the entry that first named it."""
    branches: list[int] = []
    leaves: list[tuple[int, int]] = []
    recoveries: list[Recovery] = []

    @property
    def is_plain(self) -> bool:
        """One chain, never recovered: nothing about it depends on who looks."""
        return len(self.branches) <= 1 and not self.recoveries


class BranchFacts(msgspec.Struct, array_like=True):
    """A run of one party's chain: where it grew from, and how far it goes."""

    party: int
    parent: int
    start: int
    tip: str
    tip_seq: int


class CharterFacts(msgspec.Struct, frozen=True, array_like=True):
    """A version of the charter: the parties it names, by their number, and what it says of each."""

    parties: tuple[int, ...]
    newcomers: tuple[int, ...]
    recoveries: tuple[str, ...]
    """The thumbprint of each party's recovery key: another version may have given the same party another."""
    ages: tuple[str, ...]


class PartnershipFacts(msgspec.Struct):
    """What all of a partnership shares: parties, branches, keys, and the versions of its charter."""

    id: str
    founder: int = 0
    parties: list[PartyFacts] = []
    branches: list[BranchFacts] = []
    keys: list[Keys] = []
    points: dict[str, bytes] = {}
    """Public keys by thumbprint: all that a charter, a rotation or a recovery brought."""
    owners: dict[str, list[int]] = {}
    """Which parties a signing or recovery key has ever been of."""
    charters: dict[str, CharterFacts] = {}
    charter_seals: dict[str, list[tuple[int, int]]] = {}
    """Where each version of the charter was sealed: branch and seq."""

    def party_of(self, code: str, key: str) -> int | None:
        """The number of the party that has this code and first key."""
        for number, party in enumerate(self.parties):
            if party.code == code and party.key == key:
                return number
        return None

    @property
    def charter_name(self) -> str:
        """The name of the charter's record."""
        return f"{self.parties[self.founder].code}/charter"


class Placed(msgspec.Struct, frozen=True, gc=False):
    """An applied entry in its place: all that its children need of it."""

    hash: str
    number: int
    """Its place in the order of application here: the store gives it, and no rule of what holds reads it."""
    party: int
    branch: int
    seq: int
    past: Past
    keys: int
    """Which of ``PartnershipFacts.keys`` are in force after it."""
    latest: str
    """The latest ``at`` of its chain up to it."""
    at: str


class Consent(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """What a party said of a version: ``propose``, ``join``, ``endorse``, ``decline`` or ``withdraw``."""

    party: int
    branch: int
    seq: int
    index: int
    word: str
    capacity: str
    until: str | None


class VersionFacts(msgspec.Struct, array_like=True, gc=False):
    """A version that an act which is not void declared, and what was said of it."""

    name: str
    party: int
    branch: int
    seq: int
    index: int
    kind: str
    is_stated: bool
    depth: int
    """How many versions come before it, through ``base`` or ``replaces``."""
    base: str | None
    with_: tuple[str, ...]
    origin: int
    """The party that the record's prefix names, at the record's first version; -1 at later ones."""
    keeper: int
    """The party that keeps the record once this version is sealed; -1 where the version says nothing of it."""
    among: tuple[int, ...] | None
    concerned: tuple[int, ...]
    consents: list[Consent] = []
    acknowledged: list[Place4] = []


class SealFacts(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """One version that a seal, which holds, sealed."""

    version: str
    entry: str
    party: int
    branch: int
    seq: int
    index: int


class RecordFacts(msgspec.Struct, gc=False):
    """What the rules remember of one record; a record stated and one proposed under one name are two."""

    name: str
    is_stated: bool
    versions: dict[str, VersionFacts] = {}
    seals: list[SealFacts] = []
