"""A file between two steps: whose it is, what was said of it, when it goes."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from django.test import override_settings
from django.utils import timezone

from foedus.web import uploads


@pytest.fixture(autouse=True)
def home(tmp_path: Path) -> Iterator[Path]:
    with override_settings(HOME=tmp_path):
        yield tmp_path


def kept() -> uploads.Upload:
    return uploads.keep(b"a;b", "../plan.csv", person=1, cooperation="c", said={"plan": "ITA/1"})


def test_file_is_found_by_whoever_brought_it() -> None:
    upload = kept()
    found = uploads.find(upload.token, person=1, cooperation="c")
    assert found == upload
    assert (upload.name, uploads.content(upload)) == ("plan.csv", b"a;b")


@pytest.mark.parametrize("person, cooperation", [(2, "c"), (1, "d")])
def test_file_is_not_there_for_another(person: int, cooperation: str) -> None:
    assert uploads.find(kept().token, person=person, cooperation=cooperation) is None


@pytest.mark.parametrize("token", ["", "none", "../../../../etc/passwd-and-more", "x" * 32])
def test_token_of_no_file_finds_nothing(token: str) -> None:
    kept()
    assert uploads.find(token, person=1, cooperation="c") is None


def test_what_is_said_is_remembered() -> None:
    uploads.say(kept(), mapping={"columns": {}})
    upload = uploads.say(kept(), by="AZE")
    found = uploads.find(upload.token, person=1, cooperation="c")
    assert found is not None
    assert found.said == {"plan": "ITA/1", "by": "AZE"}


def test_file_goes_after_a_day_and_when_it_is_put_away(home: Path) -> None:
    kept()
    uploads.forget_old(timezone.now() + timedelta(hours=23))
    assert len(list((home / uploads.FOLDER).iterdir())) == 2
    uploads.forget_old(timezone.now() + timedelta(hours=25))
    assert list((home / uploads.FOLDER).iterdir()) == []
    uploads.drop(kept())
    assert list((home / uploads.FOLDER).iterdir()) == []
