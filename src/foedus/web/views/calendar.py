"""The calendar over all partners: month, quarter and year, holidays and conflicts."""

from django.http import HttpResponse
from django.shortcuts import render

from foedus.web.desk import DeskRequest
from foedus.web.rights import READ, needs


@needs(READ)
def calendar(request: DeskRequest) -> HttpResponse:
    """Calendar."""
    return render(request, "web/coming.html", {"heading": "Calendar"})
