"""Knows the fields of one side's word on what came of an activity; refuses to know what the other side says."""

from typing import Annotated, ClassVar

from foedus.records import parts as p
from foedus.records.base import Consent, Label, Record
from foedus.records.values import Attachment, Line, PartyCode, Period, Place, RecordName, Text


class Report(Record):
    """The outcome of an activity as one side tells it, which needs nobody's consent."""

    kind = "report"
    consent = Consent.OWN
    label = Label("Consuntivo", "Outcome report")
    caption = ("outcome", "side")
    featured = ("outcome", "side", "period", "reason")
    links: ClassVar = {"activity": "reports"}
    lasts = ("period",)

    activity: Annotated[RecordName, Label("Attività", "Activity")]
    side: Annotated[PartyCode, Label("Parte che riferisce", "Side")]
    outcome: Annotated[p.Outcome, Label("Esito", "Outcome")]
    decided_by: Annotated[tuple[PartyCode, ...], Label("Decisione di", "Whose decision")] = ()
    reason: Annotated[p.Reason | None, Label("Motivo", "Reason")] = None
    period: Annotated[Period | None, Label("Date effettive", "Actual dates", "or the new ones")] = None
    place: Annotated[Place | None, Label("Sede effettiva", "Actual place")] = None
    people: Annotated[tuple[p.People, ...], Label("Partecipanti", "People")] = ()
    objective_met: Annotated[p.Grade | None, Label("Obiettivo raggiunto (1-5)", "Objective met (1-5)")] = None
    observations: Annotated[Text | None, Label("Osservazioni", "Observations")] = None
    requests_heard: Annotated[tuple[Text, ...], Label("Richieste ricevute", "Requests heard")] = ()
    what_next: Annotated[Text | None, Label("Seguiti", "What next")] = None
    other_side: Annotated[Text | None, Label("Parole della controparte", "Words of the other side")] = None
    costs: Annotated[tuple[p.Cost, ...], Label("Spese condivise", "Costs borne", "only where shared")] = ()
    attachments: Annotated[tuple[Attachment, ...], Label("Allegati", "Attachments")] = ()
    marking: Annotated[Line | None, Label("Classifica", "Marking")] = None
