"""What goes wrong behind a page while it is used: collects it from the first moment, refuses to judge what is drawn."""

from collections.abc import Iterable
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import BrowserContext, ConsoleMessage, Error, Request

from tests.browser.chromium import HERE, NAMED

REPORT = "reportToTheTest"
LISTENER = f"""
document.addEventListener("securitypolicyviolation", (event) => window.{REPORT}(
    [event.effectiveDirective, "refused", event.blockedURI || "inline", event.sample].join(" ").trim()
));
"""
OF_THE_PAGE_ITSELF = ("about", "blob", "data")


class Watch:
    """The complaints of every page of one context."""

    def __init__(self, context: BrowserContext) -> None:
        self.complaints: list[str] = []
        context.expose_binding(REPORT, self._reported)
        context.add_init_script(LISTENER)
        context.on("console", self._said)
        context.on("weberror", lambda error: self._failed(error.error))
        context.on("request", self._asked)

    def forgive(self, texts: Iterable[str]) -> None:
        """Forget what the console said with one of these texts in it, and nothing else."""
        allowed = tuple(texts)
        self.complaints = [
            complaint
            for complaint in self.complaints
            if not (complaint.startswith("console: ") and any(text in complaint for text in allowed))
        ]

    def take(self) -> list[str]:
        """Every complaint since the last time, in order."""
        taken, self.complaints = self.complaints, []
        return taken

    def _reported(self, _source: dict[str, Any], told: str) -> None:
        self.complaints.append(f"content security policy: {told}")

    def _said(self, message: ConsoleMessage) -> None:
        if message.type in {"error", "warning"}:
            self.complaints.append(f"console: {message.text} ({message.location['url']})")

    def _failed(self, error: Error) -> None:
        self.complaints.append(f"script: {error.message}")

    def _asked(self, request: Request) -> None:
        address = urlsplit(request.url)
        if address.scheme not in OF_THE_PAGE_ITSELF and address.hostname not in {HERE, NAMED}:
            self.complaints.append(f"foreign request: {request.url}")
