"""Say what came of an activity: on one screen, signed at once, or told by a unit for this office to sign."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from foedus.ledger.errors import LedgerError
from foedus.office.errors import OfficeError, PersonalDataError
from foedus.office.ports import Cooperation
from foedus.store import listing
from foedus.store import models as tables
from foedus.web import doors, drafting, intents, names, telling, told_files
from foedus.web.desk import Desk, DeskRequest
from foedus.web.forms.outcome import OutcomeForm
from foedus.web.frame import partner_tabs
from foedus.web.models import OneTimeLink
from foedus.web.rights import EVERYONE, READ, needs
from foedus.web.telling import Told
from foedus.web.wording import tell

_SIGN = "records.declare"
_LONGEST_UNIT = 200


@needs("outcome.tell", for_units=True, keeps_typed=True)
def outcome(request: DeskRequest, coop: str, code: str, uid: str) -> HttpResponse:
    """Say what came of an activity: an officer signs it at once, a unit leaves a draft."""
    desk = request.desk
    cooperation = desk.cooperation(coop)
    told = telling.of(desk, cooperation, desk.number(cooperation), f"{code}/{uid}")
    if told is None:
        raise Http404
    unit = "" if desk.may(_SIGN, cooperation) else desk.user.username
    page = _Page(request, told, unit)
    if desk.may(READ, cooperation):
        page.context |= partner_tabs(desk, cooperation, "activity")
    page.context["back"] = reverse("record", args=[coop, "activity", code, uid])
    return page.answer(page.context["back"])


@needs(EVERYONE)
def unit(request: DeskRequest, token: str) -> HttpResponse:
    """The same by a one-time link: whoever holds it tells, and the link closes; nothing else is to be seen."""
    if request.method == "POST" and intents.done_before(request.POST.get("token", "")) is not None:
        return redirect("unit-told")
    link = doors.open_link(token, "outcome")
    told = _told_by_link(request.desk, link) if link is not None else None
    if link is None or told is None:
        return render(request, "web/outcomes/closed.html", status=404)
    page = _Page(request, told, link.unit, link)
    return page.answer(reverse("unit-told"))


def _told_by_link(desk: Desk, link: OneTimeLink) -> Told | None:
    listing.catch_up(desk.node)
    known = tables.Cooperation.objects.filter(hash=link.partnership).first()
    if known is None:
        return None
    return telling.of(desk, Cooperation(known.hash, known.name, known.code), known.pk, link.record)


@needs(EVERYONE)
def unit_told(request: HttpRequest) -> HttpResponse:
    """Thank a unit."""
    return render(request, "web/outcomes/thanks.html")


class _Page:
    """One asking of the form: shown, shown again with what is wrong, or taken."""

    def __init__(self, request: DeskRequest, told: Told, unit: str, link: OneTimeLink | None = None) -> None:
        self.request, self.told, self.unit, self.link = request, told, unit, link
        self.desk = request.desk
        self.context: dict[str, Any] = {}
        self.files: list[told_files.Reference] = []
        """What goes with it; a unit's account has none."""

    def _take_files(self) -> str:
        """Keep what was chosen, and know what was chosen before; give why nothing can be kept, in words."""
        sent, uploads = self.request.POST, self.request.FILES.getlist("file")
        self.files = told_files.chosen(self.desk, self.told.cooperation, sent.getlist("attached"))
        refused = drafting.file_refused(uploads)
        if uploads and not refused:
            self.files += told_files.kept(self.desk, self.told.cooperation, uploads)
        return refused

    def _form(self) -> OutcomeForm:
        before = self.told.last.body if self.told.last is not None and not self.unit else None
        if self.unit and self.link is None:
            mine = telling.draft_of_unit(self.desk.node, self.told, self.unit)
            before = mine.body if mine is not None else None
        data = self.request.POST if self.request.method == "POST" else None
        return telling.form_of(self.desk, self.told, body=telling.begun(self.told, before), data=data)

    def answer(self, goes_on: str) -> HttpResponse:
        """Answer the request.

        :param goes_on: the address to go on to once it was taken.
        """
        form, sent = self._form(), self.request.POST
        if self.request.method != "POST":
            self.files = [] if self.unit else list(form.begun.get("attachments", ()))
            return self._show(form)
        if intents.done_before(sent.get("token", "")) is not None:
            messages.info(self.request, _("This was told already; it was not signed a second time."))
            return redirect(goes_on)
        if not self.unit and (refused := self._take_files()):
            return self._show(form, status=400, file_refused=refused)
        if form.is_adding or not form.is_valid() or form.attach_all(telling.problems(self.told, form)):
            return self._show(form, is_wrong=not (form.is_adding or "show" in sent))
        if "show" in sent:
            return self._show(form)
        if not self.unit and sent.get("last", "") != self.told.last_version and "mine" not in sent:
            return self._show(form, status=409, meanwhile=self.told.last)
        if telling.suspects(self.desk, self.told, form) and sent.get("personal") != "none":
            return self._show(form, is_unconfirmed=True)
        return self._take(form, goes_on)

    def _take(self, form: OutcomeForm, goes_on: str) -> HttpResponse:
        token = self.request.POST.get("token", "") or intents.new_token()
        try:
            if self.unit:
                with self.desk.node.store.transaction():
                    telling.draft(self.desk, self.told, form, token, self.unit)
                    self._close()
            else:
                telling.sign(self.desk, self.told, form, token, is_confirmed=True, files=self.files)
        except PersonalDataError:
            return self._show(form, is_unconfirmed=True)
        except (OfficeError, LedgerError) as error:
            return self._show(form, status=409, refused=tell(error))
        if self.link is None:
            messages.success(self.request, self._thanks(form))
        return redirect(goes_on)

    def _close(self) -> None:
        if self.link is not None:
            OneTimeLink.objects.filter(pk=self.link.pk).update(used_at=timezone.now())

    def _thanks(self, form: OutcomeForm) -> str:
        label = names.term("outcomes", form.outcome, self.desk.language)
        if self.unit:
            return _("%(outcome)s: thank you. The office signs what you told.") % {"outcome": label}
        return _("%(outcome)s: signed. It goes out with the next dispatch, and may be told anew at any time.") % {
            "outcome": label
        }

    def _show(self, form: OutcomeForm, *, status: int = 200, is_wrong: bool = False, **more: Any) -> HttpResponse:
        is_readable = form.is_bound and form.is_valid() and bool(form.outcome)
        context = {
            **self.context,
            "form": form,
            "told": self.told,
            "is_unit": bool(self.unit),
            "unit": self.unit if self.link is not None else "",
            "summary": self._summary(form, is_readable=is_readable),
            "suspects": telling.suspects(self.desk, self.told, form) if is_readable else [],
            "personal": self.request.POST.get("personal", ""),
            "is_wrong": is_wrong,
            "others": [code for code in self._parties() if code != self.told.cooperation.code],
            "token": self.request.POST.get("token") or intents.new_token(),
            "last": self.told.last_version,
            "files": told_files.shown(self.desk, self.told.cooperation, self.files),
            "file_types": ",".join(drafting.FILE_TYPES),
            **more,
        }
        is_part = bool(self.request.htmx) and self.request.htmx.target == "to-sign"
        template = "web/outcomes/_summary.html" if is_part else "web/outcomes/outcome.html"
        return render(self.request, template, context, status=200 if is_part else status)

    def _summary(self, form: OutcomeForm, *, is_readable: bool) -> tuple[Any, ...]:
        """What would be signed: as typed, and before anything was, as it was told before."""
        if is_readable:
            return telling.shown(self.desk, telling.whole(self.told, form, () if self.unit else self.files))
        if form.is_bound or not form.outcome:
            return ()
        return telling.shown(self.desk, form.begun)

    def _parties(self) -> tuple[str, ...]:
        rows = listing.cooperations(self.desk.node)
        return next((row.parties for row in rows if row.id == self.told.cooperation.id), ())


@require_POST
@needs("outcome.tell")
def unit_link(request: DeskRequest, coop: str, code: str, uid: str) -> HttpResponse:
    """Make the link by which a unit tells the outcome; it is shown once, opens once, and expires."""
    desk = request.desk
    cooperation = desk.cooperation(coop)
    told = telling.of(desk, cooperation, desk.number(cooperation), f"{code}/{uid}")
    if told is None:
        raise Http404
    name = request.POST.get("unit", "").strip()[:_LONGEST_UNIT]
    back = reverse("record", args=[coop, "activity", code, uid])
    if not name:
        messages.error(request, _("No link was made: say for which unit."))
        return redirect(back)
    with desk.doing("unit-link", cooperation, told.record, unit=name):
        secret = doors.new_link("outcome", partnership=cooperation.id, record=told.record, unit=name)
    context = {
        **partner_tabs(desk, cooperation, "activity"),
        "told": told,
        "unit": name,
        "back": back,
        "days": doors.LINK_DAYS,
        "link": request.build_absolute_uri(reverse("unit", args=[secret])),
    }
    return render(request, "web/outcomes/link.html", context)
