"""Says reasons and errors in the language chosen; what is said of each stands in ``foedus.phrases``."""

from collections.abc import Mapping
from typing import Any, Final

from foedus.cli.language import _
from foedus.phrases import wording
from foedus.phrases.reasons import ACTS, DISPATCHES, LINES, PINS

_ALL: Final = {**DISPATCHES, **ACTS, **LINES, **PINS}


class Wording(wording.Wording):
    """How an error is told on the command line."""

    def tell(self, error: BaseException) -> tuple[str, str, str]:
        """Word an error: what happened, what was kept, what to do now."""
        return self.tell_in(error, _)


def pour(text: str, facts: Mapping[str, Any]) -> str:
    """Translate a text, and pour facts into it."""
    return wording.pour(text, facts, _)


def reason_text(reason: str, facts: Mapping[str, Any] | None = None, texts: Mapping[str, str] = _ALL) -> str:
    """Say a reason in the language chosen; one that has no words is shown as it is.

    :param texts: where the same word means different things, the table to look in.
    """
    return wording.reason_text(reason, facts or {}, texts, _)
