"""Dispatches in and out through the pages, between two real offices: what came of them is told, nothing half taken."""

import zipfile
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from foedus.ledger.bundle import pack, unpack
from foedus.office import answering, partnerships, receiving
from foedus.web import intake
from foedus.web.models import LogLine, TakenIn
from tests.office.desk import Desk, Open
from tests.web.conftest import SignIn
from tests.web.pages import rows_of

pytestmark = pytest.mark.usefixtures("contexts")

IN = "/dispatches/in/"
HERE = "/partners/AZE/dispatches/"


@pytest.fixture
def offices(open_desk: Open) -> tuple[Desk, Desk]:
    """Italy and Azerbaijan in one cooperation; Azerbaijan has offered a plan of two lines, and not sent it yet."""
    italy, azerbaijan = open_desk("ITA"), open_desk("AZE")
    partnerships.found(italy.node, "Sample cooperation", cards=[azerbaijan.card])
    partnerships.join(azerbaijan.node, italy.write())
    azerbaijan.send(italy)
    plan = azerbaijan.draft("plan", title={"it": "Piano campione", "en": "Sample plan"}, period="2024-2025")
    lines = [
        azerbaijan.draft(
            "activity", azerbaijan.record(plan), title=f"Corso {n}", host="ITA", period="2024-05", serial=n
        )
        for n in ("1", "2")
    ]
    azerbaijan.propose(plan, *lines)
    return italy, azerbaijan


@pytest.fixture
def italy(offices: tuple[Desk, Desk]) -> Desk:
    """The office whose home is served."""
    return offices[0]


@pytest.fixture
def azerbaijan(offices: tuple[Desk, Desk]) -> Desk:
    """The other one."""
    return offices[1]


def hand_in(client: Client, content: bytes, name: str = "sample.foedus.age", coop: str = "AZE") -> Any:
    """Upload a file as a dispatch."""
    return client.post(IN, {"dispatch": SimpleUploadedFile(name, content), "coop": coop})


def body(answer: Any) -> bytes:
    """All that an answer holds that is sent bit by bit."""
    return b"".join(answer.streaming_content)


def left_behind(desk: Desk) -> list[Path]:
    """Files that uploads have left in the home."""
    folder = desk.folder / "home" / "arriving"
    return list(folder.iterdir()) if folder.is_dir() else []


def verbs() -> list[str]:
    """What the log tells, the oldest first."""
    return list(LogLine.objects.order_by("pk").values_list("verb", flat=True))


def test_dispatch_in_tells_what_it_brought_and_what_waits(web: Desk, azerbaijan: Desk, sign_in: SignIn) -> None:
    client = sign_in("head")
    answer = hand_in(client, azerbaijan.write().read_bytes())
    taken = TakenIn.objects.get()
    assert (answer.status_code, answer.headers["Location"]) == (302, f"{HERE}in/{taken.pk}/")
    page = client.get(answer.headers["Location"])
    brought = page.context["brought"]
    assert (brought.sender, brought.ours, brought.theirs) == ("AZE", ["3 texts to answer"], [])
    assert [(one.what, one.named.title) for one in brought.changes] == [
        ("Azerbaijan offers", title) for title in ("Corso 1", "Corso 2", "Sample plan")
    ]
    assert "Sample plan" in page.content.decode()
    told = rows_of(client, answer.headers["Location"])
    assert [(one["section"], one["what"], one["title"]) for one in told] == [
        ("What changed", "Azerbaijan offers", title) for title in ("Corso 1", "Corso 2", "Sample plan")
    ]
    assert [one["address"].partition("/partners/AZE/")[0] for one in told] == ["http://localhost"] * 3
    assert verbs() == ["dispatch-in"]
    assert (left_behind(web), web.node.store.dispatches(web.coop.id)[-1].number) == ([], taken.dispatch)


