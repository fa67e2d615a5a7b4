"""An office's address in its one form, and what is none."""

import pytest

from foedus.exchange.addresses import LONGEST, check_address, is_this_computer
from foedus.exchange.errors import AddressError


@pytest.mark.parametrize(
    "given, kept",
    [
        ("https://office.example", "https://office.example/"),
        (" https://OFFICE.example:8443/ ", "https://office.example:8443/"),
        ("https://office.example/foedus/", "https://office.example/foedus/"),
        ("https://office.example/exchange/", "https://office.example/"),
        ("http://127.0.0.1:8100", "http://127.0.0.1:8100/"),
        ("http://[::1]:8100/", "http://[::1]:8100/"),
        ("http://localhost/", "http://localhost/"),
    ],
)
def test_address_is_brought_into_one_form(given: str, kept: str) -> None:
    assert check_address(given) == kept
    assert check_address(kept) == kept


@pytest.mark.parametrize(
    "given, reason",
    [
        ("", "address-form"),
        ("office.example", "address-form"),
        ("ftp://office.example/", "address-form"),
        ("https:///x", "address-form"),
        ("https://a:b@office.example/", "address-form"),
        ("https://office.example/?x=1", "address-form"),
        ("https://office.example/#x", "address-form"),
        ("https://office.example:99999/", "address-form"),
        ("https://[::1/", "address-form"),
        ("https://office..example/", "address-form"),
        ("https://" + "x" * 64 + ".example/", "address-form"),
        ("https://office.example/\x01/", "address-form"),
        ("https://office.example/" + "x" * LONGEST, "address-form"),
        ("http://office.example/", "address-insecure"),
        ("http://192.0.2.1/", "address-insecure"),
        ("http://127.0.0.1.example/", "address-insecure"),
    ],
)
def test_what_is_no_address_is_refused(given: str, reason: str) -> None:
    with pytest.raises(AddressError) as refused:
        check_address(given)
    assert refused.value.reason == reason


def test_this_computer_is_known_by_name_and_number() -> None:
    found = {one: is_this_computer(one) for one in ("localhost", "127.0.0.1", "127.8.9.1", "::1", "192.0.2.1", "x")}
    assert [one for one, is_here in found.items() if is_here] == ["localhost", "127.0.0.1", "127.8.9.1", "::1"]
