"""Lists of the pages handed out as files: as the address narrows them, all pages of them, to those who may see them."""

import csv
import io
import json

from foedus.office import stating
from foedus.office.ports import Dispatch
from foedus.publishing.lists import TYPES
from foedus.web import door_log
from foedus.web.desk import Desk as WebDesk
from foedus.web.models import User
from foedus.web.traffic import ROWS, overview, page_of
from tests.office.desk import Clock, Desk
from tests.web.conftest import SignIn
from tests.web.pages import addresses
from tests.web.test_alarms import azerbaijan, forge
from tests.web.test_traffic import AT

LISTS = (
    "/partners/",
    "/partners/{0}/",
    "/partners/{0}/state/",
    "/partners/{0}/records/activity/",
    "/partners/{0}/records/agreement/",
    "/partners/{0}/records/meeting/",
    "/partners/{0}/records/undertaking/",
    "/partners/{0}/records/plan/",
    "/undertakings/",
    "/calendar/",
    "/settings/log/",
    "/dispatches/",
    "/partners/{0}/dispatches/",
    "/",
    "/search/?q=a",
    "/calendar/?show=conflicts",
    "/settings/cooperations/",
    "/settings/lists/",
)
OF_OFFICERS = ("/partners/{0}/drafts/", "/partners/{0}/talks/", "/settings/units/")
OF_HEADS = ("/settings/hand-over/",)


def promised(desk: Desk, number: int) -> None:
    """Declare undertakings."""
    drafts = [desk.draft("undertaking", who="ITA", words=f"Prova {one}", strength="offer") for one in range(number)]
    stating.declare(desk.node, desk.coop, drafts)


def test_every_list_is_handed_out_in_every_form_to_who_may_see_it(web: Desk, sign_in: SignIn) -> None:
    roles = {"auditor": LISTS, "officer": OF_OFFICERS, "head": OF_HEADS}
    seen = [(client, one) for role, lists in roles.items() for client in (sign_in(role),) for one in lists]
    for client, address in seen:
        for form, type_ in TYPES.items():
            answer = client.get(f"{address.format(web.coop.name)}{'&' if '?' in address else '?'}as={form}")
            assert (answer.status_code, answer["Content-Type"]) == (200, type_), address
            assert answer["Content-Disposition"].endswith(f'.{form}"'), address


def test_page_of_a_list_leads_to_its_files(web: Desk, sign_in: SignIn) -> None:
    web.draft("milestone")
    stating.declare(web.node, web.coop, [web.draft("undertaking", who="ITA", words="Prova", strength="offer")])
    officer, partner = sign_in("officer"), f"/partners/{web.coop.name}"
    lists = ("/search/?q=prova", f"{partner}/drafts/", f"{partner}/talks/", f"{partner}/state/", "/settings/lists/")
    for address in lists:
        query = address.partition("?")[2]
        files = [f"?{query}{'&' if query else ''}as={form}" for form in TYPES]
        assert [one for one in addresses(officer.get(address), "button button--small") if "as=" in one] == files, (
            address
        )


def test_file_holds_all_pages_of_what_the_address_leaves(web: Desk, sign_in: SignIn) -> None:
    promised(web, 60)
    reader = sign_in("reader")
    address = f"/partners/{web.coop.name}/records/undertaking/"
    assert len(json.loads(reader.get(address, {"as": "json"}).content)) == 60
    assert json.loads(reader.get(address, {"as": "json", "strength": "hope"}).content) == []
    row = json.loads(reader.get(address, {"as": "json", "who": "ITA"}).content)[0]
    assert (row["partner"], row["strength"], row["state"]) == (web.coop.name, "Offer", "Open")


