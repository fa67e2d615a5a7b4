"""Say what came of an activity: by an officer, by a unit with a login, by a unit with a link."""

import re
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from foedus.office import drafts, paper, partnerships, stating
from foedus.office.versions import body_of, last_stated
from foedus.web.models import DoneOnce, Grant, LogLine, OneTimeLink, UnitActivity, User
from tests.web.agreed import Offices, agree
from tests.web.conftest import SignIn

pytestmark = pytest.mark.usefixtures("web", "contexts")
OFFICES = agree
PERSONAL = "Il Col. Mario Campione ha aperto i lavori"


def told(offices: Offices) -> list[dict[str, Any]]:
    """What Italy has told of the first line, each report by its last text."""
    node, coop = offices.italy.node, offices.italy.coop
    ledger = node.store.open(coop.id)
    bodies = [body_of(ledger, str(last_stated(ledger, one))) for one in ledger.records(is_stated=True, kind="report")]
    return [body for body in bodies if body["activity"] == offices.line and body["side"] == "ITA"]


def last_version(page: Any) -> str:
    """What the form remembers of our last word."""
    found = re.search(r'name="last" value="([^"]*)"', page.content.decode())
    return found[1] if found is not None else ""


def held(**more: Any) -> dict[str, Any]:
    """What a browser sends of the form that was left as it is, but for the outcome."""
    return {
        "token": "sample-token",
        "last": "",
        "outcome": "held",
        "period": "12-16 May 2024",
        "people.0.party": "AZE",
        "people.0.number": "4",
        "sign": "1",
        **more,
    }


def test_form_begins_from_what_was_agreed(offices: Offices, sign_in: SignIn) -> None:
    form = sign_in("officer").get(offices.address("outcome/")).context["form"]
    assert (form["period"].value(), form["people.0.party"].value(), form["people.0.number"].value()) == (
        "12-16 May 2024",
        "AZE",
        "4",
    )


def test_files_go_with_the_outcome_and_stay_while_the_form_comes_back(offices: Offices, sign_in: SignIn) -> None:
    client, address = sign_in("officer"), offices.address("outcome/")
    one, other = SimpleUploadedFile("a.pdf", b"%PDF-1"), SimpleUploadedFile("b.exe", b"MZ")
    refused = client.post(address, held(file=other))
    assert (refused.status_code, "b.exe is none of" in refused.content.decode()) == (400, True)
    page = client.post(address, held(file=one, period="never"))
    [shown] = page.context["files"]
    assert (shown.name, shown.size, told(offices)) == ("a.pdf", 6, [])
    client.post(address, held(attached=shown.blob))
    assert [one["blob"] for one in told(offices)[0]["attachments"]] == [shown.blob]
    again = client.get(address)
    assert [one.name for one in again.context["files"]] == ["a.pdf"]
    client.post(address, held(token="another", last=last_version(again)))
    assert "attachments" not in told(offices)[0]


def test_officer_signs_at_once_what_belongs_to_the_outcome(offices: Offices, sign_in: SignIn) -> None:
    answer = sign_in("officer").post(offices.address("outcome/"), held(**{"what_next.en": "A second course"}))
    assert (answer.status_code, answer.headers["Location"]) == (302, offices.address())
    assert told(offices) == [
        {
            "activity": offices.line,
            "side": "ITA",
            "outcome": "held",
            "period": {"from": "2024-05-12", "to": "2024-05-16", "precision": "day"},
            "people": [{"party": "AZE", "number": 4}],
            "what_next": {"original": "en", "en": "A second course"},
        }
    ]
    assert list(LogLine.objects.filter(verb="outcome.tell").values_list("who", "record")) == [
        ("sample-officer", offices.line)
    ]


def test_what_does_not_belong_to_a_cancellation_is_not_signed(offices: Offices, sign_in: SignIn) -> None:
    sent = held(outcome="cancelled", decided_by=["AZE"], reason="funds")
    sign_in("head").post(offices.address("outcome/"), sent)
    assert told(offices) == [
        {"activity": offices.line, "side": "ITA", "outcome": "cancelled", "decided_by": ["AZE"], "reason": "funds"}
    ]


def test_days_that_were_given_up_are_no_new_days(offices: Offices, sign_in: SignIn) -> None:
    sign_in("officer").post(offices.address("outcome/"), held(outcome="postponed"))
    assert told(offices) == [{"activity": offices.line, "side": "ITA", "outcome": "postponed"}]


def test_second_report_takes_the_place_of_the_first(offices: Offices, sign_in: SignIn) -> None:
    client = sign_in("officer")
    client.post(offices.address("outcome/"), held())
    page = client.get(offices.address("outcome/"))
    assert page.context["form"].outcome == "held"
    sent = held(outcome="partly_held", token="another", last=last_version(page))
    assert client.post(offices.address("outcome/"), sent).status_code == 302
    assert [body["outcome"] for body in told(offices)] == ["partly_held"]


