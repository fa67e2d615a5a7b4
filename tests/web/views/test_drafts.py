"""Drafts in the browser: begun, kept with all that was typed, to the head and back, never lost to a colleague."""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from foedus.office import drafts, files
from foedus.web import drafting
from foedus.web.models import DraftStep, LogLine
from tests.web.bargain import Bargain, bargain, line
from tests.web.conftest import SignIn

pytestmark = pytest.mark.usefixtures("web", "contexts")
OFFICES = bargain
DRAFTS = "/partners/AZE/drafts/"


@pytest.fixture
def officer(sign_in: SignIn) -> Client:
    return sign_in("officer")


def number_of(answer: Any) -> int:
    """The draft to whose page an answer leads."""
    return int(answer["Location"].rstrip("/").rpartition("/")[2])


def typed(page: Any, **changed: str) -> dict[str, str]:
    """What a browser sends of a milestone's form."""
    fields = {"state": page.context["state"], "what.it": "Ufficio aperto", "what.original": "it", "when": "May 2024"}
    return {**fields, **changed}


def milestone(officer: Client) -> str:
    """The address of a new draft of a milestone."""
    begun = officer.post(f"{DRAFTS}new/milestone/")
    return f"{DRAFTS}{number_of(begun)}/"


def body_at(offices: Bargain, address: str) -> dict[str, Any]:
    """What the draft of an address says."""
    draft = offices.italy.node.store.draft(int(address.rstrip("/").rpartition("/")[2]))
    assert draft is not None
    return draft.body


def test_draft_of_each_kind_is_begun_and_shown(officer: Client) -> None:
    found = {}
    for kind in drafting.KINDS:
        assert officer.get(f"{DRAFTS}new/{kind}/").status_code == 200
        begun = officer.post(f"{DRAFTS}new/{kind}/")
        page = officer.get(begun["Location"])
        found[page.context["view"].kind.partition("/")[0]] = page.status_code
    assert found == dict.fromkeys(drafting.KINDS, 200)
    assert officer.get(f"{DRAFTS}new/nonsense/").status_code == 404


def test_drafts_stand_under_their_plan(offices: Bargain, officer: Client) -> None:
    italy = offices.italy
    plan = italy.draft("plan", title={"it": "Altro piano campione"}, period="2026")
    lines = [line(italy, italy.record(plan), str(serial), "ITA") for serial in (1, 2)]
    offered = line(italy, offices.plan, "6", "ITA")
    alone = italy.draft("milestone")
    groups = officer.get(DRAFTS).context["groups"]
    assert [(one.title, tuple(row.view.number for row in one.rows)) for one in groups] == [
        ("Altro piano campione", (plan, *lines)),
        ("Sample plan", (offered,)),
        ("", (alone,)),
    ]
    assert [row.is_ready for group in groups for row in group.rows] == [True, True, True, True, False]


def test_plan_is_reviewed_with_all_of_its_drafts(offices: Bargain, officer: Client) -> None:
    italy = offices.italy
    plan = italy.draft("plan", title={"it": "Altro piano campione"}, period="2026")
    lines = [line(italy, italy.record(plan), str(serial), "ITA") for serial in (1, 2)]
    italy.draft("milestone", what={"it": "Aperto"})
    answer = officer.post(f"{DRAFTS}step/", {"step": f"review:{italy.record(plan)}"})
    query = "&".join(f"draft={number}" for number in (plan, *lines))
    assert answer["Location"] == f"/partners/AZE/review/?verb=propose&{query}&next=%2Fpartners%2FAZE%2Fdrafts%2F"


def test_form_is_kept_and_logged(offices: Bargain, officer: Client) -> None:
    address = milestone(officer)
    sent = typed(officer.get(address), **{"note:it": "Come concordato"})
    assert officer.post(address, sent)["Location"] == address
    page = officer.get(address)
    assert (page.context["view"].note, body_at(offices, address)["what"]) == (
        {"it": "Come concordato"},
        {"original": "it", "it": "Ufficio aperto"},
    )
    assert sorted(one.verb for one in LogLine.objects.all()) == ["draft.begin", "draft.change"]


