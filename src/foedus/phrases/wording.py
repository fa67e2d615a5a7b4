"""The forms in which an error is told: what happened, what was kept, what to do now; it knows no error."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from foedus.phrases.language import N_

NOTHING_CHANGED: Final = N_("This office's copy is as it was.")
NOTHING_SIGNED: Final = N_("Nothing was signed; drafts are as they were.")

Translate = Callable[[str], str]


class _Facts(dict[str, Any]):
    """Facts to be poured in; one that is missing shows as a dash."""

    def __missing__(self, key: str) -> str:
        return "-"


def pour(text: str, facts: Mapping[str, Any], translate: Translate) -> str:
    """Translate a text, and pour facts into it."""
    return translate(text).format_map(_Facts(facts)) if text else ""


def reason_text(reason: str, facts: Mapping[str, Any], texts: Mapping[str, str], translate: Translate) -> str:
    """Say a reason; one that has no words is shown as it is."""
    text = texts.get(reason)
    return pour(text, facts, translate) if text is not None else reason


@dataclass(frozen=True)
class Phrase:
    """What happened and what was kept, by an error's reason, or for all reasons alike."""

    happened: str
    kept: str = NOTHING_CHANGED
    reasons: Mapping[str, str] = field(default_factory=dict)
    """What happened, by reason; poured into ``happened`` as ``{reason}``."""

    def told(self, error: BaseException, facts: Mapping[str, Any], translate: Translate) -> dict[str, str]:
        """The facts to pour in, the reason among them."""
        plain = {key: _plain(value) for key, value in facts.items()}
        reason = reason_of(error)
        return {**plain, "reason": reason_text(reason, plain, self.reasons, translate) if reason else ""}


@dataclass(frozen=True)
class Wording:
    """A phrase, with what to do now: that depends on where one is told."""

    phrase: Phrase
    now: str = ""
    nows: Mapping[str, str] = field(default_factory=dict)
    """What to do now, where it depends on the reason."""
    facts: Callable[[Any], Mapping[str, Any]] = lambda error: getattr(error, "facts", {})

    def tell_in(
        self, error: BaseException, translate: Translate, translate_now: Translate | None = None
    ) -> tuple[str, str, str]:
        """Word an error: what happened, what was kept, what to do now.

        :param translate: of the phrase's catalogue. :param translate_now: of the one in which ``now`` stands.
        """
        told = self.phrase.told(error, self.facts(error), translate)
        now = self.nows.get(reason_of(error), self.now)
        return (
            pour(self.phrase.happened, told, translate),
            pour(self.phrase.kept, told, translate),
            pour(now, told, translate_now or translate),
        )


def reason_of(error: BaseException) -> str:
    """The stable word that an error gives as its reason."""
    return str(getattr(error, "reason", "") or getattr(error, "code", ""))


def _plain(value: Any) -> str:
    return ", ".join(str(part) for part in value) if isinstance(value, tuple | list) else str(value)
