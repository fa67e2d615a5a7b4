"""Drafts: begun, changed, sent to the head and back; it signs nothing."""

from django.http import HttpResponse
from django.shortcuts import render

from foedus.web.desk import DeskRequest
from foedus.web.rights import needs


@needs("records.draft")
def drafts(request: DeskRequest, coop: str) -> HttpResponse:
    """Drafts."""
    return render(request, "web/coming.html", {"heading": "Drafts"})


@needs("records.draft")
def new_draft(request: DeskRequest, coop: str, kind: str) -> HttpResponse:
    """New draft."""
    return render(request, "web/coming.html", {"heading": "New draft"})


@needs("records.draft")
def draft(request: DeskRequest, coop: str, number: int) -> HttpResponse:
    """Draft."""
    return render(request, "web/coming.html", {"heading": "Draft"})
