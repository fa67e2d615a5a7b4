"""Where the source of an undertaking lies."""

import pytest

from foedus.web.promises import host_of


@pytest.mark.parametrize(
    "text, host",
    [
        ("https://www.example.org/a.html", "www.example.org"),
        ("http://example.org", "example.org"),
        ("javascript:alert(1)", ""),
        ("123/2025", ""),
        ("https://example.org/a, and another", ""),
        ("http://[", ""),
        ("", ""),
    ],
)
def test_host_is_told_of_addresses_of_the_web_alone(text: str, host: str) -> None:
    assert host_of(text) == host
