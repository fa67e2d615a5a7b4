"""This office's own steps for each type of activity."""

import pytest

from foedus.office import suspense_templates
from foedus.office.errors import OfficeError
from foedus.office.suspense_templates import StepProblem, TemplateStep
from tests.office.desk import Open

OWN = TemplateStep("security_briefing", -10, "each", {"it": "Briefing di sicurezza", "en": "Security briefing"})


def test_template_is_as_delivered_until_it_is_edited(open_desk: Open) -> None:
    node = open_desk("ITA").node
    delivered = suspense_templates.template(node, "equipment")
    assert [(step.id, step.offset_days, step.turn, step.labels["en"]) for step in delivered[:2]] == [
        ("dates_confirmed", -60, "host", "Dates confirmed"),
        ("administrative_instruction", -45, "host", "Administrative instruction"),
    ]
    assert suspense_templates.edited(node) == ()


def test_template_is_edited_for_its_type_alone_and_reset(open_desk: Open) -> None:
    node = open_desk("ITA").node
    before = suspense_templates.template(node, "course")
    assert {language: before[1].labels[language] for language in ("it", "kk")} == {
        "it": "Invito o nota di convocazione",
        "kk": "Шақыру",
    }
    suspense_templates.keep(node, "course", [TemplateStep("invitation", -90, "sender"), OWN])
    suspense_templates.keep(node, "", [OWN])
    assert suspense_templates.template(node, "course") == (
        TemplateStep("invitation", -90, "sender", before[1].labels),
        OWN,
    )
    assert (suspense_templates.template(node), suspense_templates.edited(node)) == ((OWN,), ("", "course"))
    suspense_templates.reset(node, "course")
    assert suspense_templates.template(node, "course") == before


def test_template_says_what_is_wrong_with_a_step(open_desk: Open) -> None:
    node = open_desk("ITA").node
    wrong = [
        TemplateStep("Step one", 0, "each", OWN.labels),
        TemplateStep("names", -731, "guest"),
        TemplateStep("names", 730, "host"),
        TemplateStep("own", 1, "host", {"it": "Passo", "en": " "}),
    ]
    with pytest.raises(OfficeError, match="steps-wrong") as caught:
        suspense_templates.keep(node, "course", wrong)
    assert caught.value.facts["problems"] == (
        StepProblem(0, "id"),
        StepProblem(1, "offset_days"),
        StepProblem(1, "turn"),
        StepProblem(2, "twice"),
        StepProblem(3, "labels"),
    )
    with pytest.raises(OfficeError, match="type-unknown"):
        suspense_templates.keep(node, "picnic", [OWN])
