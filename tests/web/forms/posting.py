"""Plays the browser before a form: what a page that was left as it is would post; it knows no kind."""

from collections.abc import Mapping
from typing import Any

from django.http import QueryDict

from foedus.records import catalogue
from foedus.web.forms.record import RecordForm

LANGUAGES = ("it", "en")
PARTIES = {"ITA": "Italy", "AZE": "Azerbaijan"}


def form_of(kind: str, body: Mapping[str, Any], data: QueryDict | None = None, **options: Any) -> RecordForm:
    """A form of a kind in a cooperation of Italy and Azerbaijan."""
    return RecordForm(catalogue.kind(kind), body, LANGUAGES, PARTIES, data=data, **options)


def posted(form: RecordForm) -> QueryDict:
    """What a browser sends of a form as it is shown: line ends as the web writes them, boxes only where ticked."""
    query = QueryDict(mutable=True)
    for name in form.fields:
        value = form[name].value()
        if isinstance(value, list):
            query.setlist(name, value)
        elif value is True:
            query[name] = "on"
        elif value is not False:
            query[name] = str("" if value is None else value).replace("\r\n", "\n").replace("\n", "\r\n")
    return query


def typed(kind: str, changes: Mapping[str, Any], body: Mapping[str, Any] | None = None, **options: Any) -> RecordForm:
    """The form after an officer changed some inputs and sent it; None takes an input out of what is sent."""
    held = body or {}
    query = posted(form_of(kind, held, **options))
    for name, value in changes.items():
        query.pop(name, None)
        if isinstance(value, list):
            query.setlist(name, value)
        elif value is not None:
            query[name] = value
    return form_of(kind, held, query, **options)
