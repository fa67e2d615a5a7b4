"""What a calendar program is told: what takes place, as far as its person may read of it; it keeps none."""

from collections.abc import Callable, Sequence
from datetime import date, timedelta
from typing import Any, Final

from django.http import HttpResponse
from django.utils.translation import gettext as _

from foedus.office.ports import Cooperation
from foedus.office.visits import Visit
from foedus.publishing.ical import AGREED, CANCELLED, OFFERED, Happening, Hour
from foedus.records import phrases
from foedus.records.values import LANGUAGES
from foedus.store.listing.feed import Dated, dated
from foedus.web.desk import Desk
from foedus.web.names import STANDINGS, term

BEFORE, AFTER = timedelta(days=120), timedelta(days=730)
"""How far back and ahead of today a feed reaches."""
_OFF: Final = frozenset({"cancelled", "carried_over", "not_held", "postponed"})
_OPEN: Final = frozenset({"proposed", "declined"})
TYPE: Final = "text/calendar; charset=utf-8"
Address = Callable[[str, str, str], str]


def happenings(desk: Desk, coops: Sequence[Cooperation], address: Address) -> list[Happening]:
    """All that takes place with these partners, from some months ago until two years ahead.

    :param address: gives a record's full address from the partner's short name, the kind and the record's name.
    """
    numbers = {desk.number(one): one for one in coops}
    first, last = desk.today - BEFORE, desk.today + AFTER
    found = dated(desk.node, list(numbers), first, last, today=desk.today)
    return [_happening(desk, numbers[one.cooperation], one, address) for one in found]


def happening(desk: Desk, coop: Cooperation, record: str, address: Address) -> Happening | None:
    """One activity or meeting, whenever it takes place; None where it has no time at all."""
    numbers = [desk.number(coop)]
    found = dated(desk.node, numbers, date.min, date.max, today=desk.today, name=record)
    return _happening(desk, coop, found[0], address) if found else None


def _happening(desk: Desk, coop: Cooperation, one: Dated, address: Address) -> Happening:
    language = desk.language
    is_activity = one.kind == "activity"
    status = term("statuses", one.status, language) if is_activity else str(STANDINGS.get(one.status, one.status))
    title = words_in(one.captions, language)
    return Happening(
        uid=uid_of(coop, one.name),
        sequence=one.revision,
        changed=one.changed,
        title=f"{coop.name}: {title}" if title else coop.name,
        begins=one.begins,
        ends=one.ends,
        standing=CANCELLED if one.status in _OFF else OFFERED if one.status in _OPEN else AGREED,
        is_vague=one.is_vague,
        place=phrases.place(one.place, language) if one.place else "",
        description=_("Only the month or more is known so far.") + f" {status}" if one.is_vague else str(status),
        address=address(coop.name, one.kind, one.name),
        categories=(coop.name,),
    )


def hours(coop: Cooperation, record: str, visit: Visit, place: dict[str, Any], changed: str) -> list[Hour]:
    """A visit's programme, part by part, by the clock of its place.

    :param changed: when it was taken out, `YYYY-MM-DDThh:mm:ssZ`.
    """
    return [
        Hour(
            uid=f"{number}.{uid_of(coop, record)}",
            changed=changed,
            title=f"{slot.what} ({slot.for_whom})" if slot.for_whom else slot.what,
            day=slot.day,
            begins=slot.begins,
            ends=slot.ends,
            place=slot.where,
            country=str(place.get("country", "")),
        )
        for number, slot in enumerate(visit.programme)
    ]


def uid_of(coop: Cooperation, record: str) -> str:
    """A record's name for calendars: the same for ever, and on every copy."""
    code, _slash, uid = record.partition("/")
    return f"{uid}.{code}@{coop.id[:16]}.foedus"


def as_file(told: bytes, name: str) -> HttpResponse:
    """Answer with a calendar file under a name."""
    answer = HttpResponse(told, content_type=TYPE)
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


def words_in(captions: Any, language: str) -> str:
    """A caption in the reader's language, else in the first that there is."""
    for one in (language, captions.get("original", ""), *LANGUAGES):
        if captions.get(one):
            return str(captions[one])
    return next((str(text) for text in captions.values() if text), "")
