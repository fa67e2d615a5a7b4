"""Keys: which are in force, changed, recovered, printed and removed; each change is shown first and signed as shown."""

from collections.abc import Callable, Sequence
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_safe

from foedus.ledger.errors import LedgerError
from foedus.office import own_keys, recovery_sheet
from foedus.office.errors import OfficeError
from foedus.office.own_keys import KeysSigned
from foedus.office.ports import Cooperation
from foedus.office.recovery_words import RecoveryWordsError, read_sheet
from foedus.office.witness import ChangedError, sign_as_shown
from foedus.phrases.keys import Meaning, recovery, rotation
from foedus.publishing.recovery_sheet import pdf
from foedus.store import listing
from foedus.web import alarms, key_reviewing
from foedus.web.confirming import confirmed
from foedus.web.desk import Desk, DeskRequest
from foedus.web.forms.keys import RecoverForm, RotateForm, SheetForm
from foedus.web.rights import needs
from foedus.web.settings_tabs import tabs
from foedus.web.wording import tell


@require_safe
@needs("keys.manage")
def keys(request: DeskRequest) -> HttpResponse:
    """This Party's keys in every cooperation, and whether the recovery key is still on this machine."""
    return _keys_page(request)


def _keys_page(request: DeskRequest, **more: Any) -> HttpResponse:
    node = request.desk.node
    context = {"held": own_keys.own_keys(node), "has_recovery": node.keyring.has_recovery, "card": request.desk.card}
    return render(request, "web/settings/keys.html", {**tabs(request.desk, "keys"), **context, **more})


def _present(desk: Desk) -> dict[str, Cooperation]:
    return {one.name: one for one in own_keys.present_cooperations(desk.node)}


@needs("keys.manage")
@confirmed(back="keys-rotate")
def rotate(request: DeskRequest) -> HttpResponse:
    """Go on with new keys: chosen, shown, signed."""
    desk = request.desk
    known = _present(desk)
    form = RotateForm(request.POST or None, names=list(known))
    if request.method != "POST" or not form.is_valid():
        return render(request, "web/settings/rotate.html", {**tabs(desk, "keys"), "form": form})
    names, what = form.cleaned_data["coops"], form.cleaned_data["what"]
    key, age = what != "encryption", what != "signing"

    def verb() -> tuple[KeysSigned, ...]:
        return own_keys.rotate(desk.node, [known[name] for name in names], key=key, age=age)

    change = _Change("keys-rotated", verb, rotation(key=key, age=age), [known[name] for name in names])
    return change.answer(request, [("what", what)], title=_("Change keys"), has_sheet=False)


@sensitive_post_parameters("words")
@needs("keys.manage")
@confirmed(back="keys-recover")
def recover(request: DeskRequest) -> HttpResponse:
    """Recover with the recovery key: chosen, shown, signed with the key of the sheet or the one that is here."""
    desk = request.desk
    known = _present(desk)
    form = RecoverForm(request.POST or None, names=list(known), ends=own_keys.ends(desk.node))
    if request.method != "POST" or not form.is_valid():
        context = {"form": form, "has_recovery": desk.node.keyring.has_recovery}
        return render(request, "web/settings/recover.html", {**tabs(desk, "keys"), **context})
    return _recover(request, form, [known[name] for name in form.cleaned_data["coops"]])


@sensitive_variables("seed", "words")
def _recover(request: DeskRequest, form: RecoverForm, coops: Sequence[Cooperation]) -> HttpResponse:
    desk, said = request.desk, form.cleaned_data
    words, seed, wrong = request.POST.get("words", "").strip(), None, None
    if words:
        try:
            seed = read_sheet(words).seed
        except RecoveryWordsError as error:
            wrong = tell(error)

    def verb() -> tuple[KeysSigned, ...]:
        return own_keys.recover(desk.node, coops, said["entry"] or None, sheet_seed=seed, age=said["encryption"])

    change = _Change("keys-recovered", verb, recovery(age=said["encryption"]), coops)
    carried = [("entry", said["entry"])] + ([("encryption", "on")] if said["encryption"] else [])
    if "digest" in request.POST and not words and not desk.node.keyring.has_recovery:
        wrong = (_("Type the words of the recovery sheet: the recovery key is not on this machine."), "", "")
    return change.answer(request, carried, title=_("Recover"), has_sheet=True, wrong=wrong)


