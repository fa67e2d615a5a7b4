"""Cooperations: founded, joined, their Parties with keys to compare, a Party admitted; each signs what was shown."""

from pathlib import Path
from typing import Any, Final

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from foedus.ledger.errors import LedgerError
from foedus.office import comparisons, partnerships, peers
from foedus.office.errors import OfficeError
from foedus.office.parties import Card, card_file, read_card
from foedus.office.ports import Cooperation
from foedus.office.witness import ChangedError, preview, sign_as_shown
from foedus.phrases.keys import ADMIT, JOIN, founding
from foedus.store import listing
from foedus.web import exporting, intake, key_reviewing, lists, reviewing
from foedus.web.desk import Desk, DeskRequest
from foedus.web.forms.keys import CompareForm
from foedus.web.forms.settings import CardForm, FoundForm, JoinForm
from foedus.web.models import Grant
from foedus.web.rights import SIGNED_IN, needs
from foedus.web.settings_tabs import tabs
from foedus.web.wording import tell

_WRONG: Final = 400
_COOPERATIONS: Final = {
    "name": gettext_lazy("Cooperation"),
    "parties": gettext_lazy("Parties"),
    "last": gettext_lazy("Last entry"),
}


@require_safe
@needs(SIGNED_IN)
def cooperations(request: DeskRequest) -> HttpResponse:
    """The cooperations that one has to do with, and the way to more."""
    desk = request.desk
    rows = listing.cooperations(desk.node, [desk.number(one) for one in desk.concerned()])
    if form := exporting.asked(request):
        told = ({"name": row.name, "parties": ", ".join(row.parties), "last": row.last_entry} for row in rows)
        return exporting.handed(lists.list_of(_("Cooperations"), _COOPERATIONS, told), form)
    context = {"rows": rows, "may_found": desk.may("parties.admit"), "may_open": desk.may("dispatches.read")}
    return render(request, "web/settings/cooperations.html", {**tabs(desk, "cooperations"), **context})


@require_safe
@needs("dispatches.read")
def cooperation(request: DeskRequest, coop: str) -> HttpResponse:
    """A cooperation's Parties with their keys; with ``?check`` the check code of all that is agreed."""
    return _page(request, request.desk.cooperation(coop))


def _page(request: DeskRequest, coop: Cooperation, **more: Any) -> HttpResponse:
    desk = request.desk
    view = partnerships.view(desk.node, coop) if "check" in request.GET else None
    parties = partnerships.parties_of(desk.node, coop)
    context = {
        "coop": coop.name,
        "parties": parties,
        "has_left": any(one.is_us and one.has_left for one in parties),
        "is_founder": any(one.is_us and one.is_founder for one in parties),
        "view": view,
        "may_admit": desk.may("parties.admit", coop),
        "may_compare": desk.may("dispatches.move", coop),
        "may_address": desk.may("addresses.manage", coop),
        "addresses": {one.code: one.address for one in peers.peers(desk.node, coop)},
        "card_form": CardForm(),
    }
    return render(request, "web/settings/cooperation.html", {**tabs(desk, "cooperations"), **context, **more})


@needs("dispatches.move")
def compare(request: DeskRequest, coop: str, code: str) -> HttpResponse:
    """Compare a Party's key by the words that one hears; with ``?together`` by reading them to each other."""
    desk = request.desk
    held = desk.cooperation(coop)
    parties = {one.code: one for one in partnerships.parties_of(desk.node, held)}
    found = parties.get(code)
    if found is None or found.is_us:
        raise Http404
    is_together = "together" in request.GET
    form = CompareForm(request.POST or None, is_together=is_together)
    if request.method == "POST" and form.is_valid() and _compare(request, held, code, form):
        messages.success(
            request, _("The key of %(code)s is compared. Now let %(code)s compare yours.") % {"code": code}
        )
        return redirect("cooperation", coop)
    ours = next(one for one in parties.values() if one.is_us)
    context = {"coop": coop, "compared": found, "form": form, "ours": ours, "is_together": is_together}
    return render(request, "web/settings/compare.html", {**tabs(desk, "cooperations"), **context})


def _compare(request: DeskRequest, coop: Cooperation, code: str, form: CompareForm) -> bool:
    """Keep the comparison, or say at its field why it is none."""
    desk, said = request.desk, form.cleaned_data
    try:
        with desk.doing("key-compared", coop, code=code, way=said["way"]):
            comparisons.compare(
                desk.node,
                coop,
                code,
                way=said["way"],
                by=desk.user.get_full_name(),
                with_whom=said["with_whom"],
                heard=said.get("words", ""),
                is_read_together=bool(said.get("read_together")),
            )
    except OfficeError as error:
        happened, _kept, now = tell(error)
        form.add_error("words", f"{happened} {now}")
        return False
    return True


@needs("parties.admit")
def admit(request: DeskRequest, coop: str) -> HttpResponse:
    """Propose to admit the partner of a card: first what would be signed is shown, then it is."""
    desk = request.desk
    held = desk.cooperation(coop)
    kept, digest = request.POST.get("kept_card", ""), request.POST.get("digest", "")
    if request.method == "POST" and kept and digest:
        return _admit(request, held, read_card(kept.encode()), digest)
    form = CardForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        return _review(request, held, form.cleaned_data["card"])
    return _page(request, held, card_form=form)


