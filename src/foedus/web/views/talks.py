"""Preparing the next talks: what goes with whoever travels."""

from django.http import HttpResponse
from django.shortcuts import render

from foedus.web.desk import DeskRequest
from foedus.web.rights import needs


@needs("records.draft")
def next_talks(request: DeskRequest, coop: str) -> HttpResponse:
    """Next talks."""
    return render(request, "web/coming.html", {"heading": "Next talks"})
