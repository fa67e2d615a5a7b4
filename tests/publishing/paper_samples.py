"""Sample plans as their paper shows them, of any number of lines; plainly samples."""

from typing import Any

from foedus.publishing.paper_content import (
    OpenPoint,
    OtherText,
    PaperCheck,
    PaperLine,
    PaperParty,
    PlanPaper,
    Refusal,
)
from foedus.records.base import Body
from tests.records.samples import PLAN, PLAN_BODY

CHECK = PaperCheck("0123456789abcdef" * 4, tuple(f"word{number}" for number in range(1, 13)))
PERIODS = (
    {"from": "2024-05-13", "to": "2024-05-17", "precision": "day"},
    {"from": "2024-04-01", "to": "2024-06-30", "precision": "quarter"},
    {"from": "2024-06-03", "to": "2024-06-09", "precision": "week"},
    {"from": "2024-09-01", "to": "2024-09-30", "precision": "month"},
    {"from": "2025-01-01", "to": "2025-06-30", "precision": "half"},
    {"from": "2025-01-01", "to": "2025-12-31", "precision": "year"},
    {"precision": "none"},
)
PLACES = (
    {"kind": "country", "country": "IT", "town": "Roma", "site": "Sample School"},
    {"kind": "country", "country": "AZ", "town": "Baku"},
    {"kind": "third_country", "country": "DE", "town": "Berlin"},
    {"kind": "online"},
    {"kind": "aboard"},
)
TITLES = {
    "it": "Corso campione di cooperazione civile-militare numero {number}",
    "en": "Sample course on civil-military cooperation number {number}",
    "ru": "Образец курса по военно-гражданскому сотрудничеству № {number}",
    "az": "Mülki-hərbi əməkdaşlıq üzrə nümunə kursu № {number}",
    "kk": "Азаматтық-әскери ынтымақтастық үлгі курсы, қ ғ ң ұ ү һ ә і № {number}",
    "uz": "Oʻzaro harbiy hamkorlik boʻyicha namuna kursi № {number}",
}


def text(words: dict[str, str]) -> dict[str, Any]:
    """Give a text whose languages are equally authentic."""
    return {"original": next(iter(words)), **words}


def line_body(number: int) -> Body:
    """Give a line; each fifth differs in what it says."""
    host = ("ITA", "AZE")[number % 5 % 2]
    body: Body = {
        "title": text({language: words.format(number=number) for language, words in TITLES.items()}),
        "plan": PLAN,
        "serial": str(number),
        "type": ("course", "seminar", "expert_exchange")[number % 3],
        "host": host,
        "place": PLACES[number % 5] if number % 4 else PLACES[("ITA", "AZE").index(host)],
        "period": PERIODS[number % 7],
        "entities": [
            {"party": "ITA", "entity": "Sample School", "role": "lead"},
            {"party": "AZE", "entity": "Sample Academy", "role": "supporting"},
        ],
        "places": [{"party": "AZE", "number": 4}, {"party": "AZE", "number": 2}, {"party": "ITA", "number": 1}],
    }
    if number % 6 == 0:
        body["money"] = [
            {"item": "lodging", "payer": "host", "cap": {"amount": 12050, "currency": "EUR"}},
            {"item": "travel", "payer": "sender"},
        ]
    if number % 7 == 0:
        body["remarks"] = text({"it": "Date da confermare entro marzo", "en": "Dates to be confirmed by March"})
        body["reserve"] = True
    return body


