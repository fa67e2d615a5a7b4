"""Lists of records, one record of any kind, its history; an activity with all that belongs to it."""

import re
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from foedus.office import answering, drafts, notes, stating, suspense
from foedus.records import catalogue
from foedus.records.base import Consent, Label, Record
from foedus.records.values import Text
from foedus.web.models import Grant, LogLine, UnitActivity, User
from tests.office.desk import Desk
from tests.web.agreed import Offices, agree
from tests.web.conftest import SignIn
from tests.web.pages import page_of

pytestmark = pytest.mark.usefixtures("web", "contexts")
OFFICES = agree


def page(client: Client, address: str) -> Any:
    """The context of a page that is there."""
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.context


def changed(desk: Desk, record: str, fields: dict[str, Any]) -> int:
    """Draft a change, and give its number."""
    return drafts.new(desk.node, desk.coop, record=record, fields=fields).number


def test_agreed_activity_shows_its_text_and_how_to_prove_it(offices: Offices, sign_in: SignIn) -> None:
    context = page(sign_in("reader"), offices.address())
    [text] = context["agreed"]
    assert (text.text.named.version, len(text.check_words), bool(text.digits)) == (offices.version, 12, True)
    assert [(word.party, word.word) for word in text.words] == [("ITA", "propose"), ("AZE", "endorse")]
    assert (context["plan"].name, context["activity"].serial, context["accounts"]) == (offices.plan, "1", None)


def test_reader_sees_no_button_and_officer_sees_one_to_say_what_came_of_it(offices: Offices, sign_in: SignIn) -> None:
    found = {role: offices.address("outcome/") in sign_in(role).get(offices.address()).content.decode()
             for role in ("reader", "outpost", "auditor", "officer", "head")}  # fmt: skip
    assert found == {"reader": False, "outpost": False, "auditor": False, "officer": True, "head": True}


def test_both_accounts_stand_side_by_side_where_they_differ(offices: Offices, sign_in: SignIn) -> None:
    stating.report(offices.italy.node, offices.italy.coop, offices.line, "held")
    stating.report(
        offices.azerbaijan.node, offices.azerbaijan.coop, offices.line, "postponed", fields={"reason": "funds"}
    )
    offices.azerbaijan.send(offices.italy)
    context = page(sign_in("officer"), offices.address())
    accounts = context["accounts"]
    assert [report.author for report in accounts.reports] == ["ITA", "AZE"]
    assert [(row.label, row.differs) for row in accounts.rows] == [("Outcome", True), ("Reason", False)]
    assert context["activity"].status == "accounts_differ"
    assert accounts.reports[1].version in sign_in("officer").get(offices.address()).content.decode()


def test_suspense_list_is_ticked_and_undone_from_the_page(offices: Offices, sign_in: SignIn) -> None:
    client = sign_in("officer")
    sent = {"coop": "AZE", "record": offices.line, "step": "thanks", "back": offices.address()}
    client.post("/steps/", {**sent, "state": "done"})
    states = {step.id: step.state for step in page(client, offices.address())["steps"]}
    assert (states["thanks"], states["costs_settled"]) == (suspense.DONE, suspense.OPEN)


def test_note_is_kept_and_never_leaves(offices: Offices, sign_in: SignIn) -> None:
    client = sign_in("officer")
    client.post(offices.address("note/"), {"text": "Nota campione"})
    client.post(offices.address("note/"), {"text": "  "})
    kept = notes.of(offices.italy.node, offices.italy.coop, offices.line)
    assert [note.text for note in kept] == ["Nota campione"]
    assert LogLine.objects.filter(verb="note.add").count() == 1
    assert [note.text for note in page(client, offices.address())["notes"]] == ["Nota campione"]


