"""The look: knows that every part can be shown, and what no page may hold; refuses to judge whether it is beautiful."""

import re
from pathlib import Path

import pytest
from django.template.loader import render_to_string
from django.test import RequestFactory

import foedus.web
from foedus.web.style import sample

WEB = Path(foedus.web.__file__).parent
TEMPLATES = WEB / "templates" / "web"
STATIC = WEB / "static" / "foedus"
INLINE = re.compile(
    r"""\s(?:style|on[a-z]+|hx-on[:a-z-]*)\s*=|<style|<script(?![^>]*\s(?:src=|type="application/json"))"""
)
TAG = re.compile(r"\{%.*?%\}", re.DOTALL)
ELSEWHERE = re.compile(r"(?:https?:)?//(?!www\.w3\.org/2000/svg)[a-z]+\.[a-z]|@import|@font-face|url\(")


@pytest.fixture
def page() -> str:
    """The page of every part."""
    return render_to_string("web/style.html", sample(2026), RequestFactory().get("/"))


def test_page_of_every_part_includes_every_part() -> None:
    framed = ("base.html", "style.html")
    texts = [(TEMPLATES / name).read_text(encoding="utf-8") for name in framed]
    texts += [part.read_text(encoding="utf-8") for part in TEMPLATES.glob("parts/*.html")]
    included = set(re.findall(r'include "web/parts/(_\w+\.html)"', "".join(texts)))
    assert sorted(included) == sorted(part.name for part in TEMPLATES.glob("parts/*.html"))


def test_page_of_every_part_holds_nothing_inline(page: str) -> None:
    assert INLINE.findall(page) == []


def test_page_of_every_part_has_each_id_once(page: str) -> None:
    ids = re.findall(r'\sid="([^"]+)"', page)
    assert sorted(ids) == sorted(set(ids))


def test_templates_hold_nothing_inline() -> None:
    assert [
        str(path.relative_to(TEMPLATES))
        for path in sorted(TEMPLATES.rglob("*.html"))
        if path.parent.name != "mail"  # a mail brings its look along: it can ask nobody for it
        if INLINE.search(TAG.sub("", path.read_text(encoding="utf-8")))
    ] == []


def test_look_asks_no_other_host() -> None:
    assert [path.name for path in sorted(STATIC.iterdir()) if ELSEWHERE.search(path.read_text(encoding="utf-8"))] == []


def test_every_icon_that_is_named_is_there() -> None:
    icons = set(re.findall(r'<symbol id="(\w+)"', (STATIC / "icons.svg").read_text(encoding="utf-8")))
    named = {
        name
        for path in TEMPLATES.rglob("*.html")
        for name in re.findall(r'_icon\.html" with name="(\w+)"', path.read_text(encoding="utf-8"))
    }
    assert sorted(named - icons) == []


def test_every_colour_that_is_used_is_a_token() -> None:
    tokens = set(re.findall(r"(--[\w-]+):", (STATIC / "tokens.css").read_text(encoding="utf-8")))
    used = {name for path in STATIC.glob("*.css") for name in re.findall(r"var\((--[\w-]+)", path.read_text("utf-8"))}
    assert sorted(used - tokens) == []


def test_inline_style_and_script_bite() -> None:
    assert [
        text
        for text in (
            '<p style="x">',
            '<a onclick="x">',
            "<script>",
            "<style>",
            '<a hx-on:click="x">',
            '<script src="x">',
        )
        if INLINE.search(text)
    ] == ['<p style="x">', '<a onclick="x">', "<script>", "<style>", '<a hx-on:click="x">']
