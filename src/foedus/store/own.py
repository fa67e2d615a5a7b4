"""What an office keeps of one record, read with one question: drafts, notes, steps that were set, some settings."""

import json
from typing import Any

import msgspec
from django.db.backends.base.base import BaseDatabaseWrapper

from foedus.office.ports import Draft, PrivateNote, StepState

_OWN = (
    "SELECT 'draft', id, CAST(content AS text), '', '', '', '' FROM foedus_store_draft WHERE partnership = %s"
    " UNION ALL SELECT 'note', id, \"text\", at, '', '', '' FROM foedus_store_note"
    " WHERE partnership = %s AND record = %s"
    " UNION ALL SELECT 'step', id, partnership, step, state, at, \"by\" FROM foedus_store_stepstate WHERE record = %s"
    " UNION ALL SELECT 'setting', 0, name, CAST(value AS text), '', '', '' FROM foedus_store_setting"
    " WHERE name LIKE %s ORDER BY 1, 2"
)


class Own(msgspec.Struct, frozen=True):
    """The drafts of a partnership, and of one of its records the notes and the steps; settings by name."""

    drafts: list[Draft]
    notes: list[PrivateNote]
    steps: list[StepState]
    settings: dict[str, Any]


def own(connection: BaseDatabaseWrapper, partnership: str, record: str, settings: str) -> Own:
    """Read all of it.

    :param settings: the name of a setting, or the beginning of several; none where it is empty.
    """
    found: dict[str, list[Any]] = {"draft": [], "note": [], "step": [], "setting": []}
    with connection.cursor() as cursor:
        cursor.execute(_OWN, [partnership, partnership, record, record, f"{settings}%" if settings else ""])
        for sort, *row in cursor.fetchall():
            found[sort].append(row)
    return Own(
        [msgspec.convert({**json.loads(row[1]), "number": row[0]}, Draft) for row in found["draft"]],
        [PrivateNote(number, partnership, record, at, text) for number, text, at, *_ in found["note"]],
        [StepState(of, record, step, state, at, by) for _, of, step, state, at, by in found["step"]],
        dict(sorted((name, json.loads(value)) for _, name, value, *_ in found["setting"])),
    )
