"""The first page: what waits for us and for others, steps, the next weeks, a unit's own; in bounded questions."""

import json
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from foedus.office import answering, stating
from foedus.web.models import LogLine, UnitActivity, User
from tests.web.agreed import Offices, agree
from tests.web.conftest import SignIn

pytestmark = pytest.mark.usefixtures("web", "contexts")
OFFICES = agree
MOST = 12


def page(client: Client, address: str = "/") -> Any:
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.context


def soon(offices: Offices, number: int = 1) -> list[str]:
    """Agreed activities in ten days, by their records."""
    first = timezone.localdate() + timedelta(days=10)
    period = f"{first}/{first + timedelta(days=4)}"
    drafts = [
        offices.italy.draft("activity", title={"it": f"Presto {n}", "en": f"Soon {n}"}, host="ITA", period=period)
        for n in range(number)
    ]
    signed = offices.italy.propose(*drafts)
    offices.italy.send(offices.azerbaijan)
    answering.accept(offices.azerbaijan.node, offices.azerbaijan.coop, [one.version for one in signed.versions])
    offices.azerbaijan.send(offices.italy)
    return [one.record for one in signed.versions]


def test_ours_holds_the_outcomes_that_are_owed_with_the_button_that_tells_them(
    offices: Offices, sign_in: SignIn
) -> None:
    (section,) = page(sign_in("officer"))["sections"]
    assert (section.key, section.total) == ("report", 2)
    assert section.lines[0].action.url == offices.address("outcome/")
    assert (section.lines[0].title, section.lines[0].tone) == ("Sample course", "late")


def test_ours_shows_a_reader_no_button_that_is_not_the_readers(sign_in: SignIn) -> None:
    (section,) = page(sign_in("reader"))["sections"]
    assert [str(line.action.label) for line in section.lines] == ["Read", "Read"]


def test_ours_lets_several_declarations_be_marked_as_received_at_once(offices: Offices, sign_in: SignIn) -> None:
    azerbaijan = offices.azerbaijan
    said = [azerbaijan.draft("milestone", what=f"Sample {n}", when="2024-02-01") for n in range(2)]
    stating.declare(azerbaijan.node, azerbaijan.coop, said)
    azerbaijan.send(offices.italy)
    client = sign_in("officer")
    section = page(client)["sections"][-1]
    assert (section.key, section.several) == ("acknowledge", ["AZE"])
    sent = {"verb": "acknowledge", "acknowledge": [line.tick for line in section.lines], "next": "/"}
    review = client.post(reverse("review", args=["AZE"]), sent, follow=True)
    assert (review.status_code, review.context["number_of_texts"]) == (200, 2)


def test_ours_says_an_offered_plan_once_and_leads_to_its_negotiation(offices: Offices, sign_in: SignIn) -> None:
    azerbaijan = offices.azerbaijan
    plan = azerbaijan.draft("plan", title={"it": "Piano nuovo", "en": "New plan"}, period="2025")
    record = azerbaijan.record(plan)
    line = azerbaijan.draft("activity", record, title="Corso", host="AZE", period="2025-03")
    azerbaijan.propose(plan, line)
    azerbaijan.send(offices.italy)
    section = page(sign_in("head"))["sections"][0]
    (duty,) = section.lines
    assert (section.key, duty.title, duty.action.url) == (
        "answer",
        "New plan",
        f"/partners/AZE/plan/{record}/negotiation/",
    )


def test_theirs_says_since_when_and_what_they_had_last_seen(sign_in: SignIn) -> None:
    context = page(sign_in("reader"), "/?show=theirs")
    (section,) = context["sections"]
    assert section.total == 2
    assert section.lines[0].more[0] == "Azerbaijan"
    assert any("last seen" in part for part in section.lines[0].more)
    assert [(one.party, one.since) for one in context["theirs"]] == [("Azerbaijan", "since 17 May 2024")]


def test_steps_are_ticked_and_the_tick_undone(offices: Offices, sign_in: SignIn) -> None:
    (record,) = soon(offices)
    client = sign_in("officer")
    before = page(client, "/?show=steps")["steps"]
    assert before[0].tone in {"late", "near"}
    sent = {**dict(before[0].action.fields), "back": "/"}
    answer = client.post(reverse("todo-step"), sent)
    assert answer.status_code == 302
    after = page(client, "/?show=steps&" + answer["Location"].partition("?")[2])
    assert len(after["steps"]) == len(before) - 1
    (done,) = after["done"]
    assert (done.tone, dict(done.action.fields)["state"]) == ("done", "open")
    client.post(reverse("todo-step"), {**dict(done.action.fields), "back": "/?show=steps"})
    assert len(page(client, "/?show=steps")["steps"]) == len(before)
    assert LogLine.objects.filter(verb="step.set", record=record).count() == 2


def test_step_goes_back_to_this_office_alone(offices: Offices, sign_in: SignIn) -> None:
    (record,) = soon(offices)
    sent = {"coop": "AZE", "record": record, "step": "names", "state": "done", "back": "https://elsewhere.example/"}
    assert sign_in("officer").post(reverse("todo-step"), sent)["Location"].startswith("/?show=steps&done=")


