"""Every limit of the protocol, in one place; it knows numbers and forms, and refuses to know what they guard.

Each stands in ``docs/protocol.md`` and is tested at the limit and one past it.
"""

from typing import Final

PAYLOAD_BYTES: Final = 2 * 1024 * 1024
"""An entry's payload: 2 MiB."""
NESTING: Final = 32
"""How deep objects and lists may stand in each other in a payload."""
INTEGER: Final = 2**53 - 1
"""The largest number, of either sign."""
ACTS: Final = 10_000
"""Acts in an entry."""
WAITING: Final = 10_000
"""Entries of one journal that may wait for their causal past."""
BUNDLE_BYTES: Final = 1024 * 1024 * 1024
"""A bundle, counted as it is unpacked: 1 GiB."""
BUNDLE_ENTRIES: Final = 1_000_000
"""Lines in a bundle."""
BLOB_BYTES: Final = 64 * 1024 * 1024
"""A blob, with its 16 random bytes: 64 MiB."""
BLOB_SALT_BYTES: Final = 16
"""Random bytes before the content of a blob."""
LINE_BYTES: Final = PAYLOAD_BYTES + 1024
"""A line: its payload, and more than the header and the signature take."""

# "$" alone would let a line feed at the end pass.
CODE_FORM: Final = r"^[A-Z][A-Z0-9-]{1,15}$(?!\n)"
HASH_FORM: Final = r"^[0-9a-f]{64}$(?!\n)"
THUMBPRINT_FORM: Final = r"^[A-Za-z0-9_-]{43}$(?!\n)"
UUID_FORM: Final = r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}"
RECORD_FORM: Final = rf"^[A-Z][A-Z0-9-]{{1,15}}/({UUID_FORM}|charter)$(?!\n)"
OWN_RECORD_FORM: Final = rf"^[A-Z][A-Z0-9-]{{1,15}}/{UUID_FORM}$(?!\n)"
KIND_FORM: Final = r"^[a-z][a-z0-9_]*/[1-9][0-9]{0,8}$(?!\n)"
VERSION_FORM: Final = r"^[0-9a-f]{64}/(0|[1-9][0-9]{0,3})$(?!\n)"
TIME_FORM: Final = (
    r"^[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])T([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9]Z$(?!\n)"
)
AGE_FORM: Final = r"^age1[02-9ac-hj-np-z]{58}$(?!\n)"
LANGUAGE_FORM: Final = r"^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$(?!\n)"
BLOB_FORM: Final = r"^sha256:[0-9a-f]{64}$(?!\n)"
