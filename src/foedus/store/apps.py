"""Names the store to Django; it knows nothing else."""

from django.apps import AppConfig


class StoreConfig(AppConfig):
    """The tables of a node."""

    name = "foedus.store"
    label = "foedus_store"
    default_auto_field = "django.db.models.BigAutoField"