def plan_body() -> Body:
    """Give a plan with all its provisions."""
    long = {
        "it": "Le Parti attuano le attività elencate secondo i rispettivi ordinamenti e nei limiti delle risorse. " * 3,
        "en": "The Parties carry out the activities listed under their own laws and within their means. " * 3,
        "ru": "Стороны осуществляют перечисленные мероприятия в соответствии со своим законодательством. " * 3,
    }
    provisions = {name: text(long) for name in ("preamble", "financial", "lead_times", "changes")}
    contacts = [
        {"party": "ITA", "post": "Head, Sample Office", "mailbox": "office@sample.example"},
        {"party": "AZE", "post": "Head, Sample Department", "mailbox": "department@sample.example"},
    ]
    return {
        **PLAN_BODY,
        "title": text(
            {
                "it": "Piano campione di cooperazione Italia-Azerbaigian 2024-2025",
                "en": "Sample Italy-Azerbaijan cooperation plan 2024-2025",
                "ru": "Образец плана сотрудничества Италия-Азербайджан на 2024-2025 годы",
            }
        ),
        "provisions": {**provisions, "further": [text(long), text(long)]},
        "contacts": contacts,
        "marking": "Unclassified",
    }


def agreed(count: int = 3, languages: tuple[str, ...] = ("it", "en")) -> PlanPaper:
    """Give an agreed plan of so many lines."""
    lines = tuple(
        PaperLine(f"ITA/{number}", line_body(number), "agreed", "2023-10-12T09:00:00Z")
        for number in range(1, count + 1)
    )
    return PlanPaper(
        languages=languages,
        standing="agreed",
        parties=(PaperParty("ITA", "Sample ITA"), PaperParty("AZE", "Sample AZE")),
        body=plan_body(),
        lines=lines,
        shown="ITA/5/0",
        at="2023-10-12T09:00:00Z",
        agreement=text({"it": "Accordo campione", "en": "Sample agreement", "ru": "Образец соглашения"}),
        agreed_at=text({"it": "Sesti Staff Talks", "en": "Sixth staff talks", "ru": "Шестые переговоры"}),
        check=CHECK,
    )


def point(number: int) -> OpenPoint:
    """Give how a line stands: accepted, awaited, prepared, not accepted, and with another text, in turn."""
    body = line_body(number)
    note = text({"it": "Il centro non è disponibile a maggio", "en": "The centre is not available in May"})
    match number % 5:
        case 0:
            return OpenPoint("ITA", "ITA/4/1")
        case 1:
            return OpenPoint("ITA", "ITA/4/1", waits_for=("AZE",))
        case 2:
            return OpenPoint("ITA", is_draft=True)
        case 3:
            return OpenPoint("ITA", "ITA/4/3", refusals=(Refusal("AZE", note),))
    titles = text({"it": "Corso campione di cooperazione civile numero 4", "en": "Sample course on civil cooperation"})
    places = [{"party": "AZE", "number": 9}]
    theirs = {**body, "title": titles, "period": PERIODS[1], "places": places, "days": 5}
    del theirs["entities"]
    return OpenPoint("ITA", "ITA/4/4", others=(OtherText("AZE", "AZE/3/2", theirs, note),))


def draft(count: int = 3, languages: tuple[str, ...] = ("it", "en")) -> PlanPaper:
    """Give a plan of so many lines while it is negotiated."""
    known = agreed(count, languages)
    lines = tuple(
        PaperLine(line.record, line.body, "proposed", line.at, open=point(number))
        for number, line in enumerate(known.lines, 1)
    )
    theirs = {**known.body, "period": PERIODS[5]}
    beside = (OtherText("AZE", "AZE/3/0", theirs, {}),)
    return PlanPaper(
        **{name: getattr(known, name) for name in ("languages", "parties", "body", "at", "agreement", "agreed_at")},
        standing="draft",
        lines=lines,
        shown="ITA/4/0",
        open=OpenPoint("ITA", "ITA/4/0", others=beside),
    )


def on_paper(count: int = 3, languages: tuple[str, ...] = ("it", "en")) -> PlanPaper:
    """Give a plan that was agreed on paper and recorded by Italy."""
    known = agreed(count, languages)
    return PlanPaper(
        **{name: getattr(known, name) for name in ("languages", "parties", "body", "lines", "at", "agreement")},
        standing="on-paper",
        shown="ITA/5/0",
        on_paper=("AZE", "ITA"),
        recorded_by="ITA",
    )
