"""A link gives the two halves of a record's name, as an address needs them."""

from foedus.web.values import Link


def test_link_gives_code_and_uid() -> None:
    assert (Link("ITA/charter").code, Link("ITA/charter").uid) == ("ITA", "charter")
