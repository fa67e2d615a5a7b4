"""Activities, a plan, its year, its paper, its sheet, and drafted again."""

import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils.html import strip_tags

from foedus.office import drafts
from foedus.store import listing
from foedus.web import cloning, intents
from foedus.web.models import LogLine
from tests.office.desk import Desk
from tests.web.conftest import SignIn
from tests.web.planned import Planned, planned

pytestmark = pytest.mark.usefixtures("web", "contexts")
OFFICES = planned
MOST_QUERIES = 12
LIST = "/partners/AZE/records/activity/"


@pytest.fixture
def head(sign_in: SignIn) -> Client:
    return sign_in("head")


def titles(client: Client, address: str) -> list[tuple[str, list[str]]]:
    """The groups of the table at an address, with the titles of their lines."""
    groups = client.get(address).context["groups"]
    return [(group.title, [line.row.caption("it") for line in group.lines]) for group in groups]


def test_list_shows_what_the_address_asks_for(head: Client) -> None:
    assert titles(head, f"{LIST}?status=held") == [("", ["Corso campione"])]
    assert titles(head, f"{LIST}?year=2025") == [("", ["Incontro campione"])]
    assert titles(head, f"{LIST}?q=seminario&host=AZE") == [("", ["Seminario campione"])]
    assert titles(head, f"{LIST}?sort=-begins")[0][1][0] == "Incontro campione"


def test_lines_stand_in_groups_with_their_numbers(head: Client) -> None:
    answer = head.get(f"{LIST}?group=host")
    found = [(group.title, group.number, len(group.lines)) for group in answer.context["groups"]]
    assert found == [("not said", 1, 1), ("Azerbaijan", 1, 1), ("Italy", 2, 2)]
    assert answer.context["count_bars"]["table"]["rows"] == [("Italy", 2), ("not said", 1), ("Azerbaijan", 1)]


def test_lines_stand_in_groups_by_month_and_branch(head: Client) -> None:
    months = [title for title, _ in titles(head, f"{LIST}?group=month")]
    assert months == ["January 2024", "May 2024", "October 2024", "March 2025"]
    assert [title for title, _ in titles(head, f"{LIST}?group=branch")] == ["not said", "Navy"]


def test_columns_are_those_that_were_chosen(head: Client) -> None:
    answer = head.get(f"{LIST}?columns=plan&columns=branch")
    assert [str(one["label"]) for one in answer.context["columns"]] == ["Title", "Plan", "Branch"]
    assert "P1" in answer.content.decode()


def test_plan_shows_where_its_lines_take_place_and_how_it_is_proved(head: Client, plans: Planned) -> None:
    answer = head.get(plans.address())
    assert answer.context["split"]["table"]["rows"] == [
        ("Italy", 1),
        ("Azerbaijan", 1),
        ("in a third country", 1),
        ("online", 1),
    ]
    assert len(answer.context["check"].words) == 12
    assert "Sample plan" in answer.content.decode()


def test_plan_that_is_none_is_not_there(head: Client, plans: Planned) -> None:
    assert head.get(f"/partners/AZE/plan/{plans.lines[0]}/").status_code == 404
    assert head.get("/partners/AZE/plan/ITA/none/").status_code == 404
    assert head.get("/partners/AZE/plan/ITA/none/paper.pdf").status_code == 404


def test_plan_that_is_a_draft_shows_its_drafted_lines(head: Client, italy: Desk) -> None:
    plan = italy.draft("plan", title="Piano nuovo")
    italy.draft("activity", italy.record(plan), title="Corso nuovo", serial="1")
    answer = head.get(f"/partners/AZE/plan/{italy.record(plan)}/")
    assert [line["title"] for line in answer.context["lines"]] == ["Corso nuovo"]


def test_year_has_a_bar_for_each_line_sure_or_not(head: Client, plans: Planned) -> None:
    lines = head.get(plans.address("year/")).context["picture"]["drawing"].lines
    assert [(line.name, [drawn.css for drawn in line.spans]) for line in lines] == [
        ("4. Visita campione", ["span span--vague fill-3"]),
        ("1. Corso campione", ["span span--sure fill-1"]),
        ("2. Seminario campione", ["span span--vague fill-2"]),
        ("3. Incontro campione", ["span span--vague fill-1"]),
    ]
    of_one_year = head.get("/partners/AZE/year/?year=2025").context["picture"]["table"]["rows"]
    assert of_one_year == [
        ("4. Visita campione", "2024-2025", "about that time"),
        ("3. Incontro campione", "March 2025", "about that time"),
    ]


