"""Every address against every role, written by hand: who may, who may not, and for whom there is nothing there.

A new address needs a line in ``TABLE``: a sample of it, what each role is answered, and the methods it takes. The
letters stand for nobody, reader, officer, head, stand-in, unit, outpost, administrator, auditor, in this order:
``a`` allowed, ``l`` to the door, ``f`` forbidden (403), ``n`` not there (404).
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

import pytest
from django.http import HttpResponse
from django.urls import URLPattern, resolve

from foedus.web.rights import EVERYONE, POWERS, ROLES, SETTING_UP, SIGNED_IN
from foedus.web.urls import ALIASES, PAGES
from tests.databases import BOTH, on
from tests.web import rights_world
from tests.web.rights_world import World


class Row(NamedTuple):
    """A sample of an address, the answer to each role, the methods (G reads, P sends), what is sent.

    ``sent``: the answers to sending, where they differ from those to reading.
    """

    sample: str
    letters: str
    methods: str = "GP"
    body: str = ""
    sent: str = ""

    def expected(self, method: str) -> str:
        """What each role is answered to a method: all are told where an address does not take it."""
        if method not in self.methods:
            return "m" * len(self.letters)
        return self.sent or self.letters if method == "P" else self.letters


#       nobody, reader, officer, head, stand-in, unit, outpost, administrator, auditor
TABLE = {
    "login": Row("/login/", "aaaaaaaaa"),
    "typed": Row("/login/typed/", "laaaaaaaa"),
    "logout": Row("/logout/", "aaaaaaaaa", "P"),
    "mfa_authenticate": Row("/login/code/", "aaaaaaaaa"),
    "mfa_login_webauthn": Row("/login/passkey/", "aaaaaaaaa"),
    "socialaccount_login_cancelled": Row("/login/elsewhere/cancelled/", "aaaaaaaaa"),
    "socialaccount_login_error": Row("/login/elsewhere/failed/", "aaaaaaaaa"),
    "socialaccount_signup": Row("/login/elsewhere/unknown/", "aaaaaaaaa"),
    "openid_connect_login": Row("/login/elsewhere/none/", "nnnnnnnnn", "P"),
    "openid_connect_callback": Row("/login/elsewhere/none/back/", "nnnnnnnnn", "G"),
    "welcome": Row("/welcome/nothing/", "nnnnnnnnn"),
    "set_language": Row("/language/", "aaaaaaaaa", "P"),
    "set_scheme": Row("/scheme/", "laaaaaaaa", "P"),
    "exchange": Row("/exchange/", "nnnnnnnnn"),
    "todo": Row("/", "laaaaaaaa"),
    "todo-step": Row("/steps/", "lfaaaffff", "P", "coop=AZE&record={activity}&step={step}&state=done"),
    "unit": Row("/unit/nothing/", "nnnnnnnnn"),
    "unit-told": Row("/unit/told/", "aaaaaaaaa"),
    "calendar": Row("/calendar/", "laaaafafa"),
    "undertakings": Row("/undertakings/", "laaaafafa"),
    "search": Row("/search/", "laaaafafa"),
    "dispatches": Row("/dispatches/", "lfaaaffaa", "G"),
    "dispatch-in": Row("/dispatches/in/", "lfaaaffaf", "P"),
    "dispatch-join": Row("/dispatches/join/", "lffaaffff", "P"),
    "settings": Row("/settings/", "laaaaaaaa", "G"),
    "account": Row("/settings/account/", "laaaaaaaa"),
    "password": Row("/settings/account/password/", "laaaaaaaa", "P"),
    "end-own-sessions": Row("/settings/account/sessions/", "laaaaaaaa", "P"),
    "own-session-end": Row("/settings/account/sessions/{session}/end/", "lnnnnnnnn", "P"),
    "mfa_index": Row("/settings/account/second-factor/", "laaaaaaaa", "G"),
    "mfa_activate_totp": Row("/settings/account/second-factor/app/", "laaaaaaaa"),
    "mfa_deactivate_totp": Row("/settings/account/second-factor/app/end/", "lnnnnnnnn"),
    "mfa_view_recovery_codes": Row("/settings/account/second-factor/codes/", "lnnnnnnnn", "G"),
    "mfa_generate_recovery_codes": Row("/settings/account/second-factor/codes/new/", "laaaaaaaa"),
    "mfa_add_webauthn": Row("/settings/account/second-factor/passkey/", "laaaaaaaa"),
    "mfa_remove_webauthn": Row("/settings/account/second-factor/passkey/1/end/", "lnnnnnnnn"),
    "account_reauthenticate": Row("/confirm/", "laaaaaaaa"),
    "mfa_reauthenticate": Row("/confirm/code/", "laaaaaaaa"),
    "mfa_reauthenticate_webauthn": Row("/confirm/passkey/", "laaaaaaaa"),
    "socialaccount_connections": Row("/settings/account/elsewhere/", "laaaaaaaa"),
    "party": Row("/settings/party/", "laaaaaaaa", "G"),
    "card-json": Row("/settings/party/card.json", "laaaaaaaa", "G"),
    "cooperations": Row("/settings/cooperations/", "laaaaaaaa", "G"),
    "found": Row("/settings/cooperations/found/", "lffaaffff"),
    "join": Row("/settings/cooperations/join/", "lffaaffff"),
    "cooperation": Row("/settings/cooperations/of/{coop}/", "lfaaanfaa", "G"),
    "compare": Row("/settings/cooperations/of/{coop}/compare/AZE/", "lfaaanfaf"),
    "addresses": Row("/settings/cooperations/of/{coop}/addresses/", "lffaanfaf"),
    "admit": Row("/settings/cooperations/of/{coop}/admit/", "lffaanfnf"),
    "leave": Row("/settings/cooperations/of/{coop}/leave/", "lffaanfnf"),
    "keys": Row("/settings/keys/", "lffffffaf", "G"),
    "keys-rotate": Row("/settings/keys/rotate/", "lffffffaf"),
    "keys-recover": Row("/settings/keys/recover/", "lffffffaf"),
    "keys-sheet": Row("/settings/keys/sheet/", "lffffffaf"),
    "keys-remove": Row("/settings/keys/remove/", "lffffffaf"),
    "take-back": Row("/settings/keys/take-back/", "lffffffaf"),
    "users": Row("/settings/users/", "lffffffaf", "G"),
    "user-new": Row("/settings/users/new/", "lffffffaf"),
    "user": Row("/settings/users/{person}/", "lffffffaf"),
    "user-invite": Row("/settings/users/{person}/invite/", "lffffffaf", "P"),
    "role-end": Row("/settings/users/{person}/roles/{grant}/end/", "lffffffaf", "P"),
    "user-sessions": Row("/settings/users/{person}/sessions/", "lffffffaf", "P"),
    "second-factor-asked": Row("/settings/users/second-factor/", "lffffffaf", "P"),
    "second-factor-taken": Row("/settings/users/{person}/second-factor/", "lffffffaf", "P"),
    "session-end": Row("/settings/users/{person}/sessions/{session}/end/", "lffffffaf", "P"),
    "user-active": Row("/settings/users/{person}/active/", "lffffffaf", "P"),
    "hand-over": Row("/settings/hand-over/", "lffaaffff"),
    "units": Row("/settings/units/", "lfaaaffff"),
    "unit-activities": Row("/settings/units/{coop}/", "lfaaanfnf", "P", "unit=unit-AZE&record={activity}"),
    "unit-activity-end": Row("/settings/units/{coop}/{given}/end/", "lfaaanfnf", "P"),
    "lists": Row("/settings/lists/", "laaaaaaaa", "G"),
    "steps": Row("/settings/lists/steps/none/", "lffaaffff"),
    "backup": Row("/settings/backup/", "lffffffaf", "G"),
    "backup-make": Row("/settings/backup/make/", "lffffffaf", "P"),
    "backup-verify": Row("/settings/backup/verify/", "lffffffaf", "P"),
    "log": Row("/settings/log/", "lfffffffa", "G"),
    "mail": Row("/settings/mail/", "laaaafafa", body="rhythm=none"),
    "tokens": Row("/settings/programs/", "laaaafafa", body="name="),
    "token-end": Row("/settings/programs/0/end/", "lnnnnfnfn", "P"),
    "feeds": Row("/settings/feeds/", "laaaafafa", body="partner="),
    "feed": Row("/feeds/nothing.ics", "nnnnnnnnn", "G"),
    "feed-end": Row("/settings/feeds/0/end/", "lnnnnfnfn", "P"),
    "about": Row("/settings/about/", "laaaaaaaa", "G"),
    "style": Row("/settings/style/", "laaaaaaaa", "G"),
    "partners": Row("/partners/", "laaaafafa"),
    "partner": Row("/partners/{coop}/", "laaaanana"),
    "state": Row("/partners/{coop}/state/", "laaaanana"),
    "contacts": Row("/partners/{coop}/contacts/", "laaaanana", sent="lnaaannnn"),
    "next-talks": Row("/partners/{coop}/talks/", "lfaaananf"),
    "partner-dispatches": Row("/partners/{coop}/dispatches/", "lfaaanfaa", "G"),
    "dispatch-taken": Row("/partners/{coop}/dispatches/in/{came}/", "lfaaanfaa", "G"),
    "exchange-now": Row("/partners/{coop}/dispatches/exchange/", "lfnnnnfnf", "P"),
    "dispatch-out": Row("/partners/{coop}/dispatches/out/", "lfaaanfaf", "P"),
    "dispatch-whole": Row("/partners/{coop}/dispatches/whole/", "lffaanffa", "P"),
    "alarm-read": Row("/partners/{coop}/dispatches/alarms/{alarm}/", "lffaanfaf", "P"),
    "alarm-proof": Row("/partners/{coop}/dispatches/alarms/{alarm}/proof/", "lfaaanfaa", "G"),
    "check": Row("/partners/{coop}/check/", "laaaanana"),
    "contact-step": Row("/partners/{coop}/contacts/step/", "lfnnnnfnf", "P"),
    "partner-year": Row("/partners/{coop}/year/", "laaaanana"),
    "plan": Row("/partners/{coop}/plan/{plan}/", "laaaanana"),
    "plan-year": Row("/partners/{coop}/plan/{plan}/year/", "laaaanana"),
    "clone": Row("/partners/{coop}/plan/{plan}/clone/", "lfaaananf"),
    "plan-paper": Row("/partners/{coop}/plan/{plan}/paper.pdf", "laaaanana"),
    "plan-sheet": Row("/partners/{coop}/plan/{plan}/plan.xlsx", "laaaanana"),
    "on-paper": Row("/partners/{coop}/plan/{plan}/on-paper/", "lffaanfnf"),
    "on-paper-review": Row("/partners/{coop}/plan/{plan}/on-paper/nothing/", "lffnnnfnf"),
    "offer-paper": Row("/partners/{coop}/plan/{plan}/offer/", "lffaanfnf", "G"),
    "sheet-in": Row("/partners/{coop}/sheet/", "lfaaananf"),
    "sheet": Row("/partners/{coop}/sheet/nothing/", "lfnnnnnnf"),
    "sheet-mend": Row("/partners/{coop}/sheet/nothing/mend.xlsx", "lfnnnnnnf", "G"),
    "drafts": Row("/partners/{coop}/drafts/", "lfaaananf"),
    "draft-new": Row("/partners/{coop}/drafts/new/milestone/", "lfaaananf"),
    "draft-step": Row("/partners/{coop}/drafts/step/", "lfaaananf", "P"),
    "draft": Row("/partners/{coop}/drafts/{draft}/", "lfaaananf"),
    "review": Row("/partners/{coop}/review/", "lfaaananf"),
    "signed": Row("/partners/{coop}/signed/{once}/", "lfaaananf"),
    "attach": Row("/partners/{coop}/drafts/{draft}/files/", "lfaaananf", "P"),
    "negotiation": Row("/partners/{coop}/plan/{plan}/negotiation/", "laaaanana"),
    "answer": Row("/partners/{coop}/activity/{activity}/answer/", "lfaaananf"),
    "outcome": Row("/partners/{coop}/activity/{activity}/outcome/", "lfaaaafnf"),
    "partner-meetings": Row("/partners/{coop}/records/meeting/", "laaaanana"),
    "visit": Row("/partners/{coop}/meeting/{meeting}/visit/", "laaaanana"),
    "visit-edit": Row("/partners/{coop}/meeting/{meeting}/visit/edit/", "lfaaanfnf"),
    "programme": Row("/partners/{coop}/meeting/{meeting}/visit/programme.ics", "lfaaanfnf", "G"),
    "minutes": Row("/partners/{coop}/drafts/{minutes}/minutes/", "lfaaananf", "P"),
    "partner-undertakings": Row("/partners/{coop}/records/undertaking/", "laaaanana"),
    "activities": Row("/partners/{coop}/records/activity/", "laaaanana"),
    "records": Row("/partners/{coop}/records/milestone/", "laaaanana"),
    "record": Row("/partners/{coop}/activity/{activity}/", "laaaaaana"),
    "file": Row("/partners/{coop}/files/{blob}/", "laaaanana"),
    "erase": Row("/partners/{coop}/files/{blob}/erase/", "lfaaanfnf"),
    "unit-link": Row("/partners/{coop}/activity/{activity}/unit-link/", "lfaaanfnf", "P"),
    "record-calendar": Row("/partners/{coop}/activity/{activity}/calendar.ics", "laaaaaana", "G"),
    "note": Row("/partners/{coop}/activity/{activity}/note/", "lfaaanfnf", "P"),
    "history": Row("/partners/{coop}/activity/{activity}/history/", "laaaanana"),
}
KEPT_APART = [name for name, row in TABLE.items() if "{coop}" in row.sample]
METHODS = {"G": "GET", "P": "POST"}


@pytest.fixture(scope="module", params=BOTH)
def world(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    """In a file, then on a server: made once for each, since whatever an answer changes is taken back."""
    with on(request.param), rights_world.world(tmp_path_factory.mktemp("rights")) as made:
        yield made


def letter(answer: HttpResponse) -> str:
    """What an answer comes to."""
    if answer.status_code == 302 and answer.headers["Location"].startswith("/login/?next="):
        return "l"
    if answer.status_code == 403 and b'name="typed"' in answer.content:
        return "l"  # the door itself, which carries what was typed
    return {403: "f", 404: "n", 405: "m"}.get(answer.status_code, "a")


def letters(world: World, row: Row, method: str, partner: str = "AZE") -> str:
    """What each role is answered."""
    found = ""
    for role in rights_world.ROLES:
        with world.ask(world.client(role, partner), METHODS[method], row.sample, body=row.body) as answer:
            found += letter(answer)
    return found


def answers_of(world: World, row: Row) -> dict[str, str]:
    """What each role is answered to each method."""
    return {method: letters(world, row, method) for method in METHODS}


def wanted_of(row: Row) -> dict[str, str]:
    """What the table says of it."""
    return {method: row.expected(method) for method in METHODS}


def patterns() -> list[URLPattern]:
    """Every page once: not those that allauth asks for by another name, nor what programs ask."""
    return list(PAGES)


def test_address_without_a_line_in_the_table_is_told() -> None:
    missing = sorted(str(pattern.name) for pattern in patterns() if pattern.name not in TABLE)
    assert missing == [], f"add a line for each of these to TABLE, as its docstring tells: {missing}"
    assert sorted(set(TABLE) - {pattern.name for pattern in patterns()}) == []


def test_other_name_of_an_address_leads_to_the_same_page() -> None:
    named = {str(pattern.pattern): pattern.callback for pattern in patterns()}
    assert [one.name for one in ALIASES if named[str(one.pattern)] is not one.callback] == []


def test_view_of_every_address_says_what_it_needs() -> None:
    powers = {EVERYONE, SETTING_UP, SIGNED_IN, *POWERS}
    assert [pattern.name for pattern in patterns() if getattr(pattern.callback, "power", None) not in powers] == []


def test_sample_is_of_the_address_that_it_stands_for(world: World) -> None:
    found = {name: resolve(row.sample.format(**world.places, coop="AZE")).url_name for name, row in TABLE.items()}
    assert {name: other for name, other in found.items() if name != other} == {}


def test_table_has_a_letter_for_every_role() -> None:
    assert set(rights_world.ROLES[1:]) == set(ROLES)
    assert [name for name, row in TABLE.items() if len(row.letters) != len(rights_world.ROLES)] == []


@pytest.mark.parametrize("name", TABLE)
def test_role_is_answered_as_the_table_says(world: World, name: str) -> None:
    assert answers_of(world, TABLE[name]) == wanted_of(TABLE[name])


@pytest.mark.parametrize("name", KEPT_APART)
def test_role_with_another_partner_finds_nothing_there(world: World, name: str) -> None:
    method = TABLE[name].methods[0]
    assert letters(world, TABLE[name], method, "KAZ") == "l" + "n" * (len(rights_world.ROLES) - 1)


@pytest.mark.parametrize("name", KEPT_APART)
def test_what_one_may_not_see_answers_like_what_does_not_exist(world: World, name: str) -> None:
    row, client = TABLE[name], world.client("head", "KAZ")
    answers = []
    for coop in ("AZE", "XYZ"):
        with world.ask(client, METHODS[row.methods[0]], row.sample, coop, row.body) as answer:
            address = row.sample.format(**{**world.places, "coop": coop})
            answers.append((answer.status_code, dict(answer.headers), same(answer.content.decode(), address)))
    assert answers[0] == answers[1]


def same(page: str, address: str) -> str:
    """A page without what differs from one request to the next: its own address and the form's secret."""
    page = re.sub(r'name="csrfmiddlewaretoken" value="\w+"|"X-CSRFToken": "\w+"', "", page)
    return page.replace(address, "...")


def test_page_of_nobody_tells_nothing_of_what_is_there(world: World) -> None:
    row = TABLE["partner"]
    with (
        world.ask(world.client("nobody"), "GET", row.sample) as there,
        world.ask(world.client("nobody"), "GET", row.sample, "XYZ") as not_there,
    ):
        assert (there.status_code, there.content) == (not_there.status_code, not_there.content)
