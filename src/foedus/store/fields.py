"""JSON in a column as it was written: a server keeps the order of names too; it knows no table."""

from typing import Any

from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models.fields.json import KeyTransform
from django.db.models.sql.compiler import SQLCompiler

from foedus.store.database import is_server


class _Part(KeyTransform):
    """A part of JSON as it was written."""

    output_field = models.JSONField()

    def preprocess_lhs(self, compiler: SQLCompiler, connection: BaseDatabaseWrapper) -> Any:
        """What it is a part of."""
        lhs, *others = super().preprocess_lhs(compiler, connection)
        return (f"({lhs})::jsonb" if is_server(connection) else lhs), *others


class _PartFactory:
    """Makes parts of one name, as Django asks for them."""

    def __init__(self, name: str) -> None:
        self._name = name

    def __call__(self, *given: Any, **named: Any) -> _Part:
        return _Part(self._name, *given, **named)


class WrittenJson(models.JSONField):
    """JSON that comes back with its names in the order in which they were written.

    A server's ``jsonb``, which Django takes, would put them in another; what a draft holds is signed as it stands.
    """

    def db_type(self, connection: BaseDatabaseWrapper) -> str | None:
        """The column's type."""
        return "json" if is_server(connection) else super().db_type(connection)

    def get_db_prep_value(self, value: Any, connection: BaseDatabaseWrapper, prepared: bool = False) -> Any:  # noqa: FBT001, FBT002 - as Django's
        """As the driver takes it."""
        if is_server(connection) and not hasattr(value, "as_sql") and value is not None:
            from psycopg.types.json import Json  # noqa: PLC0415 - a laptop's copy needs no driver

            return Json(value)
        return super().get_db_prep_value(value, connection, prepared)

    def get_transform(self, lookup_name: str) -> Any:
        """A part of it, which a server compares as ``jsonb`` alone."""
        found = super(models.JSONField, self).get_transform(lookup_name)
        return found if found is not None else _PartFactory(lookup_name)

    def select_format(self, compiler: SQLCompiler, sql: str, params: Any) -> tuple[str, Any]:
        """As it is asked for: in letters, which this field reads."""
        return (f"{sql}::text" if is_server(compiler.connection) else sql), params
