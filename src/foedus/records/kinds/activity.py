"""Knows the fields of one line of a plan, or of an activity outside it; refuses to know what came of it."""

from typing import Annotated, ClassVar

from pydantic import Field

from foedus.records import parts as p
from foedus.records.base import Consent, Label, Record
from foedus.records.values import Count, Language, Line, PartyCode, Period, Place, RecordName, Text

_Priority = Annotated[int, Field(ge=1, le=9)]


class Activity(Record):
    """Something that parties do together: a course, a visit, an exercise, an exchange of experts."""

    kind = "activity"
    consent = Consent.JOINT
    label = Label("Attività", "Activity")
    caption = ("title",)
    featured = ("serial", "type", "host", "place", "period")
    links: ClassVar = {"plan": "activities", "continues": "continued_by", "agreed_at": "activities_agreed"}
    lasts = ("period",)

    title: Annotated[Text, Label("Titolo", "Title")]
    plan: Annotated[RecordName | None, Label("Piano", "Plan")] = None
    serial: Annotated[Line | None, Label("Numero d'ordine", "Serial")] = None
    code: Annotated[Line | None, Label("Codice", "Code")] = None
    origin: Annotated[p.Origin | None, Label("Origine", "Origin")] = None
    continues: Annotated[RecordName | None, Label("Prosegue", "Continues", "an earlier activity")] = None
    agreed_at: Annotated[RecordName | None, Label("Concordata a", "Agreed at", "a meeting")] = None
    type: Annotated[p.ActivityType | None, Label("Tipo", "Type")] = None
    area: Annotated[p.Area | None, Label("Settore di cooperazione", "Area of cooperation")] = None
    domain: Annotated[p.Domain | None, Label("Dominio operativo", "Operational domain")] = None
    branches: Annotated[tuple[p.BranchOfParty, ...], Label("Forze armate", "Branches of service")] = ()
    objective: Annotated[Text | None, Label("Obiettivo", "Objective")] = None
    goal: Annotated[Text | None, Label("Scopo perseguito", "Goal it serves")] = None
    host: Annotated[PartyCode | None, Label("Parte ospitante", "Host Party")] = None
    place: Annotated[Place | None, Label("Sede", "Place")] = None
    period: Annotated[Period | None, Label("Periodo", "Period")] = None
    days: Annotated[Count | None, Label("Giorni", "Days")] = None
    entities: Annotated[tuple[p.Entity, ...], Label("Enti capofila e concorrenti", "Lead and supporting entities")] = ()
    contacts: Annotated[tuple[p.ContactPoint, ...], Label("Punti di contatto", "Points of contact")] = ()
    places: Annotated[tuple[p.People, ...], Label("Posti", "Places")] = ()
    alternates: Annotated[tuple[p.People, ...], Label("Riserve", "Alternates")] = ()
    escort: Annotated[tuple[p.People, ...], Label("Accompagnatori", "Escort")] = ()
    interpreters: Annotated[tuple[p.People, ...], Label("Interpreti", "Interpreters")] = ()
    level: Annotated[Text | None, Label("Livello dei partecipanti", "Level of the participants")] = None
    working_languages: Annotated[tuple[Language, ...], Label("Lingue di lavoro", "Languages of work")] = ()
    prerequisites: Annotated[Text | None, Label("Requisiti", "Prerequisites")] = None
    money: Annotated[tuple[p.MoneyItem, ...], Label("Spese", "Who pays", "exceptions to the agreement")] = ()
    releasability: Annotated[Line | None, Label("Divulgabilità", "Releasability")] = None
    priority: Annotated[_Priority | None, Label("Priorità", "Priority", "1 comes first")] = None
    reserve: Annotated[bool, Label("Di riserva", "Reserve", "only if money allows")] = False
    remarks: Annotated[Text | None, Label("Note", "Remarks")] = None
    references: Annotated[tuple[p.PartyReference, ...], Label("Riferimenti", "References of each Party")] = ()
    also_taking_part: Annotated[tuple[p.AlsoTakingPart, ...], Label("Altri partecipanti", "Also taking part")] = ()
    marking: Annotated[Line | None, Label("Classifica", "Marking")] = None
