"""The browser that the tests drive: knows how it is started, refuses to know any page.

It starts as root and as anyone else, and reaches nothing but this machine. Where there is none, a test fails.
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from tests.browser.place import NODE, program

HERE = "127.0.0.1"
NAMED = "localhost"
"""The same by its name: passkeys belong to names alone."""
FLAGS = (
    "--no-sandbox",  # root has no sandbox; the pages are our own
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--font-render-hinting=none",
    f"--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE {HERE}, EXCLUDE {NAMED}",
)


@contextmanager
def started(home: Path) -> Iterator[Browser]:
    """A browser of one's own until the block ends; Django is told that Playwright's loop runs beside it.

    :param home: a folder for what the browser keeps; nothing of whoever runs it is read.
    :raises NoBrowserError: there is none.
    """
    path, needed = program()
    os.environ["PLAYWRIGHT_NODEJS_PATH"] = str(NODE)
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    surroundings = {"PATH": os.environ.get("PATH", ""), "HOME": str(home), "LANG": "C.UTF-8", **needed}
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=list(FLAGS), env={**surroundings})
        try:
            yield browser
        finally:
            browser.close()
