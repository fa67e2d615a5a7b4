"""Two sample offices in the middle of a negotiation, made with the office's own verbs; it knows no page.

Italy and Azerbaijan have agreed a plan of four lines for the year that the clock is in; their accounts of one of them
differ. Of Italy's plan for the next year two lines were accepted, one came back with a counter-text and a question, one
was not accepted, and Azerbaijan offers one more; Italy has a draft and a private note. Kazakhstan is not connected.
"""

from pathlib import Path

from foedus.office import answering, drafts, notes, parties, partnerships
from foedus.store.node import now
from tests.browser import sample_year
from tests.databases import new_home
from tests.office.desk import Desk

Line = tuple[str, str, str, str]

YEAR = int(now()[:4])
PARTNER = "AZE"
AGREED: tuple[Line, ...] = (
    ("Corso di lingua campione", "Sample language course", "ITA", "02"),
    ("Visita di studio campione", "Sample study visit", "AZE", "05"),
    ("Scambio di esperti campione", "Sample exchange of experts", "ITA", "09"),
    ("Seminario campione", "Sample seminar", "AZE", "12"),
)
OFFERED: tuple[Line, ...] = (
    ("Corso di sminamento campione", "Sample demining course", "ITA", "03"),
    ("Visita a un istituto campione", "Visit to a sample institute", "AZE", "04"),
    ("Esercitazione campione", "Sample exercise", "ITA", "06"),
    ("Conferenza campione", "Sample conference", "AZE", "10"),
)
TYPES = ("language_course", "study_visit", "expert_exchange", "seminar")
HOSTS = {"ITA": ("AZE", "IT", "Roma"), "AZE": ("ITA", "AZ", "Baku")}
ACCEPTED, COUNTERED, NOT_ACCEPTED = slice(2), 2, 3
THEIRS: Line = ("Addestramento campione", "Sample training", "ITA", "07")
TEN = tuple((f"Attività campione {n}", f"Sample activity {n}", ("ITA", "AZE")[n % 2], f"{n:02}") for n in range(1, 11))
DRAFTED: Line = ("Riunione campione", "Sample meeting", "AZE", "11")


def make_offices(folder: Path) -> dict[str, str]:
    """Make both homes, ``ITA/home`` and ``AZE/home`` in a folder, without a passphrase.

    :returns: records by what they stand for: ``agreed_plan``, ``agreed`` (its first line, which is past),
        ``differing`` (its second), ``plan``, ``accepted``, ``countered``, ``not_accepted``, ``theirs``; those of
        ``sample_year.tell``; ``draft``, the number of Italy's draft, and ``drafted_plan``, a plan of ten lines that
        Italy has not offered yet.
    """
    italy = begun(folder, "ITA", "Italy (sample office)", "Italia (ufficio campione)")
    azerbaijan = begun(folder, PARTNER, "Azerbaijan (sample office)", "Azerbaigian (ufficio campione)")
    partnerships.found(italy.node, "Sample cooperation", cards=[azerbaijan.card], name=PARTNER)
    partnerships.join(azerbaijan.node, italy.write(), name="ITA")
    azerbaijan.send(italy)
    named = _agree(italy, azerbaijan)
    named |= sample_year.tell(italy, azerbaijan, YEAR, named["differing"])
    named |= _negotiate(italy, azerbaijan)
    named["drafted_plan"] = italy.record(_plan(italy, YEAR + 2, TEN)[0])
    sample_year.found_on_paper(italy)
    for desk in (italy, azerbaijan):
        desk.node.store.connection.close()  # type: ignore[attr-defined]  # the port does not need it
    return named


def begun(folder: Path, code: str, english: str, italian: str) -> Desk:
    """A Party's home in a folder, with its card."""
    node = new_home(folder / code / "home")
    signing, recovery, age = node.keyring.newest()  # type: ignore[attr-defined]  # the port does not need it
    parties.set_own_card(node, code, english, {"it": italian, "en": english}, signing.jwk, recovery.jwk, age)
    return Desk(node, folder / code, code)


def _agree(italy: Desk, azerbaijan: Desk) -> dict[str, str]:
    plan, lines = _plan(italy, YEAR, AGREED)
    first, second, *_, offered = italy.propose(plan, *lines).versions
    italy.send(azerbaijan)
    answering.accept(azerbaijan.node, azerbaijan.coop, all_of=offered.version)
    azerbaijan.send(italy)
    notes.add(italy.node, italy.coop, offered.record, "Nota campione dell'ufficio")
    return {"agreed_plan": offered.record, "agreed": first.record, "differing": second.record}


def _negotiate(italy: Desk, azerbaijan: Desk) -> dict[str, str]:
    plan, lines = _plan(italy, YEAR + 1, OFFERED)
    offered = {one.record: one.version for one in italy.propose(plan, *lines).versions}
    italy.send(azerbaijan)
    *texts, _ = offered.values()
    *records, record = offered
    counter = drafts.new(azerbaijan.node, azerbaijan.coop, answers=texts[COUNTERED], fields={"days": "5"})
    own = _line(azerbaijan, record, YEAR + 1, len(OFFERED) + 1, THEIRS)
    theirs = azerbaijan.record(own)
    answering.answer(
        azerbaijan.node,
        azerbaijan.coop,
        accept=texts[ACCEPTED],
        decline={texts[NOT_ACCEPTED]: {"it": "Nessuna sede in quei giorni", "en": "No place in those days"}},
        drafts=[counter.number, own],
    )
    sample_year.ask(azerbaijan, texts[1])
    azerbaijan.send(italy)
    draft = _line(italy, record, YEAR + 1, len(OFFERED) + 2, DRAFTED)
    italy.send(azerbaijan)
    return {
        "plan": record,
        "accepted": records[0],
        "countered": records[COUNTERED],
        "not_accepted": records[NOT_ACCEPTED],
        "theirs": theirs,
        "draft": str(draft),
    }


def _plan(desk: Desk, year: int, lines: tuple[Line, ...]) -> tuple[int, list[int]]:
    title = {"it": f"Piano campione {year}", "en": f"Sample plan {year}"}
    preamble = {
        "it": "Le Parti attuano le attività elencate secondo i rispettivi ordinamenti.",
        "en": "The Parties carry out the activities listed under their own laws.",
    }
    plan = desk.draft("plan", title=title, period=str(year), provisions={"preamble": preamble})
    record = desk.record(plan)
    return plan, [_line(desk, record, year, serial, line) for serial, line in enumerate(lines, 1)]


def _line(desk: Desk, plan: str, year: int, serial: int, line: Line) -> int:
    italian, english, host, month = line
    guest, country, town = HOSTS[host]
    return desk.draft(
        "activity",
        plan,
        title={"it": italian, "en": english},
        host=host,
        period=f"{year}-{month}",
        serial=str(serial),
        type=TYPES[(serial - 1) % len(TYPES)],
        place={"kind": "country", "country": country, "town": town},
        places=[{"party": guest, "number": 2 + serial}],
    )
