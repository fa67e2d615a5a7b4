"""Errors as people are told them: a table of causes and words, in both languages, without a traceback."""

import errno

import pytest

from foedus.cli import language
from foedus.cli.border_wording import BORDER
from foedus.cli.reasons import pour, reason_text
from foedus.cli.sheet_words import FINDINGS
from foedus.cli.telling import wording_of
from foedus.cli.wording import WORDINGS
from foedus.exchange.envelope import EnvelopeError
from foedus.exchange.errors import AddressError, ExchangeError
from foedus.ledger.errors import BundleError, KeyFormError, LineError, SigningError
from foedus.office.drafts import Fault, Suspect
from foedus.office.errors import (
    AmbiguousError,
    CardError,
    ConsentError,
    DispatchError,
    DraftError,
    GuardError,
    KeyringError,
    NotFoundError,
    OfficeError,
    PersonalDataError,
)
from foedus.phrases.reasons import ACTS, DISPATCHES, LINES, SHEETS
from foedus.reading.findings import Code
from foedus.reading.headings import MappingError
from foedus.reading.table import SHEET_ERROR_CODES, SheetError
from foedus.records import catalogue
from foedus.records.terms import UnknownTermError
from foedus.store.home import HomeError
from tests.databases import ON_FILE_ALONE

pytestmark = ON_FILE_ALONE
CASES: list[tuple[BaseException, str, str]] = [
    (
        LineError("signature", kid="K"),
        (
            "An entry cannot be taken: its signature is not of the key that it names: something in it was "
            "changed, or it is forged."
        ),
        (
            "Una registrazione non può essere accolta: la sua firma non è della chiave che indica: qualcosa vi è stato "
            "cambiato, o è falsa."
        ),
    ),
    (
        KeyFormError("key-length", bytes=31),
        "A key cannot be used: a key in it has 31 bytes, not 32.",
        "Una chiave non è utilizzabile: una chiave al suo interno ha 31 byte, non 32.",
    ),
    (
        BundleError("digest", file="journals/AZE.jsonl"),
        (
            "The dispatch cannot be taken: journals/AZE.jsonl is not the one that its list of contents names: it was "
            "changed after it was packed."
        ),
        (
            "Il plico non può essere accolto: journals/AZE.jsonl non è quello nominato dall'elenco del contenuto: è "
            "stato cambiato dopo la confezione."
        ),
    ),
    (
        SigningError("conflicting-registers", code="ITA", seq=3),
        "This office must not sign that: two different entries of ITA bear the number 3.",
        "Questo ufficio non deve firmarlo: due diverse registrazioni di ITA portano il numero 3.",
    ),
    (
        EnvelopeError("not-for-us", file="x"),
        "The dispatch cannot be opened or encrypted: it is encrypted to others, or it is damaged.",
        "Il plico non può essere aperto o cifrato: è cifrato per altri, o è danneggiato.",
    ),
    (
        HomeError("home-not-empty", home="/x"),
        "The folder /x is not empty.",
        "La cartella /x non è vuota.",
    ),
    (
        KeyringError("passphrase-wrong", file="/x"),
        "The keys cannot be used: the passphrase does not open them.",
        "Le chiavi non sono utilizzabili: la frase d'accesso non le apre.",
    ),
    (
        NotFoundError("record-unknown", name="ITA/1"),
        "No record is called ITA/1.",
        "Nessun atto si chiama ITA/1.",
    ),
    (
        AmbiguousError("record-ambiguous", name="1", candidates=("ITA/1a", "ITA/1b")),
        "1 can mean several: ITA/1a, ITA/1b.",
        "1 può indicarne più d'uno: ITA/1a, ITA/1b.",
    ),
    (
        DraftError("not-ready", draft=2, problems=(Fault(("title",), "missing", {}, 2),)),
        "The draft is not ready: d2: title is missing.",
        "La bozza non è pronta: d2: title manca.",
    ),
    (
        PersonalDataError(
            "personal-data", suspects=(Suspect(2, "body", ("remarks", "it"), "x@y.z", "mail", "activity/1"),)
        ),
        "Something looks like personal data: “x@y.z” (Remarks / it).",
        "Qualcosa sembra un dato personale: “x@y.z” (Note / it).",
    ),
    (
        ConsentError("overtaken", version="ITA/1/0", agreed="AZE/2/0"),
        "This cannot be said of ITA/1/0: another text was agreed meanwhile (AZE/2/0).",
        "Non si può dire questo di ITA/1/0: nel frattempo è stato concordato un altro testo (AZE/2/0).",
    ),
    (
        DispatchError("nobody-to-send-to", name="AZE"),
        "The dispatch cannot be taken or made: there is no other Party in AZE yet.",
        "Il plico non può essere accolto o scritto: in AZE non c'è ancora un'altra Parte.",
    ),
    (
        GuardError("copy-behind", last_signed=5, held=3),
        "This office's copy must not sign: it is older than what it last signed (number 5; here 3).",
        "La copia dell'ufficio non deve firmare: è anteriore a quanto ha firmato per ultimo (numero 5; qui 3).",
    ),
    (
        CardError("field-missing", field="age"),
        "The card cannot be read: its field “age” is missing.",
        "La scheda identificativa non è leggibile: manca il suo campo «age».",
    ),
    (OfficeError("nothing-to-sign"), "There is nothing to sign.", "Non c'è nulla da firmare."),
    (
        SheetError("too-many-rows", limit=20000),
        "The sheet cannot be read: it has more than 20000 rows.",
        "Il foglio non è leggibile: ha più di 20000 righe.",
    ),
    (
        MappingError("field-unknown", "titel"),
        "The mapping cannot be used: there is no field titel.",
        "La mappatura non è utilizzabile: non esiste il campo titel.",
    ),
    (
        catalogue.UnknownKindError("x"),
        "There is no kind of record called x.",
        "Non esiste un tipo di atto chiamato x.",
    ),
    (
        catalogue.BodyError("plan/1", catalogue.problems("plan/1", {})),
        "This is not of the kind plan/1: Title (title) is missing.",
        "Questo non è del tipo plan/1: Titolo (title) manca.",
    ),
    (
        UnknownTermError("outcomes", "x"),
        "The list outcomes has no term x.",
        "L'elenco outcomes non ha il termine x.",
    ),
    (
        OSError(errno.ENOSPC, "No space left on device"),
        "The system refused: the disk is full.",
        "Il sistema ha rifiutato: il disco è pieno.",
    ),
    (
        PermissionError(errno.EACCES, "Permission denied", "/x"),
        "The system refused: you may not read or write /x.",
        "Il sistema ha rifiutato: non vi è consentito leggere o scrivere /x.",
    ),
    (OSError(errno.EXDEV, "Strange"), "The system refused: Strange.", "Il sistema ha rifiutato: Strange."),
]


