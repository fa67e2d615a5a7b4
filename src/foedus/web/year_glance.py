"""Draws lines over a stretch of days, sure ones and unsure ones apart, with the table behind; it asks for no line."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, Final

from django.urls import reverse
from django.utils.translation import gettext as _

from foedus.office.ports import Cooperation
from foedus.records import phrases
from foedus.store.listing import ActivityRow
from foedus.web import names, pictures

_TONES: Final = 6
_SURE: Final = "day"


def drawn(
    rows: Sequence[ActivityRow], coop: Cooperation, first: date, last: date, today: date, language: str
) -> dict[str, Any]:
    """The picture of lines from one day to another, both counted, with its table and what the tones mean.

    :param rows: the lines, from top to bottom.
    :param coop: the cooperation; our own lines take the first tone.
    """
    tones = _tones(rows, coop.code)
    lines = [
        pictures.Line(_name(row, language), _spans(row, tones, coop.name, language), _url(row, coop.name))
        for row in rows
    ]
    return {
        "drawing": pictures.strip(lines, first, last, today),
        "tones": [(names.party_name(host, language) if host else _("not said"), tone) for host, tone in tones.items()],
        "table": {
            "head": [_("Line"), _("When"), _("How sure")],
            "rows": [(_name(row, language), _when(row, language) or "–", how_sure(row)) for row in rows],
        },
    }


def _tones(rows: Sequence[ActivityRow], us: str) -> Mapping[str, int]:
    hosts = sorted({row.host for row in rows}, key=lambda host: (not host, host != us, host))
    return {host: min(number, _TONES) for number, host in enumerate(hosts, 1)}


def _name(row: ActivityRow, language: str) -> str:
    return f"{row.serial}. {row.caption(language)}" if row.serial else row.caption(language)


def _url(row: ActivityRow, coop: str) -> str:
    return reverse("record", args=[coop, "activity", row.owner, row.uid])


def _spans(row: ActivityRow, tones: Mapping[str, int], coop: str, language: str) -> tuple[pictures.Span, ...]:
    if row.begins is None:
        return ()
    words = f"{_when(row, language)}, {names.badge_label(row.status, language)}"
    return (
        pictures.Span(
            words, row.begins, row.ends or row.begins, row.precision == _SURE, tones[row.host], _url(row, coop)
        ),
    )


def _when(row: ActivityRow, language: str) -> str:
    if row.begins is None:
        return ""
    days = {"from": row.begins.isoformat(), "to": (row.ends or row.begins).isoformat(), "precision": row.precision}
    return phrases.period(days, language)


def how_sure(row: ActivityRow) -> str:
    """Whether the days themselves are meant, in words."""
    if row.begins is None:
        return _("no date yet")
    return _("the days are settled") if row.precision == _SURE else _("about that time")
