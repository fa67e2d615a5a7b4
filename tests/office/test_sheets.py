"""A sheet that was read, as drafts of a plan's lines; a plan as a sheet, out and back."""

import pytest

from foedus.office import answering, drafts, partnerships, sheets
from foedus.office.errors import NotFoundError
from foedus.office.proposing import Signed
from foedus.office.receiving import opened
from foedus.publishing.sheet import plan_workbook
from foedus.reading.activities import read_activities
from foedus.reading.drafts import SheetReading
from tests.office.desk import Desk, Open

CSV = """N.;Titolo;Sede;Periodo;Costo
1;Corso CIMIC;Roma;12-16 maggio 2024;1200 EUR
2;Scambio di esperti;Baku;II trim. 2024;
"""


def read(desk: Desk, plan: str, text: str = CSV) -> SheetReading:
    return read_activities(text.encode(), "plan.csv", sheets.context(desk.node, desk.coop, plan))


@pytest.fixture
def drafted(pair: tuple[Desk, Desk]) -> tuple[Desk, Desk, str, sheets.Imported]:
    italy, azerbaijan = pair
    plan = italy.record(italy.draft("plan", title={"it": "Piano", "en": "Plan"}, period="2024-2025"))
    imported = sheets.import_lines(italy.node, italy.coop, plan, read(italy, plan), file="plan.csv")
    return italy, azerbaijan, plan, imported


def back_changed(desk: Desk, plan: str, before: str, after: str) -> SheetReading:
    """The plan's lines as a table that comes back, with one text changed."""
    body, lines = sheets.export_lines(desk.node, desk.coop, plan)
    changed = []
    for line in lines:
        title = {**line.body["title"], "it": line.body["title"]["it"].replace(before, after)}
        changed.append(type(line)(line.record, {**line.body, "title": title}))
    data = plan_workbook(body, changed, parties=("ITA", "AZE"), languages=("it", "en"))
    return read_activities(data, "back.xlsx", sheets.context(desk.node, desk.coop, plan))


def test_rows_become_drafts_of_the_plans_lines(drafted: tuple[Desk, Desk, str, sheets.Imported]) -> None:
    italy, _, plan, imported = drafted
    assert (len(imported.new), imported.changed, imported.unchanged) == (2, (), ())
    first = drafts.view(italy.node, italy.coop, imported.new[0])
    assert (first.body["plan"], first.plan, first.body["serial"]) == (plan, plan, "1")
    assert first.private == {"cost": ["1200 EUR"]}
    assert (first.source["file"], first.source["rows"]) == ("plan.csv", [2])
    assert "type" in {one["field"] for one in first.inferred}
    assert "type" not in first.body
    assert first.problems == ()


def test_what_is_private_or_not_confirmed_is_never_signed(drafted: tuple[Desk, Desk, str, sheets.Imported]) -> None:
    italy, azerbaijan, _, imported = drafted
    italy.propose(*(draft.number for draft in italy.node.store.drafts(italy.coop.id)))
    with opened(azerbaijan.node, italy.write()) as bundle:
        sent = bundle.journals["ITA"].read_bytes()
    assert len(imported.new) == 2
    assert [word in sent for word in (b"Corso CIMIC", b"1200", b"plan.csv", b"expert_exchange")] == [True, *[False] * 3]


def test_same_sheet_again_changes_the_same_drafts(drafted: tuple[Desk, Desk, str, sheets.Imported]) -> None:
    italy, _, plan, imported = drafted
    text = CSV.replace("12-16 maggio 2024", "13-17 maggio 2024")
    again = sheets.import_lines(italy.node, italy.coop, plan, read(italy, plan, text), confirm=True)
    assert (again.new, set(again.drafts) <= set(imported.drafts)) == ((), True)
    draft = drafts.view(italy.node, italy.coop, imported.new[0])
    assert (draft.body["period"]["from"], draft.inferred, "type" in draft.body) == ("2024-05-13", (), True)


def test_context_has_the_plans_period_and_the_parties(drafted: tuple[Desk, Desk, str, sheets.Imported]) -> None:
    italy, _, plan, _ = drafted
    context = sheets.context(italy.node, italy.coop, plan)
    assert (context.parties, context.languages) == (("ITA", "AZE"), ("it", "en"))
    assert (str(context.first_day), str(context.last_day)) == ("2024-01-01", "2025-12-31")
    assert len(sheets.known_lines(italy.node, italy.coop, plan)) == 2


