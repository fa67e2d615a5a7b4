"""What is read of a draft's form besides its fields, and which files may be attached."""

import msgspec
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import QueryDict

from foedus.office import drafts, partnerships
from foedus.web.desk import Desk as WebDesk
from foedus.web.drafting import SIZE, file_refused, grouped, note_in, private_of, state_of
from foedus.web.models import User
from tests.office.desk import Desk, Open
from tests.web.conftest import SignIn


def test_reason_is_read_by_language_and_blanks_say_nothing() -> None:
    assert note_in(QueryDict("note:it=+Sì+&note:en=++&title.it=Corso")) == {"it": "Sì"}


@pytest.mark.parametrize("name, is_refused", [("a.pdf", False), ("A.PDF", False), ("a.exe", True), ("pdf", True)])
def test_file_is_refused_by_its_type(name: str, is_refused: bool) -> None:  # noqa: FBT001 - a parameter of the test
    assert bool(file_refused([SimpleUploadedFile(name, b"sample")])) is is_refused


def test_state_changes_with_what_a_draft_says(web: Desk) -> None:
    number = web.draft("milestone", what={"it": "Aperto"})
    view = drafts.view(web.node, web.coop, number)
    again = msgspec.structs.replace(view, changed="2024-12-31T00:00:00Z")
    other = msgspec.structs.replace(view, note={"it": "Perché"})
    assert (state_of(again) == state_of(view), state_of(other) == state_of(view)) == (True, False)


def test_private_fields_have_their_words(web: Desk) -> None:
    draft = drafts.new(web.node, web.coop, "activity", private={"cost": ["1", "2"], "sample": "x"})
    view = drafts.view(web.node, web.coop, draft.number)
    assert private_of(view) == [("costs", "1; 2"), ("sample", "x")]


def test_consent_of_some_parties_is_asked_where_there_are_three(open_desk: Open, web: Desk, sign_in: SignIn) -> None:
    number = web.draft("plan", title={"it": "Piano campione"}, period="2024")
    assert 'name="among"' not in sign_in("officer").get(f"/partners/AZE/drafts/{number}/").content.decode()
    kazakhstan = open_desk("KAZ")
    partnerships.found(web.node, "Three", cards=[kazakhstan.card, open_desk("UZB").card], name="three")
    coop = web.node.store.cooperations()[1]
    number = drafts.new(web.node, coop, "plan", body={"title": {"it": "Piano campione"}}).number
    address = f"/partners/three/drafts/{number}/"
    officer = sign_in("officer", username="another")
    page = officer.get(address)
    assert "Whose consent it asks" in page.content.decode()
    state = state_of(drafts.view(web.node, coop, number))
    sent = {"state": state, "title.it": "Piano campione", "title.original": "it", "among_offered": "1"}
    assert officer.post(address, {**sent, "among": ["ITA"]}).status_code == 409
    assert officer.post(address, {**sent, "among": ["ITA", "KAZ"]}).status_code == 302
    assert drafts.view(web.node, coop, number).among == ("ITA", "KAZ")


def test_many_drafts_stand_on_pages_the_plans_own_first(web: Desk) -> None:
    plan = web.draft("plan", title={"it": "Piano campione"}, period="2024")
    record = web.record(plan)
    lines = [web.draft("activity", record, title={"it": f"Corso {n}"}) for n in range(SIZE + 3)]
    alone = web.draft("milestone", what={"it": "Aperto"})
    desk = WebDesk(User())
    [first], page = grouped(desk, web.coop, [lines[0]], "1")
    assert (first.title, first.total, len(first.rows), page.paginator.num_pages) == (
        "Piano campione",
        SIZE + 4,
        SIZE,
        2,
    )
    assert [row.view.number for row in first.rows[:2]] == [plan, lines[0]]
    assert [row.is_with_head for row in first.rows[:3]] == [False, True, False]
    rest, none = grouped(desk, web.coop, (), "2")[0]
    assert ([len(rest.rows), rest.total], [row.view.number for row in none.rows]) == ([4, SIZE + 4], [alone])
