"""Pages of the workbench in a real browser: what a journey is handed; it knows no page.

How to write a journey:

    def test_partners_at_360(office: Office, open_page: OpenPage, check_page: CheckPage) -> None:
        page = open_page(office.address, width=360, language="it", script=False)
        office.sign_in(page)
        page.goto("/partners/")
        check_page(page)
        assert page.get_by_role("heading", level=1).inner_text() == "Partner"

- ``open_page`` gives a page of its own (cookies too), of a width, language, colour scheme, with or without scripts.
- ``check_page`` fails on console errors, refusals of the content security policy, requests to any other host, and on
  what axe finds. A page that is meant to be refused says so: ``check_page(page, forgive=["status of 404"])``.
- What goes wrong and is never asked about fails the test at its end.
- Elements are found as a person finds them: ``get_by_role``, ``get_by_label``. ``Keyboard(page)`` uses keys alone.
- Nothing sleeps: ``playwright.sync_api.expect`` waits for what must come.
"""

import os
import shutil
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Literal, Protocol

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.browser.accessibility import violations
from tests.browser.chromium import started
from tests.browser.office import Office, add_people, move, opened, serving
from tests.browser.sample import PARTNER, make_offices
from tests.browser.watch import Watch
from tests.databases import BOTH, SERVER, empty, keep_aside, on

TOO_LONG_MILLISECONDS = 20_000
Watches = dict[BrowserContext, Watch]


class OpenPage(Protocol):
    """Opens a page of its own."""

    def __call__(
        self,
        address: str,
        *,
        width: int = 1280,
        height: int = 900,
        language: str = "en",
        scheme: Literal["light", "dark"] = "light",
        script: bool = True,
    ) -> Page:
        """A page in which an address such as ``/partners/`` is one of this server's; it shows nothing yet."""
        ...


class CheckPage(Protocol):
    """Fails where a page is not as every page must be."""

    def __call__(self, page: Page, *, forgive: Iterable[str] = ()) -> None:
        """Check a page at rest.

        :param forgive: texts of console errors that this page is meant to cause.
        """
        ...


@pytest.fixture(scope="session")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    """A browser for all tests of this process."""
    expect.set_options(timeout=TOO_LONG_MILLISECONDS)
    with started(tmp_path_factory.mktemp("browser")) as browser:
        yield browser


@pytest.fixture
def watches() -> Watches:
    """Who watches the contexts of this test."""
    return {}


@pytest.fixture
def open_page(browser: Browser, watches: Watches) -> Iterator[OpenPage]:
    """Opens pages; what went wrong in any of them and was not asked about fails the test."""

    def one(
        address: str,
        *,
        width: int = 1280,
        height: int = 900,
        language: str = "en",
        scheme: Literal["light", "dark"] = "light",
        script: bool = True,
    ) -> Page:
        context = browser.new_context(
            base_url=address,
            viewport={"width": width, "height": height},
            locale=language,
            color_scheme=scheme,
            java_script_enabled=script,
            reduced_motion="reduce",
            service_workers="block",
        )
        context.set_default_timeout(TOO_LONG_MILLISECONDS)
        watches[context] = Watch(context)
        return context.new_page()

    yield one
    left = []
    for context, watch in watches.items():
        context.close()
        left += watch.take()
    assert left == []


@pytest.fixture
def check_page(watches: Watches) -> CheckPage:
    """Checks a page as every page must be: first what it did by itself, then what axe finds."""

    def checked(page: Page, *, forgive: Iterable[str] = ()) -> None:
        page.wait_for_load_state("load")
        page.title()  # what the page has told until now arrives before the answer
        watch = watches[page.context]
        watch.forgive(forgive)
        complaints = watch.take()
        found = [*complaints, *violations(page)]
        watch.take()  # axe's own styles are refused too
        assert found == [], "\n".join([page.url, *found])

    return checked


@pytest.fixture(scope="session")
def sample(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, str]]:
    """The homes of two sample offices with their people, made once for each process, and the names of their records."""
    folder = tmp_path_factory.mktemp("sample")
    named = make_offices(folder)
    for code in ("ITA", PARTNER):
        add_people(folder / code / "home")
    return folder, named


@pytest.fixture(scope="session")
def on_server(sample: tuple[Path, dict[str, str]], tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Italy's home once more, moved to a database of a server."""
    home = tmp_path_factory.mktemp("on-server") / "home"
    shutil.copytree(sample[0] / "ITA" / "home", home)
    with empty(f"in_the_browser_{os.getpid()}") as (_, address):
        move(home, address)
        yield home


@pytest.fixture(params=BOTH)
def offices(request: pytest.FixtureRequest, sample: tuple[Path, dict[str, str]], tmp_path: Path) -> Iterator[Path]:
    """The homes of both offices, of this test's own: each journey is played on a file, and once more on a server.

    Where two offices meet, the other is in a file.
    """
    kind: str = request.param
    with on(kind):
        yield copied(sample[0], tmp_path / "offices", request.getfixturevalue("on_server") if kind == SERVER else None)


def copied(made: Path, folder: Path, on_server: Path | None) -> Path:
    """Copy the homes of both offices into a folder, Italy's from the one that is on a server where that is named."""
    shutil.copytree(made, folder)
    if on_server is not None:
        shutil.rmtree(folder / "ITA" / "home")
        keep_aside(on_server, folder / "ITA" / "home")
    return folder


@pytest.fixture
def office(offices: Path, sample: tuple[Path, dict[str, str]]) -> Iterator[Office]:
    """Italy's office, served."""
    with opened(offices, sample[1]) as served:
        yield served


@pytest.fixture
def azerbaijan(office: Office) -> Iterator[Office]:
    """The office of Italy's partner, served too."""
    with serving(office.partner, office.partner.parent / "server.log") as address:
        yield Office(address, office.partner, office.home, office.named)
