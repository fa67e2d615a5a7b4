"""The names that Django reads where no node is open yet: for the type checker and for making migrations."""

INSTALLED_APPS = ["foedus.store"]
DATABASES = {"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": ":memory:"}}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
USE_TZ = True
