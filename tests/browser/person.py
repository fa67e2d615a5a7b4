"""A person at the workbench who presses what is named, in either language; knows the journeys' common steps alone."""

from dataclasses import dataclass
from pathlib import Path

from django.utils.translation import gettext, override
from playwright.sync_api import Locator, Page, expect


@dataclass(frozen=True)
class Person:
    """Someone who is signed in, and reads pages in a language; ``partner`` is what their office calls the other."""

    page: Page
    language: str
    partner: str

    def said(self, words: str, **facts: object) -> str:
        """What a page says for English words in this person's language."""
        with override(self.language):
            return gettext(words) % facts

    @property
    def main(self) -> Locator:
        """What the page is about."""
        return self.page.get_by_role("main")

    def press(self, words: str, within: Locator | None = None) -> None:
        """Press a button."""
        (within or self.main).get_by_role("button", name=self.said(words), exact=True).click()

    def is_headed(self, words: str) -> None:
        """Wait for a page with this heading."""
        expect(self.page.get_by_role("heading", level=1)).to_have_text(self.said(words))

    def sign(self) -> None:
        """Sign what the review shows."""
        self.is_headed("Review and sign")
        self.press("Sign this")
        self.is_headed("Signed")

    def send(self, folder: Path) -> Path:
        """Write a dispatch for the partner, and give its file."""
        self.page.goto(f"/partners/{self.partner}/dispatches/")
        with self.page.expect_download() as coming:
            self.press("Write the dispatch")
        file = folder / coming.value.suggested_filename
        coming.value.save_as(file)
        return file

    def take_in(self, file: Path) -> None:
        """Take in a dispatch that the partner sent."""
        self.page.goto(f"/partners/{self.partner}/dispatches/")
        self.page.locator("input[name=dispatch]").set_input_files(file)
        self.press("Take it in")
        self.page.wait_for_load_state()
        expect(self.page.get_by_role("alert")).to_have_count(0)

    def line(self, serial: int) -> Locator:
        """A line of the negotiation that is open, by its number."""
        return self.page.locator("ol.lines > li").filter(has=self.page.locator(f"a.line__number:text-is('{serial}')"))

    def say(self, serial: int, words: str, reason: str = "") -> None:
        """Choose a word for a line."""
        line = self.line(serial)
        line.get_by_role("radio", name=self.said(words), exact=True).check()
        if reason:
            line.get_by_label(self.said("Why: the reason goes out with it")).fill(reason)
