"""A dispatch that is uploaded: kept until it is taken in or forgotten, opened to say whose it is, taken in whole."""

import os
import time
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from foedus.ledger.errors import LedgerError
from foedus.web import intake
from foedus.web.desk import Desk as WebDesk
from foedus.web.models import LogLine, TakenIn, User
from tests.office.desk import Clock, Desk
from tests.web.test_alarms import azerbaijan


def keep(name: str, content: bytes) -> Path:
    return intake.keep(SimpleUploadedFile(name, content))


@pytest.mark.usefixtures("web")
def test_file_is_kept_under_a_token_until_it_is_forgotten() -> None:
    path = keep("../../a dispatch.foedus", b"sample")
    assert (path.name, path.read_bytes(), intake.kept(intake.token_of(path))) == ("a dispatch.foedus", b"sample", path)
    assert [intake.kept(one) for one in ("", "../x", "0" * 32)] == [None, None, None]
    intake.forget(path)
    assert intake.kept(intake.token_of(path)) is None


@pytest.mark.usefixtures("web")
def test_file_that_nobody_asks_for_is_deleted_after_a_day() -> None:
    old, young = keep("old.foedus", b"1"), keep("young.foedus", b"2")
    day_ago = time.time() - 24 * 3600 - 60
    os.utime(old.parent, (day_ago, day_ago))
    keep("next.foedus", b"3")
    assert (old.exists(), young.exists()) == (False, True)


def test_dispatch_says_whose_it_is_and_is_taken_in_once(web: Desk, clock: Clock) -> None:
    other = azerbaijan(web, clock)
    other.propose(*(other.draft("activity", title=f"Corso {n}") for n in range(3)))
    path = keep("aze.foedus.age", other.write().read_bytes())
    desk = WebDesk(User())
    seen = intake.look(desk, path)
    assert (seen.partnership, seen.sender, seen.lines) == (web.coop.id, "AZE", 2)
    first, again = intake.take(desk, web.coop, path), intake.take(desk, web.coop, path)
    assert [(row.told["applied"], row.told["known"]) for row in (first, again)] == [({"AZE": 1}, 1), ({}, 2)]
    assert [one["what"] for one in first.told["changes"]] == ["proposed"] * 3
    assert list(LogLine.objects.values_list("verb", flat=True)) == ["dispatch-in", "dispatch-in"]


def test_file_that_is_no_dispatch_leaves_nothing(web: Desk) -> None:
    path = keep("a.foedus", b"no dispatch")
    with pytest.raises(LedgerError):
        intake.look(WebDesk(User()), path)
    with pytest.raises(LedgerError):
        intake.take(WebDesk(User()), web.coop, path)
    assert (TakenIn.objects.count(), LogLine.objects.count()) == (0, 0)
