"""Word to the administrators that something failed: to them alone, in their language, without a word of any text."""

from datetime import timedelta

import pytest
from django.test import override_settings
from django.utils import timezone

from foedus.web.mailing import Sent
from foedus.web.models import Grant, User
from foedus.web.trouble import LINE_CHARACTERS, LINES, tell
from tests.web.test_mailing import Postbox, postbox

__all__ = ["postbox"]
pytestmark = pytest.mark.usefixtures("web")


def person(name: str, role: str, language: str = "en") -> User:
    user = User.objects.create(username=name, email=f"{name}@office.example", language=language)
    Grant.objects.create(user=user, role=role)
    return user


def test_administrators_alone_are_told_each_in_their_language(postbox: Postbox) -> None:
    person("one", "administrator")
    person("refused", "administrator")
    person("other", "administrator", "it")
    person("officer", "officer")
    gone = person("gone", "administrator")
    Grant.objects.filter(user=gone).update(ends=timezone.localdate() - timedelta(days=1))
    assert tell("foedus-backup.service", 2) == Sent(2, 1)
    assert [(mail["to"], mail["subject"]) for mail in postbox.mails] == [
        ("one@office.example", "foedus: foedus-backup.service failed"),
        ("other@office.example", "foedus: foedus-backup.service non è riuscito"),
    ]
    assert [line for line in postbox.mails[0].get_content().splitlines() if line] == [
        "On the machine of this office foedus-backup.service did not end well.",
        "Found to be wrong there: 2.",
        "There “journalctl -u foedus-backup.service” says what happened, and “foedus doctor” what to do.",
        "https://office.example/",
    ]


def test_last_lines_of_the_log_are_told_and_no_more(postbox: Postbox) -> None:
    with override_settings(TROUBLE_MAIL=["room@office.example"]):
        assert tell("foedus.service", 1, "\n".join([*(f"line {n}" for n in range(LINES + 5)), "x" * 1000])) == Sent(
            1, 0
        )
    lines = [line for line in postbox.mails[0].get_content().splitlines() if line]
    place = lines.index("What it wrote last:")
    assert lines[place + 1 :] == [
        *(f"line {n}" for n in range(6, LINES + 5)),
        "x" * LINE_CHARACTERS,
        "https://office.example/",
    ]


def test_nobody_to_tell_is_no_fault() -> None:
    assert tell("foedus-backup.service", 0) == Sent(0, 0)
