"""Rows of a meeting's private side, as they come out of a browser without script."""

from django.http import QueryDict

from foedus.office.visits import RECEIVED, Gift, Slot, SpeakingNote, Visit
from foedus.web.forms.visits import VisitForm

KEPT = Visit(
    (Slot("2025-07-23", "09:00", "Incontro", "10:30", "Roma", "tutti"),),
    ("Uno", "Due"),
    (SpeakingNote("Cyber", "Un corso", only_if_asked=True),),
    (Gift("Libro", "Capo", RECEIVED, "prezioso"),),
)


def sent_back(form: VisitForm, **more: str) -> QueryDict:
    """What a browser sends of a form that was only looked at."""
    sent = QueryDict(mutable=True)
    for rows in form.rows.values():
        for one in [rows.management_form, *rows]:
            for bound in one:
                value = bound.value()
                if value not in {None, False, ""}:
                    sent[bound.html_name] = "on" if value is True else str(value)
    sent["sites"] = form.sites["sites"].value()
    sent.update(more)
    return sent


def test_what_is_kept_comes_back_as_it_was() -> None:
    form = VisitForm(KEPT, sent_back(VisitForm(KEPT)))
    assert (form.is_valid(), form.visit(), form.is_adding) == (True, KEPT, False)


def test_rows_are_added_and_nothing_is_judged_meanwhile() -> None:
    form = VisitForm(KEPT, sent_back(VisitForm(KEPT), **{"add:gifts": "1", "programme-1-what": "senza giorno"}))
    assert (form.is_adding, len(form.gifts.forms), len(form.programme.forms), form.summary) == (True, 5, 3, [])
    odd = VisitForm(KEPT, QueryDict("add:gifts=1&gifts-TOTAL_FORMS=x"))
    assert len(odd.gifts.forms) == 2


def test_emptied_rows_are_dropped_and_half_filled_ones_told() -> None:
    emptied = sent_back(VisitForm(KEPT))
    for name in list(emptied):
        if name.startswith("gifts-0-"):
            del emptied[name]
    form = VisitForm(KEPT, emptied)
    assert (form.is_valid(), form.visit().gifts) == (True, ())
    half = VisitForm(Visit(), sent_back(VisitForm(Visit()), **{"programme-0-day": "2025-07-23"}))
    assert (half.is_valid(), [one["id"] for one in half.summary]) == (
        False,
        ["id_programme-0-begins", "id_programme-0-what"],
    )
