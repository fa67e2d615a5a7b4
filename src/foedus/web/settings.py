"""The names that Django reads for the workbench of one home (``FOEDUS_HOME``); nothing here is a person's choice."""

import os
import secrets
import sys
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from foedus.store.home import database_of, is_home


def _secret(home: Path | None) -> str:
    """What signs this home's sessions: made once, kept beside its database, for its owner alone."""
    if home is None:
        return secrets.token_urlsafe(50)
    file = home / "web-secret"
    if not file.is_file():
        descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(descriptor, "w") as opened:
            opened.write(secrets.token_urlsafe(50))
    return file.read_text()


def _origin(address: str) -> str:
    """Where an address is served, without its path."""
    parts = urlsplit(address)
    return f"{parts.scheme}://{parts.netloc}"


_FOLDER = Path(__file__).parent
_HOURS = 3600
_https = os.environ.get("FOEDUS_HTTPS") == "1"
_home = os.environ.get("FOEDUS_HOME")
HOME: Path | None = Path(_home) if _home and is_home(Path(_home)) else None
"""The home that is served; None where there is none yet, as for the type checker."""

DEBUG = False
SECRET_KEY = _secret(HOME)
ALLOWED_HOSTS = os.environ.get("FOEDUS_HOSTS", "127.0.0.1,localhost,[::1]").split(",")
ROOT_URLCONF = "foedus.web.urls"
WSGI_APPLICATION = "foedus.web.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
DATABASES: dict[str, Any] = {
    "default": database_of(HOME, is_pooled=True)
    if HOME is not None
    else {"ENGINE": "django.db.backends.sqlite3", "NAME": ":memory:"}
}

INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django_htmx",
    "django_tasks",
    "django_tasks_db",
    "foedus.store",
    "foedus.web",
    "allauth",
    "allauth.account",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "allauth.mfa",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "csp.middleware.CSPMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "foedus.web.log_lines.RequestMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "foedus.web.desk.DeskMiddleware",
    "foedus.web.wording.WordingMiddleware",
]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "foedus.web.frame.frame",
            ],
            "builtins": ["django.templatetags.i18n", "django.templatetags.static", "foedus.web.templatetags.foedus"],
        },
    }
]
FORM_RENDERER = "foedus.web.forms.rendering.Renderer"

# People and their sessions
AUTH_USER_MODEL = "foedus_web.User"
LOGIN_URL = "login"
LOGIN_REDIRECT_URL = "todo"
LOGOUT_REDIRECT_URL = "login"
PASSWORD_HASHERS = ["foedus.web.hashing.PasswordHasher", "django.contrib.auth.hashers.PBKDF2PasswordHasher"]
"""The first keeps new passwords; what the other kept is kept anew when its person signs in."""
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
    {"NAME": "foedus.web.passwords.GuessablePasswordValidator"},
    {
        "NAME": "foedus.web.passwords.LeakedPasswordValidator",
        "OPTIONS": {"file": os.environ.get("FOEDUS_LEAKED_PASSWORDS", "")},
    },
]
SESSION_COOKIE_AGE = 10 * _HOURS
IDLE_SECONDS = 60 * int(os.environ.get("FOEDUS_IDLE_MINUTES", "60"))
"""After how long without use a session ends, to within a tenth of it; 0 for never before its age ends it."""
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_SAVE_EVERY_REQUEST = False
SESSION_COOKIE_NAME = f"{'__Host-' if _https else ''}foedus_{os.environ.get('FOEDUS_PORT', '')}".rstrip("_")
"""One name a port: two homes on one machine are two sessions."""
CSRF_COOKIE_NAME = f"{SESSION_COOKIE_NAME}_csrf"
LANGUAGE_COOKIE_NAME = f"{SESSION_COOKIE_NAME}_language"
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = LANGUAGE_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = LANGUAGE_COOKIE_SAMESITE = "Strict"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = _https
CSRF_FAILURE_VIEW = "foedus.web.views.failing.stale_form"
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"
CACHES = {"default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "foedus_web_cacheentry"}}
"""In the database, so that every process counts the same tries and a code opens once for all of them."""

MIGRATION_MODULES = {"django_tasks_database": "foedus.web.task_tables.migrations"}
"""The tasks' tables in a step of our own: one of the library's writes to the default database, whichever is meant."""
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
"""What is done by itself waits in the same database as what it is about, and survives the process that began it."""

# Coming in: allauth's part of it
ACCOUNT_ADAPTER = "foedus.web.adapters.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_FORMS = {"reauthenticate": "foedus.web.forms.factors.PasswordAgainForm"}
MFA_ADAPTER = "foedus.web.adapters.FactorAdapter"
MFA_FORMS = {
    "authenticate": "foedus.web.forms.factors.CodeForm",
    "reauthenticate": "foedus.web.forms.factors.CodeAgainForm",
    "activate_totp": "foedus.web.forms.factors.AppForm",
    "add_webauthn": "foedus.web.forms.factors.PasskeyForm",
}
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_RECOVERY_CODES_SHOW_ONCE = True
MFA_TOTP_TOLERANCE = 1
"""A telephone's clock may be half a minute wrong."""
ACCOUNT_REAUTHENTICATION_REQUIRED = True
ACCOUNT_REAUTHENTICATION_TIMEOUT = 600
"""Seconds for which it counts that one has shown who one is: then it is asked again before what ``confirmed`` marks."""
SOCIALACCOUNT_ADAPTER = "foedus.web.adapters.IdentityAdapter"
SOCIALACCOUNT_AUTO_SIGNUP = False
SOCIALACCOUNT_STORE_TOKENS = False
SOCIALACCOUNT_PROVIDERS: dict[str, Any] = {
    "openid_connect": {"OAUTH_PKCE_ENABLED": True, "SCOPE": ["openid"], "APPS": []}
}
"""The identity provider says who somebody is (its number for them), and is asked for nothing else about them."""
_oidc = os.environ.get("FOEDUS_OIDC_SERVER", "")
if _oidc:
    SOCIALACCOUNT_PROVIDERS["openid_connect"]["APPS"].append(
        {
            "provider_id": "oidc",
            "name": os.environ.get("FOEDUS_OIDC_NAME", "OpenID Connect"),
            "client_id": os.environ.get("FOEDUS_OIDC_CLIENT", "foedus"),
            "secret": Path(os.environ["FOEDUS_OIDC_SECRET_FILE"]).read_text(encoding="utf-8").strip(),
            "settings": {"server_url": _oidc},
        }
    )

# What leaves the server
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'none'"],
        "script-src": ["'self'"],
        "style-src": ["'self'"],
        "img-src": ["'self'"],
        "connect-src": ["'self'"],
        "form-action": ["'self'", *([_origin(_oidc)] if _oidc else [])],
        "base-uri": ["'none'"],
        "frame-ancestors": ["'none'"],
    }
}
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
PROXIES = int(os.environ.get("FOEDUS_PROXIES", "1" if _https else "0"))
"""How many proxies of ours stand before this: what the last of them says of who asks, and how, is believed."""
if _https:
    SECURE_HSTS_SECONDS = 365 * 24 * _HOURS
    SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = True
    SECURE_SSL_REDIRECT = PROXIES > 0