def test_unit_sees_the_text_of_its_activity_alone(offices: Offices, sign_in: SignIn) -> None:
    notes.add(offices.italy.node, offices.italy.coop, offices.line, "Nota campione")
    stating.report(offices.italy.node, offices.italy.coop, offices.line, "held")
    offices.italy.draft("activity", offices.plan, title="Bozza")
    client = sign_in()
    user = User.objects.create(username="sample-unit", name="Sample unit")
    Grant.objects.create(user=user, role="unit")
    UnitActivity.objects.create(user=user, partnership=offices.italy.coop.id, record=offices.line)
    client.force_login(user)
    context = page(client, offices.address())
    assert [context[name] for name in ("notes", "drafts", "links", "files", "offered")] == [(), (), {}, [], []]
    assert ("tabs" in context, "accounts" in context, context["may_tell"]) == (False, False, True)
    assert client.get(offices.address(record=offices.other)).status_code == 404
    assert client.get(offices.address("history/")).status_code == 404


def test_what_one_may_not_see_answers_like_what_is_not_there(offices: Offices, sign_in: SignIn) -> None:
    elsewhere = sign_in("officer", username="elsewhere", coop="0" * 64)
    assert elsewhere.get(offices.address()).status_code == 404
    officer = sign_in("officer")
    assert officer.get(offices.address(kind="meeting")).status_code == 404
    assert officer.get(offices.address(record="ITA/00000000-0000-4000-8000-000000000000")).status_code == 404


def test_history_says_who_changed_the_dates_and_when(offices: Offices, sign_in: SignIn) -> None:
    counter = changed(offices.azerbaijan, offices.line, {"period": "2024-05-19/2024-05-23"})
    [offered] = offices.azerbaijan.propose(counter).versions
    offices.azerbaijan.send(offices.italy)
    answering.accept(offices.italy.node, offices.italy.coop, [offered.version])
    offices.italy.send(offices.azerbaijan)
    stating.report(
        offices.azerbaijan.node,
        offices.azerbaijan.coop,
        offices.line,
        "postponed",
        fields={"period": {"from": "2024-09-02", "to": "2024-09-06", "precision": "day"}},
    )
    offices.azerbaijan.send(offices.italy)
    context = page(sign_in("reader"), offices.address("history/?field=period"))
    assert [(one.who, one.before, one.after, one.standing) for one in context["changes"]] == [
        ("AZE", "19-23 May 2024", "2-6 September 2024", "told"),
        ("AZE", "12-16 May 2024", "19-23 May 2024", "agreed"),
    ]
    assert [(name, number) for name, _label, number in context["fields"]] == [("period", 2), ("outcome", 1)]
    assert [step.standing for step in context["steps"]] == ["agreed", "agreed"]


def test_declaration_of_another_party_can_be_marked_as_received(offices: Offices, sign_in: SignIn) -> None:
    number = offices.azerbaijan.draft("milestone", what="Ufficio campione aperto", when="2024-05")
    record = offices.azerbaijan.record(number)
    stating.declare(offices.azerbaijan.node, offices.azerbaijan.coop, [number])
    offices.azerbaijan.send(offices.italy)
    address = offices.address(record=record, kind="milestone")
    context = page(sign_in("officer"), address)
    version = context["stated"].text.named.version
    assert (context["to_mark_as_received"], context["may_change"]) == (version, False)
    assert page(sign_in("reader"), address)["to_mark_as_received"] == ""
    stating.acknowledge(offices.italy.node, offices.italy.coop, [version])
    assert page(sign_in("officer"), address)["to_mark_as_received"] == ""


def test_own_report_is_told_anew_on_its_own_page(offices: Offices, sign_in: SignIn) -> None:
    [version] = stating.report(offices.italy.node, offices.italy.coop, offices.line, "held").versions
    context = page(sign_in("officer"), offices.address(record=version.record, kind="report"))
    assert (context["told_activity"], context["may_change"]) == (offices.line, False)
    assert context["caption"] == "Held, ITA – Sample course"
    listed = page(sign_in("officer"), "/partners/AZE/records/report/")
    assert (listed["may_draft"], [row.caption("en") for row in listed["activities"].values()]) == (
        False,
        ["Sample course"],
    )


