"""Knows the fields of talks, visits and sessions, and of their minutes; refuses to know who was there by name."""

from typing import Annotated

from foedus.records.base import Consent, Label, Record
from foedus.records.parts import Decision, Delegation, Edition, MeetingLevel, NextMeeting, Observers
from foedus.records.values import Attachment, Line, PartyCode, Period, Place, Text


class Meeting(Record):
    """Staff talks, a high-level visit, a working group, a conference, a session or an expert meeting."""

    kind = "meeting"
    consent = Consent.EITHER
    label = Label("Incontro", "Meeting")
    caption = ("title",)
    featured = ("level", "edition", "dates", "place", "host")
    lasts = ("dates",)

    title: Annotated[Text, Label("Titolo", "Title")]
    level: Annotated[MeetingLevel | None, Label("Livello", "Level")] = None
    edition: Annotated[Edition | None, Label("Edizione", "Edition")] = None
    dates: Annotated[Period | None, Label("Date", "Dates")] = None
    place: Annotated[Place | None, Label("Sede", "Place")] = None
    host: Annotated[PartyCode | None, Label("Parte ospitante", "Host Party")] = None
    delegations: Annotated[tuple[Delegation, ...], Label("Delegazioni", "Delegations")] = ()
    agenda: Annotated[tuple[Text, ...], Label("Ordine del giorno", "Agenda")] = ()
    decisions: Annotated[tuple[Decision, ...], Label("Decisioni", "Decisions")] = ()
    sites_visited: Annotated[tuple[Line, ...], Label("Luoghi visitati", "Sites visited")] = ()
    observers: Annotated[Observers | None, Label("Osservatori", "Observers")] = None
    documents_adopted: Annotated[tuple[Text, ...], Label("Documenti adottati", "Documents adopted")] = ()
    next_meeting: Annotated[NextMeeting | None, Label("Prossimo incontro", "Next meeting")] = None
    attachments: Annotated[tuple[Attachment, ...], Label("Allegati", "Attachments")] = ()
    marking: Annotated[Line | None, Label("Classifica", "Marking")] = None
