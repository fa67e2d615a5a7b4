"""The one table of errors of the workbench: what happened, what was kept, what to do now; it judges nothing."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponseBase


class WordingMiddleware:
    """Words an error of the layers below that no page has worded itself: never a traceback."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer a request."""
        return self._get_response(request)
