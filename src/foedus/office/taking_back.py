"""Takes a cooperation back that this party was in before its copy was lost; it signs nothing and joins nothing."""

from collections.abc import Callable
from pathlib import Path

from foedus.office.errors import OfficeError
from foedus.office.parties import own_card
from foedus.office.partnerships import Joined, free_name, view
from foedus.office.ports import Cooperation, Ledger, Node
from foedus.office.receiving import after_taking, opened, take
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
    own = own_card(node)
    with opened(node, source) as bundle:
        with node.store.transaction():
            wanted = bundle.manifest.partnership
            if any(coop.id == wanted for coop in node.store.cooperations()):
                raise OfficeError("already-joined", partnership=wanted)
            others = sorted(set(bundle.journals) - {own.code})
            coop = Cooperation(wanted, free_name(node, name, others), own.code)
            ledger = node.store.create(coop)
            taken = take(node, ledger, bundle, source.name, progress=progress)
            if not ledger.facts().parties:
                raise OfficeError("no-founding", partnership=wanted)
            _know_ourselves(node, ledger)
        return Joined(view(node, coop), after_taking(node, coop, bundle, taken))


def _know_ourselves(node: Node, ledger: Ledger) -> None:
    ours = {*node.keyring.signing_thumbprints(), *node.keyring.recovery_seeds()}
    for number, party in enumerate(ledger.facts().parties):
        held = keys_in_force(ledger, number)
        if party.code == ledger.cooperation.code and party.branches and {held.signing, held.recovery} & ours:
            known = node.store.setting(FORMER_KEYS) or ()
            node.store.put_setting(FORMER_KEYS, list(dict.fromkeys((*known, party.key))))
            return
    raise OfficeError("not-ours-to-take-back", code=ledger.cooperation.code)
