"""No pattern of ours can be made to search for ever: each meets long hostile texts in a process that is ended then."""

import importlib
import json
import os
import pkgutil
import re
import subprocess
import sys
from types import ModuleType
from typing import Any

import pytest

MOST_SECONDS = 400
"""Generous: on a busy machine all of them take some seconds; one that searches for ever takes years."""
PROGRAM = """
import json, re, sys
LONG = 3000
SEEDS = ["a", "0", " ", "-", ".", "a.", "a-", "a ", "0 ", "0-", "0.", "a@", "/a", ",0", "\\n", "\\t"]
SEEDS += ["é", "+", "({", "A1", "'", "<a"]
for line in sys.stdin:
    pattern, flags, is_bytes = json.loads(line)
    print(line, end="", flush=True)
    compiled = re.compile(pattern.encode("latin-1") if is_bytes else pattern, flags)
    for seed in SEEDS:
        text = (seed * LONG)[:LONG]
        for hostile in (text + "!", "!" + text, text + "\\n!"):
            compiled.search(hostile.encode() if is_bytes else hostile)
"""
Wanted = tuple[str, int, bool]


def packages() -> list[ModuleType]:
    """Every module of ours that can be read, Django's set up."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "foedus.web.settings")
    import django  # noqa: PLC0415 - it is set up before its models are read

    import foedus  # noqa: PLC0415 - the same

    django.setup()
    names = [one.name for one in pkgutil.walk_packages(foedus.__path__, "foedus.")]
    return [importlib.import_module(name) for name in names if ".migrations" not in name]


def held(value: Any, depth: int = 0) -> list[Wanted]:
    """The patterns that a value holds."""
    if isinstance(value, re.Pattern):
        text = value.pattern
        is_bytes = isinstance(text, bytes)
        flags = value.flags & ~re.UNICODE if is_bytes else value.flags
        return [(text.decode("latin-1") if is_bytes else text, int(flags), is_bytes)]
    if depth < 3 and isinstance(value, (tuple, list, set, frozenset)):
        return [found for one in value for found in held(one, depth + 1)]
    if depth < 3 and isinstance(value, dict):
        return [found for one in (*value.keys(), *value.values()) for found in held(one, depth + 1)]
    return []


def run(wanted: list[Wanted], seconds: float) -> str:
    """Try patterns; the one at which it was ended, or nothing."""
    sent = "".join(f"{json.dumps(one)}\n" for one in wanted)
    with subprocess.Popen(
        [sys.executable, "-c", PROGRAM], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as tried:
        try:
            said, _ = tried.communicate(sent, timeout=seconds)
        except subprocess.TimeoutExpired:
            tried.kill()
            said, _ = tried.communicate()
            return said.splitlines()[-1] if said else "nothing was begun"
    assert (tried.returncode, len(said.splitlines())) == (0, len(wanted))
    return ""


def test_no_pattern_searches_for_ever() -> None:
    wanted = sorted({one for module in packages() for value in vars(module).values() for one in held(value)})
    assert len(wanted) > 50
    assert run(wanted, MOST_SECONDS) == ""


@pytest.mark.parametrize("pattern", ["(a+)+$", "(a|a)*b", r"(\s*a*)*b"])
def test_pattern_that_searches_for_ever_bites(pattern: str) -> None:
    assert json.loads(run([(pattern, 0, False)], 5))[0] == pattern


def test_pattern_is_found_wherever_it_is_kept() -> None:
    kept = {"a": (re.compile("x"), [re.compile(b"y")])}
    assert held(kept) == [("x", int(re.UNICODE), False), ("y", 0, True)]
