"""Takes the pictures of the workbench that the documents show (`make screens`); it knows no page but by its address."""

import os
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import django

if TYPE_CHECKING:
    from playwright.sync_api import Browser

    from tests.browser.office import Office

FOLDER = Path(__file__).parent / "screens"
HEIGHTS = {360: 740, 1280: 800}


@dataclass(frozen=True)
class Screen:
    """One picture: its file's name, and a page as the person with a role sees it.

    ``path`` may name a sample record in braces, by what it stands for: ``/partners/AZE/plan/{plan}/negotiation/``.
    """

    name: str
    path: str
    width: Literal[360, 1280] = 1280
    language: Literal["en", "it"] = "en"
    scheme: Literal["light", "dark"] = "light"
    role: str = "officer"


SCREENS = (
    Screen("todo", "/"),
    Screen("todo-phone", "/", 360, "it", "dark"),
)


def take(office: "Office", browser: "Browser", screen: Screen, folder: Path) -> Path:
    """Write one page of an office into a folder, as high as it is; gives the file.

    :raises AssertionError: the page is not there.
    """
    context = browser.new_context(
        base_url=office.address,
        viewport={"width": screen.width, "height": HEIGHTS[screen.width]},
        locale=screen.language,
        color_scheme=screen.scheme,
        reduced_motion="reduce",
    )
    page = context.new_page()
    office.sign_in(page, screen.role)
    answer = page.goto(screen.path.format(**office.named))
    assert answer is not None, screen.path
    assert answer.ok, f"{screen.path}: {answer.status}"
    file = folder / f"{screen.name}.png"
    page.screenshot(path=file, full_page=True)
    context.close()
    return file


def take_all(folder: Path, screens: tuple[Screen, ...] = SCREENS) -> None:
    """Serve a sample office, and write its pages into a folder."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "foedus.web.settings"
    os.environ.pop("FOEDUS_HOME", None)
    django.setup()
    from tests.browser.chromium import started  # noqa: PLC0415 - what follows imports tables, which Django must know
    from tests.browser.office import add_people, opened  # noqa: PLC0415 - the same
    from tests.browser.sample import make_offices  # noqa: PLC0415 - the same

    folder.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as made:
        homes = Path(made)
        named = make_offices(homes)
        add_people(homes / "ITA" / "home")
        with opened(homes, named) as office, started(homes) as browser:
            for screen in screens:
                print(f"wrote docs/screens/{take(office, browser, screen, folder).name}")


if __name__ == "__main__":
    take_all(FOLDER)
