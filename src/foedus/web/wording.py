"""The one table of errors of the workbench: what happened, what was kept, what to do now; it judges nothing.

What happened and what was kept stands in ``foedus.phrases``, for the command line too; here stands what to do in pages.
"""

from collections.abc import Callable
from typing import Any, Final

from django.db.utils import DatabaseError
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as N_  # noqa: N812 - the name that gettext's tools look for

from foedus.exchange.envelope import EnvelopeError
from foedus.exchange.errors import AddressError, ExchangeError
from foedus.ledger.errors import BundleError, KeyFormError, LineError, SigningError
from foedus.office.errors import (
    AmbiguousError,
    CallerError,
    CardError,
    ConsentError,
    DispatchError,
    DraftError,
    GuardError,
    KeyringError,
    NotFoundError,
    OfficeError,
    PersonalDataError,
    UnkeptDraftError,
)
from foedus.office.recovery_words import RecoveryWordsError
from foedus.office.witness import ChangedError
from foedus.phrases import border, office, store
from foedus.phrases.language import translate
from foedus.phrases.wording import Phrase, Wording
from foedus.reading.headings import MappingError
from foedus.reading.table import SheetError
from foedus.records.catalogue import BodyError, KindFileError, UnknownKindError
from foedus.records.terms import UnknownTermError
from foedus.store.backup import BackupError
from foedus.store.cooperation import UnknownActError
from foedus.store.database import DatabaseFormError, DatabaseNameError, system_error
from foedus.store.home import HomeError
from foedus.store.moving import MoveError
from foedus.store.rebuild import RebuildError
from foedus.web.display import path_words
from foedus.web.draft_steps import DraftStepError
from foedus.web.factor_key import FactorKeyError
from foedus.web.forms.problems import words
from foedus.web.views import failing

_AGAIN: Final = N_("Go back: what you typed is still there. Mend it, and send it again.")
_NEW_DISPATCH: Final = N_("Ask its sender for a new one.")
_TO_DO: Final = N_("Look at To do, and at the page of the partner, to see where it stands now.")
_MAKERS: Final = N_("Note what you did, and tell whoever looks after this copy.")
_OPERATOR: Final = N_("Tell whoever looks after this computer; then try again.")


def _language() -> str:
    return (get_language() or "en")[:2]


def _translate(text: str) -> str:
    return translate(text, _language())


def _problem(kind: str, path: Any, reason: str, facts: Any) -> str:
    where = path_words(kind, path, _language()) if kind else ".".join(map(str, path))
    told = words(reason, facts, field=str(path[-1]) if path else "").rstrip(".")
    return f"{where}: {told}" if where else told


def _draft_facts(error: Any) -> dict[str, Any]:
    kind = error.facts.get("kind", "")
    told = [_problem(kind, one.path, one.reason, one.facts) for one in error.facts.get("problems", ())]
    return {**error.facts, "problems": "; ".join(told)}


def _body_facts(error: Any) -> dict[str, Any]:
    told = [_problem(error.kind, one.path, one.reason, one.facts) for one in error.problems]
    return {"kind": error.kind, "problems": "; ".join(told)}


def _suspects(error: Any) -> dict[str, Any]:
    found = [f"“{suspect.text}”" for suspect in error.facts.get("suspects", ())]
    return {"found": ", ".join(found) or "-"}


_STEPS: Final = Phrase(
    N_("This was not done: {reason}."),
    kept=N_("The draft is as it was."),
    reasons={
        "text-missing": N_("there are no words with it"),
        "draft-unknown": N_("the draft is not there any more: it was signed or dropped meanwhile"),
    },
)

_FACTOR_KEY: Final = Phrase(
    N_("This machine has not the key that belongs to your app and your recovery codes."),
    kept=N_("Your second factor is as it was."),
)

