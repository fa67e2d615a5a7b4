"""What a person means to sign, as forms carry it from the review to the signature; it signs through the office's verbs.

An intent is shown, word for word, before it is signed: ``preview`` and ``sign`` call the same verb, and what is signed
is what was shown (``foedus.office.witness``).
"""

import secrets
from collections.abc import Callable, Mapping
from typing import Any, Final, Literal

import msgspec
from django.db import IntegrityError, transaction
from django.utils import timezone

from foedus.ledger.acts import Capacity
from foedus.office import answering, paper, proposing, stating
from foedus.office.ports import Cooperation, Node
from foedus.office.proposing import Signed
from foedus.office.review import Review
from foedus.office.witness import preview as preview_of
from foedus.office.witness import sign_as_shown
from foedus.web.models import DoneOnce

Verb = Literal["propose", "repropose", "declare", "answer", "acknowledge", "offer"]


class Intent(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """What is to be signed.

    ``accept`` and ``acknowledge`` are versions, ``all_of`` a plan's version accepted with its lines; ``decline`` and
    ``withdraw`` hold the reason by version; ``plan`` is the record of ``repropose``; ``records`` those of ``offer``.
    ``next`` is the address to go on to.
    """

    verb: Verb
    drafts: tuple[int, ...] = ()
    accept: tuple[str, ...] = ()
    all_of: str = ""
    decline: dict[str, str] = {}
    withdraw: dict[str, str] = {}
    acknowledge: tuple[str, ...] = ()
    records: tuple[str, ...] = ()
    plan: str = ""
    capacity: Capacity = "full"
    until: str = ""
    note: dict[str, str] = {}
    next: str = ""


POWER: Final[Mapping[str, str]] = {
    "propose": "records.consent",
    "repropose": "records.consent",
    "answer": "records.consent",
    "offer": "records.consent",
    "declare": "records.declare",
    "acknowledge": "records.declare",
}
"""What each verb needs."""


def to_text(intent: Intent) -> str:
    """An intent as a form carries it."""
    return msgspec.json.encode(intent).decode()


def from_text(text: str) -> Intent | None:
    """An intent as a form sent it; None where it is none."""
    try:
        return msgspec.json.decode(text, type=Intent)
    except msgspec.DecodeError:
        return None


def preview(node: Node, coop: Cooperation, intent: Intent) -> Review:
    """Show what would be signed; nothing is.

    :raises OfficeError: what the verb refuses.
    """
    return preview_of(_call(node, coop, intent))


def sign(node: Node, coop: Cooperation, intent: Intent, digest: str) -> Signed:
    """Sign what was shown.

    :param digest: of the review that was shown.
    :raises ChangedError: something has changed since.
    """
    return sign_as_shown(digest, _call(node, coop, intent, personal_confirmed=True))


def _call(node: Node, coop: Cooperation, intent: Intent, *, personal_confirmed: bool = False) -> Callable[[], Signed]:
    said: dict[str, Any] = {"note": intent.note or None, "personal_confirmed": personal_confirmed}
    terms: dict[str, Any] = {**said, "capacity": intent.capacity, "until": intent.until or None}
    match intent.verb:
        case "propose":
            return lambda: proposing.propose(node, coop, intent.drafts, **terms)
        case "repropose":
            return lambda: proposing.repropose(
                node, coop, intent.plan, drafts=intent.drafts, accept=intent.accept, **terms
            )
        case "declare":
            return lambda: stating.declare(node, coop, intent.drafts, **said)
        case "acknowledge":
            return lambda: stating.acknowledge(node, coop, intent.acknowledge, **said)
        case "offer":
            return lambda: paper.offer(node, coop, intent.records, **said)
        case "answer" if intent.all_of:
            return lambda: answering.accept(node, coop, intent.accept, all_of=intent.all_of, **terms)
        case "answer":
            return lambda: answering.answer(
                node,
                coop,
                accept=intent.accept,
                decline=intent.decline,
                withdraw=intent.withdraw,
                drafts=intent.drafts,
                **terms,
            )


def new_token() -> str:
    """A token for a form that is to be taken once."""
    return secrets.token_urlsafe(24)


def done_before(token: str) -> dict[str, Any] | None:
    """What was done when a form of this token was taken; None where it was not."""
    found = DoneOnce.objects.filter(token=token).first()
    return dict(found.told) if found is not None else None


def take_once(token: str, told: Mapping[str, Any]) -> bool:
    """Remember, in the transaction that does it, that a form was taken.

    :returns: False where it had been taken before; then nothing may be done.
    """
    try:
        with transaction.atomic():
            DoneOnce.objects.create(token=token[:64], at=timezone.now(), told=dict(told))
    except IntegrityError:
        return False
    return True
