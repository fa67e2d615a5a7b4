"""What was signed on paper: the scan of it recorded with the texts, and those texts offered once a partner connects."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET

from foedus.office.errors import NotFoundError, OfficeError
from foedus.office.ports import Cooperation
from foedus.store import listing
from foedus.web import intents, reviewing, uploads, wording
from foedus.web import on_paper as desk_work
from foedus.web.desk import DeskRequest
from foedus.web.frame import partner_tabs
from foedus.web.rights import needs
from foedus.web.uploads import Upload

_CONSENT = "records.consent"


@needs(_CONSENT)
def on_paper(request: DeskRequest, coop: str, code: str, uid: str) -> HttpResponse:
    """Choose the drafts that were agreed on paper and who agreed, and bring the scan; then it is shown once more."""
    desk = request.desk
    cooperation = desk.cooperation(coop)
    plan = f"{code}/{uid}"
    shown = desk_work.choices(desk, cooperation, plan)
    if shown is None:
        raise Http404
    errors: list[dict[str, str]] = []
    if request.method == "POST":
        if request.POST.get("step") == "draft":
            return _draft_again(request, cooperation, plan)
        chosen = desk_work.chosen(request.POST, shown)
        given: Any = request.FILES.get("scan")
        errors = desk_work.errors(chosen, given)
        if not errors:
            upload = desk_work.take_in(desk, cooperation, plan, chosen, given)
            return redirect("on-paper-review", coop, code, uid, upload.token)
        shown = desk_work.with_choice(shown, chosen)
    context = {
        **partner_tabs(desk, cooperation, "plan"),
        **shown,
        "code": code,
        "uid": uid,
        "errors": errors,
        "megabytes": desk_work.MOST_BYTES // 1024 // 1024,
    }
    return render(request, "web/plans/on_paper.html", context, status=400 if errors else 200)


def _draft_again(request: DeskRequest, cooperation: Cooperation, plan: str) -> HttpResponse:
    """Draft the texts as they stand, so that they can be recorded with a scan."""
    made = desk_work.draft_again(request.desk, cooperation, plan)
    told = ngettext("%(n)s text is drafted as it stands.", "%(n)s texts are drafted as they stand.", made)
    messages.success(request, told % {"n": made})
    return redirect("on-paper", cooperation.name, *plan.split("/", 1))


@needs(_CONSENT)
def on_paper_review(request: DeskRequest, coop: str, code: str, uid: str, token: str) -> HttpResponse:
    """Exactly what will be recorded, word for word; then it is signed, as this Party's own word, with the scan."""
    desk = request.desk
    cooperation = desk.cooperation(coop)
    if request.method == "POST" and intents.done_before(request.POST.get("token", "")) is not None:
        messages.info(request, _("This was recorded already; it was not recorded a second time."))
        return redirect("plan", coop, code, uid)
    upload = uploads.find(token, person=request.user.pk, cooperation=cooperation.id)
    if upload is None or upload.said.get("plan") != f"{code}/{uid}":
        raise Http404
    if request.method == "POST":
        return _sign(request, cooperation, upload)
    return _review(request, cooperation, upload)


def _review(
    request: DeskRequest, cooperation: Cooperation, upload: Upload, *, has_changed: bool = False
) -> HttpResponse:
    desk = request.desk
    code, uid = upload.said["plan"].split("/", 1)
    context = {**partner_tabs(desk, cooperation, "plan"), "code": code, "uid": uid, "upload": upload}
    try:
        review = desk_work.preview(desk, cooperation, upload)
    except OfficeError as error:
        told = [line for line in wording.tell(error) if line]
        return render(request, "web/plans/on_paper_refused.html", {**context, "told": told}, status=409)
    context |= {
        "review": review,
        "entries": reviewing.entries(desk, cooperation, review),
        "suspects": reviewing.suspects(desk, review),
        "faults": reviewing.faults(desk, review),
        "digest": desk_work.digest(review, upload),
        "parties": upload.said["parties"],
        "token": intents.new_token(),
        "changed": has_changed,
        "number_of_texts": sum(len(entry) for entry in review.entries),
    }
    return render(request, "web/plans/on_paper_review.html", context, status=409 if has_changed else 200)


def _sign(request: DeskRequest, cooperation: Cooperation, upload: Upload) -> HttpResponse:
    desk, sent = request.desk, request.POST
    plan = upload.said["plan"]
    try:
        review = desk_work.preview(desk, cooperation, upload)
        if desk_work.digest(review, upload) != sent.get("digest"):
            return _review(request, cooperation, upload, has_changed=True)
        if review.needs_confirmation and sent.get("personal") != "none":
            messages.error(request, _("Nothing was signed: say first that what is marked is no personal data."))
            return _review(request, cooperation, upload)
        with desk.node.store.transaction():
            if not intents.take_once(sent.get("token", "") or intents.new_token(), {"plan": plan}):
                return redirect("plan", cooperation.name, *plan.split("/", 1))
            desk_work.record(desk, cooperation, upload)
            desk.log("sign.paper", cooperation, plan, texts=len(upload.said["drafts"]))
    except OfficeError:
        return _review(request, cooperation, upload)
    uploads.drop(upload)
    listing.catch_up(desk.node)
    number = len(upload.said["drafts"])
    told = ngettext(
        "%(n)s text is recorded as agreed on paper, with its scan.",
        "%(n)s texts are recorded as agreed on paper, with their scan.",
        number,
    )
    messages.success(request, told % {"n": number})
    return redirect("plan", cooperation.name, *plan.split("/", 1))


@require_GET
@needs(_CONSENT)
def offer_paper(request: DeskRequest, coop: str, code: str, uid: str) -> HttpResponse:
    """Which recorded texts of a plan are offered, word for word, to a partner that has connected since."""
    desk = request.desk
    cooperation = desk.cooperation(coop)
    try:
        rows = desk_work.offerable(desk, cooperation, f"{code}/{uid}")
    except NotFoundError:
        raise Http404 from None
    context = {**partner_tabs(desk, cooperation, "plan"), "code": code, "uid": uid, "rows": rows}
    return render(request, "web/plans/offer.html", context)
