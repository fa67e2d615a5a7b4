"""A served home in which every address leads somewhere, and one person of each role; it judges no right."""

import copy
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.cookies import SimpleCookie
from pathlib import Path

from django.db import transaction
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone

from foedus.office import files, parties, partnerships, stating, suspense_templates
from foedus.web.alarms import catch_up
from foedus.web.desk import Desk as WebDesk
from foedus.web.models import DoneOnce, Grant, OpenSession, StandingAlarm, TakenIn, UnitActivity, User
from tests.databases import new_home
from tests.office.desk import Clock, Desk
from tests.web.conftest import come_in, served

JUST_NOW_SECONDS = 60
ROLES = ("nobody", "reader", "officer", "head", "stand_in", "unit", "outpost", "administrator", "auditor")


@dataclass(frozen=True)
class World:
    """Names of what is there: of records without their code, of a file, a draft, a person and a role."""

    places: dict[str, str]
    known: dict[tuple[str, str], tuple[Client, SimpleCookie, float]] = field(default_factory=dict)
    """Who came in, with which cookies, and when: coming in takes longer than most answers."""

    def client(self, role: str, partner: str = "AZE") -> Client:
        """Who has this role with this partner, and came in just now; nothing of what was asked before is left."""
        client, cookies, came = self.known.get((role, partner), (None, SimpleCookie(), 0.0))
        if client is None or time.monotonic() - came > JUST_NOW_SECONDS:
            client = Client(SERVER_NAME="localhost")
            if role != "nobody":
                come_in(client, User.objects.get(username=f"{role}-{partner}"))
            cookies = copy.deepcopy(client.cookies)
            self.known[role, partner] = client, cookies, time.monotonic()
        client.cookies = copy.deepcopy(cookies)
        return client

    @contextmanager
    def ask(
        self, client: Client, method: str, sample: str, coop: str = "AZE", body: str = ""
    ) -> Iterator[HttpResponse]:
        """Ask for an address of the table, its places filled in; whatever that changes is taken back."""
        places = {**self.places, "coop": coop}
        form = "application/x-www-form-urlencoded"
        with transaction.atomic():
            answer = client.generic(method, sample.format(**places), body.format(**places), content_type=form)
            yield answer  # type: ignore[misc]  # the client's answer holds more than that
            if answer.streaming:  # the client has closed every other, and to close one ends the database's connection
                answer.close()
            transaction.set_rollback(True)


def _desk(folder: Path, code: str, clock: Clock) -> Desk:
    node = new_home(folder / code / "home", clock=clock)
    signing, recovery, age = node.keyring.newest()  # type: ignore[attr-defined]  # the port does not need it
    parties.set_own_card(node, code, f"Sample {code}", {}, signing.jwk, recovery.jwk, age)
    return Desk(node, folder / code, code)


@contextmanager
def world(folder: Path) -> Iterator[World]:
    """Italy with Azerbaijan, a plan and an activity offered to it, and with Kazakhstan, with which there is nothing."""
    clock = Clock()
    italy, azerbaijan = _desk(folder, "ITA", clock), _desk(folder, "AZE", clock)
    coop = partnerships.found(italy.node, "Sample cooperation", cards=[azerbaijan.card])
    other = partnerships.found(italy.node, "Another", expected={"KAZ": "Kazakhstan"})
    partnerships.join(azerbaijan.node, italy.write())
    azerbaijan.send(italy)
    plan = italy.draft("plan", title={"it": "Piano campione", "en": "Sample plan"}, period="2024-2025")
    scan = files.attach(italy.node, italy.coop, b"sample", name="a.pdf", media_type="application/pdf")
    line = italy.draft("activity", italy.record(plan), title="Corso", host="ITA", period="2024-05", serial="1")
    stating.declare(italy.node, italy.coop, [italy.draft("milestone", what="Aperto", attachments=[scan])])
    records = {"plan": italy.record(plan), "activity": italy.record(line)}
    italy.propose(plan, line)
    draft = italy.draft("milestone", what="Chiuso")
    meeting = italy.draft("meeting", title="Incontro campione")
    with served(folder / "ITA" / "home"):
        for partner, partnership in (("AZE", coop.id), ("KAZ", other.id)):
            for role in ROLES[1:]:
                user = User.objects.create(username=f"{role}-{partner}", name=f"Sample {role}")
                Grant.objects.create(user=user, role=role, partnership=partnership)
        unit = User.objects.get(username="unit-AZE")
        given = UnitActivity.objects.create(user=unit, partnership=coop.id, record=records["activity"])
        person = User.objects.create(username="sample-person", name="Sample person")
        grant = Grant.objects.create(user=person, role="reader")
        now = timezone.now()
        session = OpenSession.objects.create(user=person, key="sample", begun_at=now, seen_at=now)
        (one,) = italy.node.store.open(coop.id).entry_hash("AZE", 0)
        facts = {"seq": 0, "one": one, "other": one}
        alarm = StandingAlarm.objects.create(
            partnership=coop.id, key="a" * 64, what="conflict", code="AZE", facts=facts, at=timezone.now()
        )
        came = TakenIn.objects.create(
            partnership=coop.id,
            file="sample.foedus",
            who="sample",
            at=timezone.now(),
            told={"refused": ["a", "b", "c"]},
        )
        told = {"partnership": coop.id, "next": "/", "texts": [], "agreed": [], "number": 1, "goes_on": "/"}
        once = DoneOnce.objects.create(token="sample", at=timezone.now(), told=told)
        catch_up(WebDesk(None).node)  # what each request lists is taken back, and would be listed by the next again
        yield World(
            {
                "plan": records["plan"],
                "activity": records["activity"],
                "draft": str(draft),
                "meeting": italy.record(meeting),
                "minutes": str(meeting),
                "blob": scan["blob"].removeprefix("sha256:"),
                "person": str(person.pk),
                "grant": str(grant.pk),
                "session": str(session.pk),
                "given": str(given.pk),
                "once": once.token,
                "came": str(came.pk),
                "alarm": alarm.key,
                "step": suspense_templates.template(italy.node, "")[0].id,
            }
        )
