"""Every address of the workbench and the view behind it; it decides nothing."""

from django.urls import path

from foedus.web.views import (
    calendar,
    dispatches,
    drafts,
    negotiating,
    outcomes,
    partners,
    people,
    records,
    search,
    settings,
    signing,
    talks,
    todo,
    undertakings,
)

handler400 = "foedus.web.views.failing.broken_request"
handler403 = "foedus.web.views.failing.not_allowed"
handler404 = "foedus.web.views.failing.not_found"
handler500 = "foedus.web.views.failing.broken"

_DOOR = [
    path("login/", people.sign_in, name="login"),
    path("logout/", people.sign_out, name="logout"),
    path("welcome/<str:token>/", people.welcome, name="welcome"),
    path("language/", people.set_language, name="set_language"),
    path("scheme/", people.set_scheme, name="set_scheme"),
]
_OFFICE = [
    path("", todo.todo, name="todo"),
    path("calendar/", calendar.calendar, name="calendar"),
    path("undertakings/", undertakings.undertakings, name="undertakings"),
    path("search/", search.search, name="search"),
    path("dispatches/", dispatches.dispatches, name="dispatches"),
]
_SETTINGS = [
    path("settings/", settings.settings, name="settings"),
    path("settings/account/", settings.account, name="account"),
    path("settings/users/", settings.users, name="users"),
]
_PARTNER = [
    path("partners/", partners.partners, name="partners"),
    path("partners/<str:coop>/", partners.partner, name="partner"),
    path("partners/<str:coop>/state/", partners.state, name="state"),
    path("partners/<str:coop>/contacts/", partners.contacts, name="contacts"),
    path("partners/<str:coop>/talks/", talks.next_talks, name="next-talks"),
    path("partners/<str:coop>/dispatches/", dispatches.partner_dispatches, name="partner-dispatches"),
]
_DRAFTS = [
    path("partners/<str:coop>/drafts/", drafts.drafts, name="drafts"),
    path("partners/<str:coop>/drafts/new/<str:kind>/", drafts.new_draft, name="draft-new"),
    path("partners/<str:coop>/drafts/step/", drafts.draft_step, name="draft-step"),
    path("partners/<str:coop>/drafts/<int:number>/", drafts.draft, name="draft"),
    path("partners/<str:coop>/review/", signing.review, name="review"),
]
_PLAN = [
    path("partners/<str:coop>/plan/<str:code>/<str:uid>/negotiation/", negotiating.negotiation, name="negotiation"),
]
_RECORD = [
    path("partners/<str:coop>/activity/<str:code>/<str:uid>/outcome/", outcomes.outcome, name="outcome"),
    path("partners/<str:coop>/records/<str:kind>/", records.records, name="records"),
    path("partners/<str:coop>/<str:kind>/<str:code>/<str:uid>/", records.record, name="record"),
    path("partners/<str:coop>/files/<str:blob>/", records.file, name="file"),
    path("partners/<str:coop>/<str:kind>/<str:code>/<str:uid>/note/", records.add_note, name="note"),
    path("partners/<str:coop>/<str:kind>/<str:code>/<str:uid>/history/", records.history, name="history"),
]

urlpatterns = [*_DOOR, *_OFFICE, *_SETTINGS, *_PARTNER, *_DRAFTS, *_PLAN, *_RECORD]
