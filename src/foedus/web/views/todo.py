"""What waits for us, what for others, and the next weeks: the first page; it signs nothing."""

from django.http import HttpResponse
from django.shortcuts import render

from foedus.web.desk import DeskRequest
from foedus.web.rights import READ, needs


@needs(READ)
def todo(request: DeskRequest) -> HttpResponse:
    """To do."""
    return render(request, "web/coming.html", {"heading": "To do"})
