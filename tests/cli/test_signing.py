"""Whoever sits at a terminal is shown what will be signed, and asked; a script that names it is not."""

import os
import pty
import subprocess
import sys
from pathlib import Path

import pytest

from foedus.office import looking
from foedus.office.proposing import Signed
from tests.office.conftest import clock, offered, open_desk, pair
from tests.office.desk import Desk

__all__ = ["clock", "offered", "open_desk", "pair"]


def at_terminal(home: Path, answer: str, *command: str) -> tuple[int, str]:
    """Give a command at a terminal and type an answer; gives its status and what the terminal showed."""
    ours, theirs = pty.openpty()
    with os.fdopen(ours, "wb", buffering=0) as screen:
        process = subprocess.Popen(
            [str(Path(sys.executable).with_name("foedus")), "--home", str(home), "--lang", "en", *command],
            stdin=theirs,
            stdout=theirs,
            stderr=theirs,
            close_fds=True,
        )
        os.close(theirs)
        screen.write(answer.encode())
        shown = b""
        while True:
            try:
                some = os.read(screen.fileno(), 65536)
            except OSError:  # the other end was closed: the command has ended
                break
            if not some:
                break
            shown += some
        return process.wait(), shown.decode()


@pytest.mark.parametrize("answer, status, standing", [("n\n", 1, "proposed"), ("y\n", 0, "agreed")])
def test_acceptance_at_a_terminal_waits_for_the_answer(
    offered: tuple[Desk, Desk, Signed], answer: str, status: int, standing: str
) -> None:
    italy, azerbaijan, signed = offered
    line = next(one for one in signed.versions if one.kind == "activity/1")
    home = azerbaijan.folder / "home"
    told, shown = at_terminal(home, answer, "accept", azerbaijan.coop.name, line.shown)
    assert (told, "Sign this?" in shown, line.captions["it"] in shown) == (status, True, True)
    azerbaijan.send(italy)
    words = looking.show(italy.node, italy.coop, line.record).open[0].consents
    assert [word.party for word in words if word.word == "endorse"] == (["AZE"] if standing == "agreed" else [])
