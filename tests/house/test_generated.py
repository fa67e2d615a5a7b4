"""The generated pages: knows that they are as the code says now, refuses to know what they say."""

from docs.generate import DOCS, files


def test_generated_page_is_as_the_code_says() -> None:
    assert [
        f"docs/{name}: make docs" for name, text in files().items() if (DOCS / name).read_text("utf-8") != text
    ] == []
