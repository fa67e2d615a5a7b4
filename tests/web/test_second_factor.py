"""Of whom a second factor is asked: as delivered, and as the administrator says."""

import pytest

from foedus.web import second_factor
from foedus.web.models import User
from foedus.web.rights import DEFAULT_SECOND_FACTOR
from tests.office.desk import Desk


def person(name: str, *, is_active: bool = True, has_password: bool = True) -> User:
    user = User(username=name, name=name, is_active=is_active)
    user.set_password("a sample password" if has_password else None)
    user.save()
    return user


@pytest.fixture
def delivered(web: Desk) -> Desk:
    """A home in which nobody has said of whom it is asked."""
    web.node.store.put_setting(second_factor.SETTING, None)
    return web


def test_one_person_alone_is_not_asked(delivered: Desk) -> None:
    person("one")
    person("invited", has_password=False)
    person("shut-out", is_active=False)
    assert (second_factor.is_set(delivered.node), second_factor.asked_of(delivered.node)) == (False, frozenset())


def test_who_signs_and_who_lets_people_in_are_asked_once_there_are_two(delivered: Desk) -> None:
    person("one")
    person("two")
    assert second_factor.asked_of(delivered.node) == DEFAULT_SECOND_FACTOR == {"administrator", "head", "stand_in"}


def test_what_the_administrator_says_counts(delivered: Desk) -> None:
    one = person("one")
    person("two")
    second_factor.ask_of(delivered.node, ["reader"])
    assert second_factor.asked_of(delivered.node) == {"reader"}
    owed = [second_factor.owes(one, frozenset({role}), ["reader"], None) for role in ("head", "reader", "")]
    assert owed == [False, True, False]
    second_factor.ask_of(delivered.node, [])
    assert second_factor.asked_of(delivered.node) == frozenset()
