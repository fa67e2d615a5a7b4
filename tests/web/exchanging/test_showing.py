"""Why an exchange did not go well is told in plain words on both pages of dispatches, whatever the reason."""

import errno
import os
import zipfile
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

from django.utils import translation
from msgspec.structs import replace

from foedus.exchange.envelope import EnvelopeError, encrypt
from foedus.exchange.errors import ExchangeError
from foedus.ledger.errors import BundleError
from foedus.office import partnerships, peers
from foedus.office.errors import CallerError, DispatchError, GuardError, KeyringError
from foedus.office.exchanging import UNANSWERED_AFTER_LEAVING, UNREACHED_AFTER_LEAVING, Post, exchange, failure_of
from foedus.office.peers import Contact, Failure
from foedus.phrases import border, office, store
from foedus.web.desk import Desk as WebDesk
from foedus.web.exchanging.showing import lines, troubles
from foedus.web.models import User
from tests.office.desk import Desk, Open
from tests.web.conftest import SignIn, served

NOW, BEFORE = "2024-01-01T12:00:00Z", "2024-01-01T11:00:00Z"
FACTS = dict.fromkeys(
    ("host", "detail", "to", "status", "code", "limit", "file", "sender", "thumbprint", "partnership"), "sample"
)
KINDS = (ExchangeError, BundleError, EnvelopeError, DispatchError, CallerError, GuardError, KeyringError)


def every_failure() -> Iterator[Failure]:
    """Whatever can be kept of an exchange that ended early, or of a call that was turned away."""
    phrases = {**border.PHRASES, **office.PHRASES, **store.PHRASES}
    for kind in KINDS:
        assert phrases[kind].reasons
        yield from (Failure(kind.__name__, reason, FACTS) for reason in phrases[kind].reasons)
    for number in (errno.ENOSPC, errno.EDQUOT, errno.EACCES, errno.EROFS, errno.EIO):
        yield failure_of(OSError(number, os.strerror(number), "/sample"))
    yield Failure("DatabaseError", "", {"detail": "OperationalError"})
    yield Failure("OperationalError", "", {})


def keep(desk: Desk, contact: Contact) -> None:
    peers.keep_contact(desk.node, desk.coop.id, "AZE", contact)


def page() -> WebDesk:
    """As a page sees it that is asked for now."""
    return WebDesk(User(username="sample"))


def test_every_reason_is_told_in_plain_words_in_both_languages(web: Desk) -> None:
    peers.set_address(web.node, web.coop, "AZE", "https://office.example/")
    unworded = []
    for failure in every_failure():
        keep(web, Contact(failures=1, failure=failure, turned_away=failure, turned_away_at=NOW, called_at=BEFORE))
        told = {}
        for language in ("en", "it"):
            with translation.override(language):
                (line,) = lines(page(), web.coop)
                (one, other) = troubles(page(), {web.coop.id})[web.coop.id]
            told[language] = line.failure
            assert line.contact.failure == failure
            assert line.turned_away == line.failure
            assert (one, other) == (one, one)
            assert (one.code, one.words) == ("AZE", line.failure[0])
        is_bare = failure.reason and f": {failure.reason}." in told["en"][0]
        if is_bare or len(told["en"]) != 3 or any(map(str.__eq__, told["en"], told["it"])):
            unworded.append((failure, told))
    assert unworded == []


def test_reason_stands_on_both_pages_until_it_goes_well(web: Desk, sign_in: SignIn) -> None:
    client = sign_in("officer")
    contact = Contact(tried_at=NOW, failures=1, failure=Failure("ExchangeError", "cut", {"host": "office.example"}))
    away = Failure("CallerError", "signature", {"code": "AZE", "partnership": web.coop.id})
    pages = ("/partners/AZE/dispatches/", "/dispatches/")

    def both(words: str) -> list[bool]:
        return [words in client.get(page).content.decode() for page in pages]

    for kept, expected in (
        (contact, [True, True]),
        (replace(contact, turned_away=away, turned_away_at=NOW, called_at=BEFORE), [True, True]),
        (Contact(reached_at=NOW), [False, False]),
    ):
        keep(web, kept)
        assert both("the line to office.example broke") == expected
        assert both("does not bear its signature") == ([True, True] if kept.turned_away else [False, False])
    keep(web, Contact(turned_away=away, turned_away_at=BEFORE, called_at=NOW))
    assert both("does not bear its signature") == [True, False]
    assert both("nothing goes to and fro by itself any more") == [False, False]
    peers.set_address(web.node, web.coop, "AZE", "https://office.example/")
    partnerships.leave(web.node, web.coop)
    left = Failure("ExchangeError", "left-unanswered", {"host": "office.example"})
    keep(web, Contact(tries_after_leaving=UNANSWERED_AFTER_LEAVING, failure=left, tried_at=NOW))
    assert both("nothing goes to and fro by itself any more") == [True, False]
    assert both('class="button button--small" type="submit">Exchange now') == [True, False]
    assert both("It is tried again by itself") == [False, False]
    nobody = replace(left, reason="nobody-listens")
    keep(web, Contact(tries_after_leaving=UNREACHED_AFTER_LEAVING, failure=nobody, tried_at=NOW))
    assert both("Write the dispatch as a file, and hand it over another way.") == [True, False]
    assert both("nothing goes to and fro by itself any more") == [False, False]


