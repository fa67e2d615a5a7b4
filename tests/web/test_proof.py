"""The proof of conflicting registers: both lines as they came, the keys, and hashes that anyone can work out."""

import hashlib
import re
from datetime import UTC, datetime

import pytest
from django.utils import translation

from foedus.web import alarms, proof
from foedus.web.alarms import ASIDE, Alarm
from foedus.web.desk import Desk as WebDesk
from foedus.web.models import User
from tests.office.desk import Clock, Desk
from tests.web.conftest import SignIn
from tests.web.test_alarms import azerbaijan, fork


def conflict(web: Desk, sign_in: SignIn) -> Alarm:
    """The alarm of registers that part."""
    alarms.refresh(web.node, web.coop)
    sign_in("head", coop=web.coop.id)
    (alarm,) = alarms.all(WebDesk(User.objects.get(username="sample-head")), web.coop)
    return alarm


def test_proof_holds_both_lines_and_is_checked_without_this_program(web: Desk, clock: Clock, sign_in: SignIn) -> None:
    fork(web, clock)
    alarm = conflict(web, sign_in)
    with translation.override("en"):
        text = proof.write(web.node.store.open(web.coop.id), alarm).decode()
    lines = re.findall(r"^SHA-256 (\w{64})\nline: (.*)$", text, re.MULTILINE)
    assert [name for name, _line in lines] == [alarm.facts["one"], alarm.facts["other"]]
    said = [line.split(" ", 1)[1] for _name, line in lines]
    assert [hashlib.sha256(one.encode()).hexdigest() for one in said] == [name for name, _line in lines]
    assert text.startswith("Conflicting registers of AZE\n\nAZE has signed two different entries")
    thumbprint = azerbaijan(web, clock).card.thumbprint
    assert re.findall(r'"kid":"([^"]+)"', text) == [thumbprint]


def test_proof_is_of_nothing_else(web: Desk) -> None:
    other = Alarm("k", ASIDE, "AZE", datetime(2024, 1, 1, tzinfo=UTC), "", {}, "", None)
    with pytest.raises(ValueError, match=ASIDE):
        proof.write(web.node.store.open(web.coop.id), other)
