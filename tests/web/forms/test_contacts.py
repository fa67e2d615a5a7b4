"""The form of who is who: what it keeps, what it refuses, and what it begins with."""

from django.utils import translation

from foedus.office.contacts import Contact
from foedus.web.forms.contacts import ContactForm, initial_of

PARTIES = {"AZE": "Azerbaijan", "ITA": "Italy"}
SAID = {"party": "AZE", "post": "Head, Sample Office", "name": "Sample Officer", "begins": "2024-01-01"}
KEPT = Contact(party="AZE", post="Head, Sample Office", name="Sample Officer", from_="2024-01-01", id="c1")


def test_what_is_typed_becomes_a_contact() -> None:
    form = ContactForm(SAID, parties=PARTIES)
    assert form.is_valid()
    assert form.contact("c1") == KEPT


def test_post_and_party_are_needed_and_the_end_is_not_before_the_beginning() -> None:
    with translation.override("en"):
        form = ContactForm({"party": "KAZ", "begins": "2024-02-01", "ends": "2024-01-31"}, parties=PARTIES)
        assert sorted(form.errors) == ["ends", "party", "post"]
        assert form.errors["ends"] == ["The last day is before the first."]


def test_form_begins_with_what_is_kept() -> None:
    assert ContactForm({**SAID, **initial_of(KEPT)}, parties=PARTIES).is_valid()
    assert (initial_of(KEPT)["begins"], initial_of(KEPT)["ends"]) == ("2024-01-01", "")
