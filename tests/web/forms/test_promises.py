"""By what undertakings can be narrowed."""

import pytest

from foedus.web.forms.promises import PromisesForm

PARTIES = [("ITA", "Italia"), ("AZE", "Azerbaigian")]


def test_page_of_one_partner_asks_for_none() -> None:
    assert list(PromisesForm(None, partners=[], parties=PARTIES, language="it").fields) == [
        "who",
        "strength",
        "state",
        "made",
    ]
    form = PromisesForm(None, partners=["AZE"], parties=PARTIES, language="it")
    assert form.fields["partner"].choices == [("", "all"), ("AZE", "AZE")]  # type: ignore[attr-defined]  # a choice


@pytest.mark.parametrize("made", ["2025-07", "2025", ""])
def test_month_may_be_a_month_or_a_year(made: str) -> None:
    assert PromisesForm({"made": made}, partners=[], parties=PARTIES, language="it").is_valid()


@pytest.mark.parametrize("made", ["July", "25-7", "2025-07-23"])
def test_what_is_no_month_is_told(made: str) -> None:
    assert list(PromisesForm({"made": made}, partners=[], parties=PARTIES, language="it").errors) == ["made"]
