"""The words over the columns of activity sheets, in three languages, and their fields; it reads no sheet."""

from __future__ import annotations

#: Fields whose text is held per language: their columns may be qualified by one (`title:it`).
TEXT_FIELDS = frozenset({"title", "objective", "level", "remarks"})
#: Fields held per party: their columns may be qualified by its code (`places:AZE`).
PARTY_FIELDS = frozenset({"places", "lead", "supporting", "reference", "branch", "unit"})
#: Fields that stay on this machine, whatever they hold.
PRIVATE_FIELDS = frozenset({"cost", "contact", "programme"})
#: Everything that a column may mean. `ignore` is a column that is known and left alone.
FIELDS = (
    frozenset(
        {
            "id",
            "serial",
            "code",
            "type",
            "area",
            "domain",
            "host",
            "place",
            "country",
            "town",
            "site",
            "period",
            "from",
            "to",
            "days",
        }
        | {"language", "priority", "reserve", "row_kind", "ignore"}
    )
    | TEXT_FIELDS
    | PARTY_FIELDS
    | PRIVATE_FIELDS
)

_ANY = ""
_WORDS: dict[str, dict[str, tuple[str, ...]]] = {
    "id": {_ANY: ("id foedus", "foedus id")},
    "serial": {
        _ANY: ("n", "no", "nr", "num", "#"),
        "it": ("numero", "n ord", "n d ord", "numero d ordine", "numero progressivo", "progressivo", "prog", "serie"),
        "en": ("number", "serial", "serial no", "serial number", "ser", "ser no", "item", "item no"),
        "ru": ("п п", "n п п", "номер"),
    },
    "code": {
        "it": ("codice", "codice attivita"),
        "en": ("code", "activity code"),
        "ru": ("код", "шифр"),
    },
    "title": {
        "it": (
            "titolo",
            "titolo attivita",
            "titolo dell attivita",
            "attivita",
            "denominazione",
            "denominazione attivita",
            "denominazione dell attivita",
        ),
        "en": (
            "title",
            "activity",
            "activity title",
            "title of activity",
            "title of the activity",
            "name of activity",
            "event",
            "activity name",
        ),
        "ru": ("название", "мероприятие", "наименование", "наименование мероприятия", "название мероприятия"),
    },
    "type": {
        "it": ("tipo", "tipologia", "tipo attivita", "tipo di attivita", "tipologia attivita"),
        "en": ("type", "type of activity", "activity type", "kind"),
        "ru": ("тип", "вид", "вид мероприятия", "тип мероприятия"),
    },
    "area": {
        "it": ("settore", "area", "settore di cooperazione", "area di cooperazione", "ambito", "materia"),
        "en": ("area of cooperation", "field", "cooperation area", "subject area"),
        "ru": ("область", "область сотрудничества", "направление"),
    },
    "domain": {
        "it": ("dominio", "dominio operativo"),
        "en": ("domain", "operational domain"),
        "ru": ("домен", "сфера"),
    },
    "branch": {
        "it": ("forza armata", "fa", "f a"),
        "en": ("service", "branch", "branch of service", "armed service"),
        "ru": ("вид вооруженных сил",),
    },
    "objective": {
        "it": ("obiettivo", "obiettivi", "scopo", "finalita"),
        "en": ("objective", "objectives", "aim", "purpose"),
        "ru": ("цель", "цели"),
    },
    "host": {
        "it": ("ospitante", "paese ospitante", "parte ospitante", "nazione ospitante"),
        "en": ("host", "host country", "host nation", "host party", "hosted by"),
        "ru": ("принимающая сторона", "принимающая страна"),
    },
    "place": {
        "it": (
            "luogo",
            "sede",
            "luogo e sede",
            "sede luogo",
            "localita e sede",
            "luogo di svolgimento",
            "sede di svolgimento",
        ),
        "en": ("place", "location", "venue", "where", "training location"),
        "ru": ("место", "место проведения"),
    },
    "country": {"it": ("paese", "nazione"), "en": ("country",), "ru": ("страна",)},
    "town": {"it": ("citta", "localita"), "en": ("town", "city"), "ru": ("город",)},
    "site": {"it": ("sito", "struttura", "ente sede"), "en": ("site", "facility"), "ru": ("объект",)},
    "period": {
        "it": ("periodo", "date", "data", "quando", "periodo di svolgimento", "data periodo", "periodo previsto"),
        "en": ("period", "dates", "date", "when", "timeframe", "time frame", "planned period"),
        "ru": ("период", "сроки", "срок", "дата", "даты", "сроки проведения", "дата проведения"),
    },
    "from": {
        "it": ("dal", "inizio", "data inizio", "data di inizio"),
        "en": ("from", "start", "start date", "begin", "begins"),
        "ru": ("с", "начало", "дата начала"),
    },
    "to": {
        "it": ("al", "fine", "data fine", "data di fine", "termine"),
        "en": ("to", "end", "end date", "ends", "until"),
        "ru": ("по", "окончание", "дата окончания"),
    },
    "days": {
        "it": ("giorni", "durata", "durata giorni", "gg", "n giorni"),
        "en": ("days", "duration", "duration days", "no of days"),
        "ru": ("дней", "дни", "продолжительность"),
    },
    "places": {
        "it": (
            "posti",
            "partecipanti",
            "n partecipanti",
            "numero partecipanti",
            "frequentatori",
            "unita",
            "posti offerti",
            "pax",
        ),
        "en": (
            "places",
            "participants",
            "no of participants",
            "number of participants",
            "seats",
            "pax",
            "students",
            "trainees",
        ),
        "ru": ("участники", "участников", "количество участников", "число участников", "мест", "кол во участников"),
    },
    "lead": {
        "it": ("ente capofila", "ente responsabile", "capofila", "ente organizzatore"),
        "en": ("lead", "lead agency", "lead entity", "responsible unit", "organizer", "organiser"),
        "ru": ("ответственный", "ответственная организация", "организатор"),
    },
    "supporting": {
        "it": ("ente concorrente", "enti concorrenti"),
        "en": ("supporting entity", "supporting entities", "supporting"),
        "ru": ("соисполнители", "соисполнитель"),
    },
    "unit": {
        "it": ("ente", "reparto", "unita inviata", "incarico", "ente inviante"),
        "en": ("unit", "partner unit", "participant unit", "post", "sending unit"),
        "ru": ("воинская часть", "подразделение", "должность"),
    },
    "contact": {
        "it": ("punto di contatto", "pdc", "poc", "referente", "contatti"),
        "en": ("point of contact", "poc", "contact", "contacts"),
        "ru": ("контакт", "контактное лицо", "контакты"),
    },
    "cost": {
        "it": ("costo", "costi", "costo totale", "costo stimato", "oneri", "spesa", "importo", "costo eur"),
        "en": ("cost", "costs", "total cost", "estimated cost", "budget", "amount", "cost eur"),
        "ru": ("стоимость", "расходы", "бюджет", "затраты"),
    },
    "programme": {"it": ("programma",), "en": ("program", "programme"), "ru": ("программа",)},
    "level": {"it": ("livello",), "en": ("level",), "ru": ("уровень",)},
    "language": {
        "it": ("lingua", "lingua di lavoro"),
        "en": ("language", "working language", "language of work"),
        "ru": ("язык", "рабочий язык"),
    },
    "priority": {"it": ("priorita",), "en": ("priority",), "ru": ("приоритет",)},
    "reserve": {"it": ("riserva", "di riserva"), "en": ("reserve",), "ru": ("резерв",)},
    "remarks": {
        "it": ("note", "osservazioni", "annotazioni"),
        "en": ("remarks", "notes", "comments"),
        "ru": ("примечание", "примечания"),
    },
    "reference": {
        "it": ("riferimento", "rif", "nostro riferimento"),
        "en": ("reference", "ref", "our reference"),
        "ru": ("ссылка",),
    },
    "row_kind": {"en": ("row kind", "row type"), "it": ("tipo riga",), "ru": ("тип строки",)},
    "ignore": {"it": ("da correggere", "riga di origine"), "en": ("to mend", "row of origin"), "ru": ("исправить",)},
}
#: From a folded heading to its field and the languages that write it so.
FIELD_OF: dict[str, tuple[str, tuple[str, ...]]] = {}
for _field, _by_language in _WORDS.items():
    for _language, _words in _by_language.items():
        for _word in _words:
            _known = FIELD_OF.get(_word, (_field, ()))
            FIELD_OF[_word] = (_known[0], (*_known[1], _language) if _language else _known[1])
