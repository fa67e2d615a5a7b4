"""The acts that an entry may hold, as types; it knows their form, and refuses to know when one is without effect."""

from typing import Annotated, Any, Literal

import msgspec
from msgspec import UNSET, Meta, UnsetType

from foedus.ledger import limits
from foedus.ledger.keys import Jwk

Code = Annotated[str, Meta(pattern=limits.CODE_FORM)]
Hash = Annotated[str, Meta(pattern=limits.HASH_FORM)]
Time = Annotated[str, Meta(pattern=limits.TIME_FORM)]
LateCode = Annotated[str, Meta(extra_json_schema={"pattern": limits.CODE_FORM})]
LateHash = Annotated[str, Meta(extra_json_schema={"pattern": limits.HASH_FORM})]
"""A code, a hash whose form ``line.check_names`` looks at: one that is applied equals one whose form was looked at."""
LateTime = Annotated[str, Meta(extra_json_schema={"pattern": limits.TIME_FORM})]
Version = Annotated[str, Meta(extra_json_schema={"pattern": limits.VERSION_FORM})]
RecordName = Annotated[str, Meta(extra_json_schema={"pattern": limits.RECORD_FORM})]
OwnRecordName = Annotated[str, Meta(extra_json_schema={"pattern": limits.OWN_RECORD_FORM})]
KindName = Annotated[str, Meta(extra_json_schema={"pattern": limits.KIND_FORM})]
"""Texts whose form ``line.check_entry`` looks at, once: not every time that an entry is read again."""
Language = Annotated[str, Meta(pattern=limits.LANGUAGE_FORM)]
Words = Annotated[str, Meta(min_length=1)]
Age = Annotated[str, Meta(pattern=limits.AGE_FORM)]
Capacity = Literal["full", "ad-referendum", "initialled"]
Note = Annotated[
    dict[str, Any],
    Meta(extra_json_schema={"minProperties": 1, "description": "A text per language, or a reference to a blob."}),
]
"""A text per language, or a blob reference: checked by ``line.check_notes``, since both are JSON objects."""
Body = dict[str, Any]


class Form(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True, gc=False):
    """What all forms of the border share: frozen, closed, absent rather than null."""


class BlobReference(Form, frozen=True):
    """How a body, a note or a reason refers to a file."""

    blob: Annotated[str, Meta(pattern=limits.BLOB_FORM)]
    name: Words
    type: Words
    size: Annotated[int, Meta(ge=0)]


class Party(Form, frozen=True):
    """A party as a charter names it."""

    code: Code
    name: Words
    key: Jwk
    recovery: Jwk
    age: Age


class ExpectedParty(Form, frozen=True):
    """A party that is expected, and not connected."""

    code: Code
    name: Words


class Charter(Form, frozen=True):
    """The fields of ``found``, which the body of a charter's amendment has too."""

    name: Words
    parties: Annotated[tuple[Party, ...], Meta(min_length=1)]
    languages: Annotated[tuple[Language, ...], Meta(min_length=1)]
    expected: Annotated[tuple[ExpectedParty, ...], Meta(min_length=1)] | UnsetType = UNSET
    continues: Hash | UnsetType = UNSET


class Found(Charter, frozen=True, tag_field="act", tag="found"):
    """Founds a partnership; it is the first version of its charter."""


class Join(Form, frozen=True, tag_field="act", tag="join"):
    """Consents to the version of the charter that names the author with this key."""

    version: Version


class Propose(Form, frozen=True, tag_field="act", tag="propose"):
    """Declares a version of a joint record and consents to it."""

    record: RecordName
    kind: KindName
    body: Body
    base: Version | UnsetType = UNSET
    keeper: Code | UnsetType = UNSET
    among: Annotated[tuple[Code, ...], Meta(min_length=1)] | UnsetType = UNSET
    with_: Annotated[tuple[Version, ...], Meta(min_length=1)] | UnsetType = msgspec.field(default=UNSET, name="with")
    until: LateTime | UnsetType = UNSET
    capacity: Capacity = "full"
    answers: Version | UnsetType = UNSET
    note: Note | UnsetType = UNSET


class Endorse(Form, frozen=True, tag_field="act", tag="endorse"):
    """Consents to a version."""

    version: Version
    until: LateTime | UnsetType = UNSET
    capacity: Capacity = "full"
    note: Note | UnsetType = UNSET


class Decline(Form, frozen=True, tag_field="act", tag="decline"):
    """Does not consent to a version."""

    version: Version
    note: Note | UnsetType = UNSET


class Withdraw(Form, frozen=True, tag_field="act", tag="withdraw"):
    """Takes the author's consent to its own version back, for good."""

    version: Version
    note: Note | UnsetType = UNSET