@pytest.mark.parametrize("error, english, italian", CASES, ids=lambda case: getattr(case, "reason", None))
def test_error_is_told_in_both_languages(error: BaseException, english: str, italian: str) -> None:
    wording = wording_of(error)
    assert wording is not None
    for lang, happened in (("en", english), ("it", italian)):
        language.choose(lang)
        told = wording.tell(error)
        assert told[0] == happened
        assert all(told[1:])


@pytest.mark.parametrize("lang", language.LANGUAGES)
def test_wording_of_every_error_says_all_three_things(lang: str) -> None:
    language.choose(lang)
    for kind, wording in WORDINGS.items():
        for reason in wording.phrase.reasons or ("",):
            error = kind.__new__(kind)
            error.reason = error.code = reason  # type: ignore[attr-defined]  # whichever the class has
            error.facts = {}  # type: ignore[attr-defined]  # the texts must stand without them
            try:
                told = wording.tell(error)
            except AttributeError:
                continue  # an error whose words need its own attributes is in the table above
            assert [part for part in told if not part.strip(" .:")] == [], (kind, reason)


def test_error_of_the_border_is_worded_without_the_rest() -> None:
    assert {
        AddressError,
        BundleError,
        EnvelopeError,
        ExchangeError,
        KeyFormError,
        LineError,
        OSError,
        SigningError,
    } == set(BORDER)


def test_error_that_is_not_ours_has_no_words() -> None:
    assert wording_of(ZeroDivisionError()) is None


def test_reason_without_words_is_shown_as_it_is() -> None:
    assert reason_text("something-new", {}) == "something-new"


def test_fact_that_is_missing_shows_as_a_dash() -> None:
    assert pour("{here} and {gone}", {"here": 1}) == "1 and -"


def test_code_of_every_finding_has_words() -> None:
    assert set(FINDINGS) == set(Code)
    assert set(SHEETS) == set(SHEET_ERROR_CODES)


@pytest.mark.parametrize("reason", ["not-the-keeper", "in-dispute", "consent-expired", "unknown-version"])
def test_reason_of_an_act_has_words(reason: str) -> None:
    assert reason in ACTS


def test_reasons_of_lines_and_dispatches_do_not_overlap() -> None:
    assert set(LINES) & set(DISPATCHES) == set()
