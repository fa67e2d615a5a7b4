"""Dispatches: what went and came, in by upload, out by button, alarms with their proof; each says what came of it."""

from pathlib import Path
from tempfile import TemporaryDirectory, TemporaryFile
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import FileResponse, Http404, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from foedus.office import dispatching
from foedus.office.errors import OfficeError
from foedus.office.ports import Cooperation
from foedus.office.witness import ChangedError
from foedus.store import listing
from foedus.web import alarms, arrivals, exporting, intake, lists, proof, shown_lists, traffic
from foedus.web.desk import Desk, DeskRequest
from foedus.web.exchanging.showing import lines
from foedus.web.frame import partner_tabs
from foedus.web.key_notes import to_compare
from foedus.web.models import TakenIn
from foedus.web.rights import READ, needs
from foedus.web.views.settings_cooperations import ask_to_join, let_in
from foedus.web.wording import tell

_WRONG = 400


@require_safe
@needs("dispatches.read")
def dispatches(request: DeskRequest) -> HttpResponse:
    """The dispatches of every partner in one table."""
    if form := exporting.asked(request):
        return exporting.handed(lists.dispatches(traffic.overview(request.desk), request.desk.language), form)
    return _overview(request)


def _overview(request: DeskRequest, *, status: int = 200, **more: Any) -> HttpResponse:
    desk = request.desk
    context = {"rows": traffic.overview(desk), "may_move": desk.may("dispatches.move"), **more}
    return render(request, "web/dispatches/dispatches.html", context, status=status)


@require_safe
@needs("dispatches.read")
def partner_dispatches(request: DeskRequest, coop: str) -> HttpResponse:
    """What went to a partner and came from it, what waits, what was refused, and the way in and out."""
    desk, held = request.desk, request.desk.cooperation(coop)
    if form := exporting.asked(request):
        rows = traffic.page_of(desk, held, None, size=lists.MOST)
        return exporting.handed(lists.passed(held.name, rows, desk.language), form)
    return _partner(request, held)


def _partner(request: DeskRequest, coop: Cooperation, *, status: int = 200, **more: Any) -> HttpResponse:
    desk = request.desk
    found = lines(desk, coop)
    context = {
        **partner_tabs(desk, coop, "dispatches"),
        "page": traffic.page_of(desk, coop, request.GET.get("page")),
        **traffic.standing(desk, coop),
        "may_move": desk.may("dispatches.move", coop),
        "may_address": desk.may("addresses.manage", coop),
        "lines": found,
        "lines_under_way": any(one.is_under_way for one in found),
        "page_url": reverse("partner-dispatches", args=[coop.name]),
        "may_take_whole": _may_take_whole(desk, coop),
        "may_answer": desk.may("alarms.read", coop),
        **more,
    }
    return render(request, "web/dispatches/partner.html", context, status=status)


# In


@require_POST
@needs("dispatches.move")
def take_in(request: DeskRequest) -> HttpResponseBase:
    """Take an uploaded dispatch in, whichever partner's it is; what is wrong with it is said in words."""
    desk = request.desk
    upload = request.FILES.get("dispatch")
    if upload is None:
        return _refused(request, (_("Choose the file of a dispatch."), "", ""))
    if (upload.size or 0) > intake.LARGEST_BYTES:
        largest = intake.LARGEST_BYTES // 2**20
        happened = _("The file is larger than %(number)s MB, and was not looked at.") % {"number": largest}
        return _refused(request, (happened, "", _("Take it in with the command foedus import.")))
    path = intake.keep(upload)
    is_kept = False
    try:
        seen = intake.look(desk, path)
        coop = next((one for one in desk.cooperations("dispatches.move") if one.id == seen.partnership), None)
        if coop is None:
            is_kept = _is_unknown(desk, seen) and desk.may("parties.admit")
            return _of_another(request, seen, path if is_kept else None)
        if seen.lines > intake.AT_ONCE:
            is_kept = True
            return redirect("dispatch-taken", coop.name, intake.take_aside(desk, coop, path, seen.lines).pk)
        return redirect("dispatch-taken", coop.name, intake.take(desk, coop, path).pk)
    except intake.KNOWN as error:
        desk.log("dispatch-refused", file=path.name, reason=str(getattr(error, "reason", "") or type(error).__name__))
        return _refused(request, tell(error))
    finally:
        if not is_kept:
            intake.forget(path)


def _is_unknown(desk: Desk, seen: intake.Look) -> bool:
    return all(one.id != seen.partnership for one in desk.node.store.cooperations())


def _of_another(request: DeskRequest, seen: intake.Look, path: Path | None) -> HttpResponse:
    """A dispatch of a cooperation that is not here, or that is not this person's: told alike to who may not join."""
    if path is not None:
        return ask_to_join(request, path, seen.sender)
    happened = _("This dispatch of %(sender)s is of a cooperation that you have nothing to do with.")
    now = _("If it is a new one, the head of the office can join it; else hand the file to whoever has that desk.")
    return _refused(request, (happened % {"sender": seen.sender}, _("Nothing of it was taken in."), now))


def _refused(request: DeskRequest, told: tuple[str, str, str]) -> HttpResponse:
    """The page from which the file came, with what is wrong with it."""
    desk, coop = request.desk, request.POST.get("coop", "")
    held = next((one for one in desk.cooperations("dispatches.read") if one.name == coop), None)
    if held is not None:
        return _partner(request, held, refused=told, status=_WRONG)
    return _overview(request, refused=told, status=_WRONG)


