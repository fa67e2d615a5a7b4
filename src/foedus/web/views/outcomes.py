"""Saying what came of an activity, on one screen."""

from django.http import HttpResponse
from django.shortcuts import render

from foedus.web.desk import DeskRequest
from foedus.web.rights import needs


@needs("outcome.tell", for_units=True)
def outcome(request: DeskRequest, coop: str, code: str, uid: str) -> HttpResponse:
    """What came of it."""
    return render(request, "web/coming.html", {"heading": "What came of it"})
