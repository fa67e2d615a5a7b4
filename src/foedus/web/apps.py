"""Tells Django what the workbench is called; it knows no page."""

from django.apps import AppConfig
from django.contrib.auth.signals import user_logged_in


class WebConfig(AppConfig):
    """The workbench as a Django app."""

    name = "foedus.web"
    label = "foedus_web"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Let sessions know when they began."""
        from foedus.web.doors import note_sign_in  # noqa: PLC0415 - models are there only when all apps are

        user_logged_in.connect(note_sign_in, dispatch_uid="foedus-note-sign-in")
