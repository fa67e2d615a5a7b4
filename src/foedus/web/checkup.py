"""Says what is wrong with the workbench of a copy: its tables, its people, its mail; it changes nothing."""

import os
from datetime import timedelta
from typing import Final

from django.conf import settings
from django.contrib.sessions.models import Session
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.utils import timezone

from foedus.office.checkup import Finding
from foedus.office.ports import Node
from foedus.web import second_factor
from foedus.web.desk import Desk
from foedus.web.models import Grant, OpenSession, StandingAlarm, User

UNUSED: Final = timedelta(days=90)
"""A session that nobody used for so long should have ended."""


def checkup() -> list[Finding]:
    """Make every check of the workbench that Django serves here."""
    found = tables()
    if any(one.how != "ok" for one in found):
        return found
    node = Desk(None).node
    return [*found, *alarms(node), *people(), *second_factors(node), *sessions(), *mail(), *surroundings()]


def tables() -> list[Finding]:
    """See that the workbench has every table as this program wants it."""
    if "foedus_web_user" not in connection.introspection.table_names():
        return [Finding("workbench", "look", "workbench-none")]
    executor = MigrationExecutor(connection)
    is_behind = bool(executor.migration_plan(executor.loader.graph.leaf_nodes()))
    return [Finding("workbench", "wrong" if is_behind else "ok", "workbench-old" if is_behind else "workbench")]


def alarms(node: Node) -> list[Finding]:
    """Count the alarms that nobody has read, by cooperation."""
    names = {coop.id: coop.name for coop in node.store.cooperations()}
    unread = list(StandingAlarm.objects.filter(read_at=None).values_list("partnership", flat=True))
    found = [
        Finding("alarms", "wrong", "alarms", {"cooperation": names.get(one, one), "number": unread.count(one)})
        for one in sorted(set(unread))
    ]
    return found or [Finding("alarms", "ok", "no-alarms")]


def people() -> list[Finding]:
    """See that somebody can sign in, and somebody of them let others in."""
    able = [one.pk for one in User.objects.filter(is_active=True) if one.has_usable_password()]
    if not able:
        return [Finding("people", "look", "nobody")]
    today = timezone.localdate()
    grants = Grant.objects.filter(user__in=able, role="administrator")
    if not any(one.counts_on(today) for one in grants):
        return [Finding("people", "wrong", "no-administrator")]
    return [Finding("people", "ok", "people", {"number": len(able)})]


def second_factors(node: Node) -> list[Finding]:
    """List the people of whose role a second factor is asked, and who have none."""
    asked = second_factor.asked_of(node)
    if not asked:
        return [Finding("second-factor", "look", "second-factor-unasked")]
    today = timezone.localdate()
    owing = sorted(
        {
            grant.user.username
            for grant in Grant.objects.filter(user__is_active=True, role__in=asked).select_related("user")
            if (grant.ends or today) >= today and not second_factor.has_one(grant.user)
        }
    )
    if owing:
        return [Finding("second-factor", "look", "second-factor-missing", {"people": owing})]
    return [Finding("second-factor", "ok", "second-factor")]


def sessions() -> list[Finding]:
    """Count the sessions that are open, and those that nobody has used for long."""
    alive = Session.objects.filter(expire_date__gt=timezone.now()).values("session_key")
    held = OpenSession.objects.filter(key__in=alive)
    unused = held.filter(seen_at__lt=timezone.now() - UNUSED).count()
    facts = {"number": held.count(), "unused": unused, "days": UNUSED.days}
    return [Finding("sessions", "look" if unused else "ok", "sessions-unused" if unused else "sessions", facts)]


def mail() -> list[Finding]:
    """See whether mail can leave, and leads back to this workbench."""
    if not settings.SMTP:
        return [Finding("mail", "look", "no-mail")]
    if not settings.ADDRESS:
        return [Finding("mail", "wrong", "mail-without-address")]
    return [Finding("mail", "ok", "mail", {"sender": settings.DEFAULT_FROM_EMAIL})]


def surroundings() -> list[Finding]:
    """See what this process was told of the time zone and of the line before it."""
    found = []
    if not os.environ.get("FOEDUS_TIME_ZONE"):
        found.append(Finding("surroundings", "look", "no-time-zone", {"zone": settings.TIME_ZONE}))
    if os.environ.get("FOEDUS_HTTPS") == "1" and "FOEDUS_HOSTS" not in os.environ:
        found.append(Finding("surroundings", "wrong", "no-hosts"))
    return found or [Finding("surroundings", "ok", "surroundings", {"zone": settings.TIME_ZONE})]