class Lesson(Record):
    """A kind that came at run time."""

    kind = "lesson"
    consent = Consent.OWN
    label = Label("Insegnamento", "Lesson")
    caption = ("title",)
    title: Text


def test_kind_that_came_at_run_time_has_a_list_a_page_and_a_history(offices: Offices, sign_in: SignIn) -> None:
    catalogue.register(Lesson)
    try:
        number = offices.italy.draft("lesson", title={"it": "Insegnamento campione"})
        record = offices.italy.record(number)
        stating.declare(offices.italy.node, offices.italy.coop, [number])
        client = sign_in("reader")
        rows = page(client, "/partners/AZE/records/lesson/")["rows"]
        assert [row.caption("it") for row, _fields in rows] == ["Insegnamento campione"]
        context = page(client, offices.address(record=record, kind="lesson"))
        assert (context["kind_label"], context["caption"]) == ("Lesson", "Insegnamento campione")
        assert len(page(client, offices.address("history/", record=record, kind="lesson"))["steps"]) == 1
    finally:
        catalogue.unregister(Lesson)


def test_list_of_a_kind_is_put_in_order_and_filtered(offices: Offices, sign_in: SignIn) -> None:
    later = offices.italy.draft("milestone", what={"en": "Sample office B"}, when="2025-03")
    sooner = offices.italy.draft("milestone", what={"en": "Sample office A"}, when="2024-03")
    stating.declare(offices.italy.node, offices.italy.coop, [later, sooner])
    client, address = sign_in("reader"), "/partners/AZE/records/milestone/"

    def titles(query: str) -> list[str]:
        return [row.caption("en") for row, _fields in page(client, address + query)["rows"]]

    assert titles("?order=-begins") == ["Sample office B", "Sample office A"]
    assert titles("?order=begins&standing=stated") == ["Sample office A", "Sample office B"]
    assert titles("?order=nonsense&standing=agreed&page=0") == []
    assert client.get("/partners/AZE/records/nonsense/").status_code == 404


def test_what_a_record_does_not_say_leaves_its_place_in_the_row_empty(offices: Offices, sign_in: SignIn) -> None:
    number = offices.italy.draft("milestone", what={"en": "Sample office"}, when="2024-03")
    stating.declare(offices.italy.node, offices.italy.coop, [number])
    client, address = sign_in("reader"), "/partners/AZE/records/milestone/"
    told = page(client, address)
    [(_row, cells)] = told["rows"]
    assert [(head, said is not None) for head, said in cells] == [("When", True), ("Where", False), ("Parties", False)]
    assert re.findall(r'<td data-label="([^"]*)">', page_of(client.get(address))) == [*told["heads"], "Where it stands"]


def test_number_of_queries_does_not_grow_with_the_list(offices: Offices, sign_in: SignIn) -> None:
    client, address = sign_in("reader"), "/partners/AZE/records/milestone/"
    found = []
    for _round in range(2):
        numbers = [offices.italy.draft("milestone", what=f"Fatto campione {place}") for place in range(3)]
        stating.declare(offices.italy.node, offices.italy.coop, numbers)
        page(client, address)
        with CaptureQueriesContext(connection) as captured:
            page(client, address)
        found.append(len(captured))
    assert found == [found[0]] * 2
    assert found[0] <= 12


def test_translation_older_than_its_original_is_marked(offices: Offices, sign_in: SignIn) -> None:
    title = {"original": "it", "it": "Corso campione esteso", "en": "Sample course", "of": {"en": "0" * 64}}
    offices.italy.propose(changed(offices.italy, offices.line, {"title": title}))
    answer = sign_in("reader").get(offices.address()).content.decode()
    assert answer.count("older than its original") == 1
