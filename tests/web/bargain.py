"""Two offices that negotiate a plan of five lines, for tests of its pages; it tests nothing."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.test import Client

from foedus.office import answering, drafts
from tests.office.desk import Desk, Open
from tests.web.agreed import connect

_HOSTS = (("1", "ITA"), ("2", "AZE"), ("3", "ITA"), ("4", "AZE"))
WHY = "Gli istruttori sono liberi solo in giugno"


@dataclass(frozen=True)
class Bargain:
    """Italy, whose home is served, and Azerbaijan; texts by serial, the plan's record and its offered text.

    Azerbaijan accepts line 1, has a counter-text to line 2 (``counter``), does not accept line 3, says nothing of
    line 4, and offers line 5 (``theirs``).
    """

    italy: Desk
    azerbaijan: Desk
    plan: str
    offered: str
    texts: Mapping[str, str]
    records: Mapping[str, str]
    counter: str
    theirs: str

    @property
    def address(self) -> str:
        """The address of the negotiation."""
        return f"/partners/AZE/plan/{self.plan}/negotiation/"

    def word_of(self, party: Desk, version: str) -> list[str]:
        """What a party has said of a text, as Italy knows it."""
        ledger = self.italy.node.store.open(self.italy.coop.id)
        record = ledger.record_of(version)
        parties = ledger.facts().parties
        assert record is not None
        said = sorted(record.versions[version].consents, key=lambda one: (one.seq, one.index))
        return [one.word for one in said if parties[one.party].code == party.code]


def bargain(open_desk: Open) -> Bargain:
    """Make both offices."""
    italy, azerbaijan = connect(open_desk)
    plan = italy.draft("plan", title={"it": "Piano campione", "en": "Sample plan"}, period="2024")
    record = italy.record(plan)
    lines = [
        line(italy, record, serial, host) for serial, host in (("1", "ITA"), ("2", "AZE"), ("3", "ITA"), ("4", "AZE"))
    ]
    *versions, whole = italy.propose(plan, *lines).versions
    italy.send(azerbaijan)
    texts = {str(place): one.version for place, one in enumerate(versions, 1)}
    counter = drafts.new(
        azerbaijan.node,
        azerbaijan.coop,
        answers=texts["2"],
        fields={"period": "2024-06", "title.it": "Corso campione 2 avanzato"},
        note={"it": WHY},
    )
    own = line(azerbaijan, record, "5", "ITA")
    signed = answering.answer(
        azerbaijan.node,
        azerbaijan.coop,
        accept=[texts["1"]],
        decline={texts["3"]: {"it": "Nessuna sede in quei giorni"}},
        drafts=[counter.number, own],
    )
    azerbaijan.send(italy)
    countered, theirs = signed.versions
    records = {str(place): one.record for place, one in enumerate((*versions, theirs), 1)}
    return Bargain(italy, azerbaijan, record, whole.version, texts, records, countered.version, theirs.version)


def line(desk: Desk, plan: str, serial: str, host: str) -> int:
    """A draft of a line."""
    title = {"it": f"Corso campione {serial}", "en": f"Sample course {serial}"}
    return desk.draft("activity", plan, title=title, host=host, period="2024-05", serial=serial)


def hidden(answer: Any, name: str) -> str:
    """What a hidden field of a page holds."""
    found = re.search(rf'name="{name}" value="([^"]*)"', answer.content.decode())
    return found[1].replace("&quot;", '"').replace("&#x27;", "'").replace("&amp;", "&") if found is not None else ""


def signing(answer: Any, **more: str) -> dict[str, str]:
    """What a browser sends where the button of a review is pressed."""
    fields = {name: hidden(answer, name) for name in ("intent", "digest", "token")}
    return {"step": "sign", **fields, **more}


def sign(client: Client, answer: Any, **more: str) -> Any:
    """Press the button of a review."""
    return client.post("/partners/AZE/review/", signing(answer, **more))
