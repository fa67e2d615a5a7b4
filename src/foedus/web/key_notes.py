"""Says on a page whose keys nobody here has compared yet, where a key or a signature matters; it compares none."""

from dataclasses import dataclass

from django.urls import reverse

from foedus.office.comparisons import uncompared
from foedus.office.ports import Cooperation
from foedus.web.desk import Desk


@dataclass(frozen=True)
class ToCompare:
    """A Party whose key is not yet compared; ``url`` is where that is done, empty for who may not."""

    code: str
    url: str


def to_compare(desk: Desk, coop: Cooperation) -> tuple[ToCompare, ...]:
    """The Parties of a cooperation whose keys are not yet compared."""
    may = desk.may("dispatches.move", coop)
    return tuple(
        ToCompare(code, reverse("compare", args=[coop.name, code]) if may else "")
        for code in uncompared(desk.node, desk.node.store.open(coop.id))
    )
