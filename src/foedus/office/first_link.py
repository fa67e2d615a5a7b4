"""The one-time link of this copy's first administrator: makes it, knows it again, closes it; it keeps no secret."""

import base64
import hashlib
import hmac

from foedus.office.ports import Node

_SETTING = "first-administrator"
_BYTES = 24


def make(node: Node) -> str:
    """Make the link's secret; an older one opens nothing any more.

    :returns: the secret, which is kept nowhere: only its SHA-256 is.
    """
    token = base64.urlsafe_b64encode(node.chance(_BYTES)).decode().rstrip("=")
    with node.store.transaction():
        node.store.put_setting(_SETTING, _digest(token))
    return token


def opens(node: Node, token: str) -> bool:
    """Say whether this is the secret, and nobody has used it."""
    known = node.store.setting(_SETTING)
    return isinstance(known, str) and hmac.compare_digest(known, _digest(token))


def close(node: Node) -> None:
    """The first administrator is there: the link opens nothing any more."""
    with node.store.transaction():
        node.store.put_setting(_SETTING, None)


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
