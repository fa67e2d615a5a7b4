"""The fixed words of a plan on paper, in the languages that it has them in; it refuses to know any plan."""

from collections.abc import Sequence

Both = tuple[str, ...]
"""One text for each language of a paper, in their order."""

# Each word in Italian, English, French and Russian, in this order.
_WORDS: dict[str, tuple[str, str, str, str]] = {
    "plan": (
        "Piano di cooperazione bilaterale",
        "Bilateral cooperation plan",
        "Plan de coopération bilatérale",
        "План двустороннего сотрудничества",
    ),
    "parties": ("Parti", "Parties", "Parties", "Стороны"),
    "period": ("Periodo", "Period", "Période", "Срок"),
    "agreement": ("Accordo", "Agreement", "Accord", "Соглашение"),
    "agreed_at": ("Concordato a", "Agreed at", "Convenu lors de", "Согласовано на"),
    "code": ("Codice", "Code", "Code", "Код"),
    "edition": ("Edizione", "Edition", "Édition", "Издание"),
    "stage": ("Fase", "Stage", "Étape", "Стадия"),
    "standing": ("Stato del testo", "Standing of the text", "État du texte", "Состояние текста"),
    "agreed": (
        "Concordato dalle Parti il {day}",
        "Agreed by the Parties on {day}",
        "Convenu par les Parties le {day}",
        "Согласовано Сторонами {day}",
    ),
    "on_paper": (
        "Concordato su carta ({parties}); registrato il {day} ({by})",
        "Agreed on paper by {parties}; recorded by {by} on {day}",
        "Convenu sur papier ({parties}) ; enregistré le {day} ({by})",
        "Согласовано на бумаге ({parties}); внесено {day} ({by})",
    ),
    "not_agreed": ("Non ancora concordato", "Not agreed yet", "Pas encore convenu", "Ещё не согласовано"),
    "draft": ("BOZZA", "DRAFT", "PROJET", "ПРОЕКТ"),
    "paper_mark": ("CONCORDATO SU CARTA", "AGREED ON PAPER", "CONVENU SUR PAPIER", "СОГЛАСОВАНО НА БУМАГЕ"),
    "provisions": ("Disposizioni", "Provisions", "Dispositions", "Положения"),
    "preamble": ("Premessa", "Preamble", "Préambule", "Преамбула"),
    "financial": (
        "Disposizioni finanziarie",
        "Financial provisions",
        "Dispositions financières",
        "Финансовые положения",
    ),
    "lead_times": ("Termini di preavviso", "Lead times", "Délais", "Сроки уведомления"),
    "changes": ("Modifiche", "Changes", "Modifications", "Изменения"),
    "further": ("Altre disposizioni", "Further provisions", "Autres dispositions", "Прочие положения"),
    "contacts": ("Punti di contatto", "Points of contact", "Points de contact", "Контактные пункты"),
    "languages": ("Lingue", "Languages", "Langues", "Языки"),
    "authentic": (
        "Fanno fede i testi in: {languages}.",
        "The authentic texts are in: {languages}.",
        "Font foi les textes en : {languages}.",
        "Аутентичны тексты на языках: {languages}.",
    ),
    "prevailing": (
        "In caso di divergenza prevale il testo in: {languages}.",
        "In case of divergence the text that prevails is in: {languages}.",
        "En cas de divergence prévaut le texte en : {languages}.",
        "При расхождении преимущество имеет текст на языке: {languages}.",
    ),
    "lines": ("Attività", "Activities", "Activités", "Мероприятия"),
    "host": ("Parte ospitante", "Host Party", "Partie hôte", "Принимающая Сторона"),
    "hosted_by": (
        "Parte ospitante: {party}",
        "Host Party: {party}",
        "Partie hôte : {party}",
        "Принимающая Сторона: {party}",
    ),
    "third_country": ("In un Paese terzo", "In a third country", "Dans un pays tiers", "В третьей стране"),
    "online": ("A distanza", "Online", "En ligne", "Дистанционно"),
    "aboard": ("A bordo", "Aboard", "À bord", "На борту"),
    "not_said": (
        "Parte ospitante da definire",
        "Host Party to be defined",
        "Partie hôte à définir",
        "Принимающая Сторона не определена",
    ),
    "serial": ("N.", "No.", "N°", "№"),
    "title": ("Attività", "Activity", "Activité", "Мероприятие"),
    "place": ("Sede", "Place", "Lieu", "Место"),
    "entities": ("Enti", "Entities", "Organismes", "Исполнители"),
    "places": ("Posti", "Places", "Places", "Места"),
    "money": ("Spese", "Who pays", "Frais", "Расходы"),
    "remarks": ("Note", "Remarks", "Remarques", "Примечания"),
    "lead": ("capofila", "lead", "chef de file", "ответственный"),
    "supporting": ("concorrente", "supporting", "en appui", "содействующий"),
    "executing": ("esecutore", "executing", "exécutant", "исполнитель"),
    "up_to": ("fino a {amount}", "up to {amount}", "jusqu'à {amount}", "до {amount}"),
    "reserve": ("Di riserva", "Reserve", "En réserve", "Резерв"),
    "totals": ("Riepilogo", "Totals", "Récapitulatif", "Итоги"),
    "number": ("Attività", "Activities", "Activités", "Мероприятия"),
    "of_reserve": ("di cui di riserva", "of which reserve", "dont en réserve", "в т. ч. резерв"),
    "dated": ("con date confermate", "with confirmed dates", "à dates confirmées", "с точными датами"),
    "places_of": ("Posti {party}", "Places {party}", "Places {party}", "Места {party}"),
    "total": ("Totale", "Total", "Total", "Всего"),
    "none": ("Nessuna attività", "No activity", "Aucune activité", "Нет мероприятий"),
    "signatures": ("Firme", "Signatures", "Signatures", "Подписи"),
    "for_party": ("Per la Parte: {party}", "For {party}", "Pour la Partie : {party}", "От Стороны: {party}"),
    "post": ("Incarico", "Post", "Fonction", "Должность"),
    "where": ("Luogo", "Place", "Lieu", "Место"),
    "when": ("Data", "Date", "Date", "Дата"),
    "signature": ("Firma", "Signature", "Signature", "Подпись"),
    "check": ("Codice di controllo", "Check code", "Code de contrôle", "Контрольный код"),
    "page": ("Pagina {page} di {pages}", "Page {page} of {pages}", "Page {page} de {pages}", "Стр. {page} из {pages}"),
    "no_check": (
        "Senza codice di controllo: il testo non è ancora concordato",
        "No check code: the text is not agreed yet",
        "Sans code de contrôle : le texte n'est pas encore convenu",
        "Без контрольного кода: текст ещё не согласован",
    ),
    "paper_check": (
        "Concordato su carta, registrato da una Parte ({by}): non firmato elettronicamente dall'altra Parte",
        "Agreed on paper, recorded by {by}: not signed electronically by the other Party",
        "Convenu sur papier, enregistré par une Partie ({by}) : non signé électroniquement par l'autre Partie",
        "Согласовано на бумаге, внесено одной Стороной ({by}): без электронной подписи другой Стороны",
    ),
    "amended": (
        "Testo concordato dopo il piano, il {day}",
        "Text agreed after the plan, on {day}",
        "Texte convenu après le plan, le {day}",
        "Текст согласован после плана, {day}",
    ),
    "amended_head": (
        "Testi concordati dopo il piano",
        "Texts agreed after the plan",
        "Textes convenus après le plan",
        "Тексты, согласованные после плана",
    ),
    "in_dispute": (
        "Risultano due testi concordati: da chiarire tra le Parti",
        "Two agreed texts are on record: to be settled between the Parties",
        "Deux textes convenus sont enregistrés : à régler entre les Parties",
        "Имеются два согласованных текста: подлежит урегулированию Сторонами",
    ),
    "open_head": (
        "Che cosa non è ancora concordato",
        "What is not agreed yet",
        "Ce qui n'est pas encore convenu",
        "Что ещё не согласовано",
    ),
    "open_mark": ("ancora aperta", "still open", "encore ouverte", "открыто"),
    "open_plan": ("Testo del piano", "Text of the plan", "Texte du plan", "Текст плана"),
    "is_draft": (
        "Preparato ({by}), non ancora proposto",
        "Prepared by {by}; not proposed yet",
        "Préparé ({by}), pas encore proposé",
        "Подготовлено ({by}), ещё не предложено",
    ),
    "waits": (
        "Proposto ({by}); si attende la risposta ({parties})",
        "Proposed by {by}; an answer is awaited from {parties}",
        "Proposé ({by}) ; en attente de réponse ({parties})",
        "Предложено ({by}); ожидается ответ ({parties})",
    ),
    "declined": (
        "Non accettato ({parties})",
        "Not accepted by {parties}",
        "Non accepté ({parties})",
        "Не принято ({parties})",
    ),
    "differs": (
        "I testi delle Parti differiscono",
        "The texts of the Parties differ",
        "Les textes des Parties diffèrent",
        "Тексты Сторон различаются",
    ),
    "accepted": (
        "Accettate da tutti, in attesa del piano: {count}",
        "Accepted by all, waiting for the plan: {count}",
        "Acceptées par tous, en attente du plan : {count}",
        "Приняты всеми, ожидают плана: {count}",
    ),
    "open_count": ("Ancora aperte: {count}", "Still open: {count}", "Encore ouvertes : {count}", "Открыты: {count}"),
    "text_of": ("Testo: {party}", "Text of {party}", "Texte : {party}", "Текст: {party}"),
    "field": ("Voce", "Item", "Rubrique", "Пункт"),
    "reason": ("Motivo", "Reason", "Motif", "Причина"),
    "nothing_there": ("assente", "absent", "absent", "отсутствует"),
    "to_be_defined": ("da definire", "to be defined", "à définir", "будет определено"),
    "half": (
        "{ordinal} semestre {year}",
        "{ordinal} half of {year}",
        "{ordinal} semestre {year}",
        "{ordinal} полугодие {year} г.",
    ),
    "week": (
        "settimana {week} del {year} ({days})",
        "week {week} of {year} ({days})",
        "semaine {week} de {year} ({days})",
        "{week}-я неделя {year} г. ({days})",
    ),
    "weeks": (
        "settimane {week}-{last} del {year} ({days})",
        "weeks {week} to {last} of {year} ({days})",
        "semaines {week} à {last} de {year} ({days})",
        "{week}-{last}-я недели {year} г. ({days})",
    ),
}
_ORDER = {"it": 0, "en": 1, "fr": 2, "ru": 3}
_ENGLISH = 1
ORDINALS = {"en": ("first", "second"), "fr": ("1er", "2e"), "ru": ("1-е", "2-е")}


def word(name: str, language: str, /, **facts: object) -> str:
    """Give one fixed word in a language; in English where the paper has it in no other.

    Raises:
        KeyError: there is no such word.
    """
    text = _WORDS[name][_ORDER.get(language, _ENGLISH)]
    return text.format(**facts) if facts else text


def both(name: str, languages: Sequence[str], /, **facts: object) -> Both:
    """Give one fixed word in each language of a paper."""
    return tuple(word(name, language, **facts) for language in languages)
