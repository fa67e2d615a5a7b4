"""The lists of terms are those of the field: their ids are for ever, their labels are in both languages."""

import pytest

from foedus.records.activity_terms import ACTIVITY_TYPES, AREAS, DOMAINS, OUTCOMES, PRECISIONS, STATUSES, STEPS
from foedus.records.agreement_terms import AGREEMENT_TYPES, CAPACITIES, STRENGTHS, all_lists, list_named
from foedus.records.terms import TermList, UnknownTermError

FROZEN: list[tuple[TermList, str]] = [
    (
        ACTIVITY_TYPES,
        """
            staff_talks expert_exchange mobile_training_team train_the_trainers course on_the_job_training seminar
            study_visit staff_visit high_level_visit exercise_taking_part exercise_observing port_visit unit_twinning
            language_course liaison_post equipment joint_study
        """,
    ),
    (
        AREAS,
        """
            staff_policy training_education cimic peace_operations cbrn demining_eod cyber medical logistics
            military_police law search_rescue maritime_underwater space flight_safety mountain research_industry
            counter_terrorism border_security rehabilitation lessons_learned other
        """,
    ),
    (DOMAINS, "land sea air space cyber"),
    (OUTCOMES, "held partly_held not_held postponed carried_over cancelled dates_confirmed"),
    (
        STATUSES,
        """
            proposed agreed dates_confirmed under_way held partly_held not_held postponed carried_over cancelled
            lapsed accounts_differ
        """,
    ),
    (PRECISIONS, "day week month quarter half year none"),
    (STRENGTHS, "agreement decision offer request hope"),
    (CAPACITIES, "full ad-referendum initialled"),
    (
        AGREEMENT_TYPES,
        """
            agreement mou technical_arrangement protocol letter_of_intent exchange_of_notes security_agreement
        """,
    ),
    (
        STEPS,
        """
            dates_confirmed invitation programme administrative_instruction names request_for_visit visa_letter
            diplomatic_clearance interpreter report thanks costs_settled
        """,
    ),
]


@pytest.mark.parametrize("terms,ids", FROZEN, ids=lambda value: getattr(value, "name", ""))
def test_ids_of_a_list_do_not_change(terms: TermList, ids: str) -> None:
    assert list(terms.ids) == ids.split()


def test_lists_are_named_once() -> None:
    names = [terms.name for terms in all_lists()]
    assert (len(names), sorted(set(names))) == (23, sorted(names))


@pytest.mark.parametrize("terms", all_lists(), ids=lambda terms: terms.name)
def test_labels_of_a_list_tell_its_terms_apart(terms: TermList) -> None:
    for labels in ([term.it for term in terms], [term.en for term in terms], list(terms.ids)):
        assert sorted(set(labels)) == sorted(labels)
        assert [label for label in labels if not label.strip()] == []


def test_list_is_found_by_its_name() -> None:
    assert list_named("outcomes") is OUTCOMES
    with pytest.raises(UnknownTermError) as caught:
        list_named("colours")
    assert caught.value.list_name == "colours"
