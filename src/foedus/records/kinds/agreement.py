"""Knows the fields of agreements, memoranda and arrangements; refuses to know whether one binds in law."""

from typing import Annotated, ClassVar

from foedus.records.base import Consent, Label, Record
from foedus.records.parts import AgreementState, AgreementType, Area, MoneyRule, Reference, Signatory, Suspension
from foedus.records.values import Attachment, Day, Language, Line, RecordName, Text


class Agreement(Record):
    """An agreement, a memorandum, an arrangement, or an exchange of notes."""

    kind = "agreement"
    consent = Consent.EITHER
    label = Label("Accordo", "Agreement")
    caption = ("title",)
    featured = ("type", "state", "signed_on", "in_force_from")
    links: ClassVar = {"parent": "sub_agreements"}
    lasts = ("in_force_from", "in_force_to")

    title: Annotated[Text, Label("Titolo", "Title")]
    type: Annotated[AgreementType | None, Label("Tipo", "Type")] = None
    reference: Annotated[Reference | None, Label("Riferimento", "Reference")] = None
    signed_on: Annotated[Day | None, Label("Firmato il", "Signed on")] = None
    signed_at: Annotated[Line | None, Label("Firmato a", "Signed at")] = None
    signed_by: Annotated[tuple[Signatory, ...], Label("Firmatari", "Signed by", "posts, not persons")] = ()
    in_force_from: Annotated[Day | None, Label("In vigore dal", "In force from")] = None
    in_force_to: Annotated[Day | None, Label("In vigore fino al", "In force to")] = None
    renewal: Annotated[Text | None, Label("Rinnovo", "Renewal")] = None
    notice: Annotated[Text | None, Label("Preavviso", "Notice")] = None
    state: Annotated[AgreementState | None, Label("Stato", "State")] = None
    suspended: Annotated[Suspension | None, Label("Sospensione", "Suspension")] = None
    parent: Annotated[RecordName | None, Label("Accordo quadro", "Parent agreement")] = None
    areas: Annotated[tuple[Area, ...], Label("Settori di cooperazione", "Areas of cooperation")] = ()
    money_rules: Annotated[tuple[MoneyRule, ...], Label("Regole di spesa", "Money rules")] = ()
    authentic_languages: Annotated[tuple[Language, ...], Label("Lingue facenti fede", "Authentic languages")] = ()
    prevailing_language: Annotated[Language | None, Label("Lingua prevalente", "Prevailing language")] = None
    attachments: Annotated[tuple[Attachment, ...], Label("Allegati", "Attachments")] = ()
    marking: Annotated[Line | None, Label("Classifica", "Marking")] = None
