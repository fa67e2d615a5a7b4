"""Errors as pages tell them: what happened, what was kept, what to do now, in both languages, and never a traceback."""

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.contrib.sessions.backends.db import SessionStore
from django.db.utils import OperationalError
from django.http import HttpResponse
from django.test import RequestFactory
from django.utils import translation

from foedus.ledger.errors import BundleError, LineError
from foedus.office.drafts import Fault, Suspect
from foedus.office.errors import (
    CardError,
    ConsentError,
    DraftError,
    GuardError,
    KeyringError,
    NotFoundError,
    OfficeError,
    PersonalDataError,
)
from foedus.office.review import Review
from foedus.office.witness import ChangedError
from foedus.reading.headings import MappingError
from foedus.records import catalogue
from foedus.store.backup import BackupError
from foedus.web.desk import Desk as WebDesk
from foedus.web.draft_steps import DraftStepError
from foedus.web.models import User
from foedus.web.wording import WORDINGS, WordingMiddleware, tell, wording_of
from tests.office.desk import Desk
from tests.web.conftest import SignIn

CASES: list[tuple[BaseException, str, str]] = [
    (
        ConsentError("overtaken", version="ITA/1/0", agreed="AZE/2/0"),
        "This cannot be said of ITA/1/0: another text was agreed meanwhile (AZE/2/0).",
        "Non si può dire questo di ITA/1/0: nel frattempo è stato concordato un altro testo (AZE/2/0).",
    ),
    (
        DraftError("not-ready", draft=2, kind="plan/1", problems=(Fault(("title",), "missing", {}, 2),)),
        "The draft is not ready: Title: Fill this in: it is needed.",
        "",
    ),
    (
        PersonalDataError("x", suspects=(Suspect(2, "body", ("remarks", "it"), "x@y.z", "mail", "activity/1"),)),
        "Something looks like personal data: “x@y.z”.",
        "Qualcosa sembra un dato personale: “x@y.z”.",
    ),
    (OfficeError("name-taken", name="AZE"), "Another cooperation of this office is called AZE.", ""),
    (CardError("not-a-card"), "The card cannot be read: it is no card of a Party.", ""),
    (MappingError("field-unknown", "titel"), "The mapping cannot be used: there is no field titel.", ""),
    (
        catalogue.BodyError("plan/1", catalogue.problems("plan/1", {})),
        "This is not of the kind plan/1: Title: Fill this in: it is needed.",
        "",
    ),
    (
        BackupError("not-a-backup"),
        "The backup cannot be used: it is no backup of an office's copy, or it is damaged.",
        "",
    ),
    (KeyringError("passphrase-wrong"), "The keys cannot be used: the passphrase does not open them.", ""),
    (DraftStepError("text-missing"), "This was not done: there are no words with it.", ""),
    (LineError("seq", seq=7, expected=1), "An entry cannot be taken: it is numbered 7, and 1 was due.", ""),
    (PermissionError(13, "Denied", "/x"), "The system refused: you may not read or write /x.", ""),
    (ZeroDivisionError(), "foedus made a mistake that it cannot explain (ZeroDivisionError).", ""),
]


@pytest.fixture(params=["en", "it"])
def language(request: pytest.FixtureRequest) -> Iterator[str]:
    with translation.override(request.param):
        yield request.param


@pytest.mark.parametrize("error, english, italian", CASES, ids=lambda case: type(case).__name__)
def test_error_is_told_in_both_languages(error: BaseException, english: str, italian: str) -> None:
    for name, words in (("en", english), ("it", italian)):
        with translation.override(name):
            told = tell(error)
        assert all(told)
        if words:
            assert told[0] == words


def test_wording_of_every_error_says_all_three_things(language: str) -> None:
    for kind, wording in WORDINGS.items():
        for reason in wording.phrase.reasons or ("",):
            error = kind.__new__(kind)
            error.reason = error.code = reason  # type: ignore[attr-defined]  # whichever the class has
            error.facts = {}  # type: ignore[attr-defined]  # the texts must stand without them
            try:
                told = tell(error)
            except AttributeError:
                continue  # an error whose words need its own attributes is in the table above
            assert [part for part in told if not part.strip(" .:")] == [], (kind, reason, language)


def test_what_to_do_names_no_option() -> None:
    now = [text for wording in WORDINGS.values() for text in (wording.now, *wording.nows.values())]
    assert [text for text in now if " --" in text] == []


def test_error_that_is_a_mistake_of_ours_has_no_words() -> None:
    assert wording_of(ZeroDivisionError()) is None


def answer(error: Exception, method: str = "POST") -> HttpResponse | None:
    """What the middleware answers to an error of a view."""
    request = RequestFactory().generic(method, "/settings/")
    request.user = User.objects.get()
    request.desk = WebDesk(request.user)  # type: ignore[attr-defined]  # as the middleware of the desk sets it
    request.session = SessionStore()
    return WordingMiddleware(lambda _request: HttpResponse()).process_exception(request, error)  # type: ignore[return-value]  # a page


@pytest.mark.usefixtures("web")
@pytest.mark.parametrize(
    "error, method, status",
    [
        (OfficeError("nothing-to-sign"), "POST", 409),
        (GuardError("copy-behind", last_signed=5, held=3), "POST", 409),
        (ChangedError("changed-since-review", review=Review((), (), (), (), (), ())), "POST", 409),
        (BundleError("not-a-bundle"), "POST", 400),
        (CardError("not-a-card"), "POST", 400),
        (NotFoundError("record-unknown", name="x"), "GET", 404),
        (NotFoundError("record-unknown", name="x"), "POST", 409),
    ],
)
def test_error_that_no_page_words_is_worded(sign_in: SignIn, error: Exception, method: str, status: int) -> None:
    sign_in("reader")
    found = answer(error, method)
    assert found is not None
    assert found.status_code == status
    if status != 404:
        assert tell(error)[0].split("'")[0] in found.content.decode()


@pytest.mark.usefixtures("web")
def test_error_that_is_not_ours_is_left_to_django(sign_in: SignIn) -> None:
    sign_in("reader")
    assert (answer(ZeroDivisionError()), answer(BrokenPipeError())) == (None, None)


def test_middleware_lets_answers_through(web: Desk) -> None:
    del web
    request = RequestFactory().get("/")
    assert WordingMiddleware(lambda _request: HttpResponse("as it is"))(request).status_code == 200


def test_copy_that_is_busy_is_told_as_such(tmp_path: Path) -> None:
    one, other = (sqlite3.connect(tmp_path / "a.db", timeout=0, isolation_level=None) for _ in range(2))
    one.execute("BEGIN IMMEDIATE")
    with pytest.raises(sqlite3.OperationalError) as busy:
        other.execute("BEGIN IMMEDIATE")
    refused = OperationalError("locked")
    refused.__cause__ = busy.value
    assert tell(refused)[0] == "This office's copy is busy: something large is being taken in."
    assert tell(OperationalError("full"))[0] == "The database refused: OperationalError."
    one.close()
    other.close()
