"""Says what the office's verbs refuse, and what a sheet, a kind or a list of terms is not; it judges nothing."""

from typing import Final

from foedus.office.errors import (
    AmbiguousError,
    CallerError,
    CardError,
    ConsentError,
    DispatchError,
    DraftError,
    GuardError,
    NotFoundError,
    OfficeError,
    PersonalDataError,
    UnkeptDraftError,
)
from foedus.office.recovery_words import RecoveryWordsError
from foedus.office.witness import ChangedError
from foedus.phrases.language import N_
from foedus.phrases.reasons import LINES, SHEETS
from foedus.phrases.wording import NOTHING_SIGNED, Phrase
from foedus.reading.headings import MappingError
from foedus.reading.table import SheetError
from foedus.records.catalogue import BodyError, KindFileError, UnknownKindError
from foedus.records.terms import UnknownTermError

_DRAFTS: Final = {
    "not-ready": N_("{problems}"),
    "value-not-read": N_("{value} cannot stand in {path}"),
    "period-not-read": N_("{value} is no period such as 2025-05-12/2025-05-16, 2025-05, 2025-Q2 or 2025"),
    "path-unknown": N_("there is no field {path}"),
    "among-not-a-party": N_("{code} is not among the Parties of this cooperation"),
    "among-own-kind": N_("its kind is stated by one Party alone, and asks for nobody's consent"),
    "among-too-few": N_("it asks for the consent of one Party alone: name two at least, or none, for all of them"),
    "answers-another-record": N_("the text that it answers is of another record"),
    "on-the-table": N_("a text of {record} is offered already; answer or withdraw it"),
}