if PROXIES:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
X_FRAME_OPTIONS = "DENY"
STATIC_URL = "/static/"
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = False
WHITENOISE_MAX_AGE = 300
DATA_UPLOAD_MAX_MEMORY_SIZE = 20 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 10_000
FILE_UPLOAD_PERMISSIONS = 0o600

# Languages
USE_TZ = True
TIME_ZONE = os.environ.get("FOEDUS_TIME_ZONE", "UTC")
USE_I18N = True
LANGUAGE_CODE = "en"
LANGUAGES = [
    ("en", "English"),
    ("it", "Italiano"),
    ("az", "Azərbaycanca"),
    ("kk", "Қазақша"),
    ("uz", "O‘zbekcha"),
    ("ru", "Русский"),
    ("fr", "Français"),
]
LOCALE_PATHS = [_FOLDER / "locale"]

# Mail: to the console, until a server is named
ADDRESS = f"{_url.rstrip('/')}/" if (_url := os.environ.get("FOEDUS_URL", "")) else ""
"""Where this office's first page is, as its people type it: a mail leads there."""
SMTP = os.environ.get("FOEDUS_SMTP", "")
"""``smtp://user:password@host:587`` (STARTTLS), ``smtps://...:465`` (TLS), ``smtp+plain://host:25`` (neither)."""
TROUBLE_MAIL = os.environ.get("FOEDUS_TROUBLE_MAIL", "").split()
"""Addresses that are told what fails on the machine, beside the administrators: the database may be what fails."""
DEFAULT_FROM_EMAIL = os.environ.get("FOEDUS_MAIL_FROM", "foedus@localhost")
EMAIL_BACKEND = f"django.core.mail.backends.{'smtp' if SMTP else 'console'}.EmailBackend"
EMAIL_TIMEOUT = 30
_server = urlsplit(SMTP)
EMAIL_HOST, EMAIL_PORT = _server.hostname or "localhost", _server.port or 25
EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = unquote(_server.username or ""), unquote(_server.password or "")
EMAIL_USE_TLS, EMAIL_USE_SSL = _server.scheme == "smtp", _server.scheme == "smtps"

SILENCED_SYSTEM_CHECKS: list[str] = []
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"lines": {"()": "foedus.web.log_lines.JsonLines"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "lines"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {
        "django": {"handlers": [], "level": "WARNING"},
        "django.request": {"level": "ERROR"},
        "foedus.web": {"level": os.environ.get("FOEDUS_LOG", "WARNING" if sys.stderr.isatty() else "INFO").upper()},
    },
}
"""One JSON object a line: at a terminal what went wrong alone, else every request and event, or as FOEDUS_LOG says."""
