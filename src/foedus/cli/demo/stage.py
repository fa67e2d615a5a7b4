"""Runs the installed command, an office a folder, each time as a process of its own; it knows no office's business."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor, wait
from importlib.resources import as_file, files
from pathlib import Path
from typing import Any, Final

from foedus.cli.demo.story import Story, UnexpectedError
from foedus.cli.language import _, current

SAMPLES: Final = "samples"
OFFICES: Final = {
    "ITA": ("Italy (sample office)", "Italia (ufficio campione)"),
    "AZE": ("Azerbaijan (sample office)", "Azerbaigian (ufficio campione)"),
    "KAZ": ("Kazakhstan (sample office)", "Kazakhstan (ufficio campione)"),
    "USA": ("United States (sample office)", "Stati Uniti (ufficio campione)"),
}
_OWN_SURROUNDINGS: Final = ("FOEDUS_HOME", "FOEDUS_PASSPHRASE", "FOEDUS_DEBUG", "LANGUAGE")
_TOO_LONG_SECONDS: Final = 120
_TOLD_OF_ERROR: Final = 2000


def program() -> Path:
    """The installed `foedus` command: the one beside this Python, else the one on the path.

    :raises UnexpectedError: there is none.
    """
    beside = Path(sys.executable).parent / "foedus"
    found = beside if beside.exists() else Path(shutil.which("foedus") or "")
    if not found.is_file():
        raise UnexpectedError(_("the installed command"), str(beside), _("nothing there"))
    return found


def surroundings() -> dict[str, str]:
    """What a command of the demo is started in: nothing of an office that whoever plays it may have."""
    kept = {name: value for name, value in os.environ.items() if name not in _OWN_SURROUNDINGS}
    return kept | {"PYTHONUTF8": "1", "FOEDUS_LANG": current()}


class Stage:
    """The demo's folder with an office's home for each Party, and the road between them: dispatch files."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.program = program()
        self._sent: dict[tuple[str, str, str], int] = {}
        for name in ("dispatches", "sheets", "cards"):
            (folder / name).mkdir(parents=True, exist_ok=True)
        with as_file(files("foedus") / SAMPLES) as source:
            shutil.copytree(source, folder / SAMPLES, ignore=shutil.ignore_patterns("__pycache__"), dirs_exist_ok=True)

    def run(self, story: Story, code: str, *arguments: str, status: int = 0, has_facts: bool = True) -> Any:
        """Run one command in an office, and give what it says as JSON.

        It is shown as it would be typed; ``--home`` and ``--json`` are added to it.

        :param status: the exit status that is foretold.
        :param has_facts: the command prints facts, as JSON; else nothing is given back.
        :raises UnexpectedError: it ends otherwise.
        """
        story.shows(code, arguments)
        whole = [str(self.program), "--home", code, "--lang", current(), *arguments, *(["--json"] if has_facts else [])]
        ended = self._ended(whole)
        if ended.returncode != status:
            told = (ended.stderr or ended.stdout)[-_TOLD_OF_ERROR:].strip()
            raise UnexpectedError(" ".join(whole), status, f"{ended.returncode}\n{told}")
        return json.loads(ended.stdout) if has_facts else None

    def _ended(self, whole: list[str]) -> subprocess.CompletedProcess[str]:
        try:
            return subprocess.run(  # noqa: S603 - our own command, with arguments of our own
                whole,
                cwd=self.folder,
                env=surroundings(),
                stdin=subprocess.DEVNULL,
                capture_output=True,
                text=True,
                encoding="utf-8",
                timeout=_TOO_LONG_SECONDS,
                check=False,
            )
        except subprocess.TimeoutExpired:
            never = _("still at work after {seconds} seconds").format(seconds=_TOO_LONG_SECONDS)
            raise UnexpectedError(" ".join(whole), _("an end"), never) from None

    def send(self, story: Story, sender: str, receiver: str, named: tuple[str, str]) -> Any:
        """Send a dispatch, and take it in on the other side; gives what it changed there.

        :param named: what the sender, and what the receiver, calls the cooperation.
        """
        file = self.write(story, sender, receiver, named[0])
        received = self.run(story, receiver, "import", file)
        story.expects(_("lines refused in a dispatch"), [], received["refused"])
        story.expects(_("files or entries missing"), [], received["missing"])
        return received

    def write(self, story: Story, sender: str, receiver: str, cooperation: str) -> str:
        """Write a dispatch, encrypted to its receiver; gives its file."""
        road = (sender, receiver, cooperation)
        self._sent[road] = self._sent.get(road, 0) + 1
        file = f"dispatches/{sender}-to-{receiver}-{self._sent[road]}.foedus.age"
        sent = self.run(story, sender, "export", cooperation, "-o", file)
        story.expects(_("how the dispatch is sent"), [receiver, "encrypted"], [*sent["to"], _encrypted(sent)])
        return file

    def begin(self, story: Story, code: str, *, has_card: bool = True) -> None:
        """Make an office's copy, and the card that it hands to whoever founds a cooperation with it."""
        english, italian = OFFICES[code]
        self.run(story, code, "init", code, english, "--name-it", italian)
        if has_card:
            self.run(story, code, "card", "--out", f"cards/{code}.json")


def _encrypted(sent: dict[str, Any]) -> str:
    return "encrypted" if sent["is_encrypted"] else "plain"


class Aside:
    """A scene that is played while others go on, in offices that have nothing else to do, and told in its place."""

    def __init__(self, scene: Callable[[Story], Any]) -> None:
        self._scene, self._story = scene, Story(is_held=True)
        self._pool = ThreadPoolExecutor(1)
        self._playing: Future[Any] | None = None

    def start(self) -> None:
        """Begin to play it."""
        self._playing = self._pool.submit(self._scene, self._story)

    def wait(self) -> None:
        """Go on only once it has been played, however it went."""
        if self._playing is not None:
            wait([self._playing])

    def tell(self, story: Story) -> Any:
        """Tell it, once it has been played; gives what it gives.

        :raises UnexpectedError: it went otherwise than told.
        """
        if self._playing is None:
            self.start()
        self.wait()
        self._story.release(story)
        return self._playing.result() if self._playing is not None else None


def side_by_side(story: Story, *scenes: Callable[[Story], Any]) -> list[Any]:
    """Play scenes at the same time, in different offices, and tell them one after the other.

    :raises UnexpectedError: one of them goes otherwise than told; what came before it is told first.
    """
    first, *others = scenes
    asides = [Aside(scene) for scene in others]
    for aside in asides:
        aside.start()
    return [first(story), *(aside.tell(story) for aside in asides)]
