"""Knows what public holidays are called in Italian where the `holidays` library has no Italian; refuses to know a day.

The library names the holidays of many countries in English and in their own languages alone. This table stands on the
English names: one that it does not know stays in English, and says so.
"""

import re
from collections.abc import Mapping
from typing import Final

_OBSERVED: Final = " (observed)"
_MOVED: Final = re.compile(r"Day off \(substituted from (\d{2})/(\d{2})/(\d{4})\)")
"""As the library writes it in English: month, day, year."""

ITALIAN: Final[Mapping[str, str]] = {
    "Additional day off by Presidential decree": "Giorno non lavorativo per decreto del Presidente",
    "Additional public holiday": "Festività aggiuntiva",
    "Armed Forces Day": "Giornata delle Forze armate",
    "Capital Day": "Giornata della capitale",
    "Christmas Day": "Natale",
    "Columbus Day": "Columbus Day",
    "Constitution Day": "Giornata della Costituzione",
    "Constitution and State Flag Day": "Giornata della Costituzione e della bandiera di Stato",
    "Day of Memory and Honor": "Giornata della memoria e dell'onore",
    "Day of the People's April Revolution": "Giornata della rivoluzione popolare di aprile",
    "Days of History and Commemoration of Ancestors": "Giornate della storia e del ricordo degli antenati",
    "Defender of the Fatherland Day": "Giornata del difensore della Patria",
    "Eid al-Adha": "Festa del sacrificio (Id al-adha)",
    "Eid al-Fitr": "Fine del Ramadan (Id al-fitr)",
    "Fatherland Defender's Day": "Giornata del difensore della Patria",
    "First President Day": "Giornata del primo Presidente",
    "Independence Day": "Giornata dell'indipendenza",
    "International Azerbaijanis Solidarity Day": "Giornata della solidarietà degli azerbaigiani nel mondo",
    "International Neutrality Day": "Giornata internazionale della neutralità",
    "International Nowruz Day": "Giornata internazionale del Nowruz",
    "International Women's Day": "Giornata internazionale della donna",
    "Juneteenth National Independence Day": "Giornata della fine della schiavitù (Juneteenth)",
    "Kazakhstan's People Solidarity Holiday": "Festa dell'unità del popolo del Kazakhstan",
    "Labor Day": "Festa del lavoro",
    "Martin Luther King Jr. Day": "Giornata di Martin Luther King",
    "Martyrs' Day": "Giornata dei martiri",
    "May Holidays": "Festività di maggio",
    "Memorial Day": "Giornata dei caduti",
    "Mother's Day": "Festa della mamma",
    "Municipal elections": "Elezioni comunali",
    "National Flag Day": "Giornata della bandiera nazionale",
    "National Liberation Day": "Giornata della salvezza nazionale",
    "National Unity Day": "Giornata dell'unità nazionale",
    "New Year Holidays": "Festività di Capodanno",
    "New Year's Day": "Capodanno",
    "Non-working day": "Giorno non lavorativo",
    "Nooruz Holiday": "Festa del Nooruz",
    "Nowruz": "Nowruz",
    "Nowruz Holiday": "Festa del Nowruz",
    "Orthodox Christmas": "Natale ortodosso",
    "Presidential elections": "Elezioni presidenziali",
    "Republic Day": "Giornata della Repubblica",
    "Spring Festival": "Festa di primavera",
    "Teachers and Instructors Day": "Giornata degli insegnanti",
    "Thanksgiving Day": "Giorno del ringraziamento",
    "Veterans Day": "Giornata dei veterani",
    "Victory Day": "Giornata della vittoria",
    "Victory over Fascism Day": "Giornata della vittoria sul fascismo",
    "Washington's Birthday": "Anniversario della nascita di Washington",
    "Women's Day": "Giornata della donna",
}


def in_italian(name: str) -> str | None:
    """What a holiday is called in Italian.

    Args:
        name: in English, as the library writes it, without a mark of estimation.

    Returns:
        The Italian name; None where this table has none.
    """
    moved = _MOVED.fullmatch(name)
    if moved is not None:
        month, day, year = moved.groups()
        return f"Giorno non lavorativo (spostato dal {int(day)}/{int(month)}/{year})"
    plain = ITALIAN.get(name.removesuffix(_OBSERVED))
    if plain is None:
        return None
    return f"{plain} (recupero)" if name.endswith(_OBSERVED) else plain
