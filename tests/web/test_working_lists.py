"""Drafts, lines under negotiation and the next talks as files: what all pages of them show, in their words."""

import csv
import io

import pytest

from foedus.office import stating
from foedus.office.drafts import new, view
from foedus.web import drafting, negotiation, talks, working_lists
from tests.web.bargain import WHY, Bargain, bargain, line
from tests.web.conftest import SignIn
from tests.web.pages import rows_of

pytestmark = pytest.mark.usefixtures("web")
OFFICES = bargain
DRAFTS = "/partners/AZE/drafts/"


def test_drafts_of_all_pages_say_where_they_stand(
    offices: Bargain, sign_in: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(drafting, "SIZE", 1)
    italy, officer = offices.italy, sign_in("officer")
    plan = italy.draft("plan", title={"it": "=Altro piano"}, period="2026")
    offered, alone = line(italy, offices.plan, "6", "ITA"), italy.draft("milestone")
    counter = new(italy.node, italy.coop, answers=offices.counter, note={"it": "Meglio"})
    shown = view(italy.node, italy.coop, counter.number).answers_shown
    officer.post(f"{DRAFTS}step/", {"step": "send", "draft": [offered]})
    told = [(one["draft"], one["plan"], one["serial"], one["kind"], one["stands"]) for one in rows_of(officer, DRAFTS)]
    assert told == [
        (f"d{plan}", "=Altro piano", "", "Bilateral cooperation plan", "ready"),
        (f"d{offered}", "Sample plan", "6", "Activity", "with the head; ready"),
        (f"d{counter.number}", "Sample plan", "2", "Activity", "ready"),
        (f"d{alone}", "", "", "Milestone", "1 thing missing"),
    ]
    assert [one["more"] for one in rows_of(officer, DRAFTS, page="2")][2] == f"counter-text to {shown}"
    sheet = officer.get(DRAFTS, {"as": "csv"}).content.decode("utf-8-sig")
    assert next(csv.DictReader(io.StringIO(sheet)))["Title"] == "'=Altro piano"
    assert sign_in("reader").get(DRAFTS, {"as": "csv"}).status_code == 403


def test_lines_are_those_that_the_negotiation_shows(
    offices: Bargain, sign_in: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(negotiation, "SIZE", 1)
    reader = sign_in("reader")
    found = {one["serial"]: one for one in rows_of(reader, offices.address, page="2")}
    assert list(found) == ["", "1", "2", "3", "4", "5"]
    assert found[""]["title"] == "The plan's own text"
    two, three, five = found["2"], found["3"], found["5"]
    assert (two["record"], two["waits_for"], five["waits_for"]) == (offices.records["2"], "Italy, Azerbaijan", "Italy")
    assert two["differences"].splitlines()[-1] == "Period: Our text: May 2024 / Their text: June 2024"
    assert two["reasons"].rpartition(": ")[2] == WHY
    assert three["reasons"].startswith("Azerbaijan does not accept text ITA/")
    assert [one["serial"] for one in rows_of(reader, offices.address, show="differ")] == ["2"]
    assert [one["serial"] for one in rows_of(reader, offices.address, show="all")] == ["1", "2", "3", "4", "5"]
    assert reader.get("/partners/AZE/plan/ITA/nothing/negotiation/", {"as": "json"}).status_code == 404


def test_next_talks_leave_whole_and_by_section(
    offices: Bargain, sign_in: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(talks, "MOST", 1)
    monkeypatch.setattr(talks, "SIZE", 1)
    italy, officer = offices.italy, sign_in("officer")
    promise = italy.draft("undertaking", who="ITA", words="Venti posti", strength="decision", due="2020-12-01")
    hope = italy.draft("undertaking", who="AZE", to_whom=["ITA"], words="Altri corsi", strength="hope")
    stating.declare(italy.node, italy.coop, [promise, hope])
    first, second = rows_of(officer, "/partners/AZE/talks/")
    section = "Promised and not yet kept, the firmest words first"
    told = {name: first[name] for name in ("section", "side", "what", "status", "due", "overdue")}
    assert told == {
        "section": section,
        "side": "Italy",
        "what": "Venti posti",
        "status": "Decision",
        "due": "2020-12-01",
        "overdue": True,
    }
    assert (second["what"], second["more"], set(second)) == ("Altri corsi", "to Italy", set(working_lists.POINT))
    assert rows_of(officer, "/partners/AZE/talks/", section="promised", page="2") == [first, second]
    assert rows_of(officer, "/partners/AZE/talks/", section="questions") == []
