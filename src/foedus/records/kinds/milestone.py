"""Knows the fields of something that happened once and counts (an office opened, a law adopted); refuses to rank it."""

from typing import Annotated, ClassVar

from foedus.records.base import Consent, Label, Record
from foedus.records.parts import Reference
from foedus.records.values import Attachment, Line, PartyCode, Period, Place, RecordName, Text


class Milestone(Record):
    """An office opened, equipment delivered, a law adopted."""

    kind = "milestone"
    consent = Consent.OWN
    label = Label("Tappa", "Milestone")
    caption = ("what",)
    featured = ("when", "where", "parties")
    links: ClassVar = {"follows": "milestones"}
    lasts = ("when",)

    what: Annotated[Text, Label("Che cosa", "What happened")]
    when: Annotated[Period | None, Label("Quando", "When")] = None
    where: Annotated[Place | None, Label("Dove", "Where")] = None
    parties: Annotated[tuple[PartyCode, ...], Label("Parti", "Parties")] = ()
    follows: Annotated[RecordName | None, Label("Discende da", "Follows from", "an agreement, plan or meeting")] = None
    source: Annotated[Reference | None, Label("Fonte", "Source")] = None
    attachments: Annotated[tuple[Attachment, ...], Label("Allegati", "Attachments")] = ()
    marking: Annotated[Line | None, Label("Classifica", "Marking")] = None