def test_plan_on_paper_comes_in_the_languages_asked_for(head: Client, plans: Planned) -> None:
    answer = head.get(plans.address("paper.pdf?languages=it"))
    assert (answer["Content-Type"], answer.content[:5]) == ("application/pdf", b"%PDF-")
    assert answer["Content-Disposition"] == "inline; filename*=UTF-8''AZE-P1.pdf"
    assert head.get(plans.address("paper.pdf?languages=xx")).status_code == 409


def test_sheet_goes_out_with_its_hidden_names(head: Client, plans: Planned) -> None:
    answer = head.get(plans.address("plan.xlsx"))
    assert (answer.content[:2], answer["Content-Disposition"]) == (b"PK", "attachment; filename*=UTF-8''AZE-P1.xlsx")


def test_plan_is_drafted_again_once_with_the_lines_ticked(head: Client, plans: Planned, italy: Desk) -> None:
    answer = head.get(plans.address("clone/"))
    assert (answer.context["years"], answer.context["period_after"]) == (2, "2026-2027")
    token = re.findall(r'name="token" value="([^"]+)"', answer.content.decode())[0]
    form = {"token": token, "years": "2", "line": [plans.lines[0], plans.lines[2]]}
    for _ in range(2):
        assert head.post(plans.address("clone/"), form)["Location"] == "/partners/AZE/drafts/"
    found = [(one.kind, one.captions["it"]) for one in drafts.listed(italy.node, italy.coop)]
    assert sorted(found) == [
        ("activity/1", "Corso campione"), ("activity/1", "Incontro campione"), ("plan/1", "Piano campione"),
    ]  # fmt: skip
    assert [line.verb for line in LogLine.objects.filter(verb="plan.clone")] == ["plan.clone"]


def test_plan_drafted_for_these_years_is_drafted_once_more_only_where_that_is_said(
    head: Client, plans: Planned, italy: Desk
) -> None:
    def post(**more: str) -> int:
        head.post(plans.address("clone/"), {"token": intents.new_token(), "line": plans.lines[0], **more})
        return len(drafts.listed(italy.node, italy.coop))

    assert head.get(plans.address("clone/")).context["there"] is None
    assert [post(years="2"), post(years="2"), post(years="3"), post(years="2", beside="on")] == [2, 2, 4, 6]
    there = head.get(plans.address("clone/")).context["there"]
    drafted = drafts.listed(italy.node, italy.coop)
    assert there == cloning.There(next(one.record for one in drafted if one.kind == "plan/1"), is_signed=False)
    assert head.get(plans.address("clone/?years=4")).context["there"] is None
    italy.propose(*(one.number for one in drafted))
    answer = head.get(plans.address("clone/"))
    assert answer.context["there"].is_signed
    assert [text in answer.content.decode() for text in ("and that was signed", "See that plan")] == [True, True]
    assert (post(years="2"), post(years="2", beside="on")) == (0, 2)


def test_plan_says_what_came_of_its_lines_and_leads_to_them(head: Client, plans: Planned) -> None:
    found = head.get(plans.address()).context["totals"]
    assert [one.number for one in found] == [1, 3]
    answer = head.get(found[0].url)
    assert [line.row.name for group in answer.context["groups"] for line in group.lines] == [plans.lines[0]]
    assert (answer.context["page"].paginator.count, answer.context["split"]) == (1, None)
    assert [one.number for one in answer.context["totals"]] == [1, 3]


def test_number_of_questions_does_not_grow(head: Client, plans: Planned, italy: Desk) -> None:
    addresses = (LIST, f"{LIST}?group=host&status=agreed", plans.address(), plans.address("?group=month"),
                 plans.address("?group=branch"), plans.address("year/"), "/partners/AZE/year/?year=2024")  # fmt: skip

    def questions() -> list[int]:
        found = []
        for address in addresses:
            with CaptureQueriesContext(connection) as captured:
                assert head.get(address).status_code == 200
            found.append(len(captured))
        return found

    questions()
    before = questions()
    italy.propose(
        *(italy.draft("activity", plans.plan, title=f"Corso {n}", host="ITA", period="2024-06") for n in range(60))
    )
    listing.catch_up(italy.node)
    assert questions() == before
    assert max(before) <= MOST_QUERIES


def test_lists_page_leads_on(head: Client, plans: Planned, italy: Desk) -> None:
    italy.propose(*(italy.draft("activity", plans.plan, title=f"Corso {n}", host="ITA") for n in range(60)))
    answer = head.get(plans.address("?page=2"))
    assert len(answer.context["groups"][0].lines) == 14
    assert "51 to 64 of 64" in strip_tags(answer.content.decode())
