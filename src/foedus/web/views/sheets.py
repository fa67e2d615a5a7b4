"""A plan's lines in from a sheet: the file, what its columns mean, a preview, then drafts; it signs nothing."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET

from foedus.office import sheets
from foedus.office.errors import NotFoundError
from foedus.office.ports import Cooperation
from foedus.publishing.mending import mend_workbook
from foedus.reading.headings import MappingError, SheetMapping
from foedus.reading.table import MAX_FILE_BYTES, SheetError
from foedus.web import intents, sheet_desk, sheet_preview, uploads, wording
from foedus.web.desk import DeskRequest
from foedus.web.frame import partner_tabs
from foedus.web.rights import needs
from foedus.web.uploads import Upload

_ACCEPT = ".xlsx,.xlsm,.xls,.ods,.csv,.tsv,.txt"


@needs("records.draft")
def sheet_in(request: DeskRequest, coop: str) -> HttpResponse:
    """Choose the plan (``?plan=``), then bring the file: new lines, or our sheet as the partner changed it (``as``)."""
    cooperation = request.desk.cooperation(coop)
    plans = sheet_desk.plans(request.desk, cooperation)
    plan = request.GET.get("plan", "")
    if plan and plan not in plans:
        raise Http404
    error = ""
    if request.method == "POST" and plan:
        given = request.FILES.get("file")
        error = _refused(given)
        if not error:
            upload = sheet_desk.take_in(request.desk, cooperation, given, plan, request.GET)
            try:
                sheet_desk.sheets_of(upload)
            except SheetError as refused:
                uploads.drop(upload)
                error = " ".join(line for line in wording.tell(refused) if line)
            else:
                return redirect("sheet", coop, upload.token)
    context = {
        **partner_tabs(request.desk, cooperation, "plan"),
        "plans": plans.items(),
        "plan": plan,
        "plan_title": plans.get(plan, ""),
        "is_counter": request.GET.get("as") == "counter",
        "by": request.GET.get("by", ""),
        "others": sheet_desk.others(request.desk, cooperation, plan) if plan else (),
        "error": error,
        "accept": _ACCEPT,
        "megabytes": MAX_FILE_BYTES // 1024 // 1024,
    }
    return render(request, "web/plans/sheet_in.html", context, status=400 if error else 200)


def _refused(given: Any) -> str:
    if given is None:
        return _("Choose a file first.")
    if given.size > min(MAX_FILE_BYTES, settings.DATA_UPLOAD_MAX_MEMORY_SIZE):
        return _("The file is larger than a sheet may be.")
    return ""


def _upload(request: DeskRequest, cooperation: Cooperation, token: str) -> Upload:
    found = uploads.find(token, person=request.user.pk, cooperation=cooperation.id)
    if found is None:
        raise Http404
    return found


@needs("records.draft")
def sheet(request: DeskRequest, coop: str, token: str) -> HttpResponse:
    """What the columns mean, what is to be mended, what would be drafted; a step changes what is said, or drafts."""
    cooperation = request.desk.cooperation(coop)
    done = intents.done_before(request.POST.get("token", "")) if request.method == "POST" else None
    if done is not None and "plan" in done:
        return _done_before(request, coop, done["plan"])
    upload = _upload(request, cooperation, token)
    if request.method == "POST":
        match request.POST.get("step"):
            case "draft":
                return _draft(request, cooperation, upload)
            case "drop":
                uploads.drop(upload)
                messages.info(request, _("The file was put away. Nothing was drafted."))
                return redirect("sheet-in", coop)
            case _:
                return _said(request, cooperation, upload)
    return _page(request, cooperation, upload)


def _page(request: DeskRequest, cooperation: Cooperation, upload: Upload, error: str = "") -> HttpResponse:
    context = {
        **partner_tabs(request.desk, cooperation, "plan"),
        **sheet_desk.context(request.desk, cooperation, upload),
        "error": error,
        "draft_token": intents.new_token(),
        "kept": sorted(sheets.mappings(request.desk.node)),
    }
    return render(request, "web/plans/sheet.html", context, status=400 if error else 200)


def _said(request: DeskRequest, cooperation: Cooperation, upload: Upload) -> HttpResponse:
    """Take what was said of the columns and places; keep it under a name, or take what is kept."""
    sent, desk = request.POST, request.desk
    try:
        if sent.get("step") == "use":
            mapping = SheetMapping.from_json(sheets.mapping(desk.node, sent.get("kept", "")))
            mapping = sheet_desk.fitting(mapping, desk, cooperation, upload)
        else:
            mapping = sheet_desk.mapping_of(sent, desk, cooperation, upload)
    except MappingError as refused:
        return _page(request, cooperation, upload, " ".join(line for line in wording.tell(refused) if line))
    except NotFoundError:
        return _page(request, cooperation, upload, _("Choose which kept meaning of the columns is to be used."))
    said: dict[str, Any] = {"mapping": mapping.to_json()}
    if sent.get("step") != "use":
        said["with_hidden"] = "with_hidden" in sent
    uploads.say(upload, **said)
    name = sent.get("name", "").strip()[:60]
    if sent.get("step") == "keep" and name:
        with desk.doing("sheet.mapping", cooperation, name=name):
            sheets.keep_mapping(desk.node, name, mapping.to_json())
        messages.success(request, _("What the columns mean is kept as “%(name)s”.") % {"name": name})
    return redirect("sheet", cooperation.name, upload.token)


def _draft(request: DeskRequest, cooperation: Cooperation, upload: Upload) -> HttpResponse:
    """Draft what was shown, once; with rows to be mended only where the rest was asked for."""
    sent, desk = request.POST, request.desk
    plan = upload.said["plan"]
    go_on = redirect("plan", cooperation.name, *plan.split("/", 1))
    reading = sheet_desk.reading_of(desk, cooperation, upload, skip_bad_rows="skip" in sent)
    if not reading.lines:
        return _page(request, cooperation, upload, _("Nothing was drafted: mend the rows, or leave them out."))
    with desk.node.store.transaction():
        if not intents.take_once(sent.get("token", "") or intents.new_token(), {"plan": plan}):
            return _done_before(request, cooperation.name, plan)
        desk.log("sheet.import", cooperation, plan, lines=len(reading.lines))
        drafts, asked = sheet_desk.draft(desk, cooperation, upload, reading, is_confirmed="confirm" in sent)
    told = ngettext("%(n)s draft was made or changed.", "%(n)s drafts were made or changed.", len(drafts))
    messages.success(request, told % {"n": len(drafts)} + " " + _("Nothing is signed yet."))
    if asked:
        left = ngettext("%(n)s row was left out: it asks.", "%(n)s rows were left out: they ask.", len(asked))
        messages.warning(request, left % {"n": len(asked)})
    if not asked and not reading.bad_rows:
        uploads.drop(upload)
    return go_on


def _done_before(request: DeskRequest, coop: str, plan: str) -> HttpResponse:
    messages.info(request, _("This was drafted already; it was not drafted a second time."))
    return redirect("plan", coop, *plan.split("/", 1))


@require_GET
@needs("records.draft")
def mend_sheet(request: DeskRequest, coop: str, token: str) -> HttpResponse:
    """The rows to be mended as a sheet of their own, that can be brought in again."""
    cooperation = request.desk.cooperation(coop)
    upload = _upload(request, cooperation, token)
    reading = sheet_desk.reading_of(request.desk, cooperation, upload)
    said = sheet_preview.Wording(request.desk.language)
    rows = [(row, "; ".join(said.text(finding) for finding in row.findings)) for row in reading.bad_rows]
    response = HttpResponse(
        mend_workbook(rows), content_type="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    )
    response["Content-Disposition"] = 'attachment; filename="rows-to-mend.xlsx"'
    return response