def test_double_click_signs_once(offices: Offices, sign_in: SignIn) -> None:
    client = sign_in("officer")
    first, second = (client.post(offices.address("outcome/"), held()) for _ in range(2))
    assert (first.status_code, second.status_code) == (302, 302)
    assert LogLine.objects.filter(verb="outcome.tell").count() == 1
    assert DoneOnce.objects.filter(token="sample-token").count() == 1


def test_somebody_else_has_told_meanwhile(offices: Offices, sign_in: SignIn) -> None:
    client = sign_in("officer")
    stating.report(offices.italy.node, offices.italy.coop, offices.line, "not_held")
    answer = client.post(offices.address("outcome/"), held())
    assert (answer.status_code, answer.context["meanwhile"].body["outcome"]) == (409, "not_held")
    assert [body["outcome"] for body in told(offices)] == ["not_held"]
    assert client.post(offices.address("outcome/"), held(mine="1", token="another")).status_code == 302
    assert [body["outcome"] for body in told(offices)] == ["held"]


def test_personal_data_is_shown_and_signed_only_once_confirmed(offices: Offices, sign_in: SignIn) -> None:
    client = sign_in("officer")
    sent = held(**{"observations.en": PERSONAL})
    answer = client.post(offices.address("outcome/"), sent)
    assert [one["text"] for one in answer.context["suspects"]] == ["Col. Mario Campione"]
    assert (answer.context["is_unconfirmed"], told(offices)) == (True, [])
    client.post(offices.address("outcome/"), {**sent, "personal": "none"})
    assert told(offices)[0]["observations"] == {"original": "en", "en": PERSONAL}


def test_what_was_typed_is_kept_where_it_cannot_be_read(offices: Offices, sign_in: SignIn) -> None:
    sent = held(**{"period": "sometime", "what_next.en": "A second course"})
    answer = sign_in("officer").post(offices.address("outcome/"), sent)
    form = answer.context["form"]
    assert [mistake.id for mistake in form.summary] == ["id_period"]
    assert (form["period"].value(), form["what_next.en"].value()) == ("sometime", "A second course")
    assert told(offices) == []


def test_nothing_chosen_is_asked_for(offices: Offices, sign_in: SignIn) -> None:
    answer = sign_in("officer").post(offices.address("outcome/"), held(outcome=""))
    assert [mistake.id for mistake in answer.context["form"].summary] == ["id_outcome_0"]


def test_summary_alone_is_sent_while_one_types(offices: Offices, sign_in: SignIn) -> None:
    headers = {"HX-Request": "true", "HX-Target": "to-sign"}
    answer = sign_in("officer").post(offices.address("outcome/"), held(show="1"), headers=headers)
    assert next(template.name for template in answer.templates) == "web/outcomes/_summary.html"
    assert [row.field for group in answer.context["summary"] for row in group.rows] == ["outcome", "period", "people"]
    assert told(offices) == []


@pytest.mark.parametrize("role, status", [("reader", 403), ("outpost", 403), ("auditor", 403), ("administrator", 404)])
def test_who_may_not_tell(offices: Offices, sign_in: SignIn, role: str, status: int) -> None:
    assert sign_in(role).get(offices.address("outcome/")).status_code == status


def test_record_that_is_no_activity_has_no_outcome(offices: Offices, sign_in: SignIn) -> None:
    assert sign_in("officer").get(offices.address("outcome/", record=offices.plan)).status_code == 404


def test_partner_that_is_not_connected_may_have_decided(offices: Offices, sign_in: SignIn) -> None:
    node = offices.italy.node
    partnerships.found(node, "Another", expected={"KAZ": "Kazakhstan"}, name="KAZ")
    [coop] = [one for one in node.store.cooperations() if one.name == "KAZ"]
    body = {
        "title": {"it": "Corso campione"},
        "host": "KAZ",
        "period": "2024-05",
        "places": [{"party": "KAZ", "number": 3}],
    }
    line = drafts.new(node, coop, "activity", body=body)
    paper.record_on_paper(
        node, coop, [line.number], ["ITA", "KAZ"], b"scan", file_name="a.pdf", media_type="application/pdf"
    )
    client, address = sign_in("officer"), f"/partners/KAZ/activity/{line.record}/"
    form = client.get(f"{address}outcome/").context["form"]
    assert [code for code, _name in form.fields["decided_by"].choices] == ["ITA", "KAZ"]
    assert form["people.0.party"].value() == "KAZ"
    client.post(f"{address}outcome/", held(outcome="cancelled", decided_by=["KAZ"]))
    page = client.get(address).context
    assert (page["activity"].status, page["activity"].status_by, [file.is_evidence for file in page["files"]]) == (
        "cancelled",
        ("KAZ",),
        [True],
    )


