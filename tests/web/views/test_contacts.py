"""Who is who: added, changed, ended, forgotten; seen by whoever reads, kept by whoever keeps private notes."""

import pytest
from django.test import Client
from django.urls import reverse

from foedus.office import contacts as office
from foedus.web.models import LogLine
from tests.office.desk import Desk
from tests.web.conftest import SignIn

POST = {"party": "AZE", "post": "Head, Sample Office", "name": "Sample Officer", "begins": "2024-01-01"}


def address(desk: Desk, name: str = "contacts") -> str:
    return reverse(name, args=[desk.coop.name])


def keep(client: Client, desk: Desk, **more: str) -> None:
    assert client.post(address(desk), {**POST, **more}).status_code == 302


def test_contact_is_kept_changed_ended_and_forgotten(web: Desk, sign_in: SignIn) -> None:
    client = sign_in("officer")
    keep(client, web)
    (contact,) = office.listed(web.node, web.coop)
    assert (contact.post, contact.from_, contact.to) == ("Head, Sample Office", "2024-01-01", "")
    keep(client, web, contact=contact.id, mailbox="office@example.org")
    assert [one.mailbox for one in office.listed(web.node, web.coop)] == ["office@example.org"]
    client.post(address(web, "contact-step"), {"contact": contact.id, "step": "end"})
    assert office.listed(web.node, web.coop)[0].to != ""
    client.post(address(web, "contact-step"), {"contact": contact.id, "step": "drop"})
    assert office.listed(web.node, web.coop) == ()
    assert "Sample Officer" not in str(list(LogLine.objects.values_list("detail", flat=True)))


def test_contact_that_is_wrong_keeps_what_was_typed(web: Desk, sign_in: SignIn) -> None:
    answer = sign_in("officer").post(address(web), {**POST, "ends": "2023-01-01"})
    assert answer.status_code == 200
    assert "The last day is before the first." in answer.content.decode()
    assert "Head, Sample Office" in answer.content.decode()
    assert office.listed(web.node, web.coop) == ()


@pytest.mark.parametrize("role", ["reader", "outpost", "auditor"])
def test_contact_is_kept_by_nobody_who_may_not(web: Desk, sign_in: SignIn, role: str) -> None:
    client = sign_in(role)
    assert client.get(address(web)).status_code == 200
    assert client.post(address(web), POST).status_code in {403, 404}
    assert client.post(address(web, "contact-step"), {"contact": "x", "step": "drop"}).status_code == 403
    assert office.listed(web.node, web.coop) == ()


def test_contact_that_is_not_there_cannot_be_ended(web: Desk, sign_in: SignIn) -> None:
    client = sign_in("officer")
    assert client.post(address(web, "contact-step"), {"contact": "none", "step": "end"}).status_code == 404
    assert client.post(address(web), {**POST, "contact": "none"}).status_code == 404
