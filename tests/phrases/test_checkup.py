"""Every reason that a check gives has its words, and no words stand without a check."""

import re

from foedus.phrases.checkup import CHECKS, PHRASES
from tests.house.source import ROOT

SOURCES = ("office/checkup.py", "store/checkup.py", "web/checkup.py", "cli/doctor.py")
OF_ERRORS = {"copy-behind", "copy-differs", "not-a-party"}
"""Those of the guard of signing, which are handed on."""


def test_every_check_and_every_reason_has_its_words() -> None:
    code = "".join((ROOT / "src" / "foedus" / name).read_text(encoding="utf-8") for name in SOURCES)
    quoted = set(re.findall(r'"([a-z][a-z-]*)"', code))
    assert (set(PHRASES) - quoted, set(CHECKS) - quoted - {"exchange"}) == (OF_ERRORS, set())
    named = set(re.findall(r'Finding\("([a-z-]+)"', code))
    assert named == set(CHECKS)
    given = set(re.findall(r'Finding\(\s*"[a-z-]+",\s*"(?:ok|look|wrong)",\s*"([a-z-]+)"', code))
    assert given - set(PHRASES) == set()
