"""All partners in one table, a partner's page and its state of play; it changes nothing."""

from django.http import HttpResponse
from django.shortcuts import render

from foedus.web.desk import DeskRequest
from foedus.web.rights import READ, needs


@needs(READ)
def partners(request: DeskRequest) -> HttpResponse:
    """All partners."""
    return render(request, "web/coming.html", {"heading": "All partners"})


@needs(READ)
def partner(request: DeskRequest, coop: str) -> HttpResponse:
    """Partner."""
    return render(request, "web/coming.html", {"heading": "Partner"})


@needs(READ)
def state(request: DeskRequest, coop: str) -> HttpResponse:
    """State of play."""
    return render(request, "web/coming.html", {"heading": "State of play"})


@needs(READ)
def contacts(request: DeskRequest, coop: str) -> HttpResponse:
    """Who is who."""
    return render(request, "web/coming.html", {"heading": "Who is who"})
