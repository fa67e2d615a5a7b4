"""What can be wrong with what crosses the border: facts and a reason; it refuses to know how people are told."""

from typing import Any


class ReasonedError(Exception):
    """An error that says why: ``reason`` is a stable word (``duplicate-name``), ``facts`` what belongs to it."""

    def __init__(self, reason: str, **facts: Any) -> None:
        super().__init__(reason, facts)
        self.reason = reason
        self.facts = facts

    @property
    def detail(self) -> str:
        """The facts in one line."""
        return " ".join(f"{name}={value}" for name, value in self.facts.items())

    def __str__(self) -> str:
        return f"{self.reason} {self.detail}".strip()


class LedgerError(ReasonedError):
    """Something that crosses the border, or is about to, breaks a rule."""

    facts: dict[str, str | int]


class LineError(LedgerError):
    """A line is no entry: its bytes, its author's key or its causal past are not as the protocol says."""


class KeyFormError(LedgerError):
    """A key is not an Ed25519 public key as the protocol allows it."""


class BundleError(LedgerError):
    """A bundle, or a file in it, cannot be taken. ``facts`` names the file, and the line where there is one."""


class SigningError(LedgerError):
    """This party must not sign that: it would be void, or its own journal is not whole here."""
