"""Hands a list out as a file where its address asks for one (``as``); it asks for no rows itself."""

from django.http import HttpRequest, HttpResponse
from django.utils.text import slugify

from foedus.publishing.lists import FORMATS, TYPES, List, written


def asked(request: HttpRequest) -> str:
    """As what the list is asked for: one of ``FORMATS``, or nothing for a page."""
    form = request.GET.get("as", "")
    return form if form in FORMATS else ""


def handed(found: List, form: str) -> HttpResponse:
    """Answer with a list as a file."""
    answer = HttpResponse(written(found, form), content_type=TYPES[form])
    answer.headers["Content-Disposition"] = f'attachment; filename="{slugify(found.title) or "list"}.{form}"'
    return answer
