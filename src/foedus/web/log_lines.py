"""What the server says on its error output: one JSON object a line, of requests, events and errors; never of whom.

No line holds a name, an address, a path, a parameter or the text of an error: any of them may be a secret or tell of a
person. Who did what stands in the log of the office, whose line is named here by its number.
"""

import json
import logging
import secrets
import time
import traceback
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any, Final

from django.http import HttpRequest, HttpResponseBase

_FACTS: Final = "foedus_facts"
_logger: Final = logging.getLogger("foedus.web")


def tell(event: str, *, level: int = logging.INFO, **facts: Any) -> None:
    """Say that something happened.

    :param facts: plain, and of nobody.
    """
    _logger.log(level, event, extra={_FACTS: facts})


class JsonLines(logging.Formatter):
    """Writes a record as one JSON object: of our own what it tells, of others where it came from and no more."""

    def format(self, record: logging.LogRecord) -> str:
        """The line."""
        at = datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds")
        line: dict[str, Any] = {"at": at, "level": record.levelname.lower()}
        facts = getattr(record, _FACTS, None)
        if facts is None:
            line |= {"event": "told", "by": record.name, "where": f"{record.funcName}:{record.lineno}"}
            line |= {name: found for name, found in _of_request(record).items() if found}
        else:
            line |= {"event": str(record.msg), **facts}
        if record.exc_info and record.exc_info[0] is not None:
            line["error"] = record.exc_info[0].__name__
            line["frames"] = [
                f"{one.filename.rpartition('site-packages/')[2]}:{one.lineno} {one.name}"
                for one in traceback.extract_tb(record.exc_info[2])
            ]
        return json.dumps(line, ensure_ascii=False, default=lambda one: type(one).__name__)


def _of_request(record: logging.LogRecord) -> dict[str, Any]:
    request = getattr(record, "request", None)
    return {"status": getattr(record, "status_code", None), "route": _route(request) if request is not None else None}


def _route(request: HttpRequest) -> str:
    """The pattern of an address: what stands in it may be a secret."""
    match = getattr(request, "resolver_match", None)
    return str(match.route) if match is not None else ""


class RequestMiddleware:
    """Says of every request how it was answered, and how long that took."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer a request."""
        begun = time.perf_counter()
        response = self._get_response(request)
        tell(
            "request",
            id=secrets.token_hex(4),
            method=request.method,
            route=_route(request),
            status=response.status_code,
            milliseconds=round((time.perf_counter() - begun) * 1000),
        )
        return response
