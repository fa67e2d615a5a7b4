"""``make browser``: fetches and unpacks the Chromium that package-lock.json names, once; it drives no page.

Nothing is fetched where the machine has a Chromium. Node and npm are those of the locked Python packages.
"""

import os
import shutil
import subprocess
import sys
import tempfile
from hashlib import sha256
from pathlib import Path
from xml.sax.saxutils import escape

from tests.browser.place import NODE, ROOT, STAMP, UNPACKED, own_to_the_machine, program

LOCKED = ("package.json", "package-lock.json")
NPM = NODE.parents[1] / "lib/node_modules/npm/bin/npm-cli.js"
PARTS = ("chromium", "fonts", "al2023")
TOLD_LINES = 12
FONTS = """\
<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <dir>{0}/fonts</dir>
  <cachedir>{0}/cache</cachedir>
</fontconfig>
"""
OTHERWISE = (
    "Or install Chromium by the means of this machine (on Debian: the package chromium), so that `chromium` is on the\n"
    "path, and run the same command again."
)


class InstallError(Exception):
    """A step of the installation ended badly: what could not be done, what the program said, what to do now."""

    def __init__(self, failed: str, told: str, advice: str) -> None:
        super().__init__(failed)
        self.failed, self.told, self.advice = failed, told, advice


def fingerprint() -> str:
    """What the stamp must say: which browser is locked, and where, since fonts are found by their whole path."""
    locked = b"".join((ROOT / name).read_bytes() for name in LOCKED)
    return f"{sha256(locked).hexdigest()} {UNPACKED}\n"


def is_installed() -> bool:
    """Say whether the locked browser stands unpacked."""
    return STAMP.is_file() and STAMP.read_text(encoding="utf-8") == fingerprint()


def run(command: list[str | Path], folder: Path, failed: str, advice: str, **variables: str) -> None:
    """Run one step in a folder, with Node's own folder first on the path.

    :raises InstallError: it ends badly.
    """
    path = os.pathsep.join((str(NODE.parent), os.environ.get("PATH", os.defpath)))
    try:
        ended = subprocess.run(
            command,
            cwd=folder,
            env={**os.environ, **variables, "PATH": path},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            encoding="utf-8",
            errors="replace",
            check=False,
        )
    except OSError as error:
        raise InstallError(failed, str(error), advice) from None
    if ended.returncode:
        raise InstallError(failed, "\n".join(ended.stdout.strip().splitlines()[-TOLD_LINES:]), advice)


def fetch(folder: Path) -> None:
    """Have npm put the locked packages into a folder; their scripts are not run."""
    for name in LOCKED:
        shutil.copy(ROOT / name, folder / name)
    options = [
        "--include=dev",
        "--omit=optional",
        "--ignore-scripts",
        "--no-audit",
        "--no-fund",
        "--no-update-notifier",
    ]
    run(
        [NODE, NPM, "ci", *options, "--loglevel=error"],
        folder,
        "it could not be fetched from the npm registry.",
        "Check the network and any proxy (HTTPS_PROXY and npm's settings are heeded), then run the same command again.",
    )


def unpack(folder: Path) -> None:
    """Unpack the browser beside its packages, and have it find its letters where they will stand."""
    advice = f"Check the space on the disk: {ROOT} needs 350 MB."
    script = Path(__file__).with_name("unpack.mjs").read_text(encoding="utf-8")
    run(
        [NODE, "--input-type=module", "--eval", script], folder, "it could not be unpacked.", advice, TMPDIR=str(folder)
    )
    (folder / "chromium").chmod(0o755)
    letters = escape(str(UNPACKED / "fonts"))
    (folder / "fonts" / "fonts.conf").write_text(FONTS.format(letters), encoding="utf-8")


def try_out() -> None:
    """Have the browser say its version: a machine that it was not built for shows here.

    :raises InstallError: it does not start.
    """
    path, needed = program()
    run([path, "--no-sandbox", "--version"], UNPACKED, "it does not start on this machine.", OTHERWISE, **needed)


def install() -> None:
    """Put the locked browser into ``.browser``, and its stamp last.

    :raises InstallError: a step failed; nothing is left of it.
    """
    shutil.rmtree(UNPACKED, ignore_errors=True)
    UNPACKED.mkdir()
    try:
        with tempfile.TemporaryDirectory(dir=UNPACKED) as made:
            folder = Path(made)
            fetch(folder)
            unpack(folder)
            for part in PARTS:
                (folder / part).rename(UNPACKED / part)
        STAMP.write_text(fingerprint(), encoding="utf-8")
        try_out()
    except InstallError:
        shutil.rmtree(UNPACKED)
        raise


def main() -> int:
    """Install the browser unless it is there; gives the exit status."""
    if own_to_the_machine() or is_installed():
        return 0
    sys.stdout.write("Setting up (once): the tests' browser into .browser ...\n")
    sys.stdout.flush()
    try:
        install()
    except InstallError as error:
        told = f"\n{error.told}" if error.told else ""
        sys.stderr.write(f"\nThe tests' browser cannot be set up: {error.failed}{told}\n{error.advice}\n")
        if error.advice != OTHERWISE:
            sys.stderr.write(f"{OTHERWISE}\n")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
