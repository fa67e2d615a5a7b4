"""To which texts we may consent: understood, held whole, asked of us, on the table."""

import pytest

from foedus.ledger import acts as a
from foedus.office import answering, drafts, files
from foedus.office.consents import answerable, authentic_texts_missing, consentable
from foedus.office.errors import ConsentError, NotFoundError
from foedus.office.proposing import Signed
from foedus.office.signing import own_number, sign
from tests.office.desk import Desk


def signed_anyhow(desk: Desk, act: a.Propose) -> str:
    """What a newer program, or a careless one, would sign."""
    with desk.node.store.transaction():
        return sign(desk.node, desk.node.store.open(desk.coop.id), [act]).hash + "/0"


def refusal(desk: Desk, version: str) -> tuple[str, dict[str, object]]:
    ledger = desk.node.store.open(desk.coop.id)
    with pytest.raises(ConsentError) as caught:
        consentable(ledger, own_number(desk.node, ledger), version)
    return caught.value.reason, caught.value.facts


def test_text_that_is_not_understood_is_never_accepted(pair: tuple[Desk, Desk]) -> None:
    italy, azerbaijan = pair
    record = drafts.new_record_name(italy.node, "ITA")
    version = signed_anyhow(italy, a.Propose(record=record, kind="treaty/7", body={"x": 1}))
    italy.send(azerbaijan)
    assert refusal(azerbaijan, version) == ("not-understood", {"version": "ITA/1/0", "kind": "treaty/7"})
    with pytest.raises(ConsentError, match="not-understood"):
        answering.accept(azerbaijan.node, azerbaijan.coop, [version])
    answering.decline(azerbaijan.node, azerbaijan.coop, [version], reason="Non compreso qui")


def test_text_whose_files_are_not_held_is_never_accepted(pair: tuple[Desk, Desk]) -> None:
    italy, azerbaijan = pair
    reference = files.attach(italy.node, italy.coop, b"annex", name="a.pdf", media_type="application/pdf")
    body = {"title": {"original": "it", "it": "Accordo"}, "attachments": [reference]}
    record = drafts.new_record_name(italy.node, "ITA")
    version = signed_anyhow(italy, a.Propose(record=record, kind="agreement/1", body=body))
    sha256 = reference["blob"].removeprefix("sha256:")
    italy.send(azerbaijan)
    ledger = azerbaijan.node.store.open(azerbaijan.coop.id)
    assert consentable(ledger, own_number(azerbaijan.node, ledger), version)[0].name == record
    other = {**reference, "blob": "sha256:" + "1" * 64}
    second = signed_anyhow(
        italy,
        a.Propose(
            record=drafts.new_record_name(italy.node, "ITA"), kind="agreement/1", body={**body, "attachments": [other]}
        ),
    )
    italy.send(azerbaijan)
    assert sha256 != "1" * 64
    assert refusal(azerbaijan, second) == ("blob-missing", {"version": "ITA/2/0", "blobs": ("1" * 64,)})


def test_plan_without_its_authentic_texts_is_never_accepted(pair: tuple[Desk, Desk]) -> None:
    italy, azerbaijan = pair
    body = {
        "title": {"original": "it", "it": "Piano"},
        "authentic_languages": ["it", "az"],
        "provisions": {"further": [{"original": "it", "it": "Altro"}]},
    }
    assert authentic_texts_missing(body) == ("further.0.az",)
    record = drafts.new_record_name(italy.node, "ITA")
    version = signed_anyhow(italy, a.Propose(record=record, kind="plan/1", body=body))
    italy.send(azerbaijan)
    assert refusal(azerbaijan, version) == (
        "authentic-text-missing",
        {"version": "ITA/1/0", "texts": ("further.0.az",)},
    )


def test_answer_is_refused_where_it_would_not_count(offered: tuple[Desk, Desk, Signed]) -> None:
    italy, azerbaijan, signed = offered
    line, *_, plan = signed.versions
    late = drafts.new(azerbaijan.node, azerbaijan.coop, answers=line.version, fields={"days": "3"})
    counter = azerbaijan.propose(late.number).versions[0]
    answering.accept(azerbaijan.node, azerbaijan.coop, all_of=plan.version)
    azerbaijan.send(italy)
    ledger = italy.node.store.open(italy.coop.id)
    us = own_number(italy.node, ledger)
    with pytest.raises(ConsentError, match="withdrawn"):
        answerable(ledger, us, counter.version)
    with pytest.raises(ConsentError, match="agreed-already"):
        answerable(ledger, us, line.version)
    with pytest.raises(NotFoundError, match="version-unknown"):
        answerable(ledger, us, "0" * 64 + "/0")


def test_text_overtaken_by_an_agreed_one_is_refused(pair: tuple[Desk, Desk]) -> None:
    italy, azerbaijan = pair
    first = italy.propose(italy.draft("activity", title="Corso")).versions[0]
    italy.send(azerbaijan)
    counter = drafts.new(azerbaijan.node, azerbaijan.coop, answers=first.version, fields={"days": "3"})
    second = azerbaijan.propose(counter.number).versions[0]
    azerbaijan.send(italy)
    answering.accept(italy.node, italy.coop, [second.version])
    italy.send(azerbaijan)
    assert refusal(azerbaijan, second.version)[0] == "agreed-already"
    third = drafts.new(azerbaijan.node, azerbaijan.coop, record=first.record, fields={"days": "4"})
    azerbaijan.propose(third.number)
    ledger = azerbaijan.node.store.open(azerbaijan.coop.id)
    with pytest.raises(ConsentError) as caught:
        answerable(ledger, own_number(azerbaijan.node, ledger), first.version)
    assert caught.value.reason in ("overtaken", "withdrawn")
