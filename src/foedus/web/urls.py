"""Every address of the workbench and the view behind it; it decides nothing."""

from django.urls import path

from foedus.web.views import (
    calendar,
    contacts,
    dispatches,
    drafts,
    files,
    meetings,
    negotiating,
    outcomes,
    papers,
    partners,
    people,
    plans,
    records,
    search,
    settings,
    settings_cooperations,
    settings_copy,
    settings_desks,
    settings_users,
    sheets,
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
    path("steps/", todo.todo_step, name="todo-step"),
    path("calendar/", calendar.calendar, name="calendar"),
    path("undertakings/", undertakings.undertakings, name="undertakings"),
    path("search/", search.search, name="search"),
    path("dispatches/", dispatches.dispatches, name="dispatches"),
    path("dispatches/in/", dispatches.take_in, name="dispatch-in"),
    path("dispatches/join/", dispatches.join_in, name="dispatch-join"),
]
_SETTINGS = [
    path("settings/", settings.settings, name="settings"),
    path("settings/account/", settings.account, name="account"),
    path("settings/account/password/", settings.password, name="password"),
    path("settings/account/sessions/", settings.end_own_sessions, name="end-own-sessions"),
    path("settings/party/", settings.party, name="party"),
    path("settings/party/card.json", settings.card_json, name="card-json"),
    path("settings/cooperations/", settings_cooperations.cooperations, name="cooperations"),
    path("settings/cooperations/found/", settings_cooperations.found, name="found"),
    path("settings/cooperations/join/", settings_cooperations.join, name="join"),
    path("settings/cooperations/of/<str:coop>/", settings_cooperations.cooperation, name="cooperation"),
    path("settings/cooperations/of/<str:coop>/compare/<str:code>/", settings_cooperations.compare, name="compare"),
    path("settings/cooperations/of/<str:coop>/admit/", settings_cooperations.admit, name="admit"),
    path("settings/users/", settings_users.users, name="users"),
    path("settings/users/new/", settings_users.new_user, name="user-new"),
    path("settings/users/<int:number>/", settings_users.user, name="user"),
    path("settings/users/<int:number>/invite/", settings_users.invite, name="user-invite"),
    path("settings/users/<int:number>/roles/<int:grant>/end/", settings_users.end_role, name="role-end"),
    path("settings/users/<int:number>/sessions/", settings_users.end_sessions, name="user-sessions"),
    path("settings/users/<int:number>/active/", settings_users.activate, name="user-active"),
    path("settings/hand-over/", settings_desks.hand_over, name="hand-over"),
    path("settings/units/", settings_desks.units, name="units"),
    path("settings/units/<str:coop>/", settings_desks.unit_activities, name="unit-activities"),
    path("settings/units/<str:coop>/<int:number>/end/", settings_desks.end_unit_activity, name="unit-activity-end"),
    path("settings/lists/", settings.lists, name="lists"),
    path("settings/lists/steps/<str:type>/", settings.steps, name="steps"),
    path("settings/backup/", settings_copy.backup, name="backup"),
    path("settings/backup/make/", settings_copy.make_backup, name="backup-make"),
    path("settings/backup/verify/", settings_copy.verify_backup, name="backup-verify"),
    path("settings/log/", settings_copy.log, name="log"),
    path("settings/about/", settings.about, name="about"),
    path("settings/style/", settings.style, name="style"),
]
_PARTNER = [
    path("partners/", partners.partners, name="partners"),
    path("partners/<str:coop>/", partners.partner, name="partner"),
    path("partners/<str:coop>/state/", partners.state, name="state"),
    path("partners/<str:coop>/check/", partners.check, name="check"),
    path("partners/<str:coop>/contacts/", contacts.contacts, name="contacts"),
    path("partners/<str:coop>/contacts/step/", contacts.contact_step, name="contact-step"),
    path("partners/<str:coop>/talks/", talks.next_talks, name="next-talks"),
    path("partners/<str:coop>/dispatches/", dispatches.partner_dispatches, name="partner-dispatches"),
    path("partners/<str:coop>/dispatches/in/<int:number>/", dispatches.taken, name="dispatch-taken"),
    path("partners/<str:coop>/dispatches/out/", dispatches.send_out, name="dispatch-out"),
    path("partners/<str:coop>/dispatches/whole/", dispatches.take_whole, name="dispatch-whole"),
    path("partners/<str:coop>/dispatches/alarms/<str:key>/", dispatches.read_alarm, name="alarm-read"),
    path("partners/<str:coop>/dispatches/alarms/<str:key>/proof/", dispatches.prove, name="alarm-proof"),
]
_DRAFTS = [
    path("partners/<str:coop>/drafts/", drafts.drafts, name="drafts"),
    path("partners/<str:coop>/drafts/new/<str:kind>/", drafts.new_draft, name="draft-new"),
    path("partners/<str:coop>/drafts/step/", drafts.draft_step, name="draft-step"),
    path("partners/<str:coop>/drafts/<int:number>/", drafts.draft, name="draft"),
    path("partners/<str:coop>/review/", signing.review, name="review"),
    path("partners/<str:coop>/signed/<str:token>/", signing.signed, name="signed"),
]
_PLAN = [
    path("partners/<str:coop>/plan/<str:code>/<str:uid>/negotiation/", negotiating.negotiation, name="negotiation"),
    path("partners/<str:coop>/records/activity/", plans.activities, name="activities"),
    path("partners/<str:coop>/year/", plans.partner_year, name="partner-year"),
    path("partners/<str:coop>/plan/<str:code>/<str:uid>/", plans.plan, name="plan"),
    path("partners/<str:coop>/plan/<str:code>/<str:uid>/year/", plans.plan_year, name="plan-year"),
    path("partners/<str:coop>/plan/<str:code>/<str:uid>/clone/", plans.clone, name="clone"),
    path("partners/<str:coop>/plan/<str:code>/<str:uid>/paper.pdf", plans.paper_pdf, name="plan-paper"),
    path("partners/<str:coop>/plan/<str:code>/<str:uid>/plan.xlsx", plans.plan_sheet, name="plan-sheet"),
    path("partners/<str:coop>/plan/<str:code>/<str:uid>/on-paper/", papers.on_paper, name="on-paper"),
    path(
        "partners/<str:coop>/plan/<str:code>/<str:uid>/on-paper/<str:token>/",
        papers.on_paper_review,
        name="on-paper-review",
    ),
    path("partners/<str:coop>/plan/<str:code>/<str:uid>/offer/", papers.offer_paper, name="offer-paper"),
    path("partners/<str:coop>/sheet/", sheets.sheet_in, name="sheet-in"),
    path("partners/<str:coop>/sheet/<str:token>/", sheets.sheet, name="sheet"),
    path("partners/<str:coop>/sheet/<str:token>/mend.xlsx", sheets.mend_sheet, name="sheet-mend"),
]
_RECORD = [
    path("unit/told/", outcomes.unit_told, name="unit-told"),
    path("unit/<str:token>/", outcomes.unit, name="unit"),
    path("partners/<str:coop>/activity/<str:code>/<str:uid>/outcome/", outcomes.outcome, name="outcome"),
    path("partners/<str:coop>/activity/<str:code>/<str:uid>/unit-link/", outcomes.unit_link, name="unit-link"),
    path("partners/<str:coop>/records/meeting/", meetings.partner_meetings, name="partner-meetings"),
    path("partners/<str:coop>/meeting/<str:code>/<str:uid>/visit/", meetings.visit, name="visit"),
    path("partners/<str:coop>/meeting/<str:code>/<str:uid>/visit/edit/", meetings.visit_edit, name="visit-edit"),
    path("partners/<str:coop>/drafts/<int:number>/minutes/", meetings.minutes, name="minutes"),
    path("partners/<str:coop>/records/undertaking/", undertakings.partner_undertakings, name="partner-undertakings"),
    path("partners/<str:coop>/records/<str:kind>/", records.records, name="records"),
    path("partners/<str:coop>/files/<str:blob>/", files.file, name="file"),
    path("partners/<str:coop>/files/<str:blob>/erase/", files.erase, name="erase"),
    path("partners/<str:coop>/drafts/<int:number>/files/", files.attach, name="attach"),
    path("partners/<str:coop>/<str:kind>/<str:code>/<str:uid>/", records.record, name="record"),
    path("partners/<str:coop>/<str:kind>/<str:code>/<str:uid>/note/", records.add_note, name="note"),
    path("partners/<str:coop>/<str:kind>/<str:code>/<str:uid>/history/", records.history, name="history"),
]

urlpatterns = [*_DOOR, *_OFFICE, *_SETTINGS, *_PARTNER, *_DRAFTS, *_PLAN, *_RECORD]
