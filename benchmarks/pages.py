"""Asks a home's pages as a signed-in head of office does, in this process; it makes no data and judges nothing."""

import json
import os
import random
import sys
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any, Final

os.environ["FOEDUS_HOME"] = sys.argv[1]
os.environ["DJANGO_SETTINGS_MODULE"] = "foedus.web.settings"

from django.core.management import call_command
from django.db import connection
from django.test import Client

import foedus.web.wsgi  # noqa: F401 - makes Django ready as a web server does
from benchmarks.addresses import Addresses
from benchmarks.office import kept_back
from foedus.exchange.intake import take_in
from foedus.ledger.partnership import Partnership
from foedus.store.node import NodeDatabase
from foedus.web.models import Grant, User

PAPER_TIMES: Final = 3
Figures = dict[str, Any]


class WrongAnswerError(Exception):
    """A page was answered otherwise than with itself: its figures would mean nothing."""


class Questions:
    """Counts the questions that the database is asked."""

    def __init__(self) -> None:
        self.number = 0

    def __call__(self, execute: Callable[..., Any], *asked: Any) -> Any:
        """Count one, and ask it."""
        self.number += 1
        return execute(*asked)


def signed_in() -> Client:
    """A head of office who may see everything, at the door's other side."""
    call_command("migrate", verbosity=0, interactive=False)
    user, _ = User.objects.get_or_create(username="sample-head", defaults={"name": "Sample Head"})
    for role in ("head", "administrator", "auditor"):
        Grant.objects.get_or_create(user=user, role=role)
    client = Client(SERVER_NAME="localhost", headers={"accept-encoding": "gzip"})
    client.force_login(user)
    return client


def asked(client: Client, address: str) -> Figures:
    """Ask for one page, and take its time.

    :raises WrongAnswerError: it is not answered with 200.
    """
    questions = Questions()
    with connection.execute_wrapper(questions):
        cpu, begin = time.process_time(), time.perf_counter()
        answer = client.get(address)
        seconds, of_cpu = time.perf_counter() - begin, time.process_time() - cpu
    if answer.status_code != 200:  # noqa: PLR2004 - HTTP's own number
        raise WrongAnswerError(address, answer.status_code)
    size = len(b"".join(answer) if answer.streaming else answer.content)
    return {"seconds": seconds, "cpu": of_cpu, "queries": questions.number, "bytes": size}


def after_an_import(client: Client) -> Figures:
    """The first page after a dispatch came in, which is listed before the page is made."""
    asked(client, "/")
    store = NodeDatabase(connection)
    number, one = max(enumerate(sorted(store.cooperations(), key=lambda one: one.name)))
    with store.transaction():
        take_in(Partnership(store.open(one.id)), kept_back(Path(sys.argv[1]).parent, number), jobs=0)
    return asked(client, "/")


def main() -> None:
    """Ask for every page so many times, and write the figures as JSON."""
    times = int(sys.argv[2])
    client, chance = signed_in(), random.Random(1)
    first = after_an_import(client)
    addresses = Addresses(chance, date.today())  # noqa: DTZ011 - the office's day, as the home was made by
    pages = {}
    for name, draw in addresses.all():
        asked(client, draw())  # its templates are read
        pages[name] = [asked(client, draw()) for _ in range(times)]
    papers = {name: [asked(client, address) for _ in range(PAPER_TIMES)] for name, address in addresses.papers()}
    sys.stdout.write(json.dumps({"first": first, "pages": pages, "papers": papers}) + "\n")


if __name__ == "__main__":
    main()
