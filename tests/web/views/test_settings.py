"""Settings that everyone has, the card, the lists: each changes one thing, and what was typed is kept."""

import json

import pytest

from foedus.office import parties, suspense_templates
from foedus.records.agreement_terms import all_lists
from foedus.web import doors
from foedus.web.models import LogLine, User
from tests.office.desk import Desk
from tests.web.conftest import PASSWORD, SignIn


def test_card_is_handed_out_as_it_is(web: Desk, sign_in: SignIn) -> None:
    answer = sign_in("reader").get("/settings/party/card.json")
    assert answer.headers["Content-Disposition"] == 'attachment; filename="ITA-card.json"'
    assert parties.read_card(answer.content) == web.card
    assert json.loads(answer.content)["code"] == "ITA"


def test_party_page_shows_words_and_picture_without_inline_style(web: Desk, sign_in: SignIn) -> None:
    page = sign_in("reader").get("/settings/party/").content.decode()
    assert [word in page for word in web.card.words] == [True] * len(web.card.words)
    assert "<svg" in page
    assert "style=" not in page


def test_settings_show_the_ways_that_one_may_go(sign_in: SignIn) -> None:
    page = sign_in("administrator").get("/settings/").content.decode()
    assert ("/settings/users/" in page, "/settings/log/" in page) == (True, False)


def test_account_keeps_language_and_look(sign_in: SignIn) -> None:
    client = sign_in("reader")
    assert (
        client.post("/settings/account/", {"language": "it", "scheme": "dark"}).headers["Location"]
        == "/settings/account/"
    )
    user = User.objects.get()
    assert (user.language, user.scheme) == ("it", "dark")
    assert client.get("/settings/account/").headers["Content-Language"] == "it"
    assert client.post("/settings/account/", {"language": "xx", "scheme": "dark"}).status_code == 200


def test_password_is_changed_by_whoever_knows_it(sign_in: SignIn) -> None:
    client, elsewhere = sign_in("reader"), sign_in("reader")
    new = "another sample password of the test"
    said = {"new-old": PASSWORD, "new-password": new, "new-again": new}
    assert client.post("/settings/account/password/", said).status_code == 302
    assert (client.get("/settings/").status_code, elsewhere.get("/settings/").status_code) == (200, 302)
    assert User.objects.get().check_password(new)


@pytest.mark.parametrize(
    "said",
    [
        {"new-old": "wrong words", "new-password": "another sample password", "new-again": "another sample password"},
        {"new-old": PASSWORD, "new-password": "short", "new-again": "short"},
        {"new-old": PASSWORD, "new-password": "another sample password", "new-again": "different"},
    ],
)
def test_password_that_cannot_be_taken_stays(sign_in: SignIn, said: dict[str, str]) -> None:
    assert "error-summary" in sign_in("reader").post("/settings/account/password/", said).content.decode()
    assert User.objects.get().check_password(PASSWORD)


def test_wrong_old_password_costs_more_with_every_try(sign_in: SignIn) -> None:
    client = sign_in("reader")
    said = {"new-old": "wrong", "new-password": "another sample password", "new-again": "another sample password"}
    for _ in range(doors.FREE_TRIES):
        client.post("/settings/account/password/", said)
    page = client.post("/settings/account/password/", {**said, "new-old": PASSWORD}).content.decode()
    assert "Too many wrong tries" in page
    assert User.objects.get().check_password(PASSWORD)


def test_own_sessions_end_elsewhere_alone(sign_in: SignIn) -> None:
    client, elsewhere = sign_in("reader"), sign_in("reader")
    client.post("/settings/account/sessions/")
    assert (client.get("/settings/").status_code, elsewhere.get("/settings/").status_code) == (200, 302)


def steps_form(*steps: dict[str, object]) -> dict[str, object]:
    said: dict[str, object] = {"form-TOTAL_FORMS": len(steps), "form-INITIAL_FORMS": 0}
    for number, step in enumerate(steps):
        said |= {f"form-{number}-{name}": value for name, value in step.items()}
    return said


def test_steps_are_kept_added_and_taken_out(web: Desk, sign_in: SignIn) -> None:
    client = sign_in("head")
    first, second = suspense_templates.template(web.node, "")[:2]
    said = steps_form(
        {"id": first.id, **first.labels, "offset_days": -99, "turn": "host"},
        {"id": second.id, **second.labels, "offset_days": -9, "turn": "host", "remove": "on"},
        {"it": "Passo campione", "en": "Sample step", "offset_days": 3, "turn": "each"},
        {"turn": "host"},
    )
    assert client.post("/settings/lists/steps/none/", said).headers["Location"] == "/settings/lists/"
    kept = suspense_templates.template(web.node, "")
    assert [(one.id, one.offset_days, one.turn) for one in kept] == [(first.id, -99, "host"), ("own_1", 3, "each")]
    assert "this office's own" in client.get("/settings/lists/").content.decode()
    terms = json.loads(client.get("/settings/lists/?as=json").content)
    assert [one["it"] for one in terms if (one["list"], one["id"]) == ("activity_types", "course")] == ["Corso"]
    assert len(terms) == sum(len(one.terms) for one in all_lists())
    client.post("/settings/lists/steps/none/", {"reset": "yes"})
    assert suspense_templates.edited(web.node) == ()
    assert [line.verb for line in LogLine.objects.order_by("pk")] == ["steps-kept", "steps-reset"]


def test_step_that_is_not_whole_keeps_what_was_typed(web: Desk, sign_in: SignIn) -> None:
    said = steps_form({"it": "Passo campione", "en": "", "offset_days": "", "turn": "each"})
    page = sign_in("head").post("/settings/lists/steps/none/", said).content.decode()
    assert ('value="Passo campione"' in page, page.count('class="error-summary"')) == (True, 1)
    assert suspense_templates.edited(web.node) == ()


def test_steps_of_a_type_that_is_none_are_not_there(sign_in: SignIn) -> None:
    assert sign_in("head").get("/settings/lists/steps/nothing/").status_code == 404


def test_every_page_of_the_settings_speaks_both_languages(sign_in: SignIn) -> None:
    client = sign_in("administrator")
    sign_in("auditor", username="sample-administrator")
    sign_in("head", username="sample-administrator")
    pages = ("party", "account", "cooperations", "users", "users/new", "hand-over", "units", "lists", "backup", "log")
    for language in ("it", "en"):
        client.post("/language/", {"language": language})
        for page in (*pages, "about", "cooperations/found", "cooperations/join", "lists/steps/none"):
            assert f'<html lang="{language}"' in client.get(f"/settings/{page}/").content.decode(), page
