"""Knows the fields of what one party said that it would do, with the strength of its words; refuses to judge it."""

from typing import Annotated, ClassVar

from foedus.records.base import Consent, Label, Record
from foedus.records.parts import Reference, Strength, UndertakingState
from foedus.records.values import Attachment, Day, Line, PartyCode, RecordName, Text


class Undertaking(Record):
    """An agreement, a decision, an offer, a request or a hope, as it was worded."""

    kind = "undertaking"
    consent = Consent.EITHER
    label = Label("Impegno", "Undertaking")
    caption = ("words",)
    featured = ("who", "strength", "due", "state")
    links: ClassVar = {"made_at": "undertakings", "kept_by": "keeps"}
    lasts = ("due",)

    who: Annotated[PartyCode, Label("Chi", "Who")]
    to_whom: Annotated[tuple[PartyCode, ...], Label("A chi", "To whom", "absent: to all")] = ()
    words: Annotated[Text, Label("Parole", "Words")]
    strength: Annotated[Strength, Label("Forza delle parole", "Strength of words")]
    made_at: Annotated[RecordName | None, Label("Assunto a", "Made at", "a meeting")] = None
    source: Annotated[Reference | None, Label("Fonte", "Source")] = None
    due: Annotated[Day | None, Label("Entro il", "Due")] = None
    kept_by: Annotated[tuple[RecordName, ...], Label("Mantenuto con", "Kept by", "activities, milestones")] = ()
    state: Annotated[UndertakingState | None, Label("Stato", "State", "absent: open")] = None
    attachments: Annotated[tuple[Attachment, ...], Label("Allegati", "Attachments")] = ()
    marking: Annotated[Line | None, Label("Classifica", "Marking")] = None
