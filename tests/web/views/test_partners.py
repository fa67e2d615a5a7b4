"""All partners in one table, a partner's story, its state of play, its check code; in bounded questions."""

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from foedus.office import looking, partnerships, stating
from tests.office.desk import Desk
from tests.web.agreed import Offices, agree
from tests.web.conftest import SignIn

pytestmark = pytest.mark.usefixtures("web", "contexts")
OFFICES = agree
MOST = 12


def page(client: Client, address: str) -> Any:
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.context


def declare(desk: Desk, *drafts: int) -> None:
    stating.declare(desk.node, desk.coop, drafts)


def test_partners_are_one_table_with_the_years_figures(offices: Offices, sign_in: SignIn) -> None:
    italy = offices.italy
    declare(italy, italy.draft("report", activity=offices.line, side="ITA", outcome="held"))
    context = page(sign_in("head"), "/partners/?year=2024")
    (row,) = context["rows"]
    assert (row.parties, row.standing) == ("Azerbaijan", "agreed")
    assert (row.planned.value, row.held.value, row.silent.value) == (2, 1, 1)
    assert row.held.url == "/partners/AZE/records/activity/?year=2024&status=held&status=partly_held"
    figures = {str(label): number for label, number in context["figures"]}
    assert figures == {
        "Partners in the year": 1,
        "Meetings": 0,
        "Plans agreed": 1,
        "Activities agreed": 2,
        "Held": 1,
        "Places": 4,
    }


def test_partners_take_any_year_and_any_order(sign_in: SignIn) -> None:
    client = sign_in("reader")
    assert page(client, "/partners/?year=1")["year"] == page(client, "/partners/")["year"]
    assert [column["order"] for column in page(client, "/partners/?sort=-held")["columns"]].count("desc") == 1
    assert len(page(client, "/partners/?sort=nothing")["rows"]) == 1


def test_year_in_which_nothing_counts_gives_way_to_the_last_one_unless_it_is_asked_for(sign_in: SignIn) -> None:
    client = sign_in("reader")
    for address in ("/partners/", "/partners/AZE/state/"):
        assert page(client, address)["year"] == 2024
        assert page(client, f"{address}?year=2031")["year"] == 2031


def test_partner_shows_the_ring_and_where_they_stand(offices: Offices, sign_in: SignIn) -> None:
    italy = offices.italy
    declare(
        italy,
        italy.draft("meeting", title="Colloqui", level="staff_talks", dates="2023-10-11/2023-10-12"),
        italy.draft("undertaking", who="ITA", words="Promessa", strength="offer"),
        italy.draft("undertaking", who="AZE", words="Auspicio", strength="hope"),
    )
    context = page(sign_in("officer"), "/partners/AZE/")
    assert [station.heading for station in context["ring"]] == [
        "Agreement",
        "Staff talks",
        "Plan",
        "Activities",
        "Outcomes",
    ]
    assert [len(one.ours) - len(one.theirs) for one in context["promised"]] == [1, -1]
    (reach,) = context["reached"]
    assert (reach.party, reach.waits) == ("Azerbaijan", 5)
    assert [event["what"] for event in context["events"]] == ["Sample plan", "Colloqui"]


def test_partner_says_plainly_that_an_agreement_is_suspended(offices: Offices, sign_in: SignIn) -> None:
    italy = offices.italy
    paper = {"what": "note_verbale", "number": "12/2024"}
    suspended = {"date": "2024-03-01", "reference": paper}
    declare(italy, italy.draft("agreement", title="Accordo", state="suspended", suspended=suspended))
    client = sign_in("reader")
    (told,) = page(client, "/partners/AZE/")["suspended"]
    assert (told["day"], told["paper"]) == ("2024-03-01", "Note verbale, 12/2024")
    assert "1 March 2024" in client.get("/partners/AZE/").content.decode()


def test_partner_that_has_left_is_said_to_have_left(offices: Offices, sign_in: SignIn) -> None:
    client, azerbaijan = sign_in("officer"), offices.azerbaijan
    pages = ("/partners/", "/partners/AZE/", "/partners/AZE/dispatches/")
    assert ["Azerbaijan has left" in client.get(one).content.decode() for one in pages] == [False] * 3
    partnerships.leave(azerbaijan.node, azerbaijan.coop)
    azerbaijan.send(offices.italy)
    assert ["Azerbaijan has left" in client.get(one).content.decode() for one in pages] == [True] * 3
    assert "no partner has connected yet" not in client.get(pages[2]).content.decode()


def test_state_gives_each_number_its_formula_and_its_lines(offices: Offices, sign_in: SignIn) -> None:
    client = sign_in("reader")
    context = page(client, "/partners/AZE/state/?year=2024")
    rows = {row.key: row for group in context["groups"] for row in group.rows}
    assert (rows["planned"].number, rows["without_report"].number) == (2, 2)
    assert rows["planned"].url == "/partners/AZE/records/activity/?year=2024&is_planned=1"
    assert rows["planned"].formula == "Agreed activities of agreed plans, but those that came from outside the plan."
    asked = page(client, rows["host-AZE"].url.partition("#")[0])
    assert [row.name for row in asked["lines"]] == [offices.other]


def test_every_number_of_the_state_of_play_leads_to_lines_that_are_there(offices: Offices, sign_in: SignIn) -> None:
    italy = offices.italy
    people = [{"party": "AZE", "number": 3}]
    declare(italy, italy.draft("report", activity=offices.line, side="ITA", outcome="held", people=people))
    client = sign_in("reader")
    groups = page(client, "/partners/AZE/state/?year=2024")["groups"]
    for row in (row for group in groups for row in group.rows if row.number):
        assert client.get(row.url.partition("#")[0]).status_code == 200, row.key
    assert client.get("/partners/AZE/state/?year=2024&of=nothing").status_code == 404


def test_check_says_whether_the_partner_holds_the_same(offices: Offices, sign_in: SignIn) -> None:
    theirs = looking.check(offices.azerbaijan.node, offices.azerbaijan.coop)
    client = sign_in("reader")
    assert page(client, "/partners/AZE/check/")["verdict"] == ""
    assert page(client, f"/partners/AZE/check/?theirs={'+'.join(theirs.words)}")["verdict"] == "equal"
    assert page(client, f"/partners/AZE/check/?theirs={theirs.digits[::-1]}")["verdict"] == "different"


@pytest.mark.parametrize(
    "address",
    [
        "/partners/?year=2024",
        "/partners/AZE/",
        "/partners/AZE/state/?year=2024",
        "/partners/AZE/state/?year=2024&of=without_report",
    ],
)
def test_page_asks_no_more_for_more(offices: Offices, sign_in: SignIn, address: str) -> None:
    client, italy = sign_in("head"), offices.italy
    asked = []
    for number in (1, 5):
        declare(italy, *(italy.draft("meeting", title=f"Incontro {n}", dates="2024-02") for n in range(number)))
        client.get(address)
        with CaptureQueriesContext(connection) as questions:
            client.get(address)
        asked.append(len(questions))
    assert asked[0] == asked[1]
    assert asked[1] <= MOST
