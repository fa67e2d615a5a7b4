"""Puts together what the state of play is drawn from, out of one partnership's memory; it draws nothing itself."""

from collections.abc import Collection, Iterator

from foedus.ledger import acts as a
from foedus.ledger.consent import is_unexpired, keeper_of, last_word
from foedus.ledger.facts import RecordFacts, VersionFacts
from foedus.office.exchanged import seen_of
from foedus.office.ports import Ledger, Node
from foedus.office.versions import (
    body_of,
    codes_of,
    has_consented,
    has_declined,
    heads_of,
    last_stated,
    open_versions,
    order,
    past_of,
    present_codes,
    said_of,
)
from foedus.records.holdings import Agreed, Holdings, Offered, Stated


def holdings_of(node: Node, ledger: Ledger, us: int, only: Collection[str] | None = None) -> Holdings:
    """All that the state of play of a cooperation is drawn from.

    :param us: our party's number.
    :param only: of these records alone, by name; None stands for all.
    """
    return Holdings(
        us=ledger.cooperation.code,
        parties=present_codes(ledger),
        agreed=tuple(_agreed(ledger, only)),
        stated=tuple(_stated(ledger, only)),
        offered=tuple(offered(ledger, node.clock(), only)),
        seen={one.party: one.at[:10] for one in seen_of(node, ledger, us) if one.at},
    )


def _records(ledger: Ledger, only: Collection[str] | None, *, is_stated: bool) -> Iterator[RecordFacts]:
    if only is None:
        yield from said_of(ledger, ledger.records(is_stated=is_stated))
        return
    for name in sorted(only):
        record = ledger.record(name, is_stated=is_stated)
        if record is not None:
            yield record


def _agreed(ledger: Ledger, only: Collection[str] | None) -> Iterator[Agreed]:
    for record in _records(ledger, only, is_stated=False):
        if not record.seals:
            continue
        known = heads_of(ledger, record)
        if len(known) != 1 or is_charter(record):
            continue
        version = record.versions[known[0]]
        yield Agreed(
            record.name, version.kind, body_of(ledger, version.name), version.name, codes_of(ledger, version.concerned)
        )


def is_charter(record: RecordFacts) -> bool:
    """Say whether a record is the charter."""
    return record.name.endswith("/charter")


def _stated(ledger: Ledger, only: Collection[str] | None) -> list[Stated]:
    """Own records, in the order in which their current versions were declared."""
    found: list[tuple[tuple[int, int], Stated]] = []
    for record in _records(ledger, only, is_stated=True):
        last = last_stated(ledger, record)
        if last is None:
            continue
        version = record.versions[last]
        act = ledger.declaration(last)
        paper = act.paper.parties if isinstance(act, a.State) and isinstance(act.paper, a.Paper) else ()
        readers = {party for party, *_ in version.acknowledged}
        told = Stated(
            record.name,
            codes_of(ledger, [version.party])[0],
            version.kind,
            body_of(ledger, last),
            last,
            codes_of(ledger, sorted(readers)),
            paper,
        )
        found.append((order(ledger, version), told))
    return [told for _, told in sorted(found, key=lambda one: one[0])]


def offered(ledger: Ledger, now: str, only: Collection[str] | None = None) -> Iterator[Offered]:
    """Every version that is on the table, with those who have answered it.

    :param now: the time now, for consents that end.
    :param only: of these records alone, by name; None stands for all.
    """
    wanted = (record for record in ledger.open_records() if only is None or record.name in only)
    for record in said_of(ledger, wanted):
        waiting = open_versions(ledger, record)
        for version in waiting:
            asked = version.concerned
            answered = [party for party in asked if has_answered(ledger, version, party, waiting)]
            partly = [party for party in asked if _consents_in_part(ledger, version, party, now)]
            declined_by = [party for party in asked if has_declined(version, party)]
            yield Offered(
                record.name,
                codes_of(ledger, [version.party])[0],
                version.kind,
                body_of(ledger, version.name),
                version.name,
                codes_of(ledger, asked),
                codes_of(ledger, answered),
                codes_of(ledger, partly),
                codes_of(ledger, declined_by),
            )


def _consents_in_part(ledger: Ledger, version: VersionFacts, party: int, now: str) -> bool:
    past = past_of(ledger)
    word = last_word(ledger.facts(), version, party, past)
    return word is not None and (word.capacity != "full" or not is_unexpired(ledger, word, past, now))


def has_answered(ledger: Ledger, version: VersionFacts, party: int, waiting: list[VersionFacts]) -> bool:
    """Say whether a party consented to a version, declined it, or put a later text of its own beside it.

    :param waiting: the versions of its record that are on the table.
    """
    if has_consented(ledger, version, party) or has_declined(version, party):
        return True
    place = order(ledger, version)
    return any(one.party == party and order(ledger, one) > place for one in waiting)


def keeper_code(ledger: Ledger, record: RecordFacts, version: VersionFacts) -> str:
    """The code of the party that records a version as agreed."""
    return codes_of(ledger, [keeper_of(record, version)])[0]