def _review(request: DeskRequest, coop: Cooperation, card: Card, *, changed: bool = False) -> HttpResponse:
    desk = request.desk
    try:
        review = preview(lambda: partnerships.admit(desk.node, coop, card))
    except (OfficeError, LedgerError) as error:
        return _page(request, coop, refused=tell(error))
    context = {
        "coop": coop.name,
        "card": card,
        "kept_card": card_file(card).decode(),
        "digest": review.digest,
        "entries": reviewing.entries(desk, coop, review),
        "changed": changed,
        "meanings": key_reviewing.meanings_in(ADMIT, desk.language),
    }
    return render(request, "web/settings/admit.html", {**tabs(desk, "cooperations"), **context})


def _admit(request: DeskRequest, coop: Cooperation, card: Card, digest: str) -> HttpResponse:
    desk = request.desk
    try:
        with desk.doing("party-proposed", coop, code=card.code):
            sign_as_shown(digest, lambda: partnerships.admit(desk.node, coop, card, personal_confirmed=True))
    except OfficeError as error:
        if error.reason == "changed-since-review":
            return _review(request, coop, card, changed=True)
        return _page(request, coop, refused=tell(error))
    listing.catch_up(desk.node)
    messages.success(request, _("Signed: %(code)s is proposed. Send a dispatch to all.") % {"code": card.code})
    return redirect("cooperation", coop.name)


@needs("parties.admit")
def found(request: DeskRequest) -> HttpResponse:
    """Found a cooperation, alone or with a partner's card: asked, shown, then signed."""
    desk = request.desk
    known = [coop.name for coop in desk.cooperations("parties.admit")]
    form = FoundForm(request.POST or None, request.FILES or None, names=known)
    context: dict[str, Any] = {"form": form}
    if request.method == "POST" and form.is_valid():
        cards, digest = form.cards(), request.POST.get("digest", "")
        try:
            if request.POST.get("sure") == "yes" and digest:
                return _found(request, form, cards, digest)
            review = preview(lambda: _made(desk, form, cards))
        except ChangedError as error:
            review, context["changed"] = error.facts["review"], True
        except (OfficeError, LedgerError) as error:
            return _found_page(request, {**context, "refused": tell(error)})
        context |= {
            "asked": True,
            "cards": cards,
            "kept_card": card_file(cards[0]).decode() if cards else "",
            "entries": reviewing.entries(desk, None, review),
            "digest": review.digest,
            "meanings": key_reviewing.meanings_in(
                founding(goes_on=bool(form.cleaned_data["continues"])), desk.language
            ),
        }
    return _found_page(request, context)


def _found_page(request: DeskRequest, context: dict[str, Any]) -> HttpResponse:
    return render(request, "web/settings/found.html", {**tabs(request.desk, "cooperations"), **context})


def _made(desk: Desk, form: FoundForm, cards: list[Card]) -> partnerships.PartnershipView:
    said = form.cleaned_data
    before = desk.cooperation(said["continues"]).id if said["continues"] else None
    return partnerships.found(
        desk.node,
        said["title"],
        cards=cards,
        expected=said["expected"],
        name=said["name"] or None,
        continues=before,
    )


def _found(request: DeskRequest, form: FoundForm, cards: list[Card], digest: str) -> HttpResponse:
    desk = request.desk
    with desk.doing("cooperation-founded", title=form.cleaned_data["title"]):
        made = sign_as_shown(digest, lambda: _made(desk, form, cards))
        let_in(desk, made.id)
    listing.catch_up(desk.node)
    messages.success(request, _("Founded. Compare the keys, then send a dispatch."))
    return redirect("cooperation", made.name)


def let_in(desk: Desk, partnership: str) -> None:
    """Whoever brings a cooperation in sees it, even where their roles are with single partners."""
    held = Grant.objects.filter(user=desk.user, role__in=["head", "stand_in"])
    if not held.filter(partnership="").exists():
        role = held.order_by("pk").first()
        if role is not None:
            Grant.objects.create(
                user=desk.user, role=role.role, partnership=partnership, begins=role.begins, ends=role.ends
            )


@needs("parties.admit")
def join(request: DeskRequest) -> HttpResponse:
    """Join the cooperation of a dispatch whose Parties name us: asked here, then shown word for word and signed."""
    form = JoinForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        return ask_to_join(request, intake.keep(form.cleaned_data["dispatch"]), name=form.cleaned_data["name"])
    return render(request, "web/settings/join.html", {**tabs(request.desk, "cooperations"), "form": form})


def ask_to_join(
    request: DeskRequest,
    path: Path,
    sender: str = "",
    *,
    name: str = "",
    is_changed: bool = False,
    refused: tuple[str, str, str] | None = None,
) -> HttpResponse:
    """Show word for word what joining the cooperation of a kept dispatch would sign.

    :param refused: why it was not signed just now, in words.
    """
    context: dict[str, Any] = {"token": intake.token_of(path), "file": path.name, "sender": sender, "name": name}
    try:
        review = intake.joining(request.desk, path)
    except intake.KNOWN as error:
        return render(request, "web/dispatches/join.html", {**context, "refused": tell(error)}, status=_WRONG)
    context |= {"entries": reviewing.entries(request.desk, None, review), "digest": review.digest}
    context |= {"meanings": key_reviewing.meanings_in(JOIN, request.desk.language)}
    context |= {"changed": is_changed, "refused": refused}
    return render(request, "web/dispatches/join.html", context, status=_WRONG if is_changed or refused else 200)
