"""Marking what looks personal in a shown text, and nothing in its tags."""

from django.template import Context, Template


def shown(texts: tuple[str, ...], inside: str) -> str:
    template = Template("{% load personal %}{% marked texts %}" + inside + "{% endmarked %}")
    return template.render(Context({"texts": texts, "text": "Col. <b> & Sample"}))


def test_text_is_marked_wherever_it_stands() -> None:
    assert shown(("Mario",), "<p>Mario e Mario</p>") == (
        '<p><mark class="personal">Mario</mark> e <mark class="personal">Mario</mark></p>'
    )


def test_tags_are_left_alone() -> None:
    assert shown(("title",), '<a title="title">title</a>') == '<a title="title"><mark class="personal">title</mark></a>'


def test_text_with_marks_of_its_own_is_found_as_it_is_shown() -> None:
    assert shown(("Col. <b> & Sample",), "{{ text }}") == ('<mark class="personal">Col. &lt;b&gt; &amp; Sample</mark>')


def test_longer_text_is_marked_whole() -> None:
    assert shown(("Mario", "Mario Sample"), "Mario Sample") == '<mark class="personal">Mario Sample</mark>'


def test_nothing_to_mark_changes_nothing() -> None:
    assert shown((), "<p>Mario</p>") == "<p>Mario</p>"
