"""The words of a long negotiation stay while its pages are turned; what the form says counts, and all is forgotten."""

from django.contrib.sessions.backends.signed_cookies import SessionStore
from django.http import QueryDict

from foedus.web.kept_words import elsewhere, forget, keep, merged

FIRST = QueryDict("word:line-1=accept+x/0&word:line-2=decline+y/0&reason:line-2=Troppo+tardi&draft=3&draft_here=3&go=2")


def session_with(*forms: QueryDict) -> SessionStore:
    """A session in which these forms of one plan were sent, one after the other."""
    session = SessionStore()
    for form in forms:
        keep(session, "coop", "plan", merged(session, "coop", "plan", form))
    return session


def test_words_of_other_pages_come_with_the_form() -> None:
    found = merged(session_with(FIRST), "coop", "plan", QueryDict("word:line-9=accept+z/0&draft=4&draft_here=4"))
    assert {name: found.getlist(name) for name in sorted(found) if name != "draft_here"} == {
        "draft": ["4", "3"],
        "reason:line-2": ["Troppo tardi"],
        "word:line-1": ["accept x/0"],
        "word:line-2": ["decline y/0"],
        "word:line-9": ["accept z/0"],
    }
    assert elsewhere(found, {"line-9"}) == 2


def test_word_that_is_taken_back_on_its_page_is_gone() -> None:
    again = QueryDict("word:line-1=&word:line-2=decline+y/0&reason:line-2=Troppo+tardi&draft_here=3")
    found = merged(session_with(FIRST, again), "coop", "plan", QueryDict())
    assert (found.get("word:line-1"), found.get("word:line-2"), found.getlist("draft")) == (None, "decline y/0", [])


def test_words_are_kept_by_plan_and_forgotten() -> None:
    session = session_with(FIRST)
    assert merged(session, "coop", "other", QueryDict()).get("word:line-1") is None
    forget(session, "coop", "other")
    assert merged(session, "coop", "plan", QueryDict())["word:line-1"] == "accept x/0"
    forget(session, "coop")
    assert merged(session, "coop", "plan", QueryDict()).get("word:line-1") is None