class Seal(Form, frozen=True, tag_field="act", tag="seal"):
    """Records that every party concerned consented to these versions: for all of them or none."""

    versions: Annotated[tuple[Version, ...], Meta(min_length=1)]


class Paper(Form, frozen=True):
    """Who agreed to a stated record on paper, with its evidence: the author's word."""

    parties: Annotated[tuple[Code, ...], Meta(min_length=1)]
    evidence: Annotated[tuple[BlobReference, ...], Meta(min_length=1)]


class State(Form, frozen=True, tag_field="act", tag="state"):
    """States a version of a record of the author's own."""

    record: OwnRecordName
    kind: KindName
    body: Body
    replaces: Version | UnsetType = UNSET
    paper: Paper | UnsetType = UNSET
    note: Note | UnsetType = UNSET


class Acknowledge(Form, frozen=True, tag_field="act", tag="acknowledge"):
    """Another party has read an own record's version."""

    version: Version
    note: Note | UnsetType = UNSET


class Rotate(Form, frozen=True, tag_field="act", tag="rotate"):
    """Sets a new signing key, a new age recipient, or both."""

    key: Jwk | UnsetType = UNSET
    age: Age | UnsetType = UNSET


class Recover(Form, frozen=True, tag_field="act", tag="recover"):
    """Sets a new signing key and a new recovery key, signed with the recovery key in force."""

    key: Jwk
    recovery: Jwk


class Leave(Form, frozen=True, tag_field="act", tag="leave"):
    """The author leaves the partnership."""

    note: Note | UnsetType = UNSET


class Erase(Form, frozen=True, tag_field="act", tag="erase"):
    """The bytes of a blob are to be deleted by all who hold it."""

    blob: Annotated[str, Meta(pattern=limits.BLOB_FORM)]
    reason: Note


Act = (
    Found
    | Join
    | Propose
    | Endorse
    | Decline
    | Withdraw
    | Seal
    | State
    | Acknowledge
    | Rotate
    | Recover
    | Leave
    | Erase
)
FORMS: dict[type, tuple[tuple[str, str], ...]] = {
    Join: (("version", limits.VERSION_FORM),),
    Propose: (
        ("record", limits.RECORD_FORM),
        ("kind", limits.KIND_FORM),
        ("base", limits.VERSION_FORM),
        ("with_", limits.VERSION_FORM),
        ("until", limits.TIME_FORM),
        ("answers", limits.VERSION_FORM),
    ),
    Endorse: (("version", limits.VERSION_FORM), ("until", limits.TIME_FORM)),
    Decline: (("version", limits.VERSION_FORM),),
    Withdraw: (("version", limits.VERSION_FORM),),
    Seal: (("versions", limits.VERSION_FORM),),
    State: (
        ("record", limits.OWN_RECORD_FORM),
        ("kind", limits.KIND_FORM),
        ("replaces", limits.VERSION_FORM),
    ),
    Acknowledge: (("version", limits.VERSION_FORM),),
}
"""The forms of texts that reading an entry does not look at, by act and field."""
ALONE = frozenset({Found, Join, Rotate, Recover, Leave})
"""Acts that stand alone in their entry."""
PLAIN = frozenset({Propose, Endorse, Decline, Withdraw, Seal, State, Acknowledge})
"""Acts of which nothing is to be checked but what their types say, and their note."""
WORDS: dict[type, str] = {
    Found: "found",
    Join: "join",
    Propose: "propose",
    Endorse: "endorse",
    Decline: "decline",
    Withdraw: "withdraw",
    Seal: "seal",
    State: "state",
    Acknowledge: "acknowledge",
    Rotate: "rotate",
    Recover: "recover",
    Leave: "leave",
    Erase: "erase",
}


class Entry(Form, frozen=True):
    """The payload of a line."""

    v: Literal[1]
    party: LateCode
    seq: Annotated[int, Meta(ge=0)]
    at: LateTime
    acts: Annotated[tuple[Act, ...], Meta(min_length=1, max_length=limits.ACTS)]
    partnership: LateHash | UnsetType = UNSET
    prev: LateHash | UnsetType = UNSET
    seen: Annotated[tuple[LateHash, ...], Meta(min_length=1)] = ()
    by: Words | UnsetType = UNSET


class Envelope(msgspec.Struct, frozen=True, gc=False):
    """What can be read of an entry of any form's version."""

    v: Annotated[int, Meta(ge=1)]
    party: Code
    seq: Annotated[int, Meta(ge=0)]
    partnership: Hash | UnsetType | None = UNSET
    prev: Hash | UnsetType | None = UNSET
    seen: tuple[Hash, ...] = ()
