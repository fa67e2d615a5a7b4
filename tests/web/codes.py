"""What an app on a telephone does with a secret (RFC 6238), written by itself; it knows nothing of who asks."""

import base64
import hashlib
import hmac
import re
import time

from django.test import Client

PERIOD_SECONDS = 30


def code_at(secret: str, seconds: float) -> str:
    """The six digits that an app shows at a time."""
    key = base64.b32decode(secret.replace(" ", ""))
    digest = hmac.new(key, int(seconds // PERIOD_SECONDS).to_bytes(8, "big"), hashlib.sha1).digest()
    start = digest[-1] & 15
    return f"{(int.from_bytes(digest[start : start + 4], 'big') & 0x7FFFFFFF) % 10**6:06}"


def code_now(secret: str) -> str:
    """The six digits that it shows now."""
    return code_at(secret, time.time())


def next_code(secret: str) -> str:
    """The six digits that it shows next: those of a clock that is half a minute fast."""
    return code_at(secret, time.time() + PERIOD_SECONDS)


def wrong_code(secret: str) -> str:
    """Six digits that open at no time near this one."""
    near = {code_at(secret, time.time() + PERIOD_SECONDS * step) for step in range(-3, 4)}
    return next(code for code in ("000000", "111111", "222222", "333333") if code not in near)


def set_up_app(client: Client) -> tuple[str, list[str]]:
    """Set up an app for whoever has just come in by password; gives its secret and the recovery codes."""
    address = "/settings/account/second-factor/app/"
    page = client.get(address).content.decode()
    (secret,) = re.findall(r'<code class="code">([A-Z2-7 ]+)</code>', page)
    answer = client.post(address, {"code": code_now(secret)})
    shown = client.get(answer.headers["Location"]).content.decode()
    return secret, re.findall(r'<code class="code">(\d{8})</code>', shown)
