"""Calendars elsewhere: private feeds, and a file for a record; whoever reads a feed signs in nowhere."""

import secrets

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from foedus.publishing.ical import calendar_of
from foedus.store import listing
from foedus.web import feeding
from foedus.web.confirming import confirmed
from foedus.web.desk import Desk, DeskRequest
from foedus.web.doors import digest_of
from foedus.web.models import Feed
from foedus.web.rights import EVERYONE, READ, needs
from foedus.web.settings_tabs import tabs

_KINDS = ("activity", "meeting")


@needs(READ)
@confirmed()
def feeds(request: DeskRequest) -> HttpResponse:
    """The person's feeds; a new one shows its address once."""
    desk = request.desk
    made = ""
    if request.method == "POST":
        name = request.POST.get("partner", "")
        coop = desk.cooperation(name) if name else None
        if coop is not None and not desk.may(READ, coop):
            raise Http404
        token = secrets.token_urlsafe(32)
        with desk.doing("feed-made", coop):
            Feed.objects.create(
                digest=digest_of(token),
                user=request.user,
                partnership=coop.id if coop is not None else "",
                made_at=timezone.now(),
            )
        made = request.build_absolute_uri(reverse("feed", args=[token]))
    found = [(one, desk.name_of(one.partnership)) for one in Feed.objects.filter(user=request.user).order_by("-pk")]
    context = {"feeds": found, "made": made, "partners": [one.name for one in desk.cooperations()]}
    return render(request, "web/settings/feeds.html", {**tabs(desk, "feeds"), **context})


@require_POST
@needs(READ)
def end_feed(request: DeskRequest, number: int) -> HttpResponse:
    """End a feed of one's own: its address opens nothing any more."""
    found = get_object_or_404(Feed, pk=number, user=request.user)
    with request.desk.doing("feed-ended"):
        found.delete()
    messages.success(request, _("The feed has ended: its address opens nothing any more."))
    return redirect("feeds")


@require_safe
@needs(EVERYONE)
def feed(request: HttpRequest, token: str) -> HttpResponse:
    """What a calendar program reads: what its person may read today, in that person's language."""
    found = Feed.objects.select_related("user").filter(digest=digest_of(token), user__is_active=True).first()
    if found is None:
        raise Http404
    desk = Desk(found.user, only=found.partnership)
    listing.catch_up(desk.node)
    coops = desk.cooperations()
    if not coops:
        raise Http404
    with translation.override(found.user.language):
        name = coops[0].name if found.partnership else _("International cooperation")
        told = calendar_of(name, feeding.happenings(desk, coops, _addresses(request)))
    Feed.objects.filter(pk=found.pk).update(read_at=timezone.now())
    return HttpResponse(told, content_type=feeding.TYPE)


@require_safe
@needs(READ, for_units=True)
def record_file(request: DeskRequest, coop: str, kind: str, code: str, uid: str) -> HttpResponse:
    """One activity or meeting as a file for a calendar."""
    cooperation = request.desk.cooperation(coop)
    record = f"{code}/{uid}"
    found = feeding.happening(request.desk, cooperation, record, _addresses(request)) if kind in _KINDS else None
    if found is None:
        raise Http404
    return feeding.as_file(calendar_of(found.title, [found]), f"{coop}-{uid[:8]}.ics")


def _addresses(request: HttpRequest) -> feeding.Address:
    def address(coop: str, kind: str, record: str) -> str:
        code, _slash, uid = record.partition("/")
        return request.build_absolute_uri(reverse("record", args=[coop, kind, code, uid]))

    return address
