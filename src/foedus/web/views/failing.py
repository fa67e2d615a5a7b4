"""What is answered where nothing else can be: not found, not allowed, a form too old; it says what to do now."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from foedus.web.rights import EVERYONE, needs


@needs(EVERYONE)
def stale_form(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form that was open too long, or was not ours: nothing was changed."""
    del reason
    return render(request, "web/stale_form.html", status=403)


@needs(EVERYONE)
def broken_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """What was sent could not be read."""
    del exception
    return render(request, "web/400.html", status=400)


@needs(EVERYONE)
def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """There is nothing here, or nothing that this person may see: both answer alike."""
    del exception
    return render(request, "web/404.html", status=404)


@needs(EVERYONE)
def not_allowed(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """The person may see this, and may not do that."""
    del exception
    return render(request, "web/403.html", status=403)


@needs(EVERYONE)
def too_many(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Something was tried too often: allauth asks for this page by the name ``handler429``."""
    del exception
    return render(request, "web/429.html", status=429)


@needs(EVERYONE)
def broken(request: HttpRequest) -> HttpResponse:
    """A mistake of the program's: nothing that was not finished was kept."""
    return render(request, "web/500.html", status=500)
