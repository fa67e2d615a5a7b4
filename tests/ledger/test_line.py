"""Lines read and written: what is taken, what is refused and why, and what a line in a bundle is called by."""

import io

import pytest

from foedus.ledger import acts as a
from foedus.ledger.bundle import raw_lines
from foedus.ledger.errors import LineError
from foedus.ledger.keys import SigningKey
from foedus.ledger.line import (
    check_line,
    is_signed,
    protected_header,
    read_checked,
    read_line,
    sign_payload,
    split_line,
    verified_with,
    write_entry,
)
from foedus.ledger.strict import unbase64url
from tests.ledger import malformed_acts, malformed_lines
from tests.ledger.malformed_lines import KEYS, PLAIN, line, plain
from tests.ledger.scenario import AT, Scenario, key, named

MALFORMED = malformed_lines.TABLE | malformed_acts.TABLE
GOOD = line(plain())


def test_table_of_malformed_lines_is_long_enough() -> None:
    assert len(MALFORMED) == len(malformed_lines.TABLE) + len(malformed_acts.TABLE)
    assert len(MALFORMED) > 60


@pytest.mark.parametrize("name", MALFORMED)
def test_malformed_line_is_refused(name: str) -> None:
    raw, reason = MALFORMED[name]
    with pytest.raises(LineError) as refused:
        read_line(raw, KEYS)
    assert refused.value.reason == reason


@pytest.mark.parametrize("name", [name for name, (raw, _) in MALFORMED.items() if b"\n" not in raw])
def test_malformed_line_in_a_journal_is_named_and_what_was_before_it_is_kept(name: str) -> None:
    journal = io.BytesIO(GOOD + b"\n" + GOOD + b"\n" + MALFORMED[name][0] + b"\n" + GOOD + b"\n")
    refused: list[tuple[int, str]] = []
    taken, number = 0, 0
    lines = raw_lines(journal)
    while not refused:
        number += 1
        try:
            read_line(next(lines), KEYS)
            taken += 1
        except LineError as error:
            refused.append((number, error.reason))
    assert (taken, refused) == (2, [(3, MALFORMED[name][1])])


def test_good_line_is_read() -> None:
    read = read_line(GOOD, KEYS)
    assert (read.raw, read.kid, read.verified, read.payload) == (GOOD, key("ITA").thumbprint, True, plain())
    assert (read.envelope.party, read.envelope.seq, read.envelope.prev) == ("ITA", 1, PLAIN["prev"])


@pytest.mark.parametrize(
    "text",
    [
        '"\\ud83d\\ude00"',
        '"\\ufeff"',
        '"è ə қ"',
        "[9007199254740991, -9007199254740991, 0]",
        "null",
        "{}",
        '" spaces  stay "',
        '"\\u001f"',
    ],
)
def test_unusual_value_in_a_body_is_taken(text: str) -> None:
    assert read_line(line(malformed_lines.body(text)), KEYS).verified


def test_line_whose_key_is_unknown_is_read_and_not_verified() -> None:
    read = read_line(GOOD, {})
    assert not read.verified
    assert verified_with(read, key("ITA").jwk.point()).verified
    with pytest.raises(LineError, match="signature"):
        verified_with(read, key("AZE").jwk.point())


def test_line_of_a_newer_form_is_read_by_its_envelope() -> None:
    read = read_line(line(plain(v=2, more="x", acts="of another form")), KEYS)
    assert (read.entry, read.envelope.v, read.envelope.prev) == (None, 2, PLAIN["prev"])


def test_line_checked_elsewhere_is_not_verified_again() -> None:
    read = read_line(GOOD, KEYS)
    assert check_line(GOOD, KEYS) == (True, bytes.fromhex(read.hash))
    assert check_line(GOOD, {}) == (False, bytes.fromhex(read.hash))
    assert read_checked(GOOD, is_verified=True) == read_checked(GOOD, read.hash, is_verified=True) == read
    with pytest.raises(LineError, match="signature"):
        check_line(malformed_lines.TABLE["payload changed by a bit"][0], KEYS)


def test_header_is_the_same_for_every_line_of_a_key() -> None:
    thumbprint = key("ITA").thumbprint
    kid, protected, signature, payload = split_line(GOOD)
    assert (kid, protected, payload) == (thumbprint, protected_header(thumbprint), plain())
    assert is_signed(key("ITA").jwk.point(), protected, signature, payload)
    assert not is_signed(key("ITA").jwk.point(), protected, signature, payload + b" ")


def test_entry_written_is_read_back() -> None:
    founding = a.Found(name="Sample", parties=(named("ITA"),), languages=("en", "it"))
    entry = a.Entry(v=1, party="ITA", seq=0, at=AT, acts=(founding,))
    assert read_line(write_entry(entry, key("ITA")), {}).entry == entry


def test_entry_that_breaks_a_rule_is_not_written() -> None:
    with pytest.raises(LineError, match="opening"):
        write_entry(a.Entry(v=1, party="ITA", seq=0, at=AT, acts=(a.Leave(),)), key("ITA"))


def test_entry_is_known_by_its_payload_alone() -> None:
    assert read_line(sign_payload(plain(), SigningKey(bytes(32))), {}).hash == read_line(GOOD, {}).hash


def test_bytes_are_kept_as_they_came() -> None:
    spaced = line(plain().replace(b",", b" , ").replace(b'"ITA"', rb'"\u0049TA"'))
    read = read_line(spaced, KEYS)
    assert (read.raw, read.envelope.party) == (spaced, "ITA")
    assert read.hash != read_line(GOOD, KEYS).hash


def test_every_line_of_a_scenario_is_read_without_knowing_keys() -> None:
    world = Scenario("ITA", "AZE")
    assert [read_line(one.raw, {}).hash for one in world.lines] == [one.hash for one in world.lines]


@pytest.mark.parametrize("place", [0, 1, 43, 84, 85])
def test_signature_is_canonical_base64url_or_refused(place: int) -> None:
    head, blank, payload = GOOD.partition(b" ")
    protected, dots, text = head.partition(b"..")
    for byte in set(range(256)) - set(b" ."):
        changed = text[:place] + bytes([byte]) + text[place + 1 :]
        raw = protected + dots + changed + blank + payload
        try:
            found: bytes | str = unbase64url(changed)
        except LineError as error:
            found = error.reason
        try:
            told: bytes | str = split_line(raw)[2]
        except LineError as error:
            told = error.reason
        assert told == found, byte
