"""Where a signature matters, a page says whose key nobody has compared yet, and leads to comparing it."""

import pytest

from foedus.office.comparisons import compare
from tests.office.desk import Desk
from tests.web.conftest import SignIn
from tests.web.views.test_settings_cooperations import plain

NOTE = "Not yet compared, so it is not yet sure whose signature it is"
PAGES = ("/partners/AZE/", "/partners/AZE/dispatches/", "/partners/AZE/review/?draft={draft}")


@pytest.mark.parametrize("address", PAGES)
def test_key_that_is_not_compared_is_told_until_it_is(web: Desk, sign_in: SignIn, address: str) -> None:
    client = sign_in("head")
    path = address.format(draft=web.draft("milestone", what="Aperto"))
    page = client.get(path).content.decode()
    assert (NOTE in page, 'href="/settings/cooperations/of/AZE/compare/AZE/"' in page) == (True, True)
    compare(web.node, web.coop, "AZE", way="in-person", by="Sample", with_whom="registry", is_read_together=True)
    assert NOTE not in client.get(path).content.decode()


def test_who_may_not_compare_is_told_without_the_way_there(sign_in: SignIn) -> None:
    page = sign_in("reader").get("/partners/AZE/").content.decode()
    assert ("the key of Azerbaijan" in plain(page), "/compare/AZE/" in page) == (True, False)