def test_what_waits_is_told_as_it_is_now(web: Desk, azerbaijan: Desk, sign_in: SignIn) -> None:
    client = sign_in("head")
    address = hand_in(client, azerbaijan.write().read_bytes()).headers["Location"]
    first = next(web.node.store.open(web.coop.id).open_records())
    answering.answer(web.node, web.coop, accept=list(first.versions))
    brought = client.get(address).context["brought"]
    assert (brought.ours, brought.theirs) == (["2 texts to answer"], [])


def test_dispatch_in_again_brings_nothing_new(web: Desk, azerbaijan: Desk, sign_in: SignIn) -> None:
    client, content = sign_in("officer"), azerbaijan.write().read_bytes()
    hand_in(client, content)
    before = web.node.store.open(web.coop.id).last_number()
    page = client.get(hand_in(client, content).headers["Location"])
    assert page.context["brought"].is_nothing_new
    assert "Nothing in it was new" in page.content.decode()
    assert web.node.store.open(web.coop.id).last_number() == before


def test_administrator_is_told_numbers_and_no_titles(web: Desk, azerbaijan: Desk, sign_in: SignIn) -> None:
    page = sign_in("administrator")
    told = page.get(hand_in(page, azerbaijan.write().read_bytes()).headers["Location"])
    assert told.context["brought"].entries == len(list(web.node.store.open(web.coop.id).lines_of("AZE"))) - 1
    assert (told.context["brought"].changes, "Sample plan" in told.content.decode()) == ([], False)
    assert rows_of(page, told.wsgi_request.path) == []


@pytest.mark.parametrize(
    "content", [b"", b"a letter, not a dispatch", b"PK\x03\x04 cut off", b"age-encryption.org/v1\n"]
)
def test_wrong_file_is_refused_in_words_and_nothing_is_taken(web: Desk, sign_in: SignIn, content: bytes) -> None:
    before = web.node.store.open(web.coop.id).last_number()
    answer = hand_in(sign_in("officer"), content, "letter.docx")
    assert (answer.status_code, answer.context["coop"]) == (400, "AZE")
    happened, kept, now = answer.context["refused"]
    assert all((happened, kept, now))
    assert "The dispatch was not taken in" in answer.content.decode()
    assert web.node.store.open(web.coop.id).last_number() == before
    assert (left_behind(web), TakenIn.objects.count(), verbs()) == ([], 0, ["dispatch-refused"])


def test_no_file_is_asked_for(web: Desk, sign_in: SignIn) -> None:  # noqa: ARG001 - the home is served
    answer = sign_in("officer").post(IN, {"coop": "AZE"})
    assert (answer.status_code, answer.context["refused"][0]) == (400, "Choose the file of a dispatch.")


