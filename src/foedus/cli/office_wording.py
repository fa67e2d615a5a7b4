"""What to do now about what the office's verbs refuse, and a sheet, a kind or a list of terms; it judges nothing."""

from typing import Any, Final

from foedus.cli.language import N_, _
from foedus.cli.reasons import Wording
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
from foedus.phrases.office import PHRASES
from foedus.reading.heading_words import FIELDS
from foedus.reading.headings import MappingError
from foedus.reading.table import SheetError
from foedus.records.catalogue import BodyError, KindFileError, UnknownKindError
from foedus.records.terms import UnknownTermError


def _draft_facts(error: Any) -> dict[str, Any]:
    from foedus.cli.saying import fault_text

    faults = error.facts.get("problems", ())
    told = "; ".join(
        (f"d{fault.draft}: " if fault.draft is not None else "")
        + fault_text(error.facts.get("kind", ""), fault.path, fault.reason, fault.facts)
        for fault in faults
    )
    return {**error.facts, "problems": told}


def _body_facts(error: Any) -> dict[str, Any]:
    from foedus.cli.saying import fault_text

    told = [fault_text(error.kind, problem.path, problem.reason, problem.facts) for problem in error.problems]
    return {"kind": error.kind, "problems": "; ".join(told)}


def _suspects(error: Any) -> dict[str, Any]:
    from foedus.cli.saying import suspect_place

    found = [f"“{suspect.text}” ({suspect_place(suspect)})" for suspect in error.facts.get("suspects", ())]
    return {"found": ", ".join(found) or _("see foedus review")}


OFFICE: Final[dict[type[Exception], Wording]] = {
    NotFoundError: Wording(
        PHRASES[NotFoundError],
        now=N_("See what there is: foedus partnership list, foedus records, foedus draft list."),
        nows={
            "blob-missing": N_("It is asked for with the next dispatch; take in what the others send."),
            "address-unknown": N_("Set it with foedus peer set COOPERATION CODE ADDRESS."),
            "mapping-unknown": N_("See those that are kept: foedus sheet mappings."),
            "kind-unknown": N_("Kinds: plan, activity, agreement, meeting, undertaking, milestone, report, comment."),
        },
    ),
    AmbiguousError: Wording(PHRASES[AmbiguousError], now=N_("Give more of the name.")),
    UnkeptDraftError: Wording(
        PHRASES[UnkeptDraftError],
        now=N_("Give the command again with other values: its --help lists the options, docs/kinds the fields."),
        facts=_draft_facts,
    ),
    DraftError: Wording(
        PHRASES[DraftError],
        now=N_("Mend it: foedus draft change COOPERATION DRAFT --set FIELD=VALUE; see it with foedus review."),
        facts=_draft_facts,
    ),
    PersonalDataError: Wording(
        PHRASES[PersonalDataError],
        now=N_("Take it out; or, if it is none, give the command again with --personal-data-checked."),
        facts=_suspects,
    ),
    ConsentError: Wording(
        PHRASES[ConsentError],
        now=N_("See where it stands: foedus show COOPERATION RECORD, and foedus todo."),
        nows={
            "not-understood": N_("Bring foedus up to date, or ask the other Party for a text that this version knows."),
            "blob-missing": N_("Send a dispatch and take in the answer: missing files are asked for and sent again."),
            "authentic-text-missing": N_("Ask the other Party for it; missing files are asked for with each dispatch."),
            "reason-missing": N_("Give it with --reason."),
        },
    ),
    DispatchError: Wording(
        PHRASES[DispatchError],
        now=N_("Ask its sender for a new one. To see how far it can be trusted: foedus verify FILE."),
        nows={
            "nobody-to-send-to": N_("Admit a Party first (foedus partnership admit), or write it with --plain."),
            "not-a-receiver": N_("See the Parties with foedus partnership list."),
            "another-partnership": N_("If it names this Party: foedus partnership join FILE."),
        },
    ),
    CallerError: Wording(
        PHRASES[CallerError],
        now=N_("If it was the Party itself, speak to it by another way."),
        nows={"has-left": N_("There is nothing to do."), "too-often": N_("There is nothing to do.")},
    ),
    GuardError: Wording(
        PHRASES[GuardError],
        now=N_("Take in a dispatch from another Party: it brings this office's own entries back."),
        nows={
            "conflicting-registers": N_("Show both to the other Parties; only the recovery key can mend this."),
            "copy-differs": N_("Show both to the other Parties; only the recovery key can mend this."),
            "not-a-party": N_("See the Parties with foedus partnership list."),
        },
    ),
    CardError: Wording(
        PHRASES[CardError], now=N_("Ask the Party for its card again: foedus card --out CARD.json writes it.")
    ),
    OfficeError: Wording(
        PHRASES[OfficeError],
        now=N_("See where things stand: foedus partnership list, foedus todo, foedus records."),
        nows={
            "words-differ": N_("Hear it again. If it stays so, trust nothing that this key signed."),
            "recovery-key-not-here": N_("It is on the printed sheet; a recovery makes a new one."),
            "no-card": N_("Begin with foedus init CODE NAME, in an empty folder."),
            "already-joined": N_("Take it in with foedus import FILE."),
            "own-card": N_("Name with --with the cards that the others handed over, or found alone."),
            "own-code": N_("Ask the other Party for a card with a code of its own."),
            "no-founding": N_("Ask its sender for a dispatch from the beginning."),
            "not-named": N_("Hand your card to the founding Party, and ask it to admit you."),
            "no-other-party": N_("Record it as agreed on paper (foedus paper), or admit the partner when it connects."),
            "name-taken": N_("Choose another with --name."),
            "party-unknown": N_("See the codes with foedus partnership list, and give the command again."),
        },
    ),
    RecoveryWordsError: Wording(
        PHRASES[RecoveryWordsError],
        now=N_("Read it from the sheet again, word by word; nothing of what you typed was kept."),
        nows={
            "another-key": N_("Take the newest sheet: its fingerprint is the one that foedus keys list shows."),
            "not-in-force": N_("Take the newest sheet: its fingerprint is the one that foedus keys list shows."),
        },
    ),
    ChangedError: Wording(PHRASES[ChangedError], now=N_("Look at it again with foedus review.")),
    SheetError: Wording(
        PHRASES[SheetError], now=N_("Open it in a spreadsheet program, save it as XLSX, and give the command again.")
    ),
    MappingError: Wording(
        PHRASES[MappingError],
        now=N_("The fields are {fields}; title and the other texts with a language (title:it)."),
        facts=lambda error: {"found": error.found, "fields": sorted(FIELDS)},
    ),
    BodyError: Wording(
        PHRASES[BodyError], now=N_("Mend the fields named; docs/kinds lists those of every kind."), facts=_body_facts
    ),
    UnknownKindError: Wording(
        PHRASES[UnknownKindError], now=N_("docs/kinds lists them."), facts=lambda error: {"kind": error.kind}
    ),
    KindFileError: Wording(
        PHRASES[KindFileError], now=N_("Take the file away, or mend it."), facts=lambda error: {"module": error.module}
    ),
    UnknownTermError: Wording(
        PHRASES[UnknownTermError],
        now=N_("docs/kinds lists the terms of every list."),
        facts=lambda error: {"list": error.list_name, "term": error.term_id},
    ),
}
