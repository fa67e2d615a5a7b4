"""A change of keys in words: each entry with its keys, and what follows under its heads, in the language asked."""

from foedus.office import own_keys, partnerships
from foedus.phrases.keys import LEAVE, recovery
from foedus.web.key_reviewing import page
from tests.office.desk import Desk


def test_recovery_is_told_entry_by_entry_with_what_follows(web: Desk) -> None:
    told = page(lambda: own_keys.recover(web.node, [web.coop], age=True), recovery(age=True), "it", [("entry", "")])
    first, second = told["entries"]
    assert [str(label) for label, _ in first.rows][:2] == ["Cooperation", "It goes on from entry"]
    assert [str(label) for label, _ in second.rows] == ["Cooperation", "New encryption key"]
    assert next(iter(told["meanings"])) == "Che cosa vedono le altre Parti"
    assert [name for name, _ in told["hidden"]] == ["digest", "entry"]


def test_leaving_is_told_with_its_note(web: Desk) -> None:
    told = page(lambda: partnerships.leave(web.node, web.coop, note={"en": "Sample"}), LEAVE, "en", [])
    (entry,) = told["entries"]
    assert (str(entry.what), entry.note) == ("We leave the cooperation, for good", (("en", "Sample"),))
