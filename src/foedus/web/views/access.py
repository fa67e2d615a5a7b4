"""A person's access for programs, shown once and ended, and a person's mails; what a token opens is in ``web.api``."""

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from foedus.web.confirming import confirmed
from foedus.web.desk import DeskRequest
from foedus.web.forms.access import TokenForm
from foedus.web.forms.mail import MailForm
from foedus.web.models import AccessToken, User
from foedus.web.rights import READ, needs
from foedus.web.settings_tabs import tabs
from foedus.web.tokens import new_token


@needs(READ)
@confirmed()
def tokens(request: DeskRequest) -> HttpResponse:
    """The person's tokens; a new one is shown once."""
    desk, made = request.desk, ""
    partners = [one.name for one in desk.cooperations()]
    form = TokenForm(request.POST or None, partners=partners, today=desk.today)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        coop = desk.cooperation(said["partner"]) if said["partner"] else None
        with desk.doing("token-made", coop, name=said["name"]):
            made = new_token(request.user, said["name"], coop, said["ends"])
        form = TokenForm(partners=partners, today=desk.today)
    found = AccessToken.objects.filter(user=request.user).order_by("-pk")
    context = {
        "tokens": [(one, desk.name_of(one.partnership)) for one in found],
        "made": made,
        "form": form,
        "today": desk.today,
        "address": request.build_absolute_uri(reverse("api-1:openapi-json")),
    }
    status = 400 if form.is_bound and not form.is_valid() else 200
    return render(request, "web/settings/tokens.html", {**tabs(desk, "tokens"), **context}, status=status)


@require_POST
@needs(READ)
def end_token(request: DeskRequest, number: int) -> HttpResponse:
    """End a token of one's own: it opens nothing any more."""
    found = get_object_or_404(AccessToken, pk=number, user=request.user)
    with request.desk.doing("token-ended", name=found.name):
        found.delete()
    messages.success(request, _("The access has ended: its key opens nothing any more."))
    return redirect("tokens")


@needs(READ)
@confirmed()
def mail(request: DeskRequest) -> HttpResponse:
    """Where and how often the person is mailed what waits."""
    user = request.user
    form = MailForm(request.POST or None, initial={"email": user.email, "rhythm": user.mail_rhythm})
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        with request.desk.doing("mail-kept", rhythm=said["rhythm"]):
            User.objects.filter(pk=user.pk).update(email=said["email"], mail_rhythm=said["rhythm"])
        messages.success(request, _("Kept."))
        return redirect("mail")
    context = {"form": form, "can_mail": bool(settings.SMTP and settings.ADDRESS)}
    status = 400 if form.is_bound else 200
    return render(request, "web/settings/mail.html", {**tabs(request.desk, "mail"), **context}, status=status)
