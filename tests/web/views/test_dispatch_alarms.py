"""Alarms on a partner's dispatches: read by who answers for them, and proved by a file that anyone can check."""

import subprocess
from pathlib import Path

import pytest
from django.utils import timezone

from foedus.web.models import StandingAlarm
from tests.office.desk import Desk
from tests.web.conftest import SignIn

pytestmark = pytest.mark.usefixtures("contexts")

HERE = "/partners/AZE/dispatches/"
KEY = "a" * 64


@pytest.fixture
def hashes(web: Desk) -> tuple[str, str]:
    """Two entries that are told to conflict: one of Azerbaijan's, one of Italy's own."""
    ledger = web.node.store.open(web.coop.id)
    (one,), (other,) = ledger.entry_hash("AZE", 0), ledger.entry_hash("ITA", 0)
    facts = {"seq": 0, "one": one, "other": other}
    StandingAlarm.objects.create(
        partnership=web.coop.id, key=KEY, what="conflict", code="AZE", facts=facts, at=timezone.now()
    )
    return one, other


def test_proof_can_be_checked_as_it_says(hashes: tuple[str, str], sign_in: SignIn, tmp_path: Path) -> None:
    answer = sign_in("auditor").get(f"{HERE}alarms/{KEY}/proof/")
    assert answer.headers["Content-Disposition"] == 'attachment; filename="AZE-0-conflict.txt"'
    file = tmp_path / "FILE"
    file.write_bytes(answer.content)
    found = []
    checks = [_check(which) for which in ("head", "tail")]
    for check in checks:
        told = subprocess.run(["/bin/sh", "-c", check], cwd=tmp_path, check=True, capture_output=True, text=True)
        found.append(told.stdout.split()[0])
    assert tuple(found) == hashes
    assert checks[0] in answer.content.decode()


def _check(which: str) -> str:
    """The command that the file names, for its first or its last line."""
    return f"grep '^line: ' FILE | {which} -1 | cut -d' ' -f3- | tr -d '\\n' | sha256sum"


def test_alarm_is_read_by_who_answers_for_it(web: Desk, hashes: tuple[str, str], sign_in: SignIn) -> None:
    client = sign_in("head")
    page = client.get(HERE)
    assert [(one.key, one.read_at, one.facts["one"]) for one in page.context["standing_alarms"]] == [
        (KEY, None, hashes[0])
    ]
    assert [one["url"] for one in page.context["alarms"]] == [HERE]
    read = client.post(f"{HERE}alarms/{KEY}/", follow=True)
    assert (read.context["alarms"], read.context["standing_alarms"][0].read_by) == ([], "Sample head")
    assert web.coop.id == StandingAlarm.objects.get().partnership


@pytest.mark.usefixtures("hashes")
def test_officer_sees_the_alarm_and_cannot_answer_for_it(sign_in: SignIn) -> None:
    client = sign_in("officer")
    assert client.post(f"{HERE}alarms/{KEY}/").status_code == 403
    assert client.get(HERE).context["may_answer"] is False


@pytest.mark.usefixtures("hashes")
def test_proof_of_an_unknown_alarm_is_not_there(sign_in: SignIn) -> None:
    assert sign_in("head").get(f"{HERE}alarms/{'b' * 64}/proof/").status_code == 404
