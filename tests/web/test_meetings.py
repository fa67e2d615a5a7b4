"""What a meeting's page shows besides its texts."""

from datetime import date
from urllib.parse import parse_qs, urlsplit

from foedus.office.ports import Cooperation
from foedus.store.listing.answers import UndertakingRow
from foedus.store.listing.promises import Promise
from foedus.web.meetings import by_strength, review_url


def promise(name: str, strength: str) -> Promise:
    row = UndertakingRow(
        cooperation=1,
        name=name,
        captions={"it": name},
        version="v",
        standing="stated",
        author="ITA",
        who="ITA",
        to_whom=(),
        strength=strength,
        due=None,
        state="open",
        is_due=False,
        meeting="",
        kept_by=(),
    )
    return Promise(row, "ITA/1/0", date(2025, 7, 23), "meeting", {})


def test_undertakings_stand_by_the_strength_of_their_words() -> None:
    one, other, third = promise("a", "hope"), promise("b", "agreement"), promise("c", "hope")
    assert by_strength([one, other, third]) == [("agreement", [other]), ("hope", [one, third])]
    assert by_strength([]) == []


def test_review_names_every_draft() -> None:
    address = urlsplit(review_url(Cooperation("f" * 64, "AZE", "ITA"), "propose", [3, 4]))
    assert (address.path, parse_qs(address.query)) == (
        "/partners/AZE/review/",
        {"verb": ["propose"], "draft": ["3", "4"], "next": ["/partners/AZE/drafts/"]},
    )
