"""Knows the fields of a remark or a question on one version; refuses to know whether it was answered."""

from typing import Annotated, ClassVar

from foedus.records.base import Consent, Label, Record
from foedus.records.values import Line, Text, VersionName


class Comment(Record):
    """A remark on a version of any record; one that asks stays to do until it is answered."""

    kind = "comment"
    consent = Consent.OWN
    label = Label("Osservazione", "Comment")
    caption = ("text",)
    featured = ("about", "asks")
    links: ClassVar = {"about": "comments"}

    about: Annotated[VersionName, Label("Su", "About", "the version that it speaks of")]
    text: Annotated[Text, Label("Testo", "Text")]
    asks: Annotated[bool, Label("Chiede risposta", "Asks for an answer")] = False
    marking: Annotated[Line | None, Label("Classifica", "Marking")] = None