def test_step_of_no_record_is_not_there(sign_in: SignIn) -> None:
    sent = {"coop": "AZE", "record": "ITA/none", "step": "names", "state": "done"}
    assert sign_in("officer").post(reverse("todo-step"), sent).status_code == 404


def test_weeks_hold_what_comes(offices: Offices, sign_in: SignIn) -> None:
    soon(offices, 2)
    (week,) = page(sign_in("reader"), "/?show=weeks")["weeks"]
    assert sorted(place.event.captions["en"] for place in week.events) == ["Soon 0", "Soon 1"]


def test_partner_that_may_not_be_seen_is_not_there(sign_in: SignIn) -> None:
    client = sign_in("reader")
    assert client.get("/?partner=AZE").status_code == 200
    assert client.get("/?partner=XYZ").status_code == 404
    assert client.get("/?show=nothing").status_code == 404


def test_unit_sees_its_own_activities_alone(offices: Offices, sign_in: SignIn) -> None:
    client = sign_in("unit")
    assert list(page(client)["rows"]) == []
    user = User.objects.get(username="sample-unit")
    UnitActivity.objects.create(user=user, partnership=offices.italy.coop.id, record=offices.line)
    answer = client.get("/")
    assert [row.name for row, _ in answer.context["rows"]] == [offices.line]
    assert offices.address("outcome/") in answer.content.decode()


def test_administrator_is_sent_to_what_is_the_administrators(sign_in: SignIn) -> None:
    assert sign_in("administrator").get("/")["Location"] == "/dispatches/"


def rows(client: Client, address: str) -> list[dict[str, Any]]:
    """What the file of a page holds."""
    answer = client.get(f"{address}{'&' if '?' in address else '?'}as=json")
    assert answer.status_code == 200
    found: list[dict[str, Any]] = json.loads(answer.content)
    return found


def told(lines: Any) -> list[tuple[str, str, str, str]]:
    """What a page's lines say that a file says too."""
    return [(line.coop, line.title, "; ".join(line.more), f"http://localhost{line.url}") for line in lines]


def test_file_of_a_tab_holds_all_that_its_pages_show(offices: Offices, sign_in: SignIn) -> None:
    soon(offices)
    azerbaijan = offices.azerbaijan
    said = [azerbaijan.draft("milestone", what=f"Sample {n}", when="2024-02-01") for n in range(12)]
    stating.declare(azerbaijan.node, azerbaijan.coop, said)
    azerbaijan.send(offices.italy)
    client = sign_in("officer")
    ours, theirs, steps = page(client), page(client, "/?show=theirs"), page(client, "/?show=steps")["steps"]
    assert [(section.key, section.total, len(section.lines)) for section in ours["sections"]] == [
        ("report", 2, 2),
        ("acknowledge", 12, 10),
    ]
    assert (len(theirs["sections"][0].lines), bool(steps)) == (2, True)
    reports, received = (page(client, f"/?what={what}")["sections"][0].lines for what in ("report", "acknowledge"))
    shown = {
        "/?page=2": [*reports, *received, *steps],
        "/?partner=AZE": [*reports, *received, *steps],
        "/?what=report": reports,
        "/?show=steps": steps,
        "/?show=theirs": theirs["sections"][0].lines,
    }
    for address, lines in shown.items():
        found = [(one["partner"], one["what"], one["more"], one["address"]) for one in rows(client, address)]
        assert found == told(lines), address
    assert [(one["kind"], one["since"]) for one in rows(client, "/?what=report")] == [
        ("Outcomes to tell", "2024-05-17"),
        ("Outcomes to tell", "2024-07-01"),
    ]
    (week,) = page(client, "/?show=weeks")["weeks"]
    assert [one["record"] for one in rows(client, "/?show=weeks")] == [place.event.name for place in week.events]
    assert client.get("/?partner=XYZ&as=json").status_code == 404


def test_file_of_a_unit_holds_its_own_activities_alone(offices: Offices, sign_in: SignIn) -> None:
    client = sign_in("unit")
    assert rows(client, "/") == []
    user = User.objects.get(username="sample-unit")
    UnitActivity.objects.create(user=user, partnership=offices.italy.coop.id, record=offices.line)
    assert [(one["record"], one["title"], one["begins"]) for one in rows(client, "/")] == [
        (offices.line, "Sample course", "2024-05-12")
    ]


@pytest.mark.parametrize("address", ["/", "/?show=steps", "/?show=theirs", "/?show=weeks", "/?what=report"])
def test_page_asks_no_more_for_more(offices: Offices, sign_in: SignIn, address: str) -> None:
    client = sign_in("head")
    soon(offices)
    asked = []
    for number in (1, 6):
        soon(offices, number)
        client.get(address)
        with CaptureQueriesContext(connection) as questions:
            client.get(address)
        asked.append(len(questions))
    assert asked[0] == asked[1]
    assert asked[1] <= MOST
