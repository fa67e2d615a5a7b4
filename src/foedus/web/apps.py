"""Tells Django what the workbench is called; it knows no page."""

from django.apps import AppConfig
from django.contrib.auth.signals import user_logged_in, user_logged_out


class WebConfig(AppConfig):
    """The workbench as a Django app."""

    name = "foedus.web"
    label = "foedus_web"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Let sessions know when they began, and the log who came in and how."""
        from foedus.web import door_log, open_sessions  # noqa: PLC0415 - models are there only when all apps are

        user_logged_in.connect(open_sessions.begin, dispatch_uid="foedus-session-begins")
        user_logged_out.connect(open_sessions.finish, dispatch_uid="foedus-session-ends")
        door_log.listen()
