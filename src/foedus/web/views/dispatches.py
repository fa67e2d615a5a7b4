"""What went and came, what waits, what was refused and why."""

from django.http import HttpResponse
from django.shortcuts import render

from foedus.web.desk import DeskRequest
from foedus.web.rights import needs


@needs("dispatches.read")
def dispatches(request: DeskRequest) -> HttpResponse:
    """Dispatches."""
    return render(request, "web/coming.html", {"heading": "Dispatches"})


@needs("dispatches.read")
def partner_dispatches(request: DeskRequest, coop: str) -> HttpResponse:
    """Dispatches."""
    return render(request, "web/coming.html", {"heading": "Dispatches"})
