"""Signing out leads on to the identity provider where one came in from there, and waits for it nowhere else."""

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer
from urllib.parse import parse_qs, urlsplit

import pytest
from allauth.account.authentication import AUTHENTICATION_METHODS_SESSION_KEY
from django.conf import settings
from django.test import Client, override_settings

from tests.web.conftest import SignIn


@contextmanager
def provider(**more: str) -> Iterator[str]:
    """A provider that says where it is signed out of; it is gone afterwards."""

    class Answers(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            told = json.dumps({"issuer": "sample", **more}).encode()
            self.send_response(200)
            self.end_headers()
            self.wfile.write(told)

        def log_message(self, *_: object) -> None:
            pass

    server = HTTPServer(("127.0.0.1", 0), Answers)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def signed_out(client: Client, server: str) -> str:
    """Where a person is led who signs out, at an office that knows this provider."""
    app = {"provider_id": "oidc", "name": "Sample", "client_id": "sample office", "settings": {"server_url": server}}
    known = {"openid_connect": {**settings.SOCIALACCOUNT_PROVIDERS["openid_connect"], "APPS": [app]}}
    with override_settings(SOCIALACCOUNT_PROVIDERS=known):
        return client.post("/logout/").headers["Location"]


def from_there(client: Client) -> Client:
    """The same person, come in from the provider."""
    session = client.session
    session[AUTHENTICATION_METHODS_SESSION_KEY] = [{"method": "socialaccount", "at": 0, "provider": "oidc"}]
    session.save()
    return client


def test_who_came_in_from_there_signs_out_there_too(sign_in: SignIn) -> None:
    client = from_there(sign_in("reader"))
    with provider(end_session_endpoint="http://sample.invalid/end?realm=a") as server:
        led = urlsplit(signed_out(client, server))
    assert (led.netloc, led.path) == ("sample.invalid", "/end")
    assert parse_qs(led.query) == {
        "realm": ["a"],
        "client_id": ["sample office"],
        "post_logout_redirect_uri": ["http://localhost/login/"],
    }
    assert client.get("/settings/").status_code == 302


def test_who_came_in_by_password_is_led_to_our_own_door(sign_in: SignIn) -> None:
    with provider(end_session_endpoint="http://sample.invalid/end") as server:
        assert signed_out(sign_in("reader"), server) == "/login/"


@pytest.mark.parametrize("is_there", [True, False])
def test_provider_that_offers_nothing_or_does_not_answer_keeps_nobody_in(sign_in: SignIn, is_there: bool) -> None:  # noqa: FBT001 - a parameter of the test
    client = from_there(sign_in("reader"))
    with provider() as server:
        led = signed_out(client, server) if is_there else ""
    led = led or signed_out(client, server)
    assert (led, client.get("/settings/").status_code) == ("/login/", 302)
