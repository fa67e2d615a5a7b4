"""Words the errors of what crosses the border and of the system below; it loads no Django, as verify must not."""

import errno
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from foedus.cli.language import N_
from foedus.cli.reasons import ACTS, DISPATCHES, LINES, pour, reason_text
from foedus.exchange.envelope import EnvelopeError
from foedus.ledger.errors import BundleError, KeyFormError, LineError, SigningError

NOTHING_CHANGED: Final = N_("This office's copy is as it was.")


@dataclass(frozen=True)
class Wording:
    """How an error is told: what happened, what was kept, what to do now; by its reason, or for all reasons alike."""

    happened: str
    kept: str = NOTHING_CHANGED
    now: str = ""
    reasons: Mapping[str, str] = field(default_factory=dict)
    """What happened, by reason; poured into ``happened`` as ``{reason}``."""
    nows: Mapping[str, str] = field(default_factory=dict)
    """What to do now, where it depends on the reason."""
    facts: Callable[[Any], Mapping[str, Any]] = lambda error: getattr(error, "facts", {})

    def tell(self, error: BaseException) -> tuple[str, str, str]:
        """Word an error: what happened, what was kept, what to do now."""
        facts = {key: _plain(value) for key, value in self.facts(error).items()}
        reason = str(getattr(error, "reason", "") or getattr(error, "code", ""))
        text = reason_text(reason, facts, self.reasons) if reason else ""
        told = {**facts, "reason": text}
        now = self.nows.get(reason, self.now)
        return pour(self.happened, told), pour(self.kept, told), pour(now, told) if now else ""


def _plain(value: Any) -> str:
    return ", ".join(str(part) for part in value) if isinstance(value, tuple | list) else str(value)


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
    "ENAMETOOLONG": N_("the name is too long: {file}"),
}


class _SystemWording(Wording):
    def tell(self, error: BaseException) -> tuple[str, str, str]:
        """As ``Wording``: the system's numbers stand for reasons."""
        number = error.errno if isinstance(error, OSError) else None
        facts = {"file": str(getattr(error, "filename", None) or "-")}
        name = errno.errorcode.get(number or 0, "")
        detail = getattr(error, "strerror", None) or str(error) or type(error).__name__
        reason = reason_text(name, facts, _SYSTEM_REASONS) if name in _SYSTEM_REASONS else detail
        return pour(self.happened, {"reason": reason}), pour(self.kept, {}), pour(self.now, {})


_LINE: Final = Wording(
    N_("An entry cannot be taken: {reason}."),
    now=N_("Ask whoever sent it for a new dispatch. If it is your own, run foedus rebuild and report it."),
    reasons=LINES,
)

BORDER: Final[dict[type[Exception], Wording]] = {
    LineError: _LINE,
    KeyFormError: Wording(
        N_("A key cannot be used: {reason}."),
        now=N_("Ask the Party for its card again."),
        reasons=LINES | {"seed-length": N_("the secret key has {bytes} bytes, not 32")},
    ),
    BundleError: Wording(
        N_("The dispatch cannot be taken: {reason}."),
        kept=N_("Nothing of it was taken in; this office's copy is as it was."),
        now=N_("Ask its sender for a new one. To see how far it can be trusted: foedus verify FILE."),
        reasons=LINES | DISPATCHES,
    ),
    SigningError: Wording(
        N_("This office must not sign that: {reason}."),
        kept=N_("Nothing was signed; drafts are as they were."),
        now=N_("Take in what the other Parties have sent, then look at foedus todo."),
        reasons=ACTS
        | {
            "conflicting-registers": N_("two different entries of {code} bear the number {seq}"),
            "entry-missing": N_("an entry of its own is not here"),
        },
        nows={
            "conflicting-registers": N_("Show both to the other Parties; only the recovery key can mend this."),
        },
    ),
    EnvelopeError: Wording(
        N_("The dispatch cannot be opened or encrypted: {reason}."),
        kept=N_("Nothing of it was taken in; this office's copy is as it was."),
        now=N_("Ask its sender whether it is addressed to this office, and to send it again."),
        reasons={
            "not-for-us": N_("it is encrypted to others, or it is damaged"),
            "no-recipient": N_("nobody is named who could read it"),
            "recipient": N_("a receiver's encryption key is no key ({recipients})"),
        },
    ),
    OSError: _SystemWording(
        N_("The system refused: {reason}."),
        kept=N_("What had been written to this office's copy before is kept; the unfinished step left no trace."),
        now=N_("Make room, or see to the file and its permissions; then give the same command again."),
    ),
}
