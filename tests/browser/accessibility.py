"""What axe finds against a page, in lines that say where and what to do; it knows no rule by itself."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from axe_playwright_python.sync_playwright import Axe  # type: ignore[import-untyped]  # it ships no types
from playwright.sync_api import Page

AXE = Axe()
FIND = "axe.run({resultTypes: ['violations'], preload: {assets: ['media']}}).then((found) => found.violations)"
"""Sheets of style are read in advance for one rule alone, which is on trial at axe and not asked by itself."""
RUNS_SCRIPTS = "matchMedia('(scripting: enabled)').matches"
SWITCH = "Emulation.setScriptExecutionDisabled"


def violations(page: Page) -> list[str]:
    """One line for each rule broken by each element: the rule, how much it hurts, the element, what axe says.

    The page must be at rest. axe puts styles of its own into it, so what the page itself did is read before.
    """
    with _scripts_allowed(page):
        page.evaluate(AXE.axe_script)
        found = page.evaluate(FIND)
    return [_line(violation, node) for violation in found for node in violation["nodes"]]


@contextmanager
def _scripts_allowed(page: Page) -> Iterator[None]:
    """Let axe's timers run in a page that was loaded without scripts; those of the page itself stay unread."""
    if page.evaluate(RUNS_SCRIPTS):
        yield
        return
    session = page.context.new_cdp_session(page)
    session.send(SWITCH, {"value": True})  # a session can only take back what it switched itself
    session.send(SWITCH, {"value": False})
    yield
    session.send(SWITCH, {"value": True})


def _line(violation: dict[str, Any], node: dict[str, Any]) -> str:
    where = " ".join(str(target) for target in node["target"])
    says = " ".join(str(node["failureSummary"]).split())
    return f"{violation['id']} ({violation['impact']}) {where}: {says} {violation['helpUrl'].split('?')[0]}"
