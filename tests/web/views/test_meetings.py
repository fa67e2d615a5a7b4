"""Meetings: their list, what was decided and promised there, minutes out of decisions, and the private side."""

import re
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.html import strip_tags

from foedus.office import drafts, stating, visits
from foedus.office.visits import Gift, Slot, SpeakingNote, Visit
from foedus.web.models import LogLine
from tests.office.desk import Desk
from tests.web.conftest import SignIn
from tests.web.pages import addresses, opened, page_of, words_of

LIST = "/partners/AZE/records/meeting/"
BODY: dict[str, Any] = {
    "title": {"it": "Colloqui campione", "en": "Sample talks"},
    "level": "staff_talks",
    "edition": 6,
    "dates": "2025-07-23/2025-07-24",
    "place": {"kind": "country", "country": "IT", "town": "Roma"},
    "delegations": [
        {"party": "AZE", "head": "Sample post, second", "precedence": 2},
        {"party": "ITA", "head": "Sample post, first", "strength": 5, "precedence": 1},
    ],
    "agenda": ["Punto di situazione"],
    "decisions": [{"what": "Aprire un ufficio", "who": ["AZE"]}, {"what": "Si prende atto"}],
}
FORMS = {f"{name}-INITIAL_FORMS": "0" for name in ("programme", "speaking_notes", "gifts")}


@pytest.fixture
def talks(web: Desk) -> str:
    """The record of talks that Italy declared, with an offer and a request made there."""
    number = web.draft("meeting", **BODY)
    record = web.record(number)
    made = [
        web.draft("undertaking", who=who, words=words, strength=strength, made_at=record)
        for who, words, strength in (("ITA", "Venti posti", "offer"), ("AZE", "Un interprete", "request"))
    ]
    stating.declare(web.node, web.coop, [number, *made])
    return record


def test_list_has_each_meeting_with_what_came_of_it(talks: str, sign_in: SignIn) -> None:
    answer = sign_in("reader").get(LIST)
    assert (opened(answer), addresses(answer)) == (["Sample talks"], [f"/partners/AZE/meeting/{talks}/"])
    told = ("edition 6", "Staff talks", "23-24 July 2025", "Roma, Italy", "2", "declared")
    assert [one for one in told if one not in words_of(answer)] == []


def test_meeting_shows_what_was_said_there_in_its_order(talks: str, sign_in: SignIn) -> None:
    answer = sign_in("officer").get(f"/partners/AZE/meeting/{talks}/")
    words = words_of(answer)
    places = [
        words.index(one)
        for one in (
            "Punto di situazione",
            "1 Italy Sample post, first 5 2 Azerbaijan Sample post, second",
            "State of play, 2025",
            "Requests of the Parties 1 Un interprete",
            "Aprire un ufficio Azerbaijan",
            "Undertakings made there",
            "Word for word",
        )
    ]
    assert places == sorted(places)
    assert "Private: never leaves this office" in words


def test_questions_of_a_meeting_do_not_grow_with_what_was_said(talks: str, web: Desk, sign_in: SignIn) -> None:
    client, counts = sign_in("reader"), []
    for more in (0, 12):
        numbers = [
            web.draft("undertaking", who="ITA", words=f"P {n}", strength="offer", made_at=talks) for n in range(more)
        ]
        if numbers:
            stating.declare(web.node, web.coop, numbers)
        for address in (LIST, f"/partners/AZE/meeting/{talks}/"):
            client.get(address)
            with CaptureQueriesContext(connection) as asked:
                client.get(address)
            counts.append(len(asked))
    assert counts[:2] == counts[2:], counts
    assert counts[0] <= 12


def test_decisions_become_undertakings_and_all_goes_out_together(talks: str, web: Desk, sign_in: SignIn) -> None:
    number = drafts.new(web.node, web.coop, record=talks).number
    client = sign_in("head")
    page = page_of(client.get(f"/partners/AZE/meeting/{talks}/"))
    assert page.count('name="strength-') == 1
    answer = client.post(f"/partners/AZE/drafts/{number}/minutes/", {"strength-0": "hope", "strength-x": "hope"})
    assert answer.headers["Location"] == "/partners/AZE/drafts/"
    made = [draft for draft in web.node.store.drafts(web.coop.id) if draft.kind == "undertaking/1"]
    assert [(draft.body["who"], draft.body["strength"], draft.body["made_at"]) for draft in made] == [
        ("AZE", "hope", talks)
    ]
    page = page_of(client.get(f"/partners/AZE/meeting/{talks}/"))
    assert f"verb=propose&amp;draft={number}&amp;draft={made[0].number}&amp;" in page
    assert LogLine.objects.get().verb == "minutes.undertakings"
    assert client.post("/partners/AZE/drafts/999/minutes/").status_code == 404


