"""What a plan's page is put together from: its years, its parties, its file's name, its drafts."""

from foedus.store import listing
from foedus.web import plan_page
from foedus.web.desk import Desk as WebDesk
from foedus.web.models import User
from tests.office.desk import Desk
from tests.web.conftest import SignIn
from tests.web.planned import Planned, planned

OFFICES = planned


def desk_of(sign_in: SignIn, role: str) -> WebDesk:
    sign_in(role)
    return WebDesk(User.objects.get(username=f"sample-{role}"))


def test_plan_lies_in_its_years_and_concerns_its_parties(plans: Planned, web: Desk, sign_in: SignIn) -> None:
    desk = desk_of(sign_in, "reader")
    row = listing.record_row(desk.node, desk.number(web.coop), plans.plan)
    assert row is not None
    assert (plan_page.years_of(row), plan_page.parties_of(web.coop, row)) == ((2024, 2025), ("ITA", "AZE"))
    assert plan_page.file_name(desk, web.coop, plans.plan) == "P1"


def test_languages_of_the_sheet_are_those_asked_for_or_the_first_two(web: Desk, sign_in: SignIn) -> None:
    desk = desk_of(sign_in, "reader")
    asked = ("en", "en,it", "xx", "")
    assert [plan_page.sheet_languages(desk, web.coop, one) for one in asked] == [
        ("en",), ("en", "it"), ("it", "en"), ("it", "en"),
    ]  # fmt: skip


def test_page_says_how_the_text_is_proved_and_what_one_may(plans: Planned, web: Desk, sign_in: SignIn) -> None:
    desk = desk_of(sign_in, "officer")
    row = listing.record_row(desk.node, desk.number(web.coop), plans.plan)
    assert row is not None
    told = plan_page.context(desk, web.coop, row)
    assert (told["caption"], len(told["check"].words)) == ("Sample plan", 12)
    may = ("may_draft", "may_consent", "may_declare", "may_keep", "may_offer")
    assert [told[name] for name in may] == [True, False, True, True, False]


def test_drafted_plan_shows_its_lines_to_who_drafts(plans: Planned, web: Desk, sign_in: SignIn) -> None:
    plan = web.draft("plan", title={"it": "Altro piano", "en": "Other plan"})
    record = web.record(plan)
    for serial in ("10", "2"):
        web.draft("activity", record, serial=serial, title={"it": f"Corso {serial}"}, host="AZE", period="2025-05")
    told = plan_page.drafted(desk_of(sign_in, "officer"), web.coop, record)
    assert told is not None
    lines = [(line["serial"], line["title"], line["host"], line["period"]) for line in told["lines"]]
    assert (told["caption"], lines) == (
        "Other plan", [("2", "Corso 2", "Azerbaijan", "May 2025"), ("10", "Corso 10", "Azerbaijan", "May 2025")],
    )  # fmt: skip
    assert plan_page.drafted(desk_of(sign_in, "reader"), web.coop, record) is None
    assert plan_page.drafted(desk_of(sign_in, "head"), web.coop, plans.plan) is None
