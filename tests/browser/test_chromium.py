"""That the checks of every page can fail: each planted fault is caught, and letters are drawn, not left empty."""

from collections.abc import Iterator
from threading import Thread
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server
from wsgiref.types import StartResponse, WSGIEnvironment

import pytest
from playwright.sync_api import Page

from tests.browser.conftest import CheckPage, OpenPage
from tests.browser.keyboard import Keyboard

PAGE = (
    '<!doctype html><html lang="en"><head><title>Sample</title><link rel="icon" href="data:,"></head>'
    "<body><main><h1>Sample</h1>{}</main></body></html>"
)
PAGES = {
    "/sound": '<p><a href="/sound">One</a> <button>Two</button></p>',
    "/unlabelled": '<p><input type="text"></p>',
    "/inline": '<p style="color: black">Styled in place</p>',
    "/foreign": '<p><img src="http://foreign.example/x.png" alt=""></p>',
    "/failing": '<script src="/failing.js"></script>',
    "/unseen": '<link rel="stylesheet" href="/unseen.css"><p><button>Unseen</button></p>',
}
FILES = {
    "/failing.js": ("text/javascript", "throw new Error('planted');"),
    "/unseen.css": ("text/css", ":focus { outline: none; }"),
}
POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: {foreign}"


class Quiet(WSGIRequestHandler):
    """Answers without a word in the log."""

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the name of the library's parameter
        """Say nothing."""


def sample(environ: WSGIEnvironment, start_response: StartResponse) -> list[bytes]:
    """Small pages, each with one fault, behind a strict policy."""
    path = environ["PATH_INFO"]
    media, text = FILES.get(path, ("text/html", PAGE.format(PAGES.get(path, ""))))
    policy = POLICY.format(foreign="foreign.example" if path == "/foreign" else "")
    status = "200 OK" if path in PAGES or path in FILES else "404 Not Found"
    start_response(status, [("Content-Type", f"{media}; charset=utf-8"), ("Content-Security-Policy", policy)])
    return [text.encode()]


@pytest.fixture
def address() -> Iterator[str]:
    """Where the sample pages are served."""
    with make_server("127.0.0.1", 0, sample, WSGIServer, Quiet) as server:
        thread = Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
        thread.join()


def told(check_page: CheckPage, page: Page) -> str:
    """What the check says against a page."""
    with pytest.raises(AssertionError) as caught:
        check_page(page)
    return str(caught.value)


@pytest.mark.parametrize("script", [True, False], ids=["script", "no-script"])
def test_sound_page_passes(address: str, open_page: OpenPage, check_page: CheckPage, script: bool) -> None:  # noqa: FBT001 - a parameter of the test
    page = open_page(address, script=script)
    page.goto("/sound")
    check_page(page)


@pytest.mark.parametrize("script", [True, False], ids=["script", "no-script"])
def test_field_without_label_is_caught(address: str, open_page: OpenPage, check_page: CheckPage, script: bool) -> None:  # noqa: FBT001 - a parameter of the test
    page = open_page(address, script=script)
    page.goto("/unlabelled")
    assert "label (critical) input" in told(check_page, page)


def test_style_in_place_is_caught(address: str, open_page: OpenPage, check_page: CheckPage) -> None:
    page = open_page(address)
    page.goto("/inline")
    said = told(check_page, page)
    assert "content security policy: style-src-attr refused inline" in said
    assert "console: Applying inline style violates" in said


def test_style_in_place_is_caught_without_script(address: str, open_page: OpenPage, check_page: CheckPage) -> None:
    page = open_page(address, script=False)
    page.goto("/inline")
    assert "console: Applying inline style violates" in told(check_page, page)


def test_request_to_another_host_is_caught(address: str, open_page: OpenPage, check_page: CheckPage) -> None:
    page = open_page(address)
    page.goto("/foreign")
    assert "foreign request: http://foreign.example/x.png" in told(check_page, page)


def test_failing_script_is_caught(address: str, open_page: OpenPage, check_page: CheckPage) -> None:
    page = open_page(address)
    page.goto("/failing")
    assert "script: planted" in told(check_page, page)


def test_missing_page_is_caught_unless_forgiven(address: str, open_page: OpenPage, check_page: CheckPage) -> None:
    page = open_page(address)
    page.goto("/missing")
    assert "status of 404" in told(check_page, page)
    page.goto("/missing")
    check_page(page, forgive=["status of 404"])


@pytest.mark.parametrize("letters", ["Договор", "Əə", "Oʻzbekiston", "Ғғ", "№ €"])
def test_letters_are_drawn(address: str, open_page: OpenPage, letters: str) -> None:
    page = open_page(address)
    page.goto("/sound")
    heading = page.get_by_role("heading")
    heading.evaluate("(element, text) => { element.textContent = text; }", letters)
    drawn = heading.screenshot()
    heading.evaluate("(element, text) => { element.textContent = text; }", "\u00a0" * len(letters))
    assert drawn != heading.screenshot()


@pytest.mark.parametrize("script", [True, False], ids=["script", "no-script"])
def test_keyboard_reaches_what_is_named(address: str, open_page: OpenPage, script: bool) -> None:  # noqa: FBT001 - a parameter of the test
    page = open_page(address, script=script)
    page.goto("/sound")
    keys = Keyboard(page)
    keys.to("link", "One")
    keys.to("button", "Two")
    with pytest.raises(AssertionError, match="Tab never reaches link 'Three'; it stops at"):
        keys.to("link", "Three")


def test_keyboard_on_unseen_focus_says_where(address: str, open_page: OpenPage) -> None:
    page = open_page(address)
    page.goto("/unseen")
    with pytest.raises(AssertionError, match="no focus is seen on button Unseen"):
        Keyboard(page).to("button", "Unseen")
