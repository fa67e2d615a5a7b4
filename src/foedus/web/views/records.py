"""Lists of records of any kind, one record, its history; it changes nothing."""

from django.http import HttpResponse
from django.shortcuts import render

from foedus.web.desk import DeskRequest
from foedus.web.rights import READ, needs


@needs(READ)
def records(request: DeskRequest, coop: str, kind: str) -> HttpResponse:
    """Records."""
    return render(request, "web/coming.html", {"heading": "Records"})


@needs(READ)
def record(request: DeskRequest, coop: str, kind: str, code: str, uid: str) -> HttpResponse:
    """Record."""
    return render(request, "web/coming.html", {"heading": "Record"})


@needs(READ)
def history(request: DeskRequest, coop: str, kind: str, code: str, uid: str) -> HttpResponse:
    """History."""
    return render(request, "web/coming.html", {"heading": "History"})