WORDINGS: Final[dict[type[Exception], Wording]] = {
    LineError: Wording(border.PHRASES[LineError], now=_NEW_DISPATCH),
    KeyFormError: Wording(border.PHRASES[KeyFormError], now=N_("Ask the Party for its card again.")),
    BundleError: Wording(border.PHRASES[BundleError], now=_NEW_DISPATCH),
    SigningError: Wording(
        border.PHRASES[SigningError],
        now=N_("Take in what the other Parties have sent, then look at To do."),
        nows={"conflicting-registers": N_("Show both to the other Parties; only the recovery key can mend this.")},
    ),
    EnvelopeError: Wording(
        border.PHRASES[EnvelopeError],
        now=N_("Ask its sender whether it is addressed to this office, and to send it again."),
    ),
    AddressError: Wording(
        border.PHRASES[AddressError], now=N_("Ask the other office for the address of its workbench, with https.")
    ),
    ExchangeError: Wording(
        border.PHRASES[ExchangeError],
        now=N_("It is tried again by itself; or press Exchange now."),
        nows={
            "ca-file": _OPERATOR,
            "name-unknown": N_("See that the address is right, and that this computer is connected."),
            "certificate-issuer": N_("Have whoever looks after this computer name the issuer in FOEDUS_CA_FILE."),
            "certificate-expired": N_("See to the clock of this computer; else tell the other office."),
            "certificate-not-yet": N_("See to the clock of this computer; else tell the other office."),
            "redirect": N_("Ask the other office which address is right, and set that one."),
            "another-office": N_("See to the address: Settings, Cooperations."),
        },
    ),
    OSError: Wording(border.PHRASES[OSError], now=_OPERATOR),
    NotFoundError: Wording(
        office.PHRASES[NotFoundError],
        now=_TO_DO,
        nows={
            "blob-missing": N_("It is asked for with the next dispatch; take in what the others send."),
            "address-unknown": N_("Set it under Settings, Cooperations."),
        },
    ),
    AmbiguousError: Wording(office.PHRASES[AmbiguousError], now=N_("Choose one of them.")),
    UnkeptDraftError: Wording(office.PHRASES[UnkeptDraftError], now=_AGAIN, facts=_draft_facts),
    DraftError: Wording(
        office.PHRASES[DraftError], now=N_("Open the draft, mend the fields named, and try again."), facts=_draft_facts
    ),
    PersonalDataError: Wording(
        office.PHRASES[PersonalDataError],
        now=N_("Take it out; or, if it is none, tick the box that says so, and sign again."),
        facts=_suspects,
    ),
    ConsentError: Wording(
        office.PHRASES[ConsentError],
        now=_TO_DO,
        nows={
            "not-understood": N_("Bring foedus up to date, or ask the other Party for a text that this version knows."),
            "blob-missing": N_("Send a dispatch and take in the answer: missing files are asked for and sent again."),
            "authentic-text-missing": N_("Ask the other Party for it; missing files are asked for with each dispatch."),
            "reason-missing": N_("Give the reason, and try again."),
        },
    ),
    DispatchError: Wording(
        office.PHRASES[DispatchError],
        now=_NEW_DISPATCH,
        nows={
            "nobody-to-send-to": N_("Admit a Party first: Settings, Cooperations."),
            "not-a-receiver": N_("Choose one of the Parties of this cooperation."),
            "another-partnership": N_("If it names this Party, join it: Settings, Cooperations, Join."),
        },
    ),
    CallerError: Wording(
        office.PHRASES[CallerError],
        now=N_("If it was the Party itself, speak to it by another way."),
        nows={"has-left": N_("There is nothing to do."), "too-often": N_("There is nothing to do.")},
    ),
    GuardError: Wording(
        office.PHRASES[GuardError],
        now=N_("Take in a dispatch from another Party: it brings this office's own entries back."),
        nows={
            "conflicting-registers": N_("Show both to the other Parties; only the recovery key can mend this."),
            "copy-differs": N_("Show both to the other Parties; only the recovery key can mend this."),
            "not-a-party": N_("See the Parties under Settings, Cooperations."),
        },
    ),
    CardError: Wording(office.PHRASES[CardError], now=N_("Ask the Party for its card again: its Settings write it.")),
    OfficeError: Wording(
        office.PHRASES[OfficeError],
        now=_TO_DO,
        nows={
            "words-differ": N_("Hear it again. If it stays so, trust nothing that this key signed."),
            "recovery-key-not-here": N_("It is on the printed sheet; a recovery makes a new one."),
            "no-card": _OPERATOR,
            "already-joined": N_("Take it in under Dispatches."),
            "own-card": N_("Choose the cards that the others handed over, or found alone."),
            "own-code": N_("Ask the other Party for a card with a code of its own."),
            "no-founding": N_("Ask its sender for a dispatch from the beginning."),
            "not-named": N_("Hand your card to the founding Party, and ask it to admit you."),
            "no-other-party": N_("Record it as agreed on paper, or admit the partner when it connects."),
            "name-taken": N_("Choose another short name."),
            "reason-missing": _AGAIN,
            "note-empty": _AGAIN,
            "time-form": _AGAIN,
        },
    ),
    RecoveryWordsError: Wording(
        office.PHRASES[RecoveryWordsError],
        now=N_("Read it from the sheet again, word by word; nothing of what you typed was kept."),
        nows={
            "another-key": N_("Take the newest sheet: its fingerprint is the one that Settings, Keys shows."),
            "not-in-force": N_("Take the newest sheet: its fingerprint is the one that Settings, Keys shows."),
        },
    ),
    ChangedError: Wording(office.PHRASES[ChangedError], now=N_("Look at what would be signed now, and decide again.")),
    SheetError: Wording(
        office.PHRASES[SheetError],
        now=N_("Open it in a spreadsheet program, save it as XLSX, and choose the file again."),
    ),
    MappingError: Wording(
        office.PHRASES[MappingError],
        now=N_("Choose the columns anew, and keep the mapping under its name again."),
        facts=lambda error: {"found": error.found},
    ),
    BodyError: Wording(office.PHRASES[BodyError], now=_AGAIN, facts=_body_facts),
    UnknownKindError: Wording(
        office.PHRASES[UnknownKindError],
        now=N_("Choose one of the kinds that the pages offer."),
        facts=lambda error: {"kind": error.kind},
    ),
    KindFileError: Wording(office.PHRASES[KindFileError], now=_OPERATOR, facts=lambda error: {"module": error.module}),
    UnknownTermError: Wording(
        office.PHRASES[UnknownTermError],
        now=N_("Choose one of the terms of the list."),
        facts=lambda error: {"list": error.list_name, "term": error.term_id},
    ),
    HomeError: Wording(store.PHRASES[HomeError], now=_OPERATOR),
    MoveError: Wording(store.PHRASES[MoveError], now=_OPERATOR),
    DatabaseNameError: Wording(store.PHRASES[DatabaseNameError], now=_OPERATOR),
    DatabaseFormError: Wording(store.PHRASES[DatabaseFormError], now=_OPERATOR),
    KeyringError: Wording(
        store.PHRASES[KeyringError],
        now=N_("Restore the folder of the keys from its copy. If there is none, the printed recovery key helps."),
        nows={
            "passphrase-missing": N_("Have foedus serve started again with the passphrase of the keys."),
            "passphrase-wrong": N_("Have foedus serve started again with the right passphrase."),
        },
    ),
    UnknownActError: Wording(store.PHRASES[UnknownActError], now=_TO_DO),
    RebuildError: Wording(store.PHRASES[RebuildError], now=N_("Restore this office's copy from a backup.")),
    BackupError: Wording(store.PHRASES[BackupError], now=N_("Take another backup, or make one now.")),
    DatabaseError: Wording(
        store.PHRASES[DatabaseError], now=_OPERATOR, facts=lambda error: {"detail": type(error).__name__}
    ),
    DraftStepError: Wording(_STEPS, now=_AGAIN),
    FactorKeyError: Wording(
        _FACTOR_KEY,
        now=N_("Ask the administrator to take your second factor away, then set it up anew."),
    ),
}
"""Every error that a page can meet; the house tests hold it to the classes that there are."""

