"""The command that makes sample people says who they are, and why it makes none."""

import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from foedus.web import samples
from foedus.web.models import User
from tests.office.desk import Desk


def test_command_says_who_they_are(web: Desk) -> None:  # noqa: ARG001 - the home is served
    told = StringIO()
    call_command("sample_people", stdout=told)
    assert json.loads(told.getvalue()) == {"password": samples.PASSWORD, "people": samples.PEOPLE}


def test_command_refuses_a_real_office(web: Desk) -> None:
    web.node.store.put_setting("card", {**web.node.store.setting("card"), "name": "Ministry"})
    with pytest.raises(CommandError) as caught:
        call_command("sample_people")
    assert (str(caught.value), User.objects.count()) == ("Ministry: not a sample office; nobody was made", 0)