def test_what_was_typed_is_kept_where_it_cannot_be_read(offices: Bargain, officer: Client) -> None:
    address = milestone(officer)
    before = body_at(offices, address)
    page = officer.post(address, typed(officer.get(address), when="some day", **{"note:it": "Perché sì"}))
    text = page.content.decode()
    assert page.status_code == 400
    assert ("some day" in text, "Ufficio aperto" in text, "Perché sì" in text) == (True, True, True)
    assert [one.label for one in page.context["form"].summary] == ["When"]
    assert body_at(offices, address) == before


def test_row_is_added_without_script_and_nothing_is_saved(offices: Bargain, officer: Client) -> None:
    number = line(offices.italy, offices.plan, "6", "ITA")
    page = officer.get(f"{DRAFTS}{number}/")
    again = officer.post(f"{DRAFTS}{number}/", {"state": page.context["state"], "serial": "66", "add:places": "1"})
    assert again.status_code == 200
    assert ('name="places.0.number"' in again.content.decode(), 'value="66"' in again.content.decode()) == (True, True)
    draft = offices.italy.node.store.draft(number)
    assert draft is not None
    assert draft.body["serial"] == "6"


def test_two_officers_are_shown_both_texts(offices: Bargain, officer: Client, sign_in: SignIn) -> None:
    other = sign_in("outpost")
    address = milestone(officer)
    ours, theirs = officer.get(address), other.get(address)
    other.post(address, typed(theirs, **{"what.it": "Ufficio aperto a Roma"}))
    clash = officer.post(address, typed(ours, **{"what.it": "Ufficio aperto a Baku"}))
    assert clash.status_code == 409
    assert [(one.where, [run["text"] for run in one.runs]) for one in clash.context["meanwhile"]] == [
        ("What happened: Italian", ["Ufficio aperto a ", "Roma", "Baku"])
    ]
    assert "Ufficio aperto a Baku" in clash.content.decode()
    assert body_at(offices, address)["what"]["it"] == "Ufficio aperto a Roma"
    mine = officer.post(address, typed(clash, **{"what.it": "Ufficio aperto a Baku"}))
    assert mine.status_code == 302
    assert body_at(offices, address)["what"]["it"] == "Ufficio aperto a Baku"


def test_same_text_saved_by_both_is_no_clash(officer: Client, sign_in: SignIn) -> None:
    address = milestone(officer)
    ours = officer.get(address)
    sign_in("outpost").post(address, typed(ours))
    assert officer.post(address, typed(ours)).status_code == 302


def test_counter_text_begins_from_theirs_and_shows_both(offices: Bargain, officer: Client) -> None:
    begun = officer.post(f"{DRAFTS}new/activity/", {"answers": offices.counter})
    page = officer.get(begun["Location"])
    assert (page.context["against"].version, page.context["against_differences"]) == (offices.counter, ())
    assert page.context["goes_on"] == offices.address
    drafts.change(offices.italy.node, number_of(begun), fields={"period": "2024-07"})
    [period] = officer.get(begun["Location"]).context["against_differences"]
    assert [str(cell.label) for cell in period.cells] == ["Their text", "Our draft"]
    assert [cell.runs for cell in period.cells] == [(("removed", "June 2024"),), (("added", "July 2024"),)]


def test_button_pressed_twice_begins_one_draft(offices: Bargain, officer: Client) -> None:
    counters = [number_of(officer.post(f"{DRAFTS}new/activity/", {"answers": offices.counter})) for _ in range(2)]
    changes = [number_of(officer.post(f"{DRAFTS}new/activity/", {"record": offices.records["1"]})) for _ in range(2)]
    assert len({*counters, *changes}) == 2


def test_draft_goes_to_the_head_and_back_with_comments(offices: Bargain, officer: Client, sign_in: SignIn) -> None:
    head = sign_in("head")
    number = line(offices.italy, offices.plan, "6", "ITA")
    address = f"{DRAFTS}{number}/"
    page = officer.get(address)

    def step(client: Client, word: str, text: str = "") -> Any:
        return client.post(f"{DRAFTS}step/", {"draft": number, "step": word, "text": text}, follow=True)

    step(officer, "send", "Da firmare")
    late = officer.post(address, {"state": page.context["state"], "serial": "77"})
    assert (late.status_code, 'value="77"' in late.content.decode(), late.context["may_change"]) == (409, True, False)
    nothing = step(head, "send-back")
    assert [str(one) for one in nothing.context["messages"]] == ["This was not done: there are no words with it."]
    step(head, "comment", "Quanti posti?")
    step(head, "send-back", "Mancano i posti")
    assert [(one.who, one.step, one.text) for one in DraftStep.objects.order_by("pk")] == [
        ("sample-officer", "sent", "Da firmare"),
        ("sample-head", "comment", "Quanti posti?"),
        ("sample-head", "back", "Mancano i posti"),
    ]
    assert "Mancano i posti" in officer.get(address).content.decode()
    assert officer.get(address).context["may_change"] is True