PHRASES: Final[dict[type[Exception], Phrase]] = {
    NotFoundError: Phrase(
        N_("{reason}."),
        reasons={
            "record-unknown": N_("No record is called {name}"),
            "record-unsigned": N_("The record {name} is a draft, and nothing of it is signed yet"),
            "version-unknown": N_("No text is called {name}"),
            "draft-unknown": N_("There is no draft {name} in this cooperation"),
            "kind-unknown": N_("There is no kind of record called {name}"),
            "party-unknown": N_("There is no Party {name} in this cooperation"),
            "plan-unknown": N_("There is no plan {name}"),
            "activity-unknown": N_("There is no activity {name}"),
            "partnership-unknown": N_("No cooperation is called {name} (there is: {known})"),
            "file-unknown": N_("The file {name} is not there, or nothing in it can be read"),
            "contact-unknown": N_("There is no contact {name}"),
            "mapping-unknown": N_("No mapping is kept under the name {name}"),
            "no-drafts": N_("There is no draft in the cooperation {name}"),
            "nothing-on-paper": N_("Nothing recorded on paper is left to offer in {name}"),
            "not-on-paper": N_("{name} was not recorded as agreed on paper"),
            "blob-missing": N_("The file {name} is not here yet"),
            "address-unknown": N_("No address is kept for {name}"),
        },
    ),
    AmbiguousError: Phrase(N_("{name} can mean several: {candidates}.")),
    UnkeptDraftError: Phrase(N_("This cannot be signed: {reason}."), kept=NOTHING_SIGNED, reasons=_DRAFTS),
    DraftError: Phrase(N_("The draft is not ready: {reason}."), kept=NOTHING_SIGNED, reasons=_DRAFTS),
    PersonalDataError: Phrase(N_("Something looks like personal data: {found}."), kept=NOTHING_SIGNED),
    ConsentError: Phrase(
        N_("This cannot be said of {version}: {reason}."),
        kept=NOTHING_SIGNED,
        reasons={
            "not-understood": N_("this program does not understand it whole, so it must not accept it"),
            "blob-missing": N_("a file that belongs to it is not here"),
            "authentic-text-missing": N_("an authentic text that belongs to it is not here"),
            "own-record": N_("it is a declaration of one Party, which nobody accepts"),
            "not-concerned": N_("this Party is not asked"),
            "agreed-already": N_("it is agreed already"),
            "accepted-already": N_("this Party has accepted it already"),
            "withdrawn": N_("it was withdrawn"),
            "in-dispute": N_("the record is in dispute"),
            "overtaken": N_("another text was agreed meanwhile ({agreed})"),
            "own-text": N_("it is this Party's own; withdraw it instead"),
            "reason-missing": N_("a reason must be given"),
            "not-ours": N_("it is not this Party's own text"),
            "no-declaration": N_("it is no declaration"),
        },
    ),
    DispatchError: Phrase(
        N_("The dispatch cannot be taken or made: {reason}."),
        reasons={
            "nobody-to-send-to": N_("there is no other Party in {name} yet"),
            "not-a-receiver": N_("{code} is no Party to whom it could be sent"),
            "another-partnership": N_("it belongs to a cooperation ({partnership}) that this office has not joined"),
            "signature": N_("it is not signed by {sender}: it was changed on its way, or is another's"),
            "not-the-senders-key": N_("the key {thumbprint} that signed it is not a key of {sender}"),
        },
    ),
    CallerError: Phrase(
        N_("A call of another office was not answered: {reason}."),
        kept=N_("Nothing was told to whoever called."),
        reasons={
            "not-encrypted": N_("what was sent is no dispatch for this office"),
            "another-partnership": N_("it is of a cooperation that this office has not joined"),
            "no-party": N_("it is of nobody with whom this office exchanges"),
            "for-others": N_("what came in the name of {code} is for others"),
            "signature": N_("what came in the name of {code} does not bear its signature"),
            "too-often": N_("{code} called too often in a short time"),
            "has-left": N_("{code} has left the cooperation, and is sent nothing more"),
        },
    ),
    GuardError: Phrase(
        N_("This office's copy must not sign: {reason}."),
        kept=N_("Nothing was signed; everything that is here is kept."),
        reasons={
            "conflicting-registers": N_("two different entries of {code} bear the number {seq}"),
            "copy-behind": N_("it is older than what it last signed (number {last_signed}; here {held})"),
            "copy-differs": N_("it holds another entry than the one that it last signed (number {last_signed})"),
            "signed-already": N_("its key has signed another entry with the number {seq}"),
            "not-a-party": N_("{code} is no Party to this cooperation, or has left it"),
        },
    ),
    CardError: Phrase(
        N_("The card cannot be read: {reason}."),
        reasons=LINES
        | {
            "not-a-card": N_("it is no card of a Party"),
            "field-missing": N_("its field “{field}” is missing"),
            "field-unknown": N_("its field “{field}” has no place in a card"),
            "field-form": N_("its field “{field}” has not the form that is prescribed"),
            "format-unknown": N_("it is of a form that this program does not know ({format})"),
            "key-twice": N_("its two keys are one and the same"),
        },
    ),
    OfficeError: Phrase(
        N_("{reason}."),
        reasons={
            "recovery-key-not-here": N_("The recovery key is not on this machine: it was removed, or never was here"),
            "not-ours-to-take-back": N_(
                "No Party {code} in it has a key that is on this machine: it is another Party, or the sheet is not "
                "its newest"
            ),
            "way-unknown": N_("{way} is no way to compare keys: by telephone, or in person"),
            "nobody-there": N_("Who reads out the key of {code} there is not said: two people compare it"),
            "nothing-compared": N_("Nothing of the key of {code} was compared"),
            "words-differ": N_("Word {place} is not the one of the key that is here: trust nothing of this key"),
            "no-card": N_("This office's copy has no card yet"),
            "card-there-already": N_("This office's copy has its card already"),
            "name-taken": N_("Another cooperation of this office is called {name}"),
            "already-joined": N_("This office has joined that cooperation already"),
            "own-card": N_("The card of {code} is this office's own, and the founding Party is in it without a card"),
            "own-code": N_("{code} is this Party's own code, and no other Party can bear it"),
            "no-founding": N_("The dispatch does not hold the founding entry"),
            "not-named": N_("The dispatch names {named}, and not this Party ({code}) with its keys"),
            "not-the-founder": N_("Only the founding Party ({founder}) can propose that"),
            "party-already": N_("{code} is a Party already"),
            "no-other-party": N_("There is no other Party to agree with yet"),
            "nothing-to-sign": N_("There is nothing to sign"),
            "time-form": N_("{until} is neither a day (YYYY-MM-DD) nor a time"),
            "in-dispute": N_("The record {record} is in dispute: two texts of it are registered as agreed"),
            "paper-languages": N_("A paper has one or two languages, by their two letters (it,en)"),
            "others-record": N_("{record} is another Party's: only it can declare it"),
            "own-record": N_("{record} is a declaration of one Party: it is not offered or answered, but commented"),
            "no-party-on-paper": N_("Nobody is named who agreed on paper"),
            "party-unknown": N_("{codes} is neither a Party to this cooperation nor a partner that it expects"),
            "party-connected": N_("{codes} is connected: offer it the text instead"),
            "party-not-connected": N_("{codes} is not connected yet"),
            "note-empty": N_("The note is empty"),
            "reason-missing": N_("A reason must be given"),
            "not-a-file": N_("{blob} is no file of this cooperation"),
            "years-not-moved": N_("A plan is taken again for a later year, or for the same one"),
            "step-state-unknown": N_("{state} is no state of a step"),
            "type-unknown": N_("There is no type of activity called {type}"),
            "steps-wrong": N_("The steps cannot be kept like this: each has a name, and days before or after"),
            "visit-wrong": N_("The programme cannot be kept like this: see the days, the hours and what is left empty"),
            "contact-wrong": N_("The contact cannot be kept like this: see {fields}"),
            "draft-of-no-meeting": N_("{draft} is no draft of a meeting"),
            "strength-unknown": N_("{strength} is no strength of words"),
            "not-agreed": N_("{record} is not agreed, so it has no check code"),
        },
    ),
    RecoveryWordsError: Phrase(
        N_("This is not the recovery key: {reason}."),
        kept=NOTHING_SIGNED,
        reasons={
            "words-count": N_("it has {number} words, and there are {expected}"),
            "word-unknown": N_("word {place} is not in the list: it is misspelt"),
            "words-check": N_("the words do not fit together: one is another than on the sheet, or out of its order"),
            "age-key": N_("the line AGE-SECRET-KEY-1 is mistyped ({number} letters after it, of {expected})"),
            "another-key": N_("it is a key, but none of those on this machine (fingerprint {thumbprint})"),
            "not-in-force": N_("it is a key, but not the one in force in {name} (fingerprint {thumbprint})"),
        },
    ),
    ChangedError: Phrase(
        N_("What would be signed is not what was shown: something has changed since."),
        kept=NOTHING_SIGNED,
    ),
    SheetError: Phrase(N_("The sheet cannot be read: {reason}."), kept=N_("Nothing was drafted."), reasons=SHEETS),
    MappingError: Phrase(
        N_("The mapping cannot be used: {reason}."),
        kept=N_("Nothing was drafted."),
        reasons={
            "field-unknown": N_("there is no field {found}"),
            "country-unknown": N_("{found} is no country"),
            "form-unknown": N_("it is of a form that this program does not know ({found})"),
        },
    ),
    BodyError: Phrase(N_("This is not of the kind {kind}: {problems}."), kept=NOTHING_SIGNED),
    UnknownKindError: Phrase(N_("There is no kind of record called {kind}.")),
    KindFileError: Phrase(N_("The file of a kind, {module}, does not define exactly one kind of its own name.")),
    UnknownTermError: Phrase(N_("The list {list} has no term {term}.")),
}
