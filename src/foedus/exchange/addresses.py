"""Knows what an office's address looks like, and which need no TLS: this computer's own alone; it reaches none."""

import ipaddress
from typing import Final
from urllib.parse import urlsplit, urlunsplit

from foedus.exchange.errors import AddressError

PLACE: Final = "exchange/"
"""Where an office listens, under its address."""
LONGEST: Final = 500
AT_ONCE: Final = 8
"""Calls that are heard there at the same time; the workbench has threads of its own besides."""


def check_address(address: str) -> str:
    """Bring an office's address into its one form: ``https://host/``, with a port or folder where there is one.

    :raises AddressError: it is no such address, or names ``http`` for another computer than this one.
    """
    try:
        parts = urlsplit(address.strip())
        host, port = parts.hostname or "", parts.port
        host.encode("idna")  # no name has an empty label, or one of more than 63 letters
    except ValueError:
        raise AddressError("address-form", address=address) from None
    has_more = bool(parts.username or parts.query or parts.fragment)
    has_more = has_more or not address.strip().isprintable()
    if parts.scheme not in {"http", "https"} or not host or has_more or len(address) > LONGEST:
        raise AddressError("address-form", address=address)
    if parts.scheme == "http" and not is_this_computer(host):
        raise AddressError("address-insecure", address=address)
    shown = f"[{host}]" if ":" in host else host
    place = shown if port is None else f"{shown}:{port}"
    folder = parts.path.removesuffix(PLACE).strip("/")
    return urlunsplit((parts.scheme, place, f"/{folder}/" if folder else "/", "", ""))


def is_this_computer(host: str) -> bool:
    """Say whether a name stands for this computer itself."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
