"""A plan on paper as a PDF, or as pictures of its pages; what stands where is decided by the template."""

import json
from datetime import UTC, datetime
from importlib.resources import as_file, files
from typing import Literal

import typst

from foedus.publishing.paper_content import PlanPaper
from foedus.publishing.paper_layout import layout_of

_Standard = Literal["a-2a", "ua-1"]


def pdf(paper: PlanPaper) -> bytes:
    """Set a plan as a PDF, A4, to be printed and signed: the same paper gives the same bytes.

    It is an archive's PDF/A-2a and a screen reader's PDF/UA-1. A letter that no font here draws forbids both, and such
    a paper is a plain PDF.
    """
    try:
        return _pages(paper, "pdf", standards=("a-2a", "ua-1"))[0]
    except typst.TypstError:
        return _pages(paper, "pdf")[0]


def pictures(paper: PlanPaper, dots_per_inch: float = 96) -> tuple[bytes, ...]:
    """Set a plan as PNG pictures, one a page."""
    return _pages(paper, "png", dots_per_inch)


def _pages(
    paper: PlanPaper,
    form: Literal["pdf", "png"],
    dots_per_inch: float | None = None,
    standards: tuple[_Standard, ...] = (),
) -> tuple[bytes, ...]:
    with as_file(files("foedus.publishing")) as folder:
        done = typst.Compiler(
            folder / "plan_paper.typ",
            root=folder,
            font_paths=[folder / "fonts"],
            ignore_system_fonts=True,
            sys_inputs={"paper": json.dumps(layout_of(paper), ensure_ascii=False)},
        ).compile(format=form, ppi=dots_per_inch, pdf_standards=list(standards), timestamp=_moment(paper.at))
    return tuple(done) if isinstance(done, list) else (done or b"",)


def _moment(at: str) -> datetime:
    return datetime.strptime(at, "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=UTC)
