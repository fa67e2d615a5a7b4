"""The one-time link of this copy's first administrator: makes it, knows it again, closes it; it keeps no secret."""

import base64
import hashlib
import hmac

from foedus.office.ports import Node

_SETTING = "first-administrator"
_BYTES = 24
_MOST = 8
"""So many links may stand open beside each other; the oldest closes."""


def make(node: Node, *, beside: bool = False) -> str:
    """Make the link's secret; an older one opens nothing any more.

    :param beside: leave older ones open, until somebody uses one of them.
    :returns: the secret, which is kept nowhere: only its SHA-256 is.
    """
    token = base64.urlsafe_b64encode(node.chance(_BYTES)).decode().rstrip("=")
    with node.store.transaction():
        older = _open(node)[1 - _MOST :] if beside else []
        node.store.put_setting(_SETTING, [*older, _digest(token)])
    return token


def _open(node: Node) -> list[str]:
    """The digests of the links that are open."""
    known = node.store.setting(_SETTING)
    return [known] if isinstance(known, str) else list(known or ())


def opens(node: Node, token: str) -> bool:
    """Say whether this is the secret, and nobody has used it."""
    return any(hmac.compare_digest(known, _digest(token)) for known in _open(node))


def close(node: Node) -> None:
    """The first administrator is there: the link opens nothing any more."""
    with node.store.transaction():
        node.store.put_setting(_SETTING, None)


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
