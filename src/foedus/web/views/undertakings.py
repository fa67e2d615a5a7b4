"""Who said what to whom, how firmly, and what became of it."""

from django.http import HttpResponse
from django.shortcuts import render

from foedus.web.desk import DeskRequest
from foedus.web.rights import READ, needs


@needs(READ)
def undertakings(request: DeskRequest) -> HttpResponse:
    """Undertakings."""
    return render(request, "web/coming.html", {"heading": "Undertakings"})
