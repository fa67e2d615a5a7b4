"""How many lines of the next talks one page holds, and in what order."""

import pytest

from foedus.web import talks
from foedus.web.desk import Desk as WebDesk
from foedus.web.models import User
from tests.office import desk as office
from tests.office.desk import Open
from tests.web.agreed import agree
from tests.web.conftest import SignIn


@pytest.fixture
def italy(open_desk: Open) -> office.Desk:
    """The office whose home is served: an agreed plan of two lines of a year that is over."""
    return agree(open_desk).italy


@pytest.fixture
def desk(web: office.Desk, sign_in: SignIn) -> WebDesk:
    """An officer's desk there."""
    sign_in("officer").get("/calendar/")
    return WebDesk(User.objects.get()) if web.code == "ITA" else WebDesk(None)


def test_section_shows_its_first_lines_and_the_rest_apart(desk: WebDesk, monkeypatch: pytest.MonkeyPatch) -> None:
    (coop,) = desk.cooperations()
    monkeypatch.setattr(talks, "MOST", 1)
    monkeypatch.setattr(talks, "SIZE", 1)
    (section,) = talks.talks_page(desk, coop, since=2024, only="", page="")["sections"]
    assert (section.name, section.total, section.more, section.can_propose) == ("not_done", 2, 1, True)
    (_, (first,)), *_ = section.groups
    alone = talks.talks_page(desk, coop, since=2024, only="not_done", page="2")
    assert (first.text, alone["sections"][0].groups[0][1][0].text) == ("1. Sample course", "2. Visita campione")
    assert (alone["sections"][0].more, alone["seats"]) == (0, ())


def test_nothing_open_is_told(desk: WebDesk) -> None:
    (coop,) = desk.cooperations()
    assert talks.talks_page(desk, coop, since=2199, only="", page="")["is_empty"] is True
