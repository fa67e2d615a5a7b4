"""What a person means to sign, as forms carry it from the review to the signature; it signs through the office's verbs.

An intent is shown, word for word, before it is signed: ``preview`` and ``sign`` call the same verb, and what is signed
is what was shown (``foedus.office.witness``).
"""

import secrets
from collections.abc import Callable, Mapping
from typing import Any, Final, Literal

import msgspec
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.http import QueryDict
from django.utils import timezone
from msgspec.structs import replace

from foedus.ledger.acts import Capacity
from foedus.office import answering, paper, proposing, stating
from foedus.office.ports import Cooperation, Node
from foedus.office.proposing import Signed
from foedus.office.review import Review
from foedus.office.witness import preview as preview_of
from foedus.office.witness import sign_as_shown
from foedus.web.forms.days import read_day
from foedus.web.models import DoneOnce

Verb = Literal["propose", "repropose", "declare", "answer", "acknowledge", "offer"]
_TOKEN_BYTES: Final = 24


class Intent(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """What is to be signed.

    ``accept``, ``ad_referendum`` and ``acknowledge`` are versions, ``all_of`` a plan's version accepted with its lines;
    ``decline`` and ``withdraw`` hold the reason by version; ``plan`` is the record of ``repropose``; ``records`` those
    of ``offer``. ``next`` is the address to go on to; ``sent`` the number of answers that an officer sent to the head.
    """

    verb: Verb
    drafts: tuple[int, ...] = ()
    accept: tuple[str, ...] = ()
    ad_referendum: tuple[str, ...] = ()
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
    sent: int = 0


POWER: Final[Mapping[str, str]] = {
    "propose": "records.consent",
    "repropose": "records.consent",
    "answer": "records.consent",
    "offer": "records.consent",
    "declare": "records.declare",
    "acknowledge": "records.declare",
}
"""What each verb needs."""


# As forms and addresses say it


def intent_of_address(query: QueryDict) -> Intent | None:
    """An intent from an address: ``?verb=propose&draft=1&draft=2``; None where a number is none."""
    try:
        drafts = tuple(int(text) for text in query.getlist("draft"))
    except ValueError:
        return None
    verb: Verb = "declare" if query.get("verb") == "declare" else "propose"
    return Intent(verb, drafts=drafts, next=query.get("next", ""))


def intent_of_form(sent: QueryDict) -> Intent | None:
    """An intent from a page's form.

    Names: ``verb``, ``draft``, ``accept``, ``ad_referendum``, ``acknowledge``, ``record`` (several of each),
    ``all_of``, ``plan``, ``decline:<version>`` and ``withdraw:<version>`` with the reason, ``next``; and the terms of
    ``with_terms``.
    """
    verb = sent.get("verb", "")
    if verb not in POWER:
        return None
    try:
        drafts = tuple(int(text) for text in sent.getlist("draft"))
    except ValueError:
        return None
    intent = Intent(
        verb,  # type: ignore[arg-type]  # one of them, as was looked at just now
        drafts=drafts,
        accept=tuple(sent.getlist("accept")),
        ad_referendum=tuple(sent.getlist("ad_referendum")),
        all_of=sent.get("all_of", ""),
        decline=_reasons(sent, "decline:"),
        withdraw=_reasons(sent, "withdraw:"),
        acknowledge=tuple(sent.getlist("acknowledge")),
        records=tuple(sent.getlist("record")),
        plan=sent.get("plan", ""),
        next=sent.get("next", ""),
    )
    return with_terms(intent, sent)


def _reasons(sent: QueryDict, prefix: str) -> dict[str, str]:
    return {name.removeprefix(prefix): sent.get(name, "").strip() for name in sent if name.startswith(prefix)}


def with_terms(intent: Intent, sent: QueryDict) -> Intent:
    """The intent with the terms that the form holds: ``capacity``, ``until``, ``note:<language>``."""
    changed: dict[str, Any] = {}
    if sent.get("capacity") in {"full", "ad-referendum", "initialled"}:
        changed["capacity"] = sent["capacity"]
    if "until" in sent:
        changed["until"] = _day_in(sent.get("until", "").strip())
    note = {language: text for language, text in _reasons(sent, "note:").items() if text}
    if note:
        changed["note"] = note
    return replace(intent, **changed)


def _day_in(text: str) -> str:
    """A day as it was typed, as entries write it; what is none stays as it is, and the verb refuses it in words."""
    try:
        return read_day(text).isoformat() if text else ""
    except ValidationError:
        return text


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


def sign(node: Node, coop: Cooperation, intent: Intent, digest: str, *, personal_confirmed: bool = False) -> Signed:
    """Sign what was shown.

    :param digest: of the review that was shown.
    :param personal_confirmed: a person has looked at what seems personal, and says that it is none.
    :raises ChangedError: something has changed since. :raises PersonalDataError: nobody has confirmed.
    """
    return sign_as_shown(digest, _call(node, coop, intent, personal_confirmed=personal_confirmed))


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
                ad_referendum=intent.ad_referendum,
                decline=intent.decline,
                withdraw=intent.withdraw,
                drafts=intent.drafts,
                **terms,
            )


# Once


def new_token() -> str:
    """A token for a form that is to be taken once."""
    return secrets.token_urlsafe(_TOKEN_BYTES)


def is_token(text: str) -> bool:
    """Say whether a text has the length of a token."""
    return len(text) == len(new_token())


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
            DoneOnce.objects.create(token=token, at=timezone.now(), told=dict(told))
    except IntegrityError:
        return False
    return True


def remember(token: str, told: Mapping[str, Any]) -> None:
    """Keep what was done when a form was taken."""
    DoneOnce.objects.filter(token=token).update(told=dict(told))
