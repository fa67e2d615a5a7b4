"""Tells Django what the workbench is called; it knows no page."""

from django.apps import AppConfig


class WebConfig(AppConfig):
    """The workbench as a Django app."""

    name = "foedus.web"
    label = "foedus_web"
    default_auto_field = "django.db.models.BigAutoField"
