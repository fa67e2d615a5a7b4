"""What a request is handed: this office's copy, the person, what they may see and do; it shows nothing."""

import json
import os
import secrets
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Any, Final

from django.conf import settings
from django.contrib.auth import logout
from django.contrib.sessions.backends.base import SessionBase
from django.db import connection
from django.http import Http404, HttpRequest, HttpResponseBase
from django.utils import timezone, translation
from django_htmx.middleware import HtmxDetails

from foedus.office.parties import Card, own_card
from foedus.office.ports import Cooperation, Node
from foedus.store import models as tables
from foedus.store.keyring import FileKeyring
from foedus.store.node import NodeDatabase, now
from foedus.web import log_lines, open_sessions, second_factor
from foedus.web.alarms import catch_up
from foedus.web.models import Grant, LogLine, UnitActivity, User
from foedus.web.rights import READ, ROLES

_PASSPHRASE = "FOEDUS_PASSPHRASE"  # noqa: S105 - the name of the variable, not what it holds
HANDED_OUT: Final = "default-src 'none'; sandbox"
"""The policy of what is handed out to be saved: should a browser open it after all, nothing in it runs or is sent."""
_GRANTS: Final = (
    "SELECT g.*, (SELECT CAST(value AS text) FROM foedus_store_setting WHERE name = %s) AS asked,"
    f" EXISTS ({second_factor.SECOND_OF_THEM}) AS are_several FROM foedus_web_grant g WHERE g.user_id = %s"
    " AND (g.begins IS NULL OR g.begins <= %s) AND (g.ends IS NULL OR g.ends >= %s) ORDER BY g.id"
)
"""What a person may on a day; asked with every page, and so written out."""
_keyrings: dict[tuple[Path, frozenset[tuple[str, int]]], FileKeyring] = {}
_one_at_a_time = threading.Lock()


class DeskRequest(HttpRequest):
    """A request with its desk; for type checking alone."""

    desk: "Desk"
    htmx: HtmxDetails
    user: User


def keyring() -> FileKeyring:
    """The keys of the home that is served: opened once, since that takes a second, and again where they changed."""
    folder = Path(settings.HOME or "") / "keys"
    changed = frozenset(
        (path.name, path.stat().st_mtime_ns) for path in folder.iterdir() if path.name.endswith(("-key", "-keys"))
    )
    with _one_at_a_time:
        if (folder, changed) not in _keyrings:
            _keyrings.clear()
            _keyrings[folder, changed] = FileKeyring(folder, lambda: os.environ.get(_PASSPHRASE) or None)
        return _keyrings[folder, changed]