_WRONG_FORM: Final = (LineError, KeyFormError, BundleError, EnvelopeError, CardError, SheetError, MappingError)
"""What was handed in has not its form; all others meet how things stand."""
_OWN: Final = frozenset({DraftStepError})
"""Their phrases are the workbench's alone, and stand in its own catalogue."""


_BUSY: Final = Wording(
    Phrase(
        N_("This office's copy is busy: something large is being taken in."),
        kept=N_("Nothing was changed. Everything can be read meanwhile."),
    ),
    now=N_("Wait a minute, then try again."),
)
"""SQLite has one writer at a time; whoever has waited long enough is told why."""


def _is_busy(error: BaseException) -> bool:
    return isinstance(error, DatabaseError) and getattr(error.__cause__, "sqlite_errorname", "") == "SQLITE_BUSY"


def wording_of(error: BaseException) -> Wording | None:
    """How an error is worded; None where it is a mistake of the program's."""
    if _is_busy(error):
        return _BUSY
    return next(
        (WORDINGS[kind] for kind in type(error).__mro__ if issubclass(kind, Exception) and kind in WORDINGS), None
    )


def tell(error: BaseException) -> tuple[str, str, str]:
    """Word an error for a page that keeps what was typed.

    :returns: what happened, what was kept, what to do now.
    """
    error = system_error(error) or error
    wording = wording_of(error)
    if wording is None:
        return (
            _("foedus made a mistake that it cannot explain (%(kind)s).") % {"kind": type(error).__name__},
            _("What was finished before is kept; the unfinished step left no trace."),
            _(_MAKERS),
        )
    return wording.tell_in(error, _ if wording is _BUSY or type(error) in _OWN else _translate, _)


class WordingMiddleware:
    """Words an error of the layers below that no page has worded itself: never a traceback."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer a request."""
        return self._get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponseBase | None:
        """Answer an error that a view has let through; None where it is for Django to answer."""
        if wording_of(error) is None or isinstance(error, ConnectionError):
            return None
        if isinstance(error, NotFoundError) and request.method in {"GET", "HEAD"}:
            return failing.not_found(request)
        return error_page(request, error)


def error_page(request: HttpRequest, error: Exception) -> HttpResponse:
    """A page that says what happened, what was kept, and what to do now."""
    happened, kept, now = tell(error)
    context = {"happened": happened, "kept": kept, "now": now, "back": request.META.get("HTTP_REFERER", "")}
    return render(request, "web/error.html", context, status=400 if isinstance(error, _WRONG_FORM) else 409)
