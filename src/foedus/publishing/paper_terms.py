"""The terms of a plan's lines in French and Russian, for its paper; the lists of terms have Italian and English."""

from collections.abc import Mapping

from foedus.records.terms import TermList

_FRENCH_RUSSIAN: Mapping[str, Mapping[str, tuple[str, str]]] = {
    "activity_types": {
        "staff_talks": ("Entretiens d'états-majors", "Штабные переговоры"),
        "expert_exchange": ("Échange d'experts", "Обмен экспертами"),
        "mobile_training_team": ("Équipe mobile de formation", "Мобильная учебная группа"),
        "train_the_trainers": ("Formation de formateurs", "Подготовка инструкторов"),
        "course": ("Cours", "Курс"),
        "on_the_job_training": ("Formation sur le tas", "Стажировка"),
        "seminar": ("Séminaire ou conférence", "Семинар или конференция"),
        "study_visit": ("Visite d'étude", "Ознакомительный визит"),
        "staff_visit": ("Visite d'état-major", "Штабной визит"),
        "high_level_visit": ("Visite de haut niveau", "Визит высокого уровня"),
        "exercise_taking_part": ("Exercice (participation)", "Учение (участие)"),
        "exercise_observing": ("Exercice (observation)", "Учение (наблюдение)"),
        "port_visit": ("Escale", "Заход в порт"),
        "unit_twinning": ("Jumelage d'unités", "Побратимство частей"),
        "language_course": ("Cours de langue", "Языковой курс"),
        "liaison_post": ("Poste de liaison ou d'échange", "Должность связи или обмена"),
        "equipment": ("Matériel ou don", "Имущество или дар"),
        "joint_study": ("Étude conjointe", "Совместное исследование"),
    },
    "money_items": {
        "travel": ("Voyage", "Проезд"),
        "per_diem": ("Indemnités journalières", "Суточные"),
        "board": ("Repas", "Питание"),
        "lodging": ("Hébergement", "Проживание"),
        "local_transport": ("Transport local", "Местный транспорт"),
        "fees": ("Frais d'inscription", "Взносы"),
        "interpreter": ("Interprète", "Переводчик"),
        "insurance": ("Assurance", "Страхование"),
        "medical": ("Frais médicaux", "Медицинские расходы"),
        "other": ("Autre", "Прочее"),
    },
    "payers": {
        "host": ("Partie hôte", "Принимающая Сторона"),
        "sender": ("Partie d'envoi", "Направляющая Сторона"),
        "each_own": ("Chaque Partie pour soi", "Каждая Сторона за себя"),
        "outside": ("Autres", "Другие"),
    },
    "plan_stages": {
        "negotiated": ("Négocié", "Согласован на переговорах"),
        "initialled": ("Paraphé", "Парафирован"),
        "ad_referendum": ("Ad referendum", "Ad referendum"),
        "signed": ("Signé", "Подписан"),
        "in_force": ("En vigueur", "Вступил в силу"),
        "amended": ("Modifié par échange de lettres", "Изменён обменом письмами"),
    },
}
_PLACES = {"fr": 0, "ru": 1}


def term_text(terms: TermList, term_id: str, language: str) -> str:
    """Give a term in a language; in English where the paper has it in no other."""
    known = _FRENCH_RUSSIAN.get(terms.name, {}).get(term_id)
    if known is None or language not in _PLACES:
        return terms.label(term_id, language)
    return known[_PLACES[language]]
