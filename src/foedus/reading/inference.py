"""Named rules from words to type, area and host; what no rule decides, or two decide differently, stays empty."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from foedus.reading.drafts import Inferred
from foedus.records.countries import folded_name

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from foedus.records.base import Body

#: Each line of rules: the term's id, and the words (folded: lower case, no accents or marks) that give it.
#: Rules of the first table are narrower than those of the second, and go before them.
_NARROW_TYPES = {
    "staff_talks": (r"staff talks", r"colloqui di staff", r"штабные переговоры"),
    "expert_exchange": (
        r"smee",
        r"experts? exchange",
        r"exchange of experts",
        r"subject matter experts?",
        r"scambio (?:di )?(?:esperti|esperienze)",
        r"обмен (?:опытом|экспертами)",
    ),
    "mobile_training_team": (
        r"mtt",
        r"mobile training teams?",
        r"squadra mobile di addestramento",
        r"мобильная (?:учебная )?группа",
    ),
    "train_the_trainers": (
        r"train(?:ing)? (?:of )?(?:the )?trainers",
        r"formazione (?:dei |di )?formatori",
        r"подготовка инструкторов",
    ),
    "on_the_job_training": (r"on the job(?: training)?", r"ojt", r"affiancamento"),
    "study_visit": (r"study visit", r"visita di studio", r"ознакомительн\w+ визит"),
    "staff_visit": (r"staff visit", r"visita di staff", r"рабочий визит"),
    "high_level_visit": (
        r"high level visit",
        r"visita di alto livello",
        r"visita del (?:ministro|capo di stato maggiore)",
        r"визит министра",
    ),
    "exercise_observing": (
        r"exercise observers?",
        r"observers? (?:at|of|to) (?:an? |the )?exercise",
        r"osservatori (?:all |a una )?esercitazione",
        r"наблюдатели на учениях",
    ),
    "port_visit": (r"port (?:visit|call)", r"sosta in porto", r"visita navale", r"заход в порт"),
    "unit_twinning": (r"unit twinning", r"twinning", r"gemellaggio", r"побратимство"),
    "language_course": (
        r"(?:italian|english|american|russian) language (?:course|training|enhancement course)",
        r"language course",
        r"general english",
        r"corso di lingua(?: \w+)?",
        r"языковой курс",
        r"курс (?:\w+ )?языка",
    ),
    "liaison_post": (
        r"liaison (?:officer|post)",
        r"exchange (?:officer|post)",
        r"ufficiale di (?:collegamento|scambio)",
        r"posto di (?:collegamento|scambio)",
    ),
    "equipment": (r"donation of \w+", r"equipment donation", r"donazione", r"cessione di materiali"),
    "joint_study": (r"joint study", r"studio congiunto", r"совместное исследование"),
}
_BROAD_TYPES = {
    "course": (r"courses?", r"corso", r"corsi", r"курс", r"курсы"),
    "seminar": (
        r"seminars?",
        r"seminario",
        r"conference",
        r"conferenza",
        r"workshop",
        r"symposium",
        r"convegno",
        r"семинар",
        r"конференция",
    ),
    "exercise_taking_part": (r"exercise", r"esercitazione", r"учение", r"учения"),
}
_NARROW_AREAS = {
    "cimic": (
        r"cimic",
        r"civil military (?:co ?operation|interaction)",
        r"cooperazione civile militare",
        r"военно гражданск\w+",
    ),
    "peace_operations": (
        r"peace ?keeping",
        r"peace (?:support )?operations?",
        r"operazioni di pace",
        r"un (?:staff|mil(?:itary)?) (?:officers?|experts)(?: on mission)?",
        r"миротворческ\w+",
    ),
    "cbrn": (r"cbrn", r"nbc", r"difesa chimica", r"chemical defen[cs]e", r"рхбз"),
    "demining_eod": (
        r"(?:humanitarian )?demining",
        r"sminamento(?: umanitario)?",
        r"eod",
        r"c ied",
        r"explosive ord[in]+ance disposal",
        r"(?:humanitarian )?mine action",
        r"разминировани\w+",
    ),
    "cyber": (r"cyber(?: ?security| ?defen[cs]e)?", r"cibernetic\w+", r"information assurance", r"кибербезопасност\w+"),
    "medical": (r"medical", r"medicine", r"medicina", r"sanita(?:ri\w)?", r"tccc", r"медицин\w+"),
    "logistics": (r"logistics?", r"logistic[ao]", r"логистик\w+"),
    "military_police": (r"military police", r"polizia militare", r"военн\w+ полици\w+"),
    "law": (
        r"(?:international )?humanitarian law",
        r"law of armed conflicts?",
        r"diritto (?:internazionale )?umanitario",
        r"diritto dei conflitti armati",
        r"legal aspects",
        r"гуманитарно\w+ прав\w+",
    ),
    "search_rescue": (r"search and rescue", r"csar", r"ricerca e soccorso", r"поиск\w* и спасени\w+"),
    "maritime_underwater": (
        r"maritime (?:security|surveillance)",
        r"sorveglianza marittima",
        r"underwater",
        r"subacque\w+",
        r"морск\w+ наблюдени\w+",
    ),
    "space": (r"satellites?", r"satellit\w+", r"space (?:surveillance|domain)", r"спутник\w+"),
    "flight_safety": (r"flight safety", r"sicurezza (?:del )?volo", r"безопасност\w+ полетов"),
    "mountain": (r"mountain(?: warfare| training)?", r"montagna", r"alpin\w+", r"горн\w+ подготовк\w+"),
    "research_industry": (
        r"defen[cs]e industry",
        r"industria della difesa",
        r"research and development",
        r"ricerca e sviluppo",
        r"оборонн\w+ промышленност\w+",
    ),
    "counter_terrorism": (
        r"counter ?terrorism",
        r"combating terrorism",
        r"(?:contrasto al|lotta al) terrorismo",
        r"terrorism",
        r"violent extremis[tm]",
        r"противодействи\w+ терроризму",
    ),
    "border_security": (
        r"border (?:security|control)",
        r"sicurezza delle frontiere",
        r"controllo delle frontiere",
        r"охран\w+ границ\w*",
    ),
    "rehabilitation": (r"rehabilitation", r"reintegration", r"riabilitazione", r"reinserimento", r"реабилитаци\w+"),
    "lessons_learned": (r"lessons learned", r"lezioni apprese", r"извлеченн\w+ урок\w+"),
}
_BROAD_AREAS = {
    "training_education": (
        r"language",
        r"instructors?",
        r"cadets?",
        r"istruttori",
        r"lingua",
        r"accademia",
        r"academy",
        r"war college",
        r"staff college",
        r"alti studi",
    ),
    "staff_policy": (r"staff talks", r"defen[cs]e policy", r"politica di difesa", r"pianificazione"),
}


@dataclass(frozen=True, slots=True)
class WordRule:
    """A rule from words to a term: its name, the field and term it gives, and the words."""

    name: str
    field: str
    term: str
    words: re.Pattern[str]


def _rules(field_name: str, table: Mapping[str, tuple[str, ...]]) -> tuple[WordRule, ...]:
    return tuple(
        WordRule(f"{field_name}-from-words:{term}", field_name, term, re.compile(rf"\b(?:{'|'.join(words)})\b"))
        for term, words in table.items()
    )


#: The rules by field, narrower ones in the first group.
WORD_RULES: Mapping[str, tuple[tuple[WordRule, ...], ...]] = {
    "type": (_rules("type", _NARROW_TYPES), _rules("type", _BROAD_TYPES)),
    "area": (_rules("area", _NARROW_AREAS), _rules("area", _BROAD_AREAS)),
}
HOST_RULE = "host-is-party-of-place"
PLACE_RULE = "place-in-country-of-host"
LEAD_RULE = "lead-entity-is-of-host"
PLACES_RULE = "places-are-of-visiting-party"
YEAR_RULE = "year-from-plan-period"


def infer_term(field_name: str, texts: Iterable[str]) -> Inferred | None:
    """Give the term that the words of these texts decide.

    Parameters: `type` or `area`; the texts in any language, taken together. Of the narrower rules that apply, all
    must give one term; where none applies the broader ones are asked in the same way.
    """
    folded = " | ".join(folded_name(text) for text in texts)
    for group in WORD_RULES[field_name]:
        hits = [(rule, found[0]) for rule in group if (found := rule.words.search(folded))]
        if hits:
            return Inferred(field_name, hits[0][0].term, hits[0][0].name, hits[0][1]) if len(hits) == 1 else None
    return None


def infer_host(place: Mapping[str, str] | None, party_of_country: Mapping[str, str]) -> Inferred | None:
    """Give the party in whose country the place lies; nothing for a third country, online or aboard."""
    country = (place or {}).get("country", "")
    if not place or place.get("kind") != "country" or country not in party_of_country:
        return None
    return Inferred("host", party_of_country[country], HOST_RULE, country)


def infer_for_line(
    body: Body, unsettled: Mapping[str, str], titles: Sequence[str], party_of_country: Mapping[str, str]
) -> tuple[Inferred, ...]:
    """Give everything that the rules of words and of place add to one line; fields that the body has are left alone."""
    found = []
    for field_name in ("type", "area"):
        if field_name not in body:
            said = [unsettled[field_name]] if field_name in unsettled else []
            found.append((infer_term(field_name, said) if said else None) or infer_term(field_name, titles))
    if "host" not in body and "host" not in unsettled:
        found.append(infer_host(body.get("place"), party_of_country))
    return tuple(value for value in found if value is not None)