@require_POST
@needs("parties.admit")
def join_in(request: DeskRequest) -> HttpResponse:
    """Join the cooperation of a dispatch that was uploaded just now."""
    desk, sent = request.desk, request.POST
    path = intake.kept(sent.get("token", ""))
    if path is None:
        return _refused(request, (_("The file is not kept any more: it was taken in, or waited for a day."), "", ""))
    name = sent.get("name", "").strip()
    try:
        coop, taken = intake.join(
            desk, path, name, sent.get("digest", ""), lambda partnership: let_in(desk, partnership)
        )
    except ChangedError:
        return ask_to_join(request, path, name=name, is_changed=True)
    except intake.KNOWN as error:
        return ask_to_join(request, path, name=name, refused=tell(error))
    intake.forget(path)
    messages.success(request, _("Joined. Compare the keys, then send a dispatch back."))
    return redirect("dispatch-taken", coop.name, taken.pk)


@require_safe
@needs("dispatches.read")
def taken(request: DeskRequest, coop: str, number: int) -> HttpResponse:
    """What a dispatch brought; how far it is while it is being taken in."""
    desk = request.desk
    held = desk.cooperation(coop)
    progress = intake.progress_of(number)
    row = get_object_or_404(TakenIn, pk=number, partnership=held.id)
    context: dict[str, Any] = {**partner_tabs(desk, held, "dispatches"), "taken": row}
    context["to_compare"] = to_compare(desk, held)
    context["progress"] = progress if not row.told else None
    context["interrupted"] = (
        _("The taking in was interrupted."),
        _("Nothing of it was taken in."),
        _("Choose it again."),
    )
    if "sender" in row.told:
        brought = arrivals.Brought(desk, held, row.told, may_read=desk.may(READ, held))
        if form := exporting.asked(request):
            return exporting.handed(shown_lists.brought(held.name, brought, request.build_absolute_uri), form)
        context["brought"] = brought
    return render(request, "web/dispatches/taken.html", context)


# Out


@require_POST
@needs("dispatches.move")
def send_out(request: DeskRequest, coop: str) -> HttpResponseBase:
    """Write a dispatch for the Parties chosen, encrypted to them, and hand it over as a file."""
    chosen = request.POST.getlist("to")
    if not chosen:
        messages.error(request, _("Choose at least one Party that the dispatch is for."))
        return redirect("partner-dispatches", coop)
    return _export(request, request.desk.cooperation(coop), to=chosen, is_whole="whole" in request.POST)


@require_POST
@needs("dispatches.read")
def take_whole(request: DeskRequest, coop: str) -> HttpResponseBase:
    """Write the whole cooperation unencrypted, for an auditor; only for who may consent or read the log."""
    desk = request.desk
    held = desk.cooperation(coop)
    if not _may_take_whole(desk, held):
        raise PermissionDenied("log.read")
    if request.POST.get("sure") != "yes":
        messages.error(request, _("Say first that whoever has the file reads all that is in it."))
        return redirect("partner-dispatches", coop)
    return _export(request, held, is_plain=True)


def _may_take_whole(desk: Desk, coop: Cooperation) -> bool:
    return desk.may("log.read", coop) or desk.may("records.consent", coop)


def _export(
    request: DeskRequest,
    coop: Cooperation,
    *,
    to: list[str] | None = None,
    is_plain: bool = False,
    is_whole: bool = False,
) -> HttpResponseBase:
    desk = request.desk
    name = dispatching.file_name(desk.node, coop, is_plain=is_plain)
    file = TemporaryFile(prefix="foedus-")  # noqa: SIM115 - the answer closes it when it is sent
    try:
        with TemporaryDirectory(prefix="foedus-") as folder, desk.node.store.transaction():
            target = Path(folder) / name
            sent = dispatching.export(desk.node, coop, target, is_plain=is_plain, is_whole=is_whole, to=to or ())
            with target.open("rb") as written:
                for chunk in iter(lambda: written.read(1 << 20), b""):
                    file.write(chunk)
            entries = sum(sent.entries.values())
            verb = "dispatch-whole" if is_plain else "dispatch-out"
            desk.log(verb, coop, file=name, to=list(sent.to) if not is_plain else [], entries=entries)
    except OfficeError as error:
        file.close()
        messages.error(request, " ".join(tell(error)))
        return redirect("partner-dispatches", coop.name)
    listing.catch_up(desk.node)
    file.seek(0)
    return FileResponse(file, as_attachment=True, filename=name, content_type="application/octet-stream")


# Alarms


@require_safe
@needs("dispatches.read")
def prove(request: DeskRequest, coop: str, key: str) -> HttpResponse:
    """The proof of conflicting registers, as a text file."""
    desk = request.desk
    held = desk.cooperation(coop)
    found = [one for one in alarms.all(desk, held) if one.key == key and one.what == alarms.CONFLICT]
    if not found:
        raise Http404
    content = proof.write(desk.node.store.open(held.id), found[0])
    name = f"{found[0].code}-{found[0].facts['seq']}-conflict.txt"
    answer = HttpResponse(content, content_type="text/plain; charset=utf-8")
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


@require_POST
@needs("alarms.read")
def read_alarm(request: DeskRequest, coop: str, key: str) -> HttpResponse:
    """Answer for an alarm: it stands on the pages no more."""
    desk = request.desk
    if alarms.mark_read(desk, desk.cooperation(coop), key):
        messages.success(request, _("Marked as read. It stays here, with who read it."))
    return redirect("partner-dispatches", coop)
