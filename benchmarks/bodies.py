"""Writes the bodies of sample records, as long and as full as an office writes them; it signs nothing."""

import hashlib
import random
from datetime import date
from typing import Any, Final

from foedus.records.activity_terms import ACTIVITY_TYPES, AREAS

_ITALIAN: Final = (
    *("corso", "addestramento", "sicurezza", "cibernetica", "logistica", "medico", "sminamento", "montagna", "navale"),
    *("seminario", "scambio", "esperti", "visita", "studio", "esercitazione", "comando", "lingua", "spazio", "città"),
)
_ENGLISH: Final = (
    *("course", "training", "security", "cyber", "logistics", "medical", "demining", "mountain", "naval", "seminar"),
    *("exchange", "experts", "visit", "study", "exercise", "command", "language", "space", "law", "peace"),
)
_TOWNS: Final = ("Roma", "Napoli", "Torino", "Livorno")

Body = dict[str, Any]


class Bodies:
    """The bodies of two parties' records.

    :param chance: what everything is drawn from.
    :param codes: the parties; the first is the one whose workbook the plan was.
    """

    def __init__(self, chance: random.Random, codes: tuple[str, str]) -> None:
        self._chance = chance
        self._codes = codes

    def activity(self, plan: str, serial: int, begin: date, end: date) -> Body:
        """A plan's line, between two days."""
        chance, (ours, other) = self._chance, self._codes
        return {
            "title": self.text(),
            "plan": plan,
            "serial": str(serial),
            "type": chance.choice(ACTIVITY_TYPES.ids),
            "area": chance.choice(AREAS.ids),
            "objective": self.text(),
            "host": chance.choice((ours, other)),
            "branches": [{"party": ours, "branch": "army"}, {"party": other, "branch": "navy"}],
            "place": {"kind": "country", "country": "IT", "town": chance.choice(_TOWNS)},
            "period": {"from": begin.isoformat(), "to": end.isoformat(), "precision": "day"},
            "places": [{"party": other, "number": chance.randrange(1, 20)}],
            "entities": [{"party": ours, "entity": "Scuola campione", "role": "lead"}],
            "remarks": self.text(),
        }

    def text(self) -> Body:
        """A line of words in two languages, the second translated from the first."""
        italian = " ".join(self._chance.choices(_ITALIAN, k=8))
        english = " ".join(self._chance.choices(_ENGLISH, k=8))
        source = hashlib.sha256(italian.encode()).hexdigest()
        return {"it": italian, "en": english, "original": "it", "of": {"en": source}}
