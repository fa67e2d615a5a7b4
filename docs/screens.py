"""Takes the pictures of the workbench that the documents show (`make screens`); it knows no page but by its address."""

import os
import shutil
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import django

from foedus.office.plan_paper import paper_of
from foedus.publishing.plan_paper import pictures

if TYPE_CHECKING:
    from playwright.sync_api import Browser

    from tests.browser.office import Office

FOLDER = Path(__file__).parent / "screens"
HEIGHTS = {360: 740, 1280: 800}
HIGHEST = 1600


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
    Screen("partners", "/partners/", role="head"),
    Screen("partner", "/partners/AZE/"),
    Screen("state-of-play", "/partners/AZE/state/"),
    Screen("plan", "/partners/AZE/plan/{agreed_plan}/"),
    Screen("plan-year", "/partners/AZE/plan/{agreed_plan}/year/", scheme="dark"),
    Screen("negotiation", "/partners/AZE/plan/{plan}/negotiation/", role="head"),
    Screen("review", "/partners/AZE/review/?draft={draft}", language="it", role="head"),
    Screen("activity", "/partners/AZE/activity/{differing}/"),
    Screen("outcome-phone", "/partners/AZE/activity/{agreed}/outcome/", 360),
    Screen("next-talks", "/partners/AZE/talks/"),
    Screen("calendar", "/calendar/?show=year"),
    Screen("search", "/search/?q=campione"),
    Screen("dispatches", "/partners/AZE/dispatches/"),
)
PAPER, PAPER_DOTS = "plan-on-paper", 80.0


def take(office: "Office", browser: "Browser", screen: Screen, folder: Path) -> Path:
    """Write one page of an office into a folder, from its top and no higher than is looked at; gives the file.

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
    page.wait_for_load_state("networkidle")
    height = min(HIGHEST, page.evaluate("document.documentElement.scrollHeight"))
    page.set_viewport_size({"width": screen.width, "height": height})
    page.screenshot(path=file)
    context.close()
    return file


def take_paper(home: Path, plan: str, folder: Path) -> list[Path]:
    """Write the pages of a plan's PDF into a folder; gives the files."""
    from foedus.store.node import open_node  # noqa: PLC0415 - it imports tables, which Django must know

    node = open_node(home, lambda: None)
    pages = pictures(paper_of(node, node.store.cooperations()[0], plan), PAPER_DOTS)
    files = [folder / f"{PAPER}-{number}.png" for number in range(1, len(pages) + 1)]
    for file, page in zip(files, pages, strict=True):
        file.write_bytes(page)
    return files


def take_all(folder: Path, screens: tuple[Screen, ...] = SCREENS) -> None:
    """Serve a sample office, and write its pages into a folder."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "foedus.web.settings"
    os.environ.pop("FOEDUS_HOME", None)
    django.setup()
    from tests.browser.chromium import started  # noqa: PLC0415 - what follows imports tables, which Django must know
    from tests.browser.office import add_people, opened  # noqa: PLC0415 - the same
    from tests.browser.sample import make_offices  # noqa: PLC0415 - the same

    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    with tempfile.TemporaryDirectory() as made:
        homes = Path(made)
        named = make_offices(homes)
        add_people(homes / "ITA" / "home")
        for file in take_paper(homes / "ITA" / "home", named["agreed_plan"], folder):
            print(f"wrote docs/screens/{file.name}")
        with opened(homes, named) as office, started(homes) as browser:
            for screen in screens:
                print(f"wrote docs/screens/{take(office, browser, screen, folder).name}")


if __name__ == "__main__":
    take_all(FOLDER)
