"""Sample people are made in a sample office's home alone, each with its role; the unit has something to tell."""

import pytest
from django.contrib.auth import authenticate

from foedus.office import parties
from foedus.web import samples, second_factor
from foedus.web.models import Grant, UnitActivity, User
from tests.office.desk import Desk, Open
from tests.web.agreed import agree


@pytest.fixture
def italy(open_desk: Open) -> Desk:
    return agree(open_desk).italy


def test_sample_people_have_their_roles_and_one_password(web: Desk) -> None:  # noqa: ARG001 - the home is served
    samples.make("it")
    assert dict(Grant.objects.values_list("user__username", "role")) == samples.PEOPLE
    assert authenticate(username="sample-head", password=samples.PASSWORD) is not None
    assert set(User.objects.values_list("language", flat=True)) == {"it"}


def test_printed_password_alone_opens_in_a_sample_office(web: Desk) -> None:
    web.node.store.put_setting(second_factor.SETTING, None)
    samples.make()
    assert (second_factor.is_set(web.node), second_factor.asked_of(web.node)) == (True, frozenset())
    second_factor.ask_of(web.node, ["head"])
    samples.make()
    assert second_factor.asked_of(web.node) == {"head"}


def test_sample_unit_has_activities_that_are_agreed(web: Desk) -> None:
    samples.make()
    given = UnitActivity.objects.values_list("user__username", "partnership")
    assert list(given) == [("sample-unit", web.coop.id)] * 2


def test_sample_people_are_made_once(web: Desk) -> None:  # noqa: ARG001 - the home is served
    samples.make()
    User.objects.filter(username="sample-head").update(name="Another")
    samples.make()
    assert (User.objects.count(), Grant.objects.count()) == (len(samples.PEOPLE), len(samples.PEOPLE))
    assert User.objects.get(username="sample-head").name == "Another"


def test_home_of_a_real_office_is_refused(web: Desk) -> None:
    card = parties.own_card(web.node)
    web.node.store.put_setting("card", {**web.node.store.setting("card"), "name": "Ministry"})
    with pytest.raises(samples.NoSampleError) as caught:
        samples.make()
    assert (caught.value.name, User.objects.count(), card.name) == ("Ministry", 0, "Sample ITA")