# A unit


def unit(offices: Offices, sign_in: SignIn) -> Client:
    """A unit that looks after the first line."""
    client = sign_in()
    user = User.objects.create(username="sample-unit", name="Sample unit")
    Grant.objects.create(user=user, role="unit")
    UnitActivity.objects.create(user=user, partnership=offices.italy.coop.id, record=offices.line)
    client.force_login(user)
    return client


def test_unit_leaves_a_draft_that_the_office_signs(offices: Offices, sign_in: SignIn) -> None:
    client = unit(offices, sign_in)
    assert client.post(offices.address("outcome/"), held()).status_code == 302
    assert told(offices) == []
    client.post(offices.address("outcome/"), held(token="another", outcome="partly_held"))
    [draft] = offices.italy.node.store.drafts(offices.italy.coop.id)
    assert (draft.kind, draft.body["outcome"], draft.source) == ("report/1", "partly_held", {"unit": "sample-unit"})
    page = sign_in("officer").get(offices.address()).context
    assert [(one.unit, one.view.number, one.is_overtaken) for one in page["told_by_units"]] == [
        ("sample-unit", draft.number, False)
    ]


def test_draft_of_a_unit_that_the_office_has_overtaken_is_dropped_by_a_button(
    offices: Offices, sign_in: SignIn
) -> None:
    unit(offices, sign_in).post(offices.address("outcome/"), held())
    [draft] = offices.italy.node.store.drafts(offices.italy.coop.id)
    officer = sign_in("officer")
    assert officer.post(offices.address("outcome/"), held(token="of the office")).status_code == 302
    page = officer.get(offices.address())
    assert [one.is_overtaken for one in page.context["told_by_units"]] == [True]
    assert "This office has told the outcome since" in page.content.decode()
    officer.post("/partners/AZE/drafts/step/", {"draft": draft.number, "step": "drop"})
    assert offices.italy.node.store.drafts(offices.italy.coop.id) == []


def test_unit_tells_of_its_own_activities_alone(offices: Offices, sign_in: SignIn) -> None:
    client = unit(offices, sign_in)
    assert client.get(offices.address("outcome/", record=offices.other)).status_code == 404
    assert client.post(offices.address("unit-link/"), {"unit": "x"}).status_code == 404
    own = client.get(offices.address()).content.decode()
    assert ("Plan" in own, re.findall('href="(/partners/[^"]*/plan/[^"]*)"', own)) == (True, [])


def link(offices: Offices, sign_in: SignIn) -> str:
    """A link that an officer made."""
    answer = sign_in("officer").post(offices.address("unit-link/"), {"unit": "Sample unit"})
    address: str = answer.context["link"]
    return address.removeprefix("http://localhost")


def test_link_is_kept_nowhere_and_opens_the_form_alone(offices: Offices, sign_in: SignIn) -> None:
    address = link(offices, sign_in)
    secret = address.split("/")[2]
    assert not OneTimeLink.objects.filter(digest__contains=secret).exists()
    page = sign_in().get(address)
    assert (page.status_code, page.context["told"].record, "desk" in page.context) == (200, offices.line, False)


def test_link_takes_one_account_and_closes(offices: Offices, sign_in: SignIn) -> None:
    address, nobody = link(offices, sign_in), sign_in()
    answer = nobody.post(address, held())
    assert (answer.status_code, answer.headers["Location"]) == (302, "/unit/told/")
    assert nobody.get("/unit/told/").status_code == 200
    [draft] = offices.italy.node.store.drafts(offices.italy.coop.id)
    assert draft.source == {"unit": "Sample unit"}
    again = nobody.post(address, held())
    assert (again.status_code, again.headers["Location"]) == (302, "/unit/told/")
    assert (nobody.get(address).status_code, nobody.post(address, held(token="another")).status_code) == (404, 404)


def test_link_does_not_show_what_the_office_told(offices: Offices, sign_in: SignIn) -> None:
    words = {"observations": {"it": "Riservato all'ufficio campione"}}
    stating.report(offices.italy.node, offices.italy.coop, offices.line, "held", fields=words)
    page = sign_in().get(link(offices, sign_in)).content.decode()
    assert "Riservato" not in page


def test_link_that_has_expired_is_closed(offices: Offices, sign_in: SignIn) -> None:
    address = link(offices, sign_in)
    OneTimeLink.objects.update(expires_at=timezone.now())
    assert sign_in().get(address).status_code == 404
    assert sign_in().get("/unit/mistyped/").status_code == 404


def test_link_needs_the_name_of_a_unit(offices: Offices, sign_in: SignIn) -> None:
    assert sign_in("officer").post(offices.address("unit-link/"), {"unit": " "}).status_code == 302
    assert OneTimeLink.objects.count() == 0
