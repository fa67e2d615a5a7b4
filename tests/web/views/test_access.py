"""A person's access for programs: shown once, listed, ended by its person alone."""

import re

from foedus.web.models import AccessToken, LogLine, User
from tests.office.desk import Desk
from tests.web.conftest import SignIn


def test_key_is_shown_once_and_reads_one_partner(web: Desk, sign_in: SignIn) -> None:
    reader = sign_in("reader")
    page = reader.post("/settings/programs/", {"name": "Sample", "partner": web.coop.name, "ends": ""}).content.decode()
    found = re.search(r'value="(foedus_[^"]+)"', page)
    assert found is not None
    assert found[1] not in reader.get("/settings/programs/").content.decode()
    answer = sign_in().get("/api/v1/cooperations", headers={"Authorization": f"Bearer {found[1]}"})
    assert [one["name"] for one in answer.json()] == [web.coop.name]
    assert LogLine.objects.get().verb == "token-made"


def test_day_that_is_over_is_refused_and_what_was_typed_is_kept(sign_in: SignIn) -> None:
    answer = sign_in("reader").post("/settings/programs/", {"name": "Sample", "ends": "2020-01-01"})
    assert answer.status_code == 400
    assert 'value="Sample"' in answer.content.decode()
    assert AccessToken.objects.count() == 0


def test_key_is_ended_by_its_person_alone(sign_in: SignIn) -> None:
    reader = sign_in("reader")
    reader.post("/settings/programs/", {"name": "Sample", "ends": ""})
    address = f"/settings/programs/{AccessToken.objects.get().pk}/end/"
    assert sign_in("head").post(address).status_code == 404
    assert reader.post(address).status_code == 302
    assert AccessToken.objects.count() == 0


def test_person_says_where_and_how_often_mails_go(sign_in: SignIn) -> None:
    reader = sign_in("reader")
    assert reader.post("/settings/mail/", {"email": "", "rhythm": "daily"}).status_code == 400
    assert reader.post("/settings/mail/", {"email": "sample@office.example", "rhythm": "daily"}).status_code == 302
    assert User.objects.values_list("email", "mail_rhythm").get() == ("sample@office.example", "daily")
    assert LogLine.objects.get().detail == {"rhythm": "daily"}
