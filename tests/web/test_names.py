"""What kinds and standings are called, in the reader's language."""

from django.utils import translation

from foedus.web import names


def test_kind_has_a_name_or_its_own() -> None:
    found = [names.kind_label(form, "en") for form in ("plan/1", "plan", "plan/9", "strange/9")]
    assert found == ["Bilateral cooperation plan", "Bilateral cooperation plan", "plan/9", "strange/9"]


def test_text_is_agreed_otherwise_than_an_activity_in_italian() -> None:
    with translation.override("it"):
        found = [names.standing_label(where, "it") for where in ("agreed", "proposed", "strange")]
    assert found == ["Concordato", names.badge_label("proposed", "it"), "strange"]
    assert names.badge_label("agreed", "it") == "Concordata"
