"""The settings of the workbench as a server reads them: Django's own check for deployment finds nothing to mend."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.hashers import PBKDF2PasswordHasher

ASK = """
import json, django
from django.conf import settings
django.setup()
from django.core import checks
found = [one.id for one in checks.run_checks(include_deployment_checks=True)]
print(json.dumps({"found": found, **{name: getattr(settings, name, None) for name in NAMES}}, default=str))
"""
COOKIES = [
    f"{cookie}_COOKIE_{what}"
    for cookie in ("SESSION", "CSRF", "LANGUAGE")
    for what in ("SECURE", "HTTPONLY", "SAMESITE")
]

NAMES = [f"{cookie}_COOKIE_NAME" for cookie in ("SESSION", "CSRF", "LANGUAGE")]


def asked(*names: str, **variables: str) -> dict[str, Any]:
    """What a process with these variables reads, and what Django's check says of it."""
    surroundings = {name: value for name, value in os.environ.items() if not name.startswith("FOEDUS_")}
    told = subprocess.run(
        [sys.executable, "-W", "error", "-c", f"NAMES = {list(names)!r}\n{ASK}"],
        env={**surroundings, "DJANGO_SETTINGS_MODULE": "foedus.web.settings", **variables},
        check=True,
        capture_output=True,
        text=True,
    )
    found: dict[str, Any] = json.loads(told.stdout)
    return found


def test_check_for_deployment_finds_nothing_behind_a_proxy_with_tls() -> None:
    names = ("SECURE_HSTS_SECONDS", "SECURE_SSL_REDIRECT", "SECURE_PROXY_SSL_HEADER", "DEBUG", "PROXIES")
    assert asked(*names, FOEDUS_HTTPS="1", FOEDUS_HOSTS="office.example") == {
        "found": [],
        "SECURE_HSTS_SECONDS": 365 * 24 * 3600,
        "SECURE_SSL_REDIRECT": True,
        "SECURE_PROXY_SSL_HEADER": ["HTTP_X_FORWARDED_PROTO", "https"],
        "DEBUG": False,
        "PROXIES": 1,
    }


def test_what_a_proxy_says_is_believed_by_setting_alone() -> None:
    names = ("SECURE_PROXY_SSL_HEADER", "PROXIES")
    assert [asked(*names)[name] for name in names] == [None, 0]
    assert [asked(*names, FOEDUS_HTTPS="1", FOEDUS_PROXIES="0")[name] for name in names] == [None, 0]


@pytest.mark.parametrize("https", ["0", "1"])
def test_cookies_are_for_our_own_pages_alone_and_secure_where_the_line_is(https: str) -> None:
    found = asked(*COOKIES, *NAMES, FOEDUS_HTTPS=https)
    assert [found[name].startswith("__Host-foedus") for name in NAMES] == [https == "1"] * 3
    assert [found[name] for name in COOKIES if name.endswith("SECURE")] == [https == "1"] * 3
    assert [found[name] for name in COOKIES if name.endswith("HTTPONLY")] == [True] * 3
    assert [found[name] for name in COOKIES if name.endswith("SAMESITE")] == ["Strict"] * 3


def test_identity_provider_is_one_by_setting_and_told_nothing_but_its_number(tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text("sample\n")
    assert asked("SOCIALACCOUNT_PROVIDERS")["SOCIALACCOUNT_PROVIDERS"]["openid_connect"]["APPS"] == []
    found = asked(
        "SOCIALACCOUNT_PROVIDERS",
        "CONTENT_SECURITY_POLICY",
        FOEDUS_OIDC_SERVER="https://id.example/realm",
        FOEDUS_OIDC_SECRET_FILE=str(secret),
    )
    provider = found["SOCIALACCOUNT_PROVIDERS"]["openid_connect"]
    assert (provider["SCOPE"], provider["OAUTH_PKCE_ENABLED"]) == (["openid"], True)
    assert (provider["APPS"][0]["secret"], provider["APPS"][0]["client_id"]) == ("sample", "foedus")
    assert found["CONTENT_SECURITY_POLICY"]["DIRECTIVES"]["form-action"] == ["'self'", "https://id.example"]


def test_passwords_are_kept_by_the_house_measure() -> None:
    """At least the 600,000 times that OWASP's Password Storage Cheat Sheet asks of PBKDF2 with SHA-256."""
    assert asked("PASSWORD_HASHERS")["PASSWORD_HASHERS"][0] == "foedus.web.hashing.PasswordHasher"
    assert PBKDF2PasswordHasher.iterations >= 600_000