def test_plan_that_is_unknown_is_refused(pair: tuple[Desk, Desk]) -> None:
    italy, _ = pair
    with pytest.raises(NotFoundError, match="plan-unknown"):
        sheets.export_lines(italy.node, italy.coop, "ITA/00000000-0000-4000-8000-000000000000")


def test_sheet_that_comes_back_changes_the_drafts(drafted: tuple[Desk, Desk, str, sheets.Imported]) -> None:
    italy, _, plan, imported = drafted
    reading = back_changed(italy, plan, "Corso CIMIC", "Corso CIMIC avanzato")
    changes = sheets.compare(italy.node, italy.coop, plan, reading)
    assert [[field.field for field in one.fields] for one in changes.changed] == [["title:it"]]
    countered = sheets.import_counter(italy.node, italy.coop, plan, reading, by="KAZ")
    assert countered.drafts == imported.new[:1]
    draft = drafts.view(italy.node, italy.coop, countered.drafts[0])
    assert (draft.body["title"]["it"], draft.source["counter_by"]) == ("Corso CIMIC avanzato", "KAZ")


def test_sheet_that_comes_back_is_a_counter_text_to_what_is_on_the_table(
    offered: tuple[Desk, Desk, Signed],
) -> None:
    _, azerbaijan, signed = offered
    line, *_, plan = signed.versions
    reading = back_changed(azerbaijan, plan.record, "Corso 1", "Corso primo")
    (number,) = sheets.import_counter(azerbaijan.node, azerbaijan.coop, plan.record, reading).drafts
    draft = drafts.view(azerbaijan.node, azerbaijan.coop, number)
    assert (draft.record, draft.answers, draft.body["title"]["it"]) == (line.record, line.version, "Corso primo")


def test_sheet_of_an_agreed_plan_begins_new_versions(offered: tuple[Desk, Desk, Signed]) -> None:
    italy, azerbaijan, signed = offered
    line, *_, plan = signed.versions
    answering.accept(azerbaijan.node, azerbaijan.coop, all_of=plan.version)
    azerbaijan.send(italy)
    reading = back_changed(italy, plan.record, "Corso 1", "Corso primo")
    (number,) = sheets.import_lines(italy.node, italy.coop, plan.record, reading).drafts
    draft = drafts.view(italy.node, italy.coop, number)
    assert (draft.record, draft.base, draft.answers) == (line.record, line.version, None)


def test_lines_are_in_the_order_of_their_serials(offered: tuple[Desk, Desk, Signed]) -> None:
    italy, _, signed = offered
    plan = signed.versions[-1].record
    italy.draft("activity", plan, title="Corso 10", serial="10")
    italy.draft("activity", plan, title="Corso 3 bis", serial="3b")
    ledger = italy.node.store.open(italy.coop.id)
    serials = [line.body["serial"] for line in sheets.lines_of(italy.node, ledger, plan)]
    assert serials == ["1", "2", "3", "3b", "4", "10"]
    assert sheets.plan_body(italy.node, ledger, plan)["title"]["en"] == "Sample plan"


def test_mappings_are_kept_by_name(open_desk: Open) -> None:
    italy = open_desk("ITA")
    partnerships.found(italy.node, "Sample", name="alone")
    sheets.keep_mapping(italy.node, "office", {"columns": {"Corso": "title:it"}})
    assert sheets.mapping(italy.node, "office") == {"columns": {"Corso": "title:it"}}
    assert list(sheets.mappings(italy.node)) == ["office"]
    with pytest.raises(NotFoundError, match="mapping-unknown"):
        sheets.mapping(italy.node, "other")


def test_sheet_of_what_is_no_plan_is_refused(pair: tuple[Desk, Desk]) -> None:
    italy, _ = pair
    meeting = italy.record(italy.draft("meeting", title="Colloqui campione"))
    with pytest.raises(NotFoundError, match="plan-unknown"):
        sheets.context(italy.node, italy.coop, meeting)
    with pytest.raises(NotFoundError, match="plan-unknown"):
        sheets.export_lines(italy.node, italy.coop, meeting)
