"""Settings: this Party, its cooperations, its people, its lists, its copy."""

from django.http import HttpResponse
from django.shortcuts import render

from foedus.web.desk import DeskRequest
from foedus.web.rights import SIGNED_IN, needs


@needs(SIGNED_IN)
def settings(request: DeskRequest) -> HttpResponse:
    """Settings."""
    return render(request, "web/coming.html", {"heading": "Settings"})


@needs(SIGNED_IN)
def account(request: DeskRequest) -> HttpResponse:
    """My settings."""
    return render(request, "web/coming.html", {"heading": "My settings"})


@needs("users.manage")
def users(request: DeskRequest) -> HttpResponse:
    """Users and roles."""
    return render(request, "web/coming.html", {"heading": "Users and roles"})
