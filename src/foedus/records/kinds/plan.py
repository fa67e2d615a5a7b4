"""Knows the fields of a cooperation plan around its lines; refuses to know the lines, which its proposal names."""

from typing import Annotated, ClassVar

from foedus.records.base import Consent, Label, Record
from foedus.records.parts import ContactPoint, Edition, PlanStage, Provisions, Signatory
from foedus.records.values import Attachment, Language, Line, Period, RecordName, Text


class Plan(Record):
    """A bilateral cooperation plan; its lines are the activities that were proposed together with it."""

    kind = "plan"
    consent = Consent.JOINT
    label = Label("Piano di cooperazione bilaterale", "Bilateral cooperation plan")
    caption = ("title",)
    featured = ("code", "period", "edition", "stage")
    links: ClassVar = {"agreement": "plans", "agreed_at": "plans_agreed"}
    lasts = ("period",)

    title: Annotated[Text, Label("Titolo", "Title")]
    code: Annotated[Line | None, Label("Codice", "Code")] = None
    period: Annotated[Period | None, Label("Periodo", "Period")] = None
    agreement: Annotated[RecordName | None, Label("Accordo", "Agreement")] = None
    agreed_at: Annotated[RecordName | None, Label("Concordato agli Staff Talks", "Agreed at the staff talks")] = None
    edition: Annotated[Edition | None, Label("Edizione", "Edition")] = None
    stage: Annotated[PlanStage | None, Label("Fase", "Stage")] = None
    provisions: Annotated[Provisions | None, Label("Disposizioni", "Provisions")] = None
    contacts: Annotated[tuple[ContactPoint, ...], Label("Punti di contatto", "Points of contact")] = ()
    authentic_languages: Annotated[tuple[Language, ...], Label("Lingue facenti fede", "Authentic languages")] = ()
    prevailing_language: Annotated[Language | None, Label("Lingua prevalente", "Prevailing language")] = None
    signatures: Annotated[tuple[Signatory, ...], Label("Firme", "Signature blocks", "posts, not persons")] = ()
    attachments: Annotated[tuple[Attachment, ...], Label("Allegati", "Attachments")] = ()
    marking: Annotated[Line | None, Label("Classifica", "Marking")] = None
