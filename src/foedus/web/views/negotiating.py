"""A plan's negotiation, line by line; every answer is one verb of the office."""

from django.http import HttpResponse
from django.shortcuts import render

from foedus.web.desk import DeskRequest
from foedus.web.rights import READ, needs


@needs(READ)
def negotiation(request: DeskRequest, coop: str, code: str, uid: str) -> HttpResponse:
    """Negotiation."""
    return render(request, "web/coming.html", {"heading": "Negotiation"})
