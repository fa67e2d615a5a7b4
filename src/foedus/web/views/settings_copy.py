"""This office's copy: its backup, made and checked, and the log of who did what; neither changes a record."""

import tempfile
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Final

from django.conf import settings
from django.core.paginator import Paginator
from django.http import FileResponse, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from foedus.publishing.lists import List
from foedus.store import backup as store
from foedus.store.backup import Backup, BackupError
from foedus.store.node import now
from foedus.web import exporting, lists
from foedus.web.confirming import confirmed
from foedus.web.desk import Desk, DeskRequest, keyring
from foedus.web.forms.settings import LogForm
from foedus.web.log_words import detail_words, verb_words
from foedus.web.models import LogLine, User
from foedus.web.rights import needs
from foedus.web.settings_tabs import tabs
from foedus.web.wording import tell

_LINES = 50
_LOG: Final = {
    "at": gettext_lazy("When"),
    "who": gettext_lazy("Who"),
    "what": gettext_lazy("What was done"),
    "partner": gettext_lazy("Partner"),
    "record": gettext_lazy("Record"),
    "more": gettext_lazy("More"),
}


@require_safe
@needs("keys.manage")
def backup(request: DeskRequest) -> HttpResponse:
    """What a backup holds, how it is made, checked and put back."""
    return _backup_page(request)


def _backup_page(request: DeskRequest, told: Backup | None = None, error: str = "", status: int = 200) -> HttpResponse:
    context = {"is_protected": keyring().is_protected, "home": settings.HOME, "told": told, "error": error}
    return render(request, "web/settings/backup.html", {**tabs(request.desk, "backup"), **context}, status=status)


@require_POST
@needs("keys.manage")
@confirmed(back="backup")
def make_backup(request: DeskRequest) -> HttpResponseBase:
    """Make a backup, to be kept as safe as the keys."""
    file = tempfile.TemporaryFile(prefix="foedus-")  # noqa: SIM115 - the answer closes it when it is sent
    store.make(Path(settings.HOME or ""), file, now())
    file.seek(0)
    request.desk.log("backup-made")
    name = f"foedus-{request.desk.card.code}-{timezone.localtime():%Y-%m-%d-%H%M}.zip"
    return FileResponse(file, as_attachment=True, filename=name, content_type="application/zip")


@require_POST
@needs("keys.manage")
def verify_backup(request: DeskRequest) -> HttpResponse:
    """Check a backup that is handed in; nothing of it is kept."""
    file = request.FILES.get("backup")
    if file is None:
        return _backup_page(request, error=_("Choose the file of a backup."), status=400)
    try:
        told = store.verify(file)
    except BackupError as error:
        return _backup_page(request, error=" ".join(tell(error)), status=400)
    request.desk.log("backup-checked")
    return _backup_page(request, told)


@require_safe
@needs("log.read")
def log(request: DeskRequest) -> HttpResponse:
    """Who did what on this copy, newest first; where partners may be seen."""
    desk = request.desk
    seen = {one.id: one.name for one in desk.cooperations("log.read")}
    lines = LogLine.objects.filter(partnership__in=["", *seen])
    verbs = sorted(lines.order_by().values_list("verb", flat=True).distinct())
    people = list(User.objects.order_by("name", "username").values_list("username", "name"))
    form = LogForm(
        request.GET,
        choices={
            "who": people,
            "partner": sorted(seen.items(), key=lambda one: one[1]),
            "verb": [(verb, verb_words(verb)) for verb in verbs],
        },
    )
    if form.is_valid():
        said = form.cleaned_data
        chosen = {"who": said["who"], "partnership": said["partner"], "verb": said["verb"]}
        lines = lines.filter(**{name: value for name, value in chosen.items() if value})
    if wanted := exporting.asked(request):
        return exporting.handed(_log_list(desk, lines[: lists.MOST], dict(people), seen), wanted)
    page = Paginator(lines, _LINES).get_page(request.GET.get("page"))
    names = dict(people)
    rows = [
        {
            "line": line,
            "who": names.get(line.who) or line.who,
            "verb": verb_words(line.verb),
            "coop": seen.get(line.partnership, ""),
            "detail": detail_words(line.detail, desk.language),
        }
        for line in page
    ]
    return render(request, "web/settings/log.html", {**tabs(desk, "log"), "form": form, "page": page, "rows": rows})


def _log_list(desk: Desk, lines: Iterable[LogLine], people: Mapping[str, str], coops: Mapping[str, str]) -> List:
    rows = (
        {
            "at": line.at.isoformat(timespec="seconds"),
            "who": people.get(line.who) or line.who,
            "what": str(verb_words(line.verb)),
            "partner": coops.get(line.partnership, ""),
            "record": line.record,
            "more": detail_words(line.detail, desk.language),
        }
        for line in lines
    )
    return lists.list_of(_("Log"), _LOG, rows)
