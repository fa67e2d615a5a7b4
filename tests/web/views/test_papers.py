"""What was signed on paper: recorded with its scan, and offered once the partner connects."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from foedus.office import dispatching, files, looking, partnerships, receiving
from foedus.office.drafts import change
from foedus.office.ports import Cooperation
from foedus.store import listing
from foedus.web.models import LogLine
from tests.office.desk import Desk, Open
from tests.web.conftest import SignIn
from tests.web.planned import on_paper

pytestmark = pytest.mark.usefixtures("web", "contexts")
SCAN = b"%PDF-1.4 sample scan"
Paper = tuple[Cooperation, str, tuple[int, int]]


@pytest.fixture
def paper(web: Desk) -> Paper:
    return on_paper(web)


@pytest.fixture
def head(sign_in: SignIn) -> Client:
    return sign_in("head")


def address(paper: Paper, page: str = "on-paper/") -> str:
    return f"/partners/KAZ/plan/{paper[1]}/{page}"


def bring(head: Client, paper: Paper, scan: bytes = SCAN, **more: object) -> str:
    """Choose everything and bring a scan; the address of the review."""
    form = {"draft": paper[2], "party": ["ITA", "KAZ"], "scan": SimpleUploadedFile("Sample.pdf", scan), **more}
    return str(head.post(address(paper), form).headers.get("Location", ""))


def sign(head: Client, review: str, **more: str) -> int:
    """Sign what the review shows; the status of the answer."""
    page = head.get(review).content.decode()
    hidden = dict(re.findall(r'type="hidden" name="(digest|token)" value="([^"]+)"', page))
    return head.post(review, {**hidden, **more}).status_code


def test_scan_is_recorded_with_the_texts(head: Client, paper: Paper, web: Desk) -> None:
    review = bring(head, paper)
    shown = head.get(review)
    assert [one.title for entry in shown.context["entries"] for one in entry] == ["Piano su carta", "Corso su carta"]
    assert sign(head, review) == 302
    told = looking.show(web.node, paper[0], paper[1])
    assert told.stated is not None
    assert (told.standing, told.stated.on_paper) == ("on-paper", ("ITA", "KAZ"))
    file = files.open_file(web.node, paper[0], told.stated.evidence[0]["blob"])
    assert (file.name, file.media_type, file.content) == ("Sample.pdf", "application/pdf", SCAN)
    assert LogLine.objects.filter(verb="sign.paper").count() == 1
    assert head.get(address(paper, "")).status_code == 200


def test_plan_on_paper_says_that_nothing_is_negotiated_and_is_not_offered_to_who_is_not_connected(
    head: Client, paper: Paper
) -> None:
    assert sign(head, bring(head, paper)) == 302
    answer = head.get(address(paper, "negotiation/"))
    assert (answer.status_code, answer.context["row"].standing) == (200, "on-paper")
    assert address(paper, "offer/") not in head.get(address(paper, "")).content.decode()


def test_second_press_records_nothing(head: Client, paper: Paper, web: Desk) -> None:
    review = bring(head, paper)
    page = head.get(review).content.decode()
    hidden = dict(re.findall(r'type="hidden" name="(digest|token)" value="([^"]+)"', page))
    assert [head.post(review, hidden)["Location"] for _ in range(2)] == [address(paper, "")] * 2
    entries = web.node.store.open(paper[0].id).facts().parties[0]
    assert LogLine.objects.filter(verb="sign.paper").count() == 1
    assert entries.code == "ITA"


@pytest.mark.parametrize(
    "more, field",
    [
        ({"draft": []}, "drafts"),
        ({"party": []}, "parties"),
        ({"scan": SimpleUploadedFile("a.pdf", b"MZ no scan")}, "scan"),
    ],
)
def test_what_is_missing_is_said_at_its_field(head: Client, paper: Paper, more: dict[str, object], field: str) -> None:
    form = {"draft": paper[2], "party": ["KAZ"], "scan": SimpleUploadedFile("Sample.pdf", SCAN), **more}
    answer = head.post(address(paper), form)
    assert (answer.status_code, [one["id"] for one in answer.context["errors"]]) == (400, [field])


def test_what_looks_like_personal_data_is_to_be_looked_at(head: Client, paper: Paper, web: Desk) -> None:
    change(web.node, paper[2][1], fields={"title": "Corso del Col. Mario Campione"})
    review = bring(head, paper)
    assert [one["text"] for one in head.get(review).context["suspects"]] == ["Col. Mario Campione"]
    assert sign(head, review) == 200
    assert looking.show(web.node, paper[0], paper[1]).standing == "draft"
    assert sign(head, review, personal="none") == 302


def test_what_changed_since_is_shown_again(head: Client, paper: Paper, web: Desk) -> None:
    review = bring(head, paper)
    page = head.get(review).content.decode()
    hidden = dict(re.findall(r'type="hidden" name="(digest|token)" value="([^"]+)"', page))
    change(web.node, paper[2][1], fields={"title": "Corso cambiato"})
    answer = head.post(review, hidden)
    assert (answer.status_code, answer.context["changed"]) == (409, True)


def test_review_of_another_plan_or_person_is_not_there(head: Client, paper: Paper, sign_in: SignIn) -> None:
    review = bring(head, paper)
    assert head.get(address(paper, "on-paper/none/")).status_code == 404
    assert sign_in("stand_in").get(review).status_code == 404


def test_recorded_texts_are_drafted_again_for_a_better_scan(head: Client, paper: Paper) -> None:
    sign(head, bring(head, paper))
    assert head.get(address(paper)).context["texts"] == 2
    head.post(address(paper), {"step": "draft"})
    assert [one["title"] for one in head.get(address(paper)).context["drafts"]] == ["Piano su carta", "Corso su carta"]


def test_recorded_texts_are_offered_once_the_partner_connects(
    head: Client, paper: Paper, web: Desk, open_desk: Open
) -> None:
    sign(head, bring(head, paper, party=["KAZ"]))
    assert head.get(address(paper, "offer/")).context["rows"] == []
    kazakhstan = open_desk("KAZ")
    partnerships.admit(web.node, paper[0], kazakhstan.card)
    out = web.folder / "out.foedus"
    dispatching.export(web.node, paper[0], out)
    partnerships.join(kazakhstan.node, out)
    receiving.receive(web.node, kazakhstan.write())
    listing.catch_up(web.node)
    rows = head.get(address(paper, "offer/")).context["rows"]
    assert [row.caption("it") for row in rows] == ["Piano su carta", "Corso su carta"]
    form = {"verb": "offer", "record": [row.name for row in rows], "next": address(paper, "")}
    answer = head.post("/partners/KAZ/review/", form, follow=True)
    assert answer.status_code == 200, answer.content.decode()
    assert answer.context["review"].is_ready
    assert "Every Party is connected" in head.get(address(paper)).content.decode()
