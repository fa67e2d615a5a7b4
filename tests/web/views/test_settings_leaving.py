"""Leaving a cooperation as it was shown, and taking one back after this copy was lost."""

from pathlib import Path

from django.test import Client

from foedus.office import own_keys, partnerships
from foedus.office.recovery_sheet import sheet_of
from foedus.web.models import LogLine
from tests.office.desk import Clock, Desk
from tests.office.test_taking_back import anew
from tests.web.conftest import SignIn, served
from tests.web.views.test_settings_cooperations import hidden, plain, told

LEAVE = "/settings/cooperations/of/AZE/leave/"


def written(client: Client, said: dict[str, str]) -> bytes:
    """The dispatch that a page hands over."""
    answer = client.post("/partners/AZE/dispatches/out/", said)
    try:
        return b"".join(answer.streaming_content)  # type: ignore[attr-defined]  # a file
    finally:
        answer.close()


def test_party_leaves_as_it_was_shown(web: Desk, sign_in: SignIn) -> None:
    head = sign_in("head")
    assert "Leave the cooperation" in head.get("/settings/cooperations/of/AZE/").content.decode()
    shown = head.post(LEAVE, {"note": "Sample note"}).content.decode()
    text = plain(shown)
    assert ("does not come back under the same code" in text, "Sample note" in text) == (True, True)
    assert not partnerships.parties_of(web.node, web.coop)[0].has_left
    changed = head.post(LEAVE, {**hidden(shown), "digest": "0" * 64, "sure": "yes"})
    assert (changed.status_code, "Something has changed" in told(changed.content.decode())) == (409, True)
    assert head.post(LEAVE, {**hidden(shown), "sure": "yes"}).headers["Location"] == "/partners/AZE/dispatches/"
    assert partnerships.parties_of(web.node, web.coop)[0].has_left
    assert [line.verb for line in LogLine.objects.all()] == ["cooperation-left"]
    assert "Leave the cooperation" not in head.get("/settings/cooperations/of/AZE/").content.decode()
    assert written(head, {"to": "AZE"})
    assert "has left it" in told(head.post(LEAVE, {"note": ""}).content.decode())


def test_lost_copy_is_taken_back_by_page_and_recovers(web: Desk, clock: Clock, tmp_path: Path, sign_in: SignIn) -> None:
    back = anew(tmp_path / "new", sheet_of(web.node).keys[0].scanned, clock)
    whole = web.write(is_plain=True)
    with served(back.folder / "home"):
        client = sign_in("administrator")
        with whole.open("rb") as dispatch:
            answer = client.post("/settings/keys/take-back/", {"dispatch": dispatch, "name": "AZE"})
        assert answer.headers["Location"] == "/settings/keys/"
        with whole.open("rb") as dispatch:
            again = client.post("/settings/keys/take-back/", {"dispatch": dispatch})
        assert "has joined that cooperation already" in told(again.content.decode())
        assert web.card.thumbprint in client.get("/settings/keys/").content.decode()
        shown = client.post("/settings/keys/recover/", {"coops": ["AZE"], "encryption": "on"}).content.decode()
        client.post("/settings/keys/recover/", {**hidden(shown), "coops": ["AZE"], "sure": "yes"})
        (held,) = own_keys.own_keys(back.node)
        assert held.thumbprint in shown


def test_everything_is_written_again_for_a_partner_that_lost_its_copy(sign_in: SignIn) -> None:
    head = sign_in("head")
    assert written(head, {"to": "AZE"})
    assert written(head, {"to": "AZE", "whole": "yes"})
    details = [line.detail["entries"] for line in LogLine.objects.order_by("pk")]
    assert details == [0, 2]
