"""Takes a cooperation back that this party was in before its copy was lost; it signs nothing and joins nothing."""

from collections.abc import Callable
from pathlib import Path

from foedus.office.errors import OfficeError
from foedus.office.partnerships import Joined, taken_whole
from foedus.office.ports import Ledger, Node
from foedus.office.signing import FORMER_KEYS, keys_in_force


def take_back(
    node: Node, source: Path, *, name: str | None = None, progress: Callable[[int], None] | None = None
) -> Joined:
    """Take a cooperation in from another party's bundle, whole, and know ourselves in it by the keys that are here.

    A copy made from a recovery sheet knows its party by the recovery key alone: it reads everything, and signs nothing
    until it has recovered.

    :param source: the whole of the cooperation, as another party holds it.
    :param name: this node's short word for it; left out, the others' codes.
    :raises OfficeError: the cooperation is here already, or none of its parties has a key of ours in force.
    """
    return taken_whole(node, source, lambda ledger: _know_ourselves(node, ledger), name=name, progress=progress)


def _know_ourselves(node: Node, ledger: Ledger) -> None:
    ours = {*node.keyring.signing_thumbprints(), *node.keyring.recovery_seeds()}
    for number, party in enumerate(ledger.facts().parties):
        held = keys_in_force(ledger, number)
        if party.code == ledger.cooperation.code and party.branches and {held.signing, held.recovery} & ours:
            known = node.store.setting(FORMER_KEYS) or ()
            node.store.put_setting(FORMER_KEYS, list(dict.fromkeys((*known, party.key))))
            return
    raise OfficeError("not-ours-to-take-back", code=ledger.cooperation.code)
