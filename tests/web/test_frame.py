"""What stands around every page."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from foedus.records.labels import DRAFTED
from tests.office.desk import Desk
from tests.web.conftest import SignIn

pytestmark = pytest.mark.usefixtures("web")


def test_first_page_of_officer_answers(web: Desk, sign_in: SignIn) -> None:
    answer = sign_in("officer").get("/")
    assert answer.status_code == 200
    assert web.code in answer.content.decode()


def test_page_for_nobody_leads_to_the_door(sign_in: SignIn) -> None:
    answer = sign_in().get("/partners/?year=2024")
    assert (answer.status_code, answer.headers["Location"]) == (302, "/login/?next=/partners/%3Fyear%3D2024")


def test_frame_of_a_page_asks_five_questions(sign_in: SignIn) -> None:
    client = sign_in("administrator")
    client.get("/settings/")
    with CaptureQueriesContext(connection) as asked:
        client.get("/settings/")
    assert len(asked) == 5


MARKS = {
    "az": "maşınla hazırlanıb və onları hələ heç kim oxumayıb; tərcümə edilməyənlər ingiliscədir",
    "fr": "rédigés par une machine et personne ne les a encore relus ; ce qui n’est pas traduit figure en anglais",
    "kk": "машина құрастырған, оларды әлі ешкім оқып тексермеген; аударылмағаны ағылшынша тұр",
    "ru": "составлены машиной, и их ещё никто не проверил; что не переведено, стоит по-английски",
    "uz": "mashina tuzgan, ularni hali hech kim o‘qib chiqmagan; tarjima qilinmagani inglizcha turibdi",
}


@pytest.mark.parametrize("language", ["en", "it", *DRAFTED])
def test_page_says_whether_its_words_were_read(sign_in: SignIn, language: str) -> None:
    officer, nobody = sign_in("officer"), sign_in()
    for client, address in ((officer, "/"), (nobody, "/login/")):
        client.post("/language/", {"language": language})
        page = client.get(address).content.decode()
        assert f'<html lang="{language}"' in page
        assert [one for one, mark in MARKS.items() if mark in page] == [language][: language in DRAFTED]


def test_every_language_is_offered_by_its_own_name(sign_in: SignIn) -> None:
    page = sign_in().get("/login/").content.decode()
    names = re.findall(r'name="language" value="(\w+)" lang="\1"[^>]*>([^<]+)<', page)
    assert [name for _code, name in names] == [
        "English",
        "Italiano",
        "Azərbaycanca",
        "Қазақша",
        "O‘zbekcha",
        "Русский",
        "Français",
    ]


def test_search_stands_where_one_may_search_and_a_unit_finds_its_activities(sign_in: SignIn) -> None:
    pages = {role: sign_in(role).get("/settings/").content.decode() for role in ("officer", "administrator", "unit")}
    assert {role: 'id="masthead-q"' in page for role, page in pages.items()} == {
        "officer": True, "administrator": False, "unit": False,
    }  # fmt: skip
    assert {role: "Your activities" in page for role, page in pages.items()} == {
        "officer": False, "administrator": False, "unit": True,
    }  # fmt: skip
