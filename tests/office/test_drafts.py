"""Drafts: begun, changed, confirmed, dropped; nothing of them is signed."""

import pytest

from foedus.office import drafts, stating
from foedus.office.drafts import faults_of, kind_of, languages_of, suspects_in_note, suspects_of
from foedus.office.errors import DraftError, NotFoundError, OfficeError
from foedus.office.proposing import Signed
from tests.office.desk import Desk

GUESS = {"field": "type", "value": "course", "rule": "type-from-words:course", "evidence": "Corso"}


def test_new_writes_short_texts_in_full(pair: tuple[Desk, Desk]) -> None:
    italy, _ = pair
    draft = drafts.new(italy.node, italy.coop, "activity", body={"title": "Corso"}, fields={"period": "2024-Q2"})
    assert draft.body == {
        "title": {"original": "it", "it": "Corso"},
        "period": {"from": "2024-04-01", "to": "2024-06-30", "precision": "quarter"},
    }
    assert (draft.kind, draft.record[:4], draft.base) == ("activity/1", "ITA/", None)


def test_new_line_of_anothers_plan_bears_the_plans_code(offered: tuple[Desk, Desk, Signed]) -> None:
    _, azerbaijan, signed = offered
    plan = signed.versions[-1].record
    draft = drafts.new(azerbaijan.node, azerbaijan.coop, "activity", body={"title": "Corso"}, plan=plan)
    assert (draft.record.partition("/")[0], draft.body["plan"], draft.plan) == ("ITA", plan, plan)


def test_new_counter_text_begins_from_what_it_answers(offered: tuple[Desk, Desk, Signed]) -> None:
    _, azerbaijan, signed = offered
    line = signed.versions[0]
    draft = drafts.new(azerbaijan.node, azerbaijan.coop, answers=line.version, note="Meglio a settembre")
    view = drafts.view(azerbaijan.node, azerbaijan.coop, draft.number)
    assert (draft.record, draft.answers, view.answers_shown) == (line.record, line.version, "ITA/1/0")
    assert (draft.body["title"], draft.note) == ({"original": "it", "it": "Corso 1"}, {"it": "Meglio a settembre"})


def test_new_version_of_anothers_own_record_is_refused(pair: tuple[Desk, Desk]) -> None:
    italy, azerbaijan = pair
    signed = stating.declare(italy.node, italy.coop, [italy.draft("milestone", what="Aperto")])
    italy.send(azerbaijan)
    with pytest.raises(OfficeError, match="others-record"):
        drafts.new(azerbaijan.node, azerbaijan.coop, record=signed.versions[0].record)
    again = drafts.new(italy.node, italy.coop, record=signed.versions[0].record)
    assert again.base == signed.versions[0].version


def test_new_of_unknown_kind_or_record_is_refused(pair: tuple[Desk, Desk]) -> None:
    italy, _ = pair
    with pytest.raises(NotFoundError, match="kind-unknown"):
        drafts.new(italy.node, italy.coop, "treaty")
    with pytest.raises(NotFoundError, match="record-unknown"):
        drafts.new(italy.node, italy.coop, "activity", record="somewhere")
    with pytest.raises(NotFoundError, match="kind-unknown"):
        kind_of("activity/9")


def test_change_sets_and_removes_fields(pair: tuple[Desk, Desk]) -> None:
    italy, _ = pair
    number = italy.draft("activity", title="Corso", serial="7", type="course")
    draft = drafts.change(italy.node, number, fields={"title.en": "Course", "serial": "", "days": "5"}, note="Prova")
    assert (draft.body["days"], "serial" in draft.body, draft.note) == (5, False, {"it": "Prova"})
    assert (draft.body["title"]["en"], list(draft.body["title"]["of"])) == ("Course", ["en"])
    with pytest.raises(DraftError, match="value-not-read"):
        drafts.change(italy.node, number, fields={"days": "five"})
    with pytest.raises(NotFoundError):
        drafts.change(italy.node, 999, fields={})


def test_confirm_takes_inferred_values_over_and_dismiss_drops_them(pair: tuple[Desk, Desk]) -> None:
    italy, _ = pair
    other = {**GUESS, "field": "area", "value": "cimic"}
    draft = drafts.new(italy.node, italy.coop, "activity", body={"title": "Corso"}, inferred=[GUESS, other])
    confirmed = drafts.confirm(italy.node, draft.number, ["type"])
    assert (confirmed.body["type"], confirmed.inferred) == ("course", (other,))
    assert drafts.dismiss(italy.node, draft.number).inferred == ()
    assert "area" not in drafts.view(italy.node, italy.coop, draft.number).body


def test_confirm_never_replaces_what_was_written(pair: tuple[Desk, Desk]) -> None:
    italy, _ = pair
    body = {"title": "Corso", "type": "seminar"}
    draft = drafts.new(italy.node, italy.coop, "activity", body=body, inferred=[GUESS])
    assert drafts.confirm(italy.node, draft.number).body["type"] == "seminar"


def test_drop_and_listed(pair: tuple[Desk, Desk]) -> None:
    italy, _ = pair
    first, second = italy.draft("activity", title="Uno"), italy.draft("activity", title="Due", type="nothing")
    listed = drafts.listed(italy.node, italy.coop)
    assert [(one.number, one.captions, len(one.problems)) for one in listed] == [
        (first, {"it": "Uno", "en": "Uno"}, 0),
        (second, {}, 1),
    ]
    drafts.drop(italy.node, first)
    assert [one.number for one in drafts.listed(italy.node, italy.coop)] == [second]
    with pytest.raises(NotFoundError):
        drafts.drop(italy.node, first)


def test_faults_and_suspects_of_a_draft(pair: tuple[Desk, Desk]) -> None:
    italy, _ = pair
    number = italy.draft("activity", title="Corso", remarks="Scrivere a desk@sample.example", host="x")
    draft = italy.node.store.draft(number)
    assert draft is not None
    assert [(one.path, one.reason) for one in faults_of(draft)] == [(("host",), "wrong-form")]
    assert [(one.path, one.text) for one in suspects_of(draft)] == [(("remarks", "it"), "desk@sample.example")]
    assert [one.sort for one in suspects_in_note({"it": "Tel. 06 12345678"})] == ["telephone"]
    assert languages_of(italy.node.store.open(italy.coop.id)) == ("it", "en")


def test_fields_name_records_and_texts_in_short(offered: tuple[Desk, Desk, Signed]) -> None:
    italy, _, signed = offered
    line = signed.versions[0]
    comment = drafts.new(italy.node, italy.coop, "comment", fields={"about": line.shown})
    meeting = drafts.new(italy.node, italy.coop, "meeting", fields={"title": "Colloqui campione"})
    plan = drafts.new(italy.node, italy.coop, "plan", fields={"agreed_at": f"d{meeting.number}"})
    kept = drafts.new(italy.node, italy.coop, "undertaking", fields={"kept_by": f"{line.record[:12]}, {line.record}"})
    assert comment.body == {"about": line.version}
    assert plan.body == {"agreed_at": meeting.record}
    assert kept.body == {"kept_by": [line.record, line.record]}
    with pytest.raises(NotFoundError, match="record-unknown"):
        drafts.change(italy.node, plan.number, fields={"agreed_at": "d99"})
