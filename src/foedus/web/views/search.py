"""One box over everything that one may see."""

from django.http import HttpResponse
from django.shortcuts import render

from foedus.web.desk import DeskRequest
from foedus.web.rights import READ, needs


@needs(READ)
def search(request: DeskRequest) -> HttpResponse:
    """Search."""
    return render(request, "web/coming.html", {"heading": "Search"})
