"""An identity provider on this machine: allauth's own, with one person in it; it knows no office.

``python -m tests.browser.identity_provider PORT DATABASE REDIRECT`` serves it until it is stopped.
"""

import socketserver
import sys
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

import django
from django.conf import settings
from django.core.management import call_command
from django.core.wsgi import get_wsgi_application
from django.urls import URLResolver, include, path
from joserfc.jwk import RSAKey

HERE = "127.0.0.1"
CLIENT, SECRET = "sample-office", "a sample secret that guards nothing"
PERSON, PASSWORD = "sample-elsewhere", "a sample password elsewhere"
urlpatterns: list[URLResolver] = []
"""Filled once Django is set up: the library's addresses read its settings."""


class Server(socketserver.ThreadingMixIn, WSGIServer):
    """A browser may keep a line open while the office asks on another."""

    daemon_threads = True


class Silent(WSGIRequestHandler):
    """Says nothing of each request."""

    def log_message(self, *_: object) -> None:
        """Say nothing."""


def configure(database: str) -> None:
    """Set Django up for this process alone."""
    key = RSAKey.generate_key(2048).as_pem(private=True).decode()
    settings.configure(
        SECRET_KEY="sample",
        ALLOWED_HOSTS=[HERE],
        ROOT_URLCONF="__main__",
        LOGIN_URL="account_login",
        DATABASES={"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": database}},
        USE_TZ=True,
        SESSION_COOKIE_NAME="elsewhere",
        CSRF_COOKIE_NAME="elsewhere-csrf",
        INSTALLED_APPS=[
            "django.contrib.contenttypes",
            "django.contrib.auth",
            "django.contrib.sessions",
            "django.contrib.messages",
            "allauth",
            "allauth.account",
            "allauth.idp.oidc",
        ],
        MIDDLEWARE=[
            "django.contrib.sessions.middleware.SessionMiddleware",
            "django.middleware.csrf.CsrfViewMiddleware",
            "django.contrib.auth.middleware.AuthenticationMiddleware",
            "django.contrib.messages.middleware.MessageMiddleware",
            "allauth.account.middleware.AccountMiddleware",
        ],
        TEMPLATES=[
            {
                "BACKEND": "django.template.backends.django.DjangoTemplates",
                "APP_DIRS": True,
                "OPTIONS": {
                    "context_processors": [
                        "django.template.context_processors.request",
                        "django.contrib.auth.context_processors.auth",
                        "django.contrib.messages.context_processors.messages",
                    ]
                },
            }
        ],
        ACCOUNT_LOGIN_METHODS={"username"},
        ACCOUNT_SIGNUP_FIELDS=["username*", "password1*"],
        ACCOUNT_EMAIL_VERIFICATION="none",
        IDP_OIDC_PRIVATE_KEY=key,
    )
    django.setup()


def main(port: str, database: str, redirect: str) -> None:
    """Make its tables, its person and its one client, and serve it."""
    configure(database)
    urlpatterns.extend([path("", include("allauth.urls")), path("", include("allauth.idp.urls"))])
    call_command("migrate", verbosity=0, interactive=False)
    from allauth.idp.oidc.models import Client  # noqa: PLC0415 - models are there only when Django is set up
    from django.contrib.auth import get_user_model  # noqa: PLC0415 - the same
    from django.contrib.auth.hashers import make_password  # noqa: PLC0415 - the same

    get_user_model().objects.create_user(PERSON, password=PASSWORD)
    Client(id=CLIENT, name="Sample office", secret=make_password(SECRET), redirect_uris=redirect).save()
    with make_server(HERE, int(port), get_wsgi_application(), Server, Silent) as server:
        server.serve_forever()


if __name__ == "__main__":
    main(*sys.argv[1:])
