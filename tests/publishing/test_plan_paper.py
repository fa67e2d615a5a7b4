"""The paper as a file: what can be read back from its pages, that it repeats, and that every letter is drawn."""

import dataclasses
import io
import struct

from pypdf import PdfReader

from foedus.publishing.plan_paper import pdf, pictures
from tests.publishing.paper_samples import CHECK, agreed, draft, on_paper, text


def pages(data: bytes) -> list[str]:
    """The text of each page, with every run of blanks as one."""
    return [" ".join(page.extract_text().split()) for page in PdfReader(io.BytesIO(data)).pages]


def has_standard(data: bytes) -> bool:
    """Say whether a file claims to be PDF/A."""
    found = PdfReader(io.BytesIO(data)).xmp_metadata
    return found is not None and b"pdfaid:part" in found.stream.get_data()


def test_every_page_bears_check_words_number_and_marking() -> None:
    found = pages(pdf(agreed(31)))
    words = " · ".join(CHECK.words)
    numbers = [f"Page {number} of {len(found)}" for number in range(1, len(found) + 1)]
    assert [(words in page, "Unclassified" in page) for page in found] == [(True, True)] * len(found)
    assert [number in page for number, page in zip(numbers, found, strict=True)] == [True] * len(found)
    assert "DRAFT" not in " ".join(found)


def test_every_line_stands_in_both_languages() -> None:
    whole = " ".join(pages(pdf(agreed(31)))).replace("civil- ", "civil-").replace("civile- ", "civile-")
    lacking = [
        number
        for number in range(1, 32)
        if f"civile-militare numero {number} " not in whole
        or f"civil-military cooperation number {number} " not in whole
    ]
    assert lacking == []


def test_draft_says_so_on_every_page_and_has_no_check_code() -> None:
    found = pages(pdf(draft(31)))
    assert ["BOZZA / DRAFT" in page for page in found] == [True] * len(found)
    assert "No check code: the text is not agreed yet" in found[0]
    assert "word1" not in " ".join(found)
    assert "What is not agreed yet" in " ".join(found)


def test_paper_says_that_it_was_agreed_on_paper() -> None:
    found = pages(pdf(on_paper(5)))
    assert ["AGREED ON PAPER" in page for page in found] == [True] * len(found)
    assert "Agreed on paper by Azerbaijan, Italy; recorded by Italy on 12 October 2023" in found[0]


def test_same_paper_gives_the_same_bytes() -> None:
    assert pdf(agreed(3)) == pdf(agreed(3))


def test_file_says_its_title_its_language_and_when_the_text_was_agreed() -> None:
    reader = PdfReader(io.BytesIO(pdf(agreed(1, ("en", "ru")))))
    assert reader.metadata is not None
    titles = ("Sample Italy-Azerbaijan cooperation plan 2024-2025", "Образец плана сотрудничества Италия-Азербайджан")
    assert reader.metadata.title == f"{titles[0]} / {titles[1]} на 2024-2025 годы"
    assert reader.metadata.creation_date_raw == "D:20231012000000Z"
    assert str(reader.root_object["/Lang"]) == "en"
    assert has_standard(pdf(agreed(1)))


def test_letters_of_partners_languages_are_drawn() -> None:
    whole = " ".join(pages(pdf(agreed(1, ("az", "kk"))))) + " ".join(pages(pdf(agreed(1, ("uz", "ru")))))
    for words in ("Mülki-hərbi əməkdaşlıq", "қ ғ ң ұ ү һ ә і", "Oʻzaro harbiy", "Образец курса"):
        assert words in whole


def test_letters_that_no_font_has_leave_a_plain_file() -> None:
    known = agreed(1)
    strange = dataclasses.replace(known, body={**known.body, "title": text({"it": "Piano 計画"})})
    assert not has_standard(pdf(strange))


def test_texts_are_never_read_as_markup() -> None:
    known = agreed(1)
    odd = '#read("/etc/passwd") *x* $y$ \\ "'
    strange = dataclasses.replace(known, body={**known.body, "title": text({"it": odd, "en": odd})})
    assert odd in pages(pdf(strange))[0]


def test_plan_without_lines_is_set() -> None:
    assert "No activity" in " ".join(pages(pdf(agreed(0))))


def test_pictures_are_one_a_page_in_landscape() -> None:
    paper = agreed(3)
    drawn = pictures(paper, 36)
    sizes = {struct.unpack(">II", picture[16:24]) for picture in drawn}
    assert len(drawn) == len(pages(pdf(paper)))
    assert sizes == {(421, 298)}
