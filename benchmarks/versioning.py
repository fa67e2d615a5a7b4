"""The same entries as commits of git, each signed with ssh, fetched from a bundle and verified: for comparison."""

import os
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

EMPTY_TREE = "4b825dc642cb6eb9a060e54bf8d69288fbee4904"


class MissingProgramError(Exception):
    """A program that is needed for the comparison is not on this machine."""


def _run(*command: str, cwd: Path, text: bytes = b"", surroundings: dict[str, str]) -> str:
    done = subprocess.run(command, cwd=cwd, input=text, capture_output=True, check=True, env=surroundings)
    return done.stdout.decode().strip()


def _lines(folder: Path, count: int) -> Iterator[bytes]:
    with (folder / "whole" / "ITA.jsonl").open("rb") as journal:
        for _, line in zip(range(count), journal, strict=False):
            yield line


def seconds_of_git(folder: Path, count: int) -> float:
    """How long git takes to fetch and verify so many of the entries.

    :param folder: where the journals are.
    :raises MissingProgramError: git or ssh-keygen is not here.
    """
    there = folder / "git"
    there.mkdir()
    surroundings = {**os.environ, "HOME": str(there), "GIT_CONFIG_NOSYSTEM": "1"}
    try:
        _run("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", "key", cwd=there, surroundings=surroundings)
        _run("git", "init", "-q", "from", cwd=there, surroundings=surroundings)
        _run("git", "init", "-q", "to", cwd=there, surroundings=surroundings)
    except FileNotFoundError as error:
        raise MissingProgramError(error.filename) from None
    public = (there / "key.pub").read_text().split()
    (there / "allowed").write_text(f"sample {public[0]} {public[1]}\n")
    settings = {
        "user.name": "Sample",
        "user.email": "sample",
        "gpg.format": "ssh",
        "user.signingkey": str(there / "key.pub"),
        "gpg.ssh.allowedSignersFile": str(there / "allowed"),
    }
    for name, value in settings.items():
        _run("git", "config", "--global", name, value, cwd=there, surroundings=surroundings)
    _run("git", "hash-object", "-w", "-t", "tree", "/dev/null", cwd=there / "from", surroundings=surroundings)
    commits: list[str] = []
    for line in _lines(folder, count):
        parent = ["-p", commits[-1]] if commits else []
        command = ["git", "commit-tree", "-S", *parent, EMPTY_TREE]
        commits.append(_run(*command, cwd=there / "from", text=line, surroundings=surroundings))
    _run("git", "update-ref", "refs/heads/main", commits[-1], cwd=there / "from", surroundings=surroundings)
    _run("git", "bundle", "create", "-q", "../bundle", "main", cwd=there / "from", surroundings=surroundings)
    begin = time.perf_counter()
    _run("git", "fetch", "-q", "../bundle", "main:main", cwd=there / "to", surroundings=surroundings)
    _run("git", "verify-commit", *commits, cwd=there / "to", surroundings=surroundings)
    return time.perf_counter() - begin
