"""Finds the record that a short name means: ``ITA/12/0``, a record's name, a line's number; it opens no ledger."""

import re
from collections.abc import Collection
from typing import Final

from django.db.models import F
from django.db.models.expressions import RawSQL

from foedus.office.names import is_record_name
from foedus.office.ports import Node
from foedus.store.listing import index
from foedus.store.listing.answers import RecordRow
from foedus.store.listing.records import COLUMNS, listed, row_of
from foedus.store.listing.update import store_of
from foedus.store.models import ListedActivity

_SHOWN: Final = re.compile(r"[A-Z][A-Z0-9-]{1,15}/\d+/\d{1,4}")
_SERIAL: Final = re.compile(r"\d{1,4}[A-Za-z]?")
_MOST: Final = 5


def is_shown_name(text: str) -> bool:
    """Say whether a text has the form in which versions are shown to people: ``ITA/12/0``."""
    return _SHOWN.fullmatch(text.strip().upper()) is not None


def called(node: Node, coops: Collection[int], text: str) -> tuple[RecordRow, ...]:
    """The records that are called exactly so, a few at most; none where the text is no short name.

    A number alone is that of a line, the newest plan's first; it is only looked for in one cooperation, for in all
    of them it means nothing.

    :param coops: the cooperations that may be seen, by number.
    """
    text = text.strip()
    found = listed(node).filter(is_shown=True, cooperation__in=sorted(coops))
    if is_record_name(text):
        found = found.filter(name=text)
    elif is_shown_name(text):
        query, parameters = index.numbers_with(store_of(node).connection, text, coops)
        found = found.filter(shown=text.upper(), pk__in=RawSQL(query, parameters))  # noqa: S611 - a parameter
    elif len(coops) == 1 and _SERIAL.fullmatch(text):
        lines = ListedActivity.objects.using(store_of(node).connection.alias).filter(cooperation__in=sorted(coops))
        numbers = (
            lines.filter(serial__iexact=text)
            .order_by(F("year").desc(nulls_last=True), "-pk")
            .values_list("pk", flat=True)[:_MOST]
        )
        found = found.filter(pk__in=list(numbers)).order_by("-begins", "-pk")
    else:
        return ()
    return tuple(row_of(values) for values in found.values_list(*COLUMNS)[:_MOST])
