"""A dispatch is dragged onto the page, and taken in."""

from pathlib import Path

from playwright.sync_api import expect

from tests.browser.conftest import CheckPage, OpenPage
from tests.browser.office import Office
from tests.browser.person import Person

DROP = """([name, bytes]) => {
  const carried = new DataTransfer();
  carried.items.add(new File([new Uint8Array(bytes)], name));
  const place = document.querySelector("[data-drop]");
  for (const kind of ["dragenter", "dragover", "drop"]) {
    place.dispatchEvent(new DragEvent(kind, { bubbles: true, cancelable: true, dataTransfer: carried }));
  }
}"""


def test_dispatch_is_taken_in_by_dragging_its_file(
    office: Office, open_page: OpenPage, check_page: CheckPage, tmp_path: Path
) -> None:
    file = tmp_path / "from-baku.foedus.age"
    office.run("export", "ITA", "-o", str(file), home=office.partner)
    rome = Person(open_page(office.address), "en", "AZE")
    office.sign_in(rome.page, "officer")
    rome.page.goto("/partners/AZE/dispatches/")
    rome.page.evaluate(DROP, [file.name, list(file.read_bytes())])
    rome.press("Take it in")
    rome.page.wait_for_url("**/dispatches/in/*/")
    expect(rome.main).to_contain_text("from-baku.foedus.age")
    check_page(rome.page)