def test_try_that_is_under_way_says_how_far_it_is_and_one_that_broke_off_does_not(web: Desk, sign_in: SignIn) -> None:
    peers.set_address(web.node, web.coop, "AZE", "https://office.example/")
    client, now = sign_in("officer"), datetime.now(UTC)
    told = []
    for minutes in (0, 6):
        at = (now - timedelta(minutes=minutes)).strftime("%Y-%m-%dT%H:%M:%SZ")
        keep(web, Contact(tried_at=at, under_way=at, sent=1200, taken=7))
        page = client.get("/partners/AZE/dispatches/").content.decode()
        told.append(("Under way: 1,200 sent, 7 taken in so far." in page, 'hx-trigger="every 2s"' in page))
    assert told == [(True, True), (False, False)]


def test_trouble_is_told_of_what_is_asked_for_until_its_address_is_forgotten(web: Desk) -> None:
    peers.set_address(web.node, web.coop, "AZE", "https://office.example/")
    keep(web, Contact(failures=1, failure=Failure("ExchangeError", "cut", {"host": "x"})))
    assert (troubles(page(), set()), list(troubles(page(), {web.coop.id}))) == ({}, [web.coop.id])
    peers.remove_address(web.node, web.coop, "AZE")
    assert troubles(page(), {web.coop.id}) == {}


def test_rubbish_of_every_sort_is_told_and_nothing_of_it_is_kept(open_desk: Open, tmp_path: Path) -> None:
    italy, azerbaijan, kazakhstan = (open_desk(code) for code in ("ITA", "AZE", "KAZ"))
    partnerships.found(italy.node, "Sample cooperation", cards=[azerbaijan.card], name="AZE")
    partnerships.join(azerbaijan.node, italy.write())
    partnerships.found(kazakhstan.node, "Another", cards=[italy.card])
    peers.set_address(italy.node, italy.coop, "AZE", "https://office.example/")
    sent = {**rubbish(italy, tmp_path), "of another cooperation": kazakhstan.write().read_bytes()}
    before = italy.node.store.open(italy.coop.id).last_number()
    told = {}
    with served(italy.folder / "home"):
        for name, body in sent.items():
            failure = exchange(italy.node, italy.coop, "AZE", answers(body)).failure
            assert failure is not None, name
            (line,) = lines(page(), italy.coop)
            told[name] = (failure.error, failure.reason, len(line.failure))
    assert told == {
        "nothing": ("ExchangeError", "not-an-answer", 3),
        "random bytes": ("ExchangeError", "not-an-answer", 3),
        "a page": ("ExchangeError", "not-an-answer", 3),
        "the beginning of a dispatch": ("EnvelopeError", "not-for-us", 3),
        "random bytes, encrypted": ("BundleError", "not-a-bundle", 3),
        "an empty archive, encrypted": ("BundleError", "file-missing", 3),
        "an archive of rubbish, encrypted": ("BundleError", "signature-form", 3),
        "our own dispatch": ("ExchangeError", "for-others", 3),
        "of another cooperation": ("ExchangeError", "for-others", 3),
    }
    assert italy.node.store.open(italy.coop.id).last_number() == before


def rubbish(desk: Desk, folder: Path) -> dict[str, bytes]:
    """What an office may be sent in the place of an answer, by name."""
    plain, closed = folder / "plain", folder / "closed"

    def encrypted(content: bytes) -> bytes:
        plain.write_bytes(content)
        encrypt(plain, closed, [desk.card.age])
        return closed.read_bytes()

    def archive(**files: bytes) -> bytes:
        with zipfile.ZipFile(plain, "w") as target:
            for name, content in files.items():
                target.writestr(name.replace("_", "."), content)
        return encrypted(plain.read_bytes())

    return {
        "nothing": b"",
        "random bytes": b"\xff\x00\x7f" * 3_000,
        "a page": b"<!doctype html><html></html>",
        "the beginning of a dispatch": b"age-encryption.org/v1\n-> X25519 ",
        "random bytes, encrypted": encrypted(b"\xff\x00\x7f" * 3_000),
        "an empty archive, encrypted": archive(),
        "an archive of rubbish, encrypted": archive(bundle_json=b"\xff{", bundle_jws=b"x"),
        "our own dispatch": encrypted(desk.write(is_plain=True).read_bytes()),
    }


def answers(body: bytes) -> Post:
    def post(_address: str, _ours: Path, theirs: Path) -> None:
        theirs.write_bytes(body)

    return post
