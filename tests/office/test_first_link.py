"""The first administrator's link: one opens at a time, once, and nothing that is kept tells it."""

import json

from foedus.office import first_link
from tests.office.desk import Open


def test_link_opens_until_it_is_closed(open_desk: Open) -> None:
    node = open_desk("ITA").node
    token = first_link.make(node)
    assert (first_link.opens(node, token), first_link.opens(node, token + "x")) == (True, False)
    first_link.close(node)
    assert not first_link.opens(node, token)


def test_new_link_closes_the_older_one(open_desk: Open) -> None:
    node = open_desk("ITA").node
    older, newer = first_link.make(node), first_link.make(node)
    assert (first_link.opens(node, older), first_link.opens(node, newer)) == (False, True)


def test_no_link_opens_before_one_is_made(open_desk: Open) -> None:
    assert not first_link.opens(open_desk("ITA").node, "")


def test_secret_of_the_link_is_not_kept(open_desk: Open) -> None:
    node = open_desk("ITA").node
    token = first_link.make(node)
    assert token not in json.dumps(node.store.settings(""))


def test_link_made_beside_another_leaves_it_open(open_desk: Open) -> None:
    node = open_desk("ITA").node
    tokens = [first_link.make(node, beside=True) for _ in range(9)]
    assert [first_link.opens(node, token) for token in tokens] == [False, *[True] * 8]
    first_link.close(node)
    assert [first_link.opens(node, token) for token in tokens] == [False] * 9