def test_private_fields_stand_apart(offices: Bargain, officer: Client) -> None:
    node, coop = offices.italy.node, offices.italy.coop
    draft = drafts.new(node, coop, "activity", private={"cost": ["1000", "2000"], "contact": ["Sezione campione"]})
    page = officer.get(f"{DRAFTS}{draft.number}/")
    assert page.context["private"] == [("costs", "1000; 2000"), ("person to contact", "Sezione campione")]
    assert "Private: never leaves this office" in page.content.decode()


def test_suggestion_is_taken_over_where_it_was_ticked(offices: Bargain, officer: Client) -> None:
    inferred = [{"field": "parties", "value": ["ITA"], "rule": "place"}]
    draft = drafts.new(offices.italy.node, offices.italy.coop, "milestone", inferred=inferred)
    address = f"{DRAFTS}{draft.number}/"
    officer.post(address, typed(officer.get(address), **{"take:parties": "1"}))
    assert body_at(offices, address)["parties"] == ["ITA"]


def test_file_is_attached_where_its_type_and_size_are_right(
    offices: Bargain, officer: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    address = milestone(officer)
    officer.post(f"{address}files/", {"file": SimpleUploadedFile("verbale.pdf", b"%PDF-1.7 sample", "application/pdf")})
    [file] = officer.get(address).context["files"]
    assert (file["name"], file["size"]) == ("verbale.pdf", 15)
    [reference] = body_at(offices, address)["attachments"]
    assert files.open_file(offices.italy.node, offices.italy.coop, reference["blob"]).content == b"%PDF-1.7 sample"
    wrong = officer.post(f"{address}files/", {"file": SimpleUploadedFile("run.exe", b"MZ")}, follow=True)
    monkeypatch.setattr(drafting, "FILE_BYTES", 3)
    large = officer.post(f"{address}files/", {"file": SimpleUploadedFile("large.pdf", b"%PDF")}, follow=True)
    told = [str(message) for page in (wrong, large) for message in page.context["messages"]]
    assert [words.partition(":")[0] for words in told] == ["Nothing was attached", "Nothing was attached"]
    assert len(body_at(offices, address)["attachments"]) == 1


def test_drafts_are_dropped_together(offices: Bargain, officer: Client) -> None:
    numbers = [line(offices.italy, offices.plan, serial, "ITA") for serial in ("6", "7")]
    officer.post(f"{DRAFTS}step/", {"draft": numbers, "step": "drop"})
    assert offices.italy.node.store.drafts(offices.italy.coop.id) == []
    assert LogLine.objects.get().detail == {"drafts": numbers}
    assert officer.get(f"{DRAFTS}{numbers[0]}/").status_code == 404


def test_nothing_ticked_does_nothing(officer: Client) -> None:
    page = officer.post(f"{DRAFTS}step/", {"step": "drop"}, follow=True)
    assert [str(one) for one in page.context["messages"]] == ["Nothing was done: tick the drafts first."]


def test_answer_to_a_question_is_a_comment_about_it(offices: Bargain, officer: Client) -> None:
    begun = officer.post(f"{DRAFTS}new/comment/", {"about": offices.counter})
    page = officer.get(begun["Location"])
    assert (page.context["about"].version, page.context["view"].body) == (offices.counter, {"about": offices.counter})
    sent = {"state": page.context["state"], "text.it": "Perché giugno?", "text.original": "it", "asks": "on"}
    review = officer.post(begun["Location"], {**sent, "about": offices.counter, "review": "1"})
    assert review["Location"].startswith("/partners/AZE/review/?verb=declare&draft=")
