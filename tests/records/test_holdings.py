"""What is held is read where it is understood, and named where it is not."""

from foedus.records.holdings import Agreed, Stated, understood
from foedus.records.kinds.activity import Activity
from tests.records.scene import PARTIES, declared, held, line, name, offer, plan, version

PAPER = ("KAZ",)


def on_paper(number: int) -> Stated:
    """Give a line that KAZ agreed to on paper."""
    agreed = line(number)
    return Stated(agreed.record, "ITA", agreed.kind, agreed.body, agreed.version, (), PAPER)


def test_understood_sorts_what_is_held() -> None:
    comment = declared(4, "AZE", "comment", {"about": version(2), "text": {"original": "en", "en": "Why?"}})
    agreed, stated, offered, strange = understood(held(plan(), line(2), comment, offer(5, "AZE")))
    assert [item.name for item in (*agreed, *stated, *offered)] == [name(1), name(2), name(4, "AZE"), name(5)]
    assert [item.author for item in (*agreed, *stated, *offered)] == ["", "", "AZE", "AZE"]
    assert [item.concerned for item in (*agreed, *stated, *offered)] == [PARTIES] * 4
    assert isinstance(agreed[1].record, Activity)
    assert strange == ()


def test_text_on_paper_counts_as_agreed_by_its_author() -> None:
    agreed, stated, _, _ = understood(held(on_paper(2)))
    assert [(item.name, item.concerned) for item in agreed] == [(name(2), ("ITA",))]
    assert stated == ()


def test_text_on_paper_gives_way_to_the_signed_one() -> None:
    agreed, stated, _, _ = understood(held(on_paper(2), line(2)))
    assert [(item.name, item.concerned) for item in agreed] == [(name(2), PARTIES)]
    assert stated == ()


def test_record_that_is_not_understood_is_named() -> None:
    newer = Agreed(name(3), "activity/9", {"anything": 1}, version(3))
    odd = Agreed(name(4), "activity/1", {"title": "no text"}, version(4))
    agreed, _, _, strange = understood(held(newer, odd, line(2)))
    assert ([item.name for item in agreed], strange) == ([name(2)], (name(3), name(4)))
