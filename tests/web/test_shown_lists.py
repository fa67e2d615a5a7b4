"""What was found, figures and what is behind them, conflicts, changes and the story of a partner as files."""

import pytest
from django.test import Client

from foedus.office import notes, stating
from foedus.web import finding, shown_lists
from foedus.web.arrivals import Brought
from foedus.web.desk import Desk as WebDesk
from foedus.web.models import User
from tests.web.agreed import Offices, agree
from tests.web.conftest import SignIn
from tests.web.pages import rows_of

pytestmark = pytest.mark.usefixtures("web")
OFFICES = agree


@pytest.fixture
def reader(sign_in: SignIn) -> Client:
    return sign_in("reader")


def test_what_is_found_leaves_with_its_words_and_private_notes_stay(
    offices: Offices, reader: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(finding, "SIZE", 1)
    italy = offices.italy
    notes.add(italy.node, italy.coop, offices.line, "Il campione preferisce la primavera")
    assert "preferisce la primavera" in reader.get("/search/", {"q": "campione"}).content.decode()
    found = rows_of(reader, "/search/", q="campione", page="2")
    assert sorted(one["title"] for one in found) == ["Sample course", "Sample plan", "Visita campione"]
    assert {(one["partner"], one["standing"]) for one in found} == {("AZE", "Agreed")}
    assert [one for one in found if "preferisce" in str(one)] == []
    [course] = [one for one in rows_of(reader, "/search/", q="corso") if one["kind"] == "Activity"]
    assert (course["begins"], course["ends"], course["period"]) == ("2024-05-12", "2024-05-16", "12-16 May 2024")
    assert rows_of(reader, "/search/", q="campione", kind="plan") == [one for one in found if one["kind"] != "Activity"]
    assert rows_of(reader, "/search/", q="nowhere") == []


def test_what_is_called_exactly_so_leaves_as_a_file_too(offices: Offices, reader: Client) -> None:
    assert reader.get("/search/", {"q": offices.line}).status_code == 302
    assert [one["title"] for one in rows_of(reader, "/search/", q=offices.line)] == ["Sample course"]


def test_state_of_play_leaves_as_figures_and_what_is_behind_one(offices: Offices, reader: Client) -> None:
    address = "/partners/AZE/state/"
    found = {(one["group"], one["what"]): one for one in rows_of(reader, address, year="2024")}
    planned = found["Plan", "Planned"]
    assert (planned["year"], planned["number"]) == (2024, 2)
    assert planned["formula"] == "Agreed activities of agreed plans, but those that came from outside the plan."
    [behind] = rows_of(reader, address, year="2024", of="host-AZE")
    assert (behind["record"], behind["title"], behind["period"]) == (offices.other, "Visita campione", "June 2024")
    assert reader.get(address, {"as": "csv", "of": "nothing"}).status_code == 404


def test_money_in_figures_is_written_with_its_currency(offices: Offices, reader: Client) -> None:
    italy = offices.italy
    costs = [{"item": "lodging", "payer": "ITA", "borne": {"amount": 123450, "currency": "EUR"}}]
    report = italy.draft("report", activity=offices.line, side="ITA", outcome="held", costs=costs)
    stating.declare(italy.node, italy.coop, [report])
    found = rows_of(reader, "/partners/AZE/state/", year="2024")
    assert [(one["what"], one["number"], one["amount"]) for one in found if one["amount"]] == [
        ("Italy", None, "1,234.50 EUR")
    ]


def test_changes_of_a_record_leave_by_field(offices: Offices, reader: Client) -> None:
    italy = offices.italy
    fields = {"period": "2024-05-14/2024-05-18"}
    stating.report(italy.node, italy.coop, offices.line, "held", fields=fields)
    address = offices.address("history/")
    [moved] = rows_of(reader, address, field="period")
    told = {name: moved[name] for name in ("record", "before", "after", "who", "standing")}
    assert told == {
        "record": offices.line,
        "before": "12-16 May 2024",
        "after": "14-18 May 2024",
        "who": "Italy",
        "standing": "told",
    }
    assert len(rows_of(reader, address)) == 2
    assert rows_of(reader, offices.address("history/", offices.other)) == []


def test_story_of_a_partner_leaves_with_addresses_that_lead_there(offices: Offices, reader: Client) -> None:
    italy = offices.italy
    stating.declare(italy.node, italy.coop, [italy.draft("meeting", title="Incontro", dates="2024-05-06")])
    found = rows_of(reader, "/partners/AZE/")
    told = {one["kind"]: one for one in found}
    assert {kind: one["what"] for kind, one in told.items()} == {"plan agreed": "Sample plan", "Meeting": "Incontro"}
    assert (told["Meeting"]["day"], told["plan agreed"]["address"]) == (
        "2024-05-06",
        f"http://localhost{offices.address(record=offices.plan, kind='plan')}",
    )


def test_conflicts_name_both_sides(offices: Offices, reader: Client) -> None:
    italy, place = offices.italy, {"kind": "country", "country": "IT", "town": "Roma", "site": "Scuola campione"}
    drafts = [
        italy.draft("activity", title=f"Corso {days}", period=f"2024-07-{days}", place=place) for days in ("06", "07")
    ]
    drafts += [italy.draft("activity", title="Corso lungo", period="2024-07-07/2024-07-09", place=place)]
    italy.propose(*drafts)
    [one] = rows_of(reader, "/calendar/", show="conflicts", on="2024-07")
    told = {name: one[name] for name in ("what", "sort", "begins", "ends", "partner", "other_partner")}
    assert told == {
        "what": "Scuola campione, Roma",
        "sort": "the same place",
        "begins": "2024-07-07",
        "ends": "2024-07-07",
        "partner": "AZE",
        "other_partner": "AZE",
    }
    assert ({one["title"], one["other_title"]}, set(one)) == ({"Corso 07", "Corso lungo"}, set(shown_lists.CLASH))
    assert rows_of(reader, "/calendar/", show="conflicts", on="2024-08") == []


def test_refused_lines_of_a_dispatch_leave_for_whoever_sent_it(offices: Offices, reader: Client) -> None:
    refused = {"file": "journals/AZE.jsonl", "line": 3, "reason": "not-utf8", "detail": "byte=9"}
    told = {"sender": "AZE", "created": "", "refused": [refused], "refused_count": 1, "waiting": {}, "applied": {}}
    told |= {"missing": [], "alarms": [], "sealed_here": [], "known": 0, "blobs": 0, "changes_left_out": 0}
    desk = WebDesk(User.objects.get(pk=reader.session["_auth_user_id"]))
    found = shown_lists.brought("AZE", Brought(desk, offices.italy.coop, told, may_read=False), str)
    assert [(one["section"], one["what"], one["more"]) for one in found.rows] == [
        ("Refused, and why", "journals/AZE.jsonl, line 3", "it is not UTF-8 (byte 9)")
    ]