class _Change:
    """A change of keys on its way from what is shown to what is signed.

    :param done: the log's word for it. :param verb: what signs.
    """

    def __init__(
        self,
        done: str,
        verb: Callable[[], tuple[KeysSigned, ...]],
        meanings: Sequence[Meaning],
        coops: Sequence[Cooperation],
    ) -> None:
        self._done, self._verb, self._meanings, self._coops = done, verb, meanings, coops

    def answer(
        self,
        request: DeskRequest,
        carried: Sequence[tuple[str, str]],
        *,
        title: str,
        has_sheet: bool,
        wrong: tuple[str, str, str] | None = None,
    ) -> HttpResponse:
        """Show what would be signed; sign it where it was shown and nothing has changed since.

        :param carried: the form's values that the signature needs again. :param wrong: why it cannot be signed yet.
        """
        desk, digest, changed = request.desk, request.POST.get("digest", ""), False
        if digest and wrong is None and request.POST.get("sure") == "yes":
            try:
                self._sign(desk, digest)
            except ChangedError:
                changed = True
            except (OfficeError, LedgerError) as error:
                wrong = tell(error)
            else:
                messages.success(request, _("Signed. Now do what stands above the keys."))
                return redirect("keys")
        hidden = [*carried, *(("coops", coop.name) for coop in self._coops)]
        try:
            shown = key_reviewing.page(self._verb, self._meanings, desk.language, hidden)
        except (OfficeError, LedgerError) as error:
            return _keys_page(request, refused=tell(error))
        context = {"title": title, "changed": changed, "refused": wrong, "back_url": reverse("keys")}
        if has_sheet:
            has_recovery = desk.node.keyring.has_recovery
            context |= {"sheet_form": SheetForm(is_optional=has_recovery), "has_recovery": has_recovery}
        status = 409 if changed else 400 if wrong else 200
        return render(request, "web/settings/sign_keys.html", {**tabs(desk, "keys"), **shown, **context}, status=status)

    def _sign(self, desk: Desk, digest: str) -> None:
        with desk.node.store.transaction():
            sign_as_shown(digest, self._verb)
            for coop in self._coops:
                desk.log(self._done, coop)
        listing.catch_up(desk.node)
        for coop in self._coops:
            alarms.refresh(desk.node, coop)


@needs("keys.manage")
@confirmed(back="keys-sheet")
def sheet(request: DeskRequest) -> HttpResponse:
    """What the recovery sheet is for; then the sheet, to be printed: kept nowhere, and nothing of it logged."""
    desk = request.desk
    if request.method != "POST":
        context = {"has_recovery": desk.node.keyring.has_recovery}
        return render(request, "web/settings/sheet.html", {**tabs(desk, "keys"), **context})
    try:
        with desk.doing("sheet-made"):
            made = pdf(recovery_sheet.sheet_of(desk.node))
    except (OfficeError, LedgerError) as error:
        return _keys_page(request, refused=tell(error))
    headers = {
        "Content-Disposition": f'attachment; filename="{desk.card.code}-recovery-sheet.pdf"',
        "Cache-Control": "no-store",
    }
    return HttpResponse(made, content_type="application/pdf", headers=headers)


@sensitive_post_parameters("words")
@needs("keys.manage")
@confirmed(back="keys-remove")
def remove_recovery(request: DeskRequest) -> HttpResponse:
    """Remove the recovery key from this machine, once its sheet was read back."""
    desk = request.desk
    form = SheetForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            with desk.doing("recovery-removed"):
                recovery_sheet.remove_recovery(desk.node, form.cleaned_data["words"])
        except RecoveryWordsError as error:
            happened, _kept, now = tell(error)
            form.add_error("words", f"{happened} {now}")
        except (OfficeError, LedgerError) as error:
            return _keys_page(request, refused=tell(error))
        else:
            messages.success(request, _("The recovery key of this sheet is removed from this machine."))
            return redirect("keys")
    return render(request, "web/settings/remove_recovery.html", {**tabs(desk, "keys"), "form": form})
