"""Keeps private notes on records; they never leave this node, and no export reads them."""

from foedus.office.errors import OfficeError
from foedus.office.names import find_record
from foedus.office.ports import Cooperation, Node, PrivateNote


def add(node: Node, coop: Cooperation, record: str, text: str) -> PrivateNote:
    """Note something on a record.

    :param record: as people name it.
    :raises OfficeError: the note is empty. :raises NotFoundError: no record is called so.
    """
    if not text.strip():
        raise OfficeError("note-empty")
    with node.store.transaction():
        name = find_record(node, node.store.open(coop.id), record)
        return node.store.put_note(PrivateNote(0, coop.id, name, node.clock(), text))


def of(node: Node, coop: Cooperation, record: str | None = None) -> tuple[PrivateNote, ...]:
    """The notes on a record, or all of the cooperation; oldest first."""
    name = find_record(node, node.store.open(coop.id), record) if record is not None else None
    return tuple(node.store.notes(coop.id, name))