def test_private_side_is_shown_and_never_in_a_record(talks: str, web: Desk, sign_in: SignIn) -> None:
    kept = Visit(
        (Slot("2025-07-23", "09:00", "Incontro", "10:30"), Slot("2025-07-23", "10:00", "Stampa")),
        ("Centro campione",),
        (SpeakingNote("Cyber", "Un corso", only_if_asked=True),),
        (Gift("Libro", "Capo"),),
    )
    visits.keep(web.node, web.coop, talks, kept)
    words = words_of(sign_in("reader").get(f"/partners/AZE/meeting/{talks}/visit/"))
    told = ("09:00–10:30 Incontro overlaps Stampa", "Centro campione", "only if asked", "Libro given Capo")
    assert [one for one in told if one not in words] == []
    assert "Change" not in words


def test_private_side_is_changed_row_by_row_without_script(talks: str, web: Desk, sign_in: SignIn) -> None:
    client, address = sign_in("officer"), f"/partners/AZE/meeting/{talks}/visit/edit/"
    slot = {"programme-0-day": "2025-07-23", "programme-0-begins": "9.00", "programme-0-what": "Incontro"}
    counts = {"programme-TOTAL_FORMS": "2", "speaking_notes-TOTAL_FORMS": "1", "gifts-TOTAL_FORMS": "1"}
    sent = {**FORMS, **counts, **slot, "sites": "Uno\n\nDue", "gifts-0-direction": "given"}
    grown = page_of(client.post(address, {**sent, "add:programme": "1"}))
    assert ('name="programme-3-what"' in grown, 'value="Incontro"' in grown) == (True, True)
    assert "Day: Such as 12 May 2026, or 12/5/2026 with the day first. From: Such as 14:30." in " ".join(
        strip_tags(grown).split()
    )
    told = re.findall('aria-describedby="(id_programme-[^"]+)"', grown)
    assert [f'id="{one}"' in grown for one in told] == [True] * 8
    assert visits.of(web.node, web.coop, talks) == Visit()
    assert client.post(address, sent).headers["Location"] == f"/partners/AZE/meeting/{talks}/visit/"
    assert visits.of(web.node, web.coop, talks) == Visit((Slot("2025-07-23", "09:00", "Incontro"),), ("Uno", "Due"))
    emptied = {**sent, **dict.fromkeys(slot, ""), "sites": ""}
    client.post(address, emptied)
    assert visits.of(web.node, web.coop, talks) == Visit()
    assert [line.verb for line in LogLine.objects.all()] == ["visit.keep", "visit.keep"]


def test_what_cannot_be_read_is_told_at_its_field_and_kept(talks: str, web: Desk, sign_in: SignIn) -> None:
    sent = {
        **FORMS,
        **{f"{name}-TOTAL_FORMS": "1" for name in ("programme", "speaking_notes", "gifts")},
        "programme-0-day": "2025-07-23",
        "programme-0-begins": "09:00",
        "programme-0-ends": "08:00",
        "programme-0-what": "Incontro",
        "speaking_notes-0-text": "Senza tema",
    }
    answer = sign_in("head").post(f"/partners/AZE/meeting/{talks}/visit/edit/", sent)
    page = page_of(answer)
    assert answer.status_code == 400
    assert [f'href="#id_{one}"' in page for one in ("programme-0-ends", "speaking_notes-0-topic")] == [True, True]
    assert ("Senza tema" in page, visits.of(web.node, web.coop, talks)) == (True, Visit())


def test_what_is_no_meeting_is_not_there(web: Desk, sign_in: SignIn) -> None:
    number = web.draft("milestone", what="Aperto")
    record = web.record(number)
    client = sign_in("head")
    for address in (f"/partners/AZE/meeting/{record}/visit/", "/partners/AZE/meeting/ITA/none/visit/"):
        assert client.get(address).status_code == 404
