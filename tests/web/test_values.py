"""A link gives the two halves of a record's name, as an address needs them; a table knows its columns of numbers."""

from foedus.web.values import Link, Table, Words


def test_link_gives_code_and_uid() -> None:
    assert (Link("ITA/charter").code, Link("ITA/charter").uid) == ("ITA", "charter")


def test_table_tells_the_columns_of_numbers() -> None:
    three = Words("3", is_number=True)
    assert Table(("Who", "How many"), ((Words("ITA"), three), (Words("AZE"), None))).columns == (
        ("Who", False),
        ("How many", True),
    )
    assert Table(("Who",), ()).columns == (("Who", False),)