def test_file_that_is_too_large_is_not_looked_at(
    web: Desk, azerbaijan: Desk, sign_in: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(intake, "LARGEST_BYTES", 100)
    answer = hand_in(sign_in("officer"), azerbaijan.write().read_bytes())
    assert (answer.status_code, left_behind(web)) == (400, [])
    assert "was not looked at" in answer.context["refused"][0]


def test_changed_line_is_refused_and_said_why(web: Desk, azerbaijan: Desk, sign_in: SignIn, tmp_path: Path) -> None:
    plain = azerbaijan.write(is_plain=True)
    changed = tmp_path / "changed.foedus"
    repack(plain, changed, lambda line: line.replace(b"Corso 1", b"Corso 9"))
    client = sign_in("officer")
    answer = hand_in(client, changed.read_bytes(), "changed.foedus")
    assert answer.status_code == 400
    assert "changed after it was packed" in " ".join(answer.context["refused"])
    assert [one.direction for one in web.node.store.dispatches(web.coop.id)] == ["out", "in"]


def repack(source: Path, target: Path, change: Callable[[bytes], bytes]) -> None:
    """A bundle with its lines changed, everything else as it was."""
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(target, "w") as new:
        for name in old.namelist():
            content = old.read(name)
            new.writestr(old.getinfo(name), change(content) if name == "journals/AZE.jsonl" else content)


def test_large_dispatch_is_taken_in_aside(
    web: Desk, azerbaijan: Desk, sign_in: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(intake, "AT_ONCE", 1)
    client = sign_in("officer")
    address = hand_in(client, azerbaijan.write().read_bytes()).headers["Location"]
    for thread in intake.at_work():
        thread.join()
    page = client.get(address)
    assert (page.context["progress"], page.context["brought"].ours) == (None, ["3 texts to answer"])
    assert (left_behind(web), verbs()) == ([], ["dispatch-in"])


def test_large_dispatch_that_is_refused_says_so(
    web: Desk, sign_in: SignIn, open_desk: Open, azerbaijan: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(intake, "AT_ONCE", 0)
    stranger = open_desk("KAZ")
    partnerships.found(stranger.node, "Another")
    path = azerbaijan.write(is_plain=True)
    forged = azerbaijan.folder / "forged.foedus"
    forge_manifest(path, forged, stranger)
    client = sign_in("officer")
    address = hand_in(client, forged.read_bytes(), "forged.foedus").headers["Location"]
    for thread in intake.at_work():
        thread.join()
    page = client.get(address)
    assert "is not signed by" in page.context["taken"].told["refused_whole"][0]
    assert "The dispatch was not taken in" in page.content.decode()
    assert (left_behind(web), [one.direction for one in web.node.store.dispatches(web.coop.id)]) == ([], ["out", "in"])


def forge_manifest(source: Path, target: Path, stranger: Desk) -> None:
    """The same bundle, its list of contents signed by somebody else."""
    folder = target.with_suffix("")
    folder.mkdir()
    found = unpack(source, folder)
    key = stranger.node.keyring.signing(stranger.card.thumbprint)
    with target.open("wb") as out:
        pack(out, found.manifest, key, {code: path.read_bytes().splitlines() for code, path in found.journals.items()})


def test_page_of_a_taking_in_that_was_interrupted_says_so(web: Desk, sign_in: SignIn) -> None:
    client = sign_in("officer")
    row = TakenIn.objects.create(partnership=web.coop.id, file="a.foedus", who="sample", at=timezone.now())
    page = client.get(f"{HERE}in/{row.pk}/")
    assert "The taking in was interrupted." in page.content.decode()


def test_dispatch_out_is_for_the_chosen_and_can_be_taken_in(
    web: Desk, azerbaijan: Desk, sign_in: SignIn, tmp_path: Path
) -> None:
    client = sign_in("officer")
    answer = client.post(f"{HERE}out/", {"to": ["AZE"]})
    name = answer.headers["Content-Disposition"].partition("filename=")[2].strip('"')
    file = tmp_path / name
    file.write_bytes(body(answer))
    assert (name.startswith("ITA-AZE-"), name.endswith(".foedus.age")) == (True, True)
    assert receiving.receive(azerbaijan.node, file).sender == "ITA"
    assert (verbs(), web.node.store.dispatches(web.coop.id)[-1].direction) == (["dispatch-out"], "out")


def test_dispatch_out_for_nobody_asks_for_whom(web: Desk, sign_in: SignIn) -> None:
    client = sign_in("officer")
    before = len(web.node.store.dispatches(web.coop.id))
    page = client.post(f"{HERE}out/", follow=True)
    assert [str(one) for one in page.context["messages"]] == ["Choose at least one Party that the dispatch is for."]
    assert len(web.node.store.dispatches(web.coop.id)) == before


def test_dispatch_for_a_stranger_is_refused_in_words(web: Desk, sign_in: SignIn) -> None:  # noqa: ARG001 - the home is served
    page = sign_in("officer").post(f"{HERE}out/", {"to": ["XYZ"]}, follow=True)
    assert [one.level_tag for one in page.context["messages"]] == ["error"]


@pytest.mark.usefixtures("web")
def test_whole_cooperation_is_written_for_an_auditor(sign_in: SignIn, tmp_path: Path) -> None:
    client = sign_in("auditor")
    refused = client.post(f"{HERE}whole/", follow=True)
    assert [one.level_tag for one in refused.context["messages"]] == ["error"]
    answer = client.post(f"{HERE}whole/", {"sure": "yes"})
    bundle = unpack(BytesIO(body(answer)), tmp_path)
    assert sorted(bundle.journals) == ["AZE", "ITA"]
    assert verbs() == ["dispatch-whole"]
    assert sign_in("officer").post(f"{HERE}whole/", {"sure": "yes"}).status_code == 403


def test_dispatch_of_a_new_cooperation_can_be_joined(web: Desk, open_desk: Open, sign_in: SignIn) -> None:
    kazakhstan = open_desk("KAZ")
    partnerships.found(kazakhstan.node, "Another", cards=[web.card])
    content = kazakhstan.write().read_bytes()
    client = sign_in("head")
    asked = hand_in(client, content)
    assert (asked.status_code, len(left_behind(web))) == (200, 1)
    form = {name: asked.context[name] for name in ("token", "digest")}
    stale = client.post("/dispatches/join/", {**form, "digest": "other", "name": "KAZ"})
    assert (stale.status_code, stale.context["changed"], len(web.node.store.cooperations())) == (400, True, 1)
    taken = client.post("/dispatches/join/", {**form, "name": "AZE"})
    assert (taken.status_code, taken.context["name"]) == (400, "AZE")
    answer = client.post("/dispatches/join/", {**form, "name": "KAZ"})
    assert answer.headers["Location"] == f"/partners/KAZ/dispatches/in/{TakenIn.objects.get().pk}/"
    assert client.get(answer.headers["Location"]).context["brought"].sender == "KAZ"
    assert ([one.name for one in web.node.store.cooperations()], left_behind(web)) == (["AZE", "KAZ"], [])
    again = client.post("/dispatches/join/", {"token": asked.context["token"]})
    assert (again.status_code, "not kept any more" in again.context["refused"][0]) == (400, True)


def test_officer_is_told_of_a_dispatch_that_is_not_theirs(web: Desk, open_desk: Open, sign_in: SignIn) -> None:
    kazakhstan = open_desk("KAZ")
    partnerships.found(kazakhstan.node, "Another", cards=[web.card])
    answer = hand_in(sign_in("officer"), kazakhstan.write().read_bytes())
    assert (answer.status_code, left_behind(web)) == (400, [])
    assert "you have nothing to do with" in answer.context["refused"][0]


def test_dispatch_that_does_not_name_us_is_not_joined(web: Desk, open_desk: Open, sign_in: SignIn) -> None:
    kazakhstan = open_desk("KAZ")
    partnerships.found(kazakhstan.node, "Another")
    content = kazakhstan.write(is_plain=True).read_bytes()
    client = sign_in("head")
    token = hand_in(client, content).context["token"]
    answer = client.post("/dispatches/join/", {"token": token})
    assert (answer.status_code, [one.name for one in web.node.store.cooperations()]) == (400, ["AZE"])
    assert "The dispatch was not taken in" in answer.content.decode()


def test_partners_page_tells_what_they_have_seen(web: Desk, azerbaijan: Desk, sign_in: SignIn) -> None:
    web.send(azerbaijan)
    client = sign_in("officer")
    hand_in(client, azerbaijan.write().read_bytes())
    page = client.get(HERE)
    [seen] = page.context["seen"]
    assert (seen.told.party, seen.told.told, seen.lacks) == ("AZE", "dispatch", 0)
    assert [(one.is_in, one.peer) for one in page.context["page"].object_list] == [
        (True, "AZE"), (False, "AZE"), (True, "AZE"), (False, "AZE"),
    ]  # fmt: skip
    assert (page.context["may_move"], page.context["may_take_whole"]) == (True, False)


def test_pages_ask_as_many_questions_however_many_dispatches(web: Desk, azerbaijan: Desk, sign_in: SignIn) -> None:
    client = sign_in("officer")
    hand_in(client, azerbaijan.write().read_bytes())
    counts = []
    for _ in range(2):
        for _more in range(4):
            web.write()
        client.get(HERE)
        found = []
        for address in (HERE, "/dispatches/"):
            with CaptureQueriesContext(connection) as asked:
                client.get(address)
            found.append(len(asked))
        counts.append(found)
    assert counts[0] == counts[1]
    assert counts[0] == [11, 11]
