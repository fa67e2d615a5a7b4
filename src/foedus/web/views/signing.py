"""Review and sign: exactly what will be signed, then one act; it drafts nothing."""

from django.http import HttpResponse
from django.shortcuts import render

from foedus.web.desk import DeskRequest
from foedus.web.rights import needs


@needs("records.draft")
def review(request: DeskRequest, coop: str) -> HttpResponse:
    """Review."""
    return render(request, "web/coming.html", {"heading": "Review"})