class Desk:
    """One request's desk.

    :param user: who asks; may be nobody.
    :param session: theirs; nothing is kept in it but that a second factor was found.
    :param only: the id of the one cooperation that is seen from here, whatever the person may see; empty for all.
    """

    def __init__(self, user: Any, session: SessionBase | None = None, *, only: str = "") -> None:
        self.user = user
        self._only = only
        self._known_powers: dict[str | None, frozenset[str]] = {}
        self._session = session
        self._asked: tuple[Any, bool] = (None, False)  # of whom a second factor is asked; known with the grants
        self.unread_alarms: list[tuple[str, str, str]] | None = None
        """Partnership, sort and code of the alarms that nobody has read, the oldest first, where a page asked."""
        self._store = NodeDatabase(connection, is_brief=True)
        self.node = Node(self._store, keyring(), now, secrets.token_bytes)

    @property
    def is_signed_in(self) -> bool:
        """Say whether somebody asks who has come in by the door."""
        return bool(getattr(self.user, "is_authenticated", False))

    @cached_property
    def owes_second_factor(self) -> bool:
        """Say whether the person must set up a second factor before anything else."""
        if not self.is_signed_in or not self._grants:
            return False
        said, are_several = self._asked
        return second_factor.owes(self.user, self.roles, said, self._session, are_several=are_several)

    @cached_property
    def today(self) -> date:
        """The day, where the office is."""
        return timezone.localdate()

    @property
    def language(self) -> str:
        """The language of the page, by its two letters."""
        return (translation.get_language() or "en")[:2]

    @cached_property
    def card(self) -> Card:
        """This Party's own card."""
        return own_card(self.node)

    def number(self, cooperation: Cooperation) -> int:
        """A cooperation's number in the tables, by which lists ask for it."""
        return self._numbers[cooperation.id]

    def numbers(self, power: str = READ) -> list[int]:
        """The numbers of the cooperations with which the person has a power."""
        return [self._numbers[one.id] for one in self.cooperations(power)]

    # What one may see

    @cached_property
    def _grants(self) -> list[Grant]:
        if not self.is_signed_in:
            return []
        day = self.today
        grants: list[Grant] = []
        for grant in Grant.objects.raw(_GRANTS, [second_factor.SETTING, self.user.pk, day, day]):
            said, are_several = (vars(grant)[name] for name in ("asked", "are_several"))
            self._asked = json.loads(said) if said is not None else None, bool(are_several)
            if self._only and grant.partnership not in {"", self._only}:
                continue
            grant.partnership = self._only or grant.partnership
            grants.append(grant)
        return grants

    @cached_property
    def _rows(self) -> list[tables.Cooperation]:
        return self._store.rows()

    @cached_property
    def _all(self) -> dict[str, Cooperation]:
        return {one.name: Cooperation(one.hash, one.name, one.code) for one in self._rows}

    @cached_property
    def _numbers(self) -> dict[str, int]:
        return {one.hash: one.pk for one in self._rows}

    @cached_property
    def roles(self) -> frozenset[str]:
        """The roles that the person has today, anywhere."""
        return frozenset(grant.role for grant in self._grants)

    def powers(self, cooperation: Cooperation | None = None) -> frozenset[str]:
        """What the person may do with this partner; with any at all, where none is named. A unit's are not among it."""
        return self._powers(cooperation.id if cooperation is not None else None)

    def _powers(self, partnership: str | None) -> frozenset[str]:
        if partnership not in self._known_powers:
            self._known_powers[partnership] = frozenset().union(
                *(
                    ROLES.get(grant.role, frozenset())
                    for grant in self._grants
                    if grant.role != "unit" and (partnership is None or grant.partnership in {"", partnership})
                )
            )
        return self._known_powers[partnership]

    def may(self, power: str, cooperation: Cooperation | None = None) -> bool:
        """Say whether the person may do this, with this partner or with any."""
        return power in self.powers(cooperation)

    def cooperations(self, power: str = READ) -> list[Cooperation]:
        """The cooperations with which the person has a power, by name."""
        return [one for one in self._all.values() if power in self.powers(one)]

    def concerned(self) -> list[Cooperation]:
        """The cooperations with which the person has any power, by name."""
        return [one for one in self._all.values() if self.powers(one)]

    def cooperation(self, name: str) -> Cooperation:
        """A cooperation by this office's name of it.

        :raises Http404: there is none, or the person has nothing to do with it: both answer alike.
        """
        found = self._all.get(name)
        if found is None or not (self.powers(found) or self._units_own(found)):
            raise Http404
        return found

    def name_of(self, partnership: str) -> str:
        """This office's name of a cooperation, by its id."""
        return next((one.name for one in self._all.values() if one.id == partnership), "")

    @cached_property
    def _unit_activities(self) -> frozenset[tuple[str, str]]:
        if "unit" not in self.roles:
            return frozenset()
        return frozenset(UnitActivity.objects.filter(user=self.user).values_list("partnership", "record"))

    def _units_own(self, cooperation: Cooperation) -> bool:
        return any(partnership == cooperation.id for partnership, _ in self._unit_activities)

    def is_units_own(self, cooperation: Cooperation, record: str) -> bool:
        """Say whether an activity is one of the person's unit."""
        return (cooperation.id, record) in self._unit_activities

    def unit_activities(self) -> list[tuple[Cooperation, str]]:
        """The activities of the person's unit: the cooperation, and the record's name."""
        by_id = {one.id: one for one in self._all.values()}
        return [(by_id[coop], record) for coop, record in sorted(self._unit_activities) if coop in by_id]

    # What one does

    @contextmanager
    def doing(
        self, verb: str, cooperation: Cooperation | None = None, record: str = "", **detail: Any
    ) -> Iterator[None]:
        """Do something and log it: both are written together, or neither.

        :param verb: the office's verb, as the log shows it.
        :param detail: plain facts that are no personal data.
        """
        with self.node.store.transaction():
            yield
            self.log(verb, cooperation, record, **detail)

    def log(self, verb: str, cooperation: Cooperation | None = None, record: str = "", **detail: Any) -> None:
        """Write a line of the log."""
        line = LogLine.objects.create(
            at=timezone.now(),
            who=getattr(self.user, "username", ""),
            verb=verb,
            partnership=cooperation.id if cooperation is not None else "",
            record=record,
            detail=detail,
        )
        log_lines.tell(verb, line=line.pk)


class DeskMiddleware:
    """Hands every request its desk, speaks the person's language, and ends sessions that were ended elsewhere."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer a request."""
        if request.user.is_authenticated:
            if open_sessions.has_ended(request.session, request.user):
                logout(request)
            else:
                open_sessions.see(request.session)
        desk = Desk(request.user, request.session)
        request.desk = desk  # type: ignore[attr-defined]  # as DeskRequest says
        language = getattr(request.user, "language", "") if request.user.is_authenticated else ""
        if language:
            translation.activate(language)
        if desk.is_signed_in:
            catch_up(desk.node, [second_factor.SETTING])
        response = self._get_response(request)
        response.headers.setdefault("Content-Language", desk.language)
        response.headers.setdefault("Cache-Control", "no-store")
        if response.headers.get("Content-Disposition", "").startswith("attachment"):
            response.headers["Content-Security-Policy"] = HANDED_OUT
        return response
