"""Says what went wrong with what crosses the border and with the system below; it loads no Django."""

import errno
from collections.abc import Mapping
from typing import Any, Final

from foedus.exchange.envelope import EnvelopeError
from foedus.exchange.errors import AddressError, ExchangeError
from foedus.ledger.errors import BundleError, KeyFormError, LineError, SigningError
from foedus.phrases.language import N_
from foedus.phrases.reasons import ACTS, DISPATCHES, LINES
from foedus.phrases.wording import Phrase, Translate, pour

_SYSTEM_REASONS: Final = {
    "ENOSPC": N_("the disk is full"),
    "EDQUOT": N_("the space allowed to you on the disk is used up"),
    "EACCES": N_("you may not read or write {file}"),
    "EPERM": N_("you may not read or write {file}"),
    "EROFS": N_("{file} cannot be written: the disk is read-only"),
    "ENOENT": N_("{file} is not there"),
    "EISDIR": N_("{file} is a folder, not a file"),
    "ENOTDIR": N_("a part of {file} is not a folder"),
    "EEXIST": N_("{file} is there already"),
    "EIO": N_("the disk does not answer as it should ({file})"),
    "EFBIG": N_("a file may not grow any larger here"),
    "ENAMETOOLONG": N_("the name is too long: {file}"),
}


class SystemPhrase(Phrase):
    """As ``Phrase``: the system's numbers stand for reasons."""

    def told(self, error: BaseException, facts: Mapping[str, Any], translate: Translate) -> dict[str, str]:
        """As ``Phrase``."""
        del facts
        number = error.errno if isinstance(error, OSError) else None
        told = {"file": str(getattr(error, "filename", None) or "-")}
        text = self.reasons.get(errno.errorcode.get(number or 0, ""))
        detail = getattr(error, "strerror", None) or str(error) or type(error).__name__
        return {**told, "reason": pour(text, told, translate) if text is not None else detail}


PHRASES: Final[dict[type[Exception], Phrase]] = {
    LineError: Phrase(N_("An entry cannot be taken: {reason}."), reasons=LINES),
    KeyFormError: Phrase(
        N_("A key cannot be used: {reason}."),
        reasons=LINES | {"seed-length": N_("the secret key has {bytes} bytes, not 32")},
    ),
    BundleError: Phrase(
        N_("The dispatch cannot be taken: {reason}."),
        kept=N_("Nothing of it was taken in; this office's copy is as it was."),
        reasons=LINES | DISPATCHES,
    ),
    SigningError: Phrase(
        N_("This office must not sign that: {reason}."),
        kept=N_("Nothing was signed; drafts are as they were."),
        reasons=ACTS
        | {
            "conflicting-registers": N_("two different entries of {code} bear the number {seq}"),
            "entry-missing": N_("an entry of its own is not here"),
        },
    ),
    EnvelopeError: Phrase(
        N_("The dispatch cannot be opened or encrypted: {reason}."),
        kept=N_("Nothing of it was taken in; this office's copy is as it was."),
        reasons={
            "not-for-us": N_("it is encrypted to others, or it is damaged"),
            "identity": N_("this office's own encryption key is damaged"),
            "no-recipient": N_("nobody is named who could read it"),
            "recipient": N_("a receiver's encryption key is no key ({recipients})"),
        },
    ),
    AddressError: Phrase(
        N_("{reason}."),
        reasons={
            "address-form": N_("“{address}” is no address of the form https://office.example/"),
            "address-insecure": N_("“{address}” is not encrypted, and http is taken for this computer alone"),
        },
    ),
    ExchangeError: Phrase(
        N_("The exchange did not come to its end: {reason}."),
        kept=N_("What had come before is kept, and nothing is lost; the next try goes on from there."),
        reasons={
            "ca-file": N_("the file of certificates {file} cannot be used ({detail})"),
            "name-unknown": N_("no computer is called {host}"),
            "nobody-listens": N_("nobody listens at {host}"),
            "not-reached": N_("{host} cannot be reached"),
            "silent": N_("{host} said nothing for too long"),
            "too-slow": N_("the line to {host} is too slow"),
            "cut": N_("the line to {host} broke"),
            "tls": N_("{host} does not encrypt as it should ({detail})"),
            "certificate": N_("the certificate of {host} is not valid ({detail})"),
            "certificate-expired": N_("the certificate of {host} has expired, or the clock of this computer is wrong"),
            "certificate-not-yet": N_(
                "the certificate of {host} is not valid yet, or the clock of this computer is wrong"
            ),
            "certificate-name": N_("the certificate at {host} is another's"),
            "certificate-issuer": N_("whoever issued the certificate of {host} is not known to this computer"),
            "redirect": N_("{host} points to another address ({to}), which is not followed"),
            "no-answer": N_(
                "{host} gave no answer: it does not know us there, has no room now, or we came too often; it does not "
                "say which"
            ),
            "left-unanswered": N_(
                "{host} gave no answer, since this Party has left: ask there by telephone whether your last dispatch "
                "came"
            ),
            "not-served": N_(
                "{host} is there, but no office answers behind it just now ({status}): it stands still, begins, or is "
                "full"
            ),
            "status": N_("{host} answered with the number {status}, as no office does"),
            "not-an-answer": N_("what {host} answered is no dispatch"),
            "for-others": N_("what {host} answered is for others"),
            "another-office": N_("at {host} another Party answers ({code})"),
            "too-large": N_("what is to be sent is larger than {limit} bytes"),
            "answer-too-large": N_("{host} sent more than {limit} bytes, and was stopped"),
        },
    ),
    OSError: SystemPhrase(
        N_("The system refused: {reason}."),
        kept=N_("What had been written to this office's copy before is kept; the unfinished step left no trace."),
        reasons=_SYSTEM_REASONS,
    ),
}
