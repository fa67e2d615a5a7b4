"""Knows how an agenda's usual items are worded in Italian and in English; refuses to know what stands under them."""

from collections.abc import Mapping, Sequence

from foedus.records.values import Language, Text

AGENDA_LANGUAGES: tuple[Language, ...] = ("it", "en")

ITEMS: Mapping[str, tuple[str, str]] = {
    "title": ("Staff Talks", "Staff talks"),
    "title_edition": ("Staff Talks, {edition}ª edizione", "Staff talks, edition {edition}"),
    "opening": ("Apertura dei lavori e approvazione dell'ordine del giorno", "Opening, and adoption of the agenda"),
    "carried_out": ("Attuazione del piano dal {since}", "Carrying out of the plan since {since}"),
    "not_done": ("Attività non effettuate", "Activities that did not take place"),
    "carried_over": ("Attività rinviate o riportate", "Activities postponed or carried over"),
    "asked": ("Richieste delle Parti", "Requests of the Parties"),
    "promised": ("Impegni assunti", "Undertakings"),
    "questions": ("Questioni in attesa di risposta", "Questions that wait for an answer"),
    "decisions": ("Seguito delle decisioni dell'incontro precedente", "Follow-up to the decisions of the last meeting"),
    "recurring": ("Attività ricorrenti", "Recurring activities"),
    "proposals": ("Proposte per il {year}", "Proposals for {year}"),
    "next": ("Data e sede del prossimo incontro", "Date and place of the next meeting"),
}
"""Each item in Italian and in English, with places for the values that it takes."""

_MOST_TITLES = 8


def item(name: str, languages: Sequence[str], titles: Sequence[Text] = (), **values: object) -> Text:
    """Give an item of an agenda as a text in a cooperation's languages; the first of them that is known is its own.

    Args:
        name: one of `ITEMS`.
        languages: of the cooperation; where none is known here, the item is in English.
        titles: what stands under it, said behind a colon: the first few.
        values: what its places take.
    """
    known: list[Language] = [language for language in AGENDA_LANGUAGES if language in languages] or ["en"]
    known.sort(key=lambda language: list(languages).index(language) if language in languages else 0)
    worded = {language: _worded(name, language, titles, values) for language in known}
    first, *others = known
    return Text.write(first, worded[first], {language: worded[language] for language in others})


def _worded(name: str, language: Language, titles: Sequence[Text], values: Mapping[str, object]) -> str:
    words = ITEMS[name][AGENDA_LANGUAGES.index(language)].format(**values)
    said = [title.say(language) for title in titles[:_MOST_TITLES]]
    more = ["..."] if len(titles) > _MOST_TITLES else []
    return f"{words}: {'; '.join([*said, *more])}" if said else words