def test_file_of_every_list_holds_what_its_address_leaves(web: Desk, sign_in: SignIn) -> None:
    lines = [
        web.draft("activity", title=f"Corso {host}", host=host, period=period)
        for host, period in (("ITA", "2024-05-06"), ("AZE", "2024-06-03"))
    ]
    web.propose(*lines)
    stating.declare(web.node, web.coop, [web.draft("meeting", title="Incontro", dates="2024-05-08")])
    auditor, partner = sign_in("auditor"), f"/partners/{web.coop.name}/records"
    for verb in ("sign-in", "sign-in", "sign-in-failed"):
        door_log.write(verb, None)
    expected = {
        f"{partner}/activity/?host=": 2,
        f"{partner}/activity/?host=AZE": 1,
        f"{partner}/activity/?month=2024-07": 0,
        "/calendar/?show=month&on=2024-05": 2,
        "/calendar/?show=month&on=2024-05&kind=meeting": 1,
        "/calendar/?show=month&on=2024-06&kind=meeting": 0,
        "/settings/log/?verb=sign-in": 2,
        "/settings/log/?verb=sign-in-failed": 1,
    }
    rows = {address: json.loads(auditor.get(f"{address}&as=json").content) for address in expected}
    assert {address: len(found) for address, found in rows.items()} == expected


def test_file_of_dispatches_holds_what_all_pages_show(web: Desk, clock: Clock, sign_in: SignIn) -> None:
    forge(azerbaijan(web, clock), web)
    for number in range(ROWS):
        web.node.store.put_dispatch(Dispatch(0, web.coop.id, "out", "AZE", AT, AT, f"={number}.foedus", number))
    officer, address = sign_in("officer"), f"/partners/{web.coop.name}/dispatches/"
    desk = WebDesk(User.objects.get(username="sample-officer"))
    shown = [one for page in ("1", "2") for one in page_of(desk, web.coop, page)]
    found = json.loads(officer.get(address, {"as": "json", "page": "2"}).content)
    assert [(one["at"], one["way"], one["party"], one["entries"], one["refused"]) for one in found] == [
        (one.at, "In" if one.is_in else "Out", "Azerbaijan", one.entries, len(one.refused)) for one in shown
    ]
    assert len(found) > ROWS
    assert [one["why"] for one in found if one["refused"]] == [
        f"{line.where}: {line.why}" for one in shown for line in one.refused
    ]
    told = officer.get(address, {"as": "csv"}).content.decode("utf-8-sig")
    assert next(row for row in csv.DictReader(io.StringIO(told)))["File"] == f"'={ROWS - 1}.foedus"
    [one], [partner] = overview(desk), json.loads(officer.get("/dispatches/?as=json").content)
    told_of = (partner["partner"], partner["came"], partner["went"], partner["seen"])
    assert told_of == ("AZE", one.last_in, one.last_out, f"Azerbaijan: {one.row.seen['AZE']}")
    assert (partner["waiting"], partner["aside"], partner["alarms"]) == (one.waiting, one.aside, one.alarms)


def test_headings_are_in_the_readers_language(web: Desk, sign_in: SignIn) -> None:
    reader = sign_in("reader")
    reader.post("/language/", {"language": "it", "next": "/"})
    told = reader.get(f"/partners/{web.coop.name}/records/undertaking/", {"as": "csv"}).content.decode("utf-8-sig")
    assert next(csv.reader(io.StringIO(told)))[:3] == ["Controparte", "Scheda", "Che cosa è stato detto"]


def test_form_that_is_not_known_shows_the_page(web: Desk, sign_in: SignIn) -> None:
    answer = sign_in("reader").get("/undertakings/", {"as": "exe"})
    assert answer["Content-Type"] == "text/html; charset=utf-8"
    assert web.coop.name


def test_file_is_not_there_for_who_may_not_see_the_list(web: Desk, sign_in: SignIn) -> None:
    stranger = sign_in("reader", coop="0" * 64)
    assert stranger.get(f"/partners/{web.coop.name}/records/meeting/", {"as": "csv"}).status_code == 404
    assert stranger.get(f"/partners/{web.coop.name}/dispatches/", {"as": "csv"}).status_code == 404
    for page in ("", "state/", "drafts/", "talks/"):
        assert stranger.get(f"/partners/{web.coop.name}/{page}", {"as": "csv"}).status_code in {403, 404}, page
    for address in ("/settings/users/", "/settings/units/", "/settings/hand-over/"):
        assert stranger.get(address, {"as": "csv"}).status_code == 403
