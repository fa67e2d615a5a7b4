"""One test for each threat that SECURITY.md names and the ledger answers."""

import io
import random
from pathlib import Path

import msgspec
import pytest

from foedus.ledger import acts as a
from foedus.ledger.author import everything, next_entry
from foedus.ledger.bundle import raw_lines, sign_manifest, unpack
from foedus.ledger.errors import BundleError, KeyFormError, LineError
from foedus.ledger.keys import SigningKey, public_jwk
from foedus.ledger.line import Line, protected_header, read_line, split_line
from foedus.ledger.partnership import Outcome, Partnership, Taken
from foedus.ledger.past import view
from foedus.ledger.store import MemoryStore
from foedus.ledger.strict import base64url
from tests.ledger import malformed_bundles
from tests.ledger.malformed_acts import TABLE as ACTS
from tests.ledger.malformed_lines import KEYS, SMALL_ORDERS, TABLE
from tests.ledger.scenario import AT, Said, Scenario, key, named, signed, uuid

THIEF = key("thief")


def reason_of(raw: bytes) -> str:
    """Why a line is no line."""
    with pytest.raises(LineError) as refused:
        read_line(raw, KEYS)
    return refused.value.reason


def forged(world: Scenario, code: str, *acts: a.Act, by: SigningKey = THIEF) -> bytes:
    """What another than the party writes in its name, after all that is known."""
    entry = next_entry(world.store, world.number(code), acts, AT)
    return signed(entry, by)


def set_aside(outcome: Outcome) -> str:
    assert outcome.taken is Taken.ASIDE
    return outcome.reason


# Signatures and keys


def test_forged_signature() -> None:
    world = Scenario("ITA", "AZE")
    proposed = world.propose("ITA")
    raw = forged(world, "AZE", a.Endorse(proposed.version()))
    assert set_aside(world.receive(raw)) == "not-the-key-in-force"
    head, _, payload = raw.partition(b" ")
    kid = protected_header(key("AZE").thumbprint)
    with pytest.raises(LineError, match="signature"):
        world.receive(kid + b".." + head.partition(b"..")[2] + b" " + payload)
    assert world.void(world.say("ITA", a.Seal((proposed.version(),)))) == "no-consent"


def test_one_changed_byte() -> None:
    world = Scenario("ITA", "AZE")
    said = world.propose("ITA", body={"title": "Sample"})
    raw = said.line.raw
    at = raw.index(b"Sample")
    for place in (5, raw.index(b"..") + 9, at):
        changed = raw[:place] + bytes([raw[place] ^ 1]) + raw[place + 1 :]
        with pytest.raises(LineError):
            read_line(changed, world.facts.points)


def test_header_that_chooses_its_own_key_or_algorithm() -> None:
    names = ["alg none", "alg HS256", "alg EdDSA", "a key in the header", "crit missing", "b64 true", "typ of a bundle"]
    assert [reason_of(TABLE[name][0]) for name in names] == ["header"] * len(names)


def test_key_of_small_order_that_any_signature_fits() -> None:
    for point in SMALL_ORDERS.values():
        with pytest.raises(KeyFormError, match="key-small-order"):
            public_jwk(point).point()
    assert reason_of(ACTS["rotation to a key of small order"][0]) == "key-small-order"


def test_second_signature_over_the_same_entry() -> None:
    assert reason_of(TABLE["signature whose S is not below L"][0]) == "signature"
    assert reason_of(TABLE["signature not canonical"][0]) == "base64url"


def test_old_key_after_rotation() -> None:
    world = Scenario("ITA", "AZE")
    before = world.tip("AZE")
    world.rotate("AZE", "AZE next")
    assert set_aside(world.receive(forged(world, "AZE", a.Leave(), by=key("AZE")))) == "not-the-key-in-force"
    fork = world.say("AZE", a.Leave(), after=before, seen=(), by=key("AZE"))
    assert fork.outcome.taken is Taken.APPLIED
    assert [(one.code, one.seq) for one in world.partnership.forks] == [("AZE", 1)]


def test_stolen_signing_key_cannot_take_the_recovery_key() -> None:
    world = Scenario("ITA", "AZE")
    recover = a.Recover(key=THIEF.jwk, recovery=key("thief recovery").jwk)
    assert set_aside(world.receive(forged(world, "AZE", recover, by=key("AZE")))) == "not-the-key-in-force"
    assert reason_of(ACTS["rotation of the recovery key"][0]) == "form"


def test_stolen_key_and_recovery() -> None:
    world = Scenario("ITA", "AZE")
    proposed = world.propose("ITA")
    own = world.say("AZE", Scenario.statement("AZE"))
    stolen = world.say("AZE", a.Endorse(proposed.version()))
    assert world.void(world.recover("AZE", after=own.hash)) is None
    assert world.void(world.say("ITA", a.Seal((proposed.version(),)))) == "no-consent"
    world.keys.pop("AZE")
    assert set_aside(world.say("AZE", Scenario.statement("AZE", 2)).outcome) == "not-the-key-in-force"
    late = world.say("AZE", Scenario.statement("AZE", 3), after=stolen.hash, seen=())
    seen = view(world.facts, everything(world.facts), world.number("AZE"))
    assert seen is not None
    placed = world.store.placed[late.hash]
    assert (seen.fork, seen.is_on_journal(placed.branch, placed.seq)) == (None, False)


def test_seal_with_a_stolen_key_stands_and_is_told() -> None:
    world = Scenario("ITA", "AZE")
    proposed = world.propose("ITA")
    world.say("AZE", a.Endorse(proposed.version()))
    stolen = world.say("ITA", a.Seal((proposed.version(),)))
    world.recover("ITA", after=proposed.hash)
    assert world.sealed(proposed.version())
    seen = view(world.facts, everything(world.facts), world.number("ITA"))
    assert seen is not None
    placed = world.store.placed[stolen.hash]
    assert not seen.is_on_journal(placed.branch, placed.seq)


def test_key_substituted_under_a_code() -> None:
    world = Scenario("ITA", "AZE")
    amended = world.amend(named("ITA"), named("AZE", key=THIEF.jwk))
    assert world.void(amended) == "key-changed"
    world.said.pop("AZE")
    assert set_aside(world.join("AZE", seen=(amended.hash,), by=THIEF).outcome) == "not-the-key-in-force"
    admitted = world.amend(named("ITA"), named("AZE"), named("KAZ"))
    assert set_aside(world.join("KAZ", admitted.version(), by=THIEF).outcome) == "not-the-key-in-force"


# Consents and seals


def test_seal_without_consent() -> None:
    world = Scenario("ITA", "AZE")
    proposed = world.propose("ITA")
    assert world.void(world.say("ITA", a.Seal((proposed.version(),)))) == "no-consent"
    assert world.state()["sealed"] == {}


def test_consent_moved_to_another_text() -> None:
    world = Scenario("ITA", "AZE")
    agreed = world.propose("ITA", body={"places": 10})
    world.say("AZE", a.Endorse(agreed.version()))
    other = world.propose("ITA", body={"places": 100})
    assert world.void(world.say("ITA", a.Seal((other.version(),)))) == "no-consent"


def test_refusal_seen_once_cannot_be_unseen() -> None:
    world = Scenario("ITA", "AZE")
    proposed = world.propose("ITA")
    endorsed = world.say("AZE", a.Endorse(proposed.version()))
    declined = world.say("AZE", a.Decline(proposed.version()))
    world.say("ITA", Scenario.statement("ITA"))
    stale = world.say("ITA", a.Seal((proposed.version(),)), seen=(endorsed.hash,))
    assert set_aside(stale.outcome) == "seen-twice"
    assert world.void(world.say("ITA", a.Seal((proposed.version(),)), seen=())) == "no-consent"
    assert declined.outcome.taken is Taken.APPLIED


def test_withdrawal_too_late() -> None:
    world = Scenario("ITA", "AZE")
    proposed = world.propose("AZE", record=f"ITA/{uuid(1)}")
    world.say("ITA", a.Endorse(proposed.version()))
    world.say("ITA", a.Seal((proposed.version(),)))
    late = world.say("AZE", a.Withdraw(proposed.version()), seen=())
    assert world.void(late) is None
    assert world.state()["sealed"] == {f"ITA/{uuid(1)}": [proposed.version()]}


def test_time_set_back_to_use_a_consent_that_ended() -> None:
    world = Scenario("ITA", "AZE")
    proposed = world.propose("ITA")
    world.say("AZE", a.Endorse(proposed.version(), until="2026-02-01T00:00:00Z"), at="2026-01-15T00:00:00Z")
    world.say("AZE", Scenario.statement("AZE"), at="2026-03-01T00:00:00Z")
    sealed = world.say("ITA", a.Seal((proposed.version(),)), at="2026-01-20T00:00:00Z")
    assert world.void(sealed) == "consent-expired"


def test_record_of_another_stated() -> None:
    world = Scenario("ITA", "AZE")
    assert world.void(world.say("ITA", Scenario.statement("AZE"))) == "others-record"
    stated = world.say("AZE", Scenario.statement("AZE"))
    assert world.void(world.say("ITA", Scenario.statement("AZE", replaces=stated.version()))) == "others-record"


def test_charter_rewritten() -> None:
    world = Scenario("ITA", "AZE", "KAZ")
    body = msgspec.to_builtins(world.lines[0].entry)["acts"][0]
    del body["act"]
    act = a.Propose("ITA/charter", "charter/1", body, base=world.charter)
    assert world.void(world.say("AZE", act)) == "not-the-founder"
    assert world.void(world.amend(named("ITA"), named("AZE"))) == "party-dropped"
    alone = world.amend(named("ITA"), named("AZE"), named("KAZ"), named("UZB"))
    world.join("UZB", alone.version())
    assert world.void(world.say("ITA", a.Seal((alone.version(),)))) == "no-consent"
    assert world.void(world.say("UZB", Scenario.proposal("UZB"))) == "not-admitted"


def test_evidence_of_another_erased() -> None:
    world = Scenario("ITA", "AZE")
    blob = "sha256:" + "b" * 64
    reference = {"blob": blob, "name": "file", "type": "image/png", "size": 3}
    world.say("AZE", Scenario.statement("AZE", body={"file": reference}))
    assert world.void(world.say("ITA", a.Erase(blob, {"en": "no"}))) == "no-reference"
    world.say("ITA", Scenario.statement("ITA", body={"file": reference}))
    assert world.void(world.say("ITA", a.Erase(blob, {"en": "no"}))) == "others-reference"


# Histories


def forked() -> tuple[Scenario, Said, Said]:
    """AZE shows ITA one thing and KAZ another."""
    world = Scenario("ITA", "AZE", "KAZ")
    joined = world.tip("AZE")
    one = world.say("AZE", Scenario.statement("AZE", 1))
    other = world.say("AZE", Scenario.statement("AZE", 2), after=joined, seen=())
    return world, one, other


def test_fork_shown_to_different_peers() -> None:
    world, one, other = forked()
    common = [line for line in world.lines if line.hash not in {one.hash, other.hash}]
    stores = [MemoryStore(world.id), MemoryStore(world.id)]
    peers = [Partnership(store) for store in stores]
    for peer, store, shown in zip(peers, stores, (one, other), strict=True):
        for line in [*common, shown.line]:
            peer.receive(read_line(line.raw, store.facts().points))
        assert peer.forks == []
    for peer, told in zip(peers, (other, one), strict=True):
        peer.receive(told.line)
        assert [{fork.one, fork.other} for fork in peer.forks] == [{one.hash, other.hash}]
    assert world.state(stores[0]) == world.state(stores[1]) == world.state()


def test_fork_stops_no_other_party() -> None:
    world, *_ = forked()
    world.agree("ITA", "KAZ", among=("ITA", "KAZ"))
    assert f"ITA/{uuid(1)}" in world.state()["sealed"]


def test_line_replayed() -> None:
    world = Scenario("ITA", "AZE")
    world.agree("ITA", "AZE")
    before = world.state()
    for line in world.lines:
        assert world.receive(line.raw).taken is Taken.KNOWN
    other = Scenario("AZE", "ITA")
    assert {set_aside(other.receive(line.raw)) for line in world.lines} == {"another-partnership"}
    assert world.state() == before


def test_lines_planted_in_anothers_bundle() -> None:
    world = Scenario("ITA", "AZE", "KAZ")
    proposed = world.propose("ITA")
    planted = forged(world, "AZE", a.Endorse(proposed.version()), by=key("KAZ"))
    assert world.partnership.receive(read_line(planted, world.facts.points), "KAZ").taken is Taken.ASIDE
    aside = world.store.aside[-1]
    assert (aside.bearer, aside.is_well_signed) == ("KAZ", False)
    assert world.void(world.say("AZE", a.Decline(proposed.version()))) is None


def test_relay_that_drops_doubles_and_shuffles() -> None:
    world, one, _ = forked()
    world.agree("ITA", "KAZ", among=("ITA", "KAZ"))
    world.recover("AZE", after=one.hash)
    for seed in range(5):
        chance = random.Random(seed)
        rest = world.lines[1:]
        first = chance.sample(rest, len(rest) // 2) * 2
        chance.shuffle(first)
        store = world.replayed([world.lines[0], *first])
        assert set(store.placed) <= set(world.store.placed)
        everything_again = [world.lines[0], *first, *rest, *rest]
        assert world.state(world.replayed(everything_again)) == world.state()


def test_relay_that_corrupts() -> None:
    world = Scenario("ITA", "AZE")
    proposed = world.propose("ITA")
    journal = io.BytesIO(b"".join(line.raw + b"\n" for line in world.lines).replace(b'"body":{}', b'"body":{"x":1}'))
    reasons = []
    for raw in raw_lines(journal):
        try:
            reasons.append(world.receive(raw).taken.value)
        except LineError as error:
            reasons.append(error.reason)
    assert reasons == ["known", "known", "signature"]
    assert world.receive(proposed.line.raw).taken is Taken.KNOWN


def test_flood_of_lines_that_wait() -> None:
    world = Scenario("ITA", "AZE")
    raw = signed(a.Entry(1, "AZE", 5, AT, (a.Leave(),), world.id, "3" * 64), key("AZE"))
    line = read_line(raw, world.facts.points)
    taken = [
        world.partnership.receive(Line(raw, f"{number:064x}", line.kid, line.envelope, line.entry, verified=True)).taken
        for number in range(10_001)
    ]
    assert (taken.count(Taken.WAITING), taken[-1]) == (10_000, Taken.ASIDE)
    unknown = signed(a.Entry(1, "AZE", 6, AT, (a.Leave(),), world.id, "4" * 64), THIEF)
    assert set_aside(world.receive(unknown)) == "unknown-key"
    assert world.void(world.propose("ITA")) is None


# Bytes


def test_duplicate_names_in_json() -> None:
    names = [name for name in TABLE if name.startswith("name twice")]
    assert [reason_of(TABLE[name][0]) for name in names] == ["duplicate-name"] * 4


def test_numbers_and_texts_that_readers_take_differently() -> None:
    numbers = ["NaN", "Infinity", "a fraction", "an exponent", "minus zero", "2**53"]
    assert {reason_of(TABLE[name][0]) for name in numbers} == {"number"}
    assert reason_of(TABLE["escaped high surrogate alone"][0]) == "surrogate"
    assert reason_of(TABLE["escaped U+0000"][0]) == "nul"


def test_line_made_to_exhaust_its_reader() -> None:
    assert reason_of(TABLE["nested 33 deep"][0]) == "too-deep"
    assert reason_of(TABLE["2 MiB and one byte"][0]) == "too-long"
    assert reason_of(TABLE["10,001 acts"][0]) == "form"
    world = Scenario("ITA", "AZE")
    tip = world.tip("AZE") or ""
    repeated = a.Entry(1, "AZE", 1, AT, (a.Leave(),), world.id, tip, (world.propose("ITA").hash,) * 30_000)
    assert set_aside(world.receive(signed(repeated, key("AZE")))) == "seen-twice"


def refused(name: str, into: Path) -> tuple[str, list[str]]:
    with pytest.raises(BundleError) as told:
        unpack(io.BytesIO(malformed_bundles.TABLE[name][0]), into)
    return told.value.reason, sorted(path.name for path in into.parent.iterdir())


@pytest.mark.parametrize(
    "name", ["zip slip", "zip slip within a folder", "absolute name", "backslashes", "symbolic link", "name with a NUL"]
)
def test_zip_slip(name: str, tmp_path: Path) -> None:
    into = tmp_path / "into"
    into.mkdir()
    reason, beside = refused(name, into)
    assert reason in {"path", "not-a-file"}
    assert (beside, list(into.iterdir())) == (["into"], [])


def test_zip_bomb(tmp_path: Path) -> None:
    bomb = malformed_bundles.TABLE["zip bomb"][0]
    assert len(bomb) < 1024 * 1024
    with pytest.raises(BundleError, match="too-large"):
        unpack(io.BytesIO(bomb), tmp_path)
    assert sum(path.stat().st_size for path in tmp_path.iterdir()) <= 64 * 1024 * 1024


def test_blob_that_lies_about_its_digest(tmp_path: Path) -> None:
    assert refused("blob under another name", tmp_path)[0] == "blob-name"
    assert refused("digest of another content", tmp_path)[0] == "digest"


def test_bundle_in_anothers_name(tmp_path: Path) -> None:
    said = malformed_bundles.manifest()
    raw = malformed_bundles.signed(said, jws=sign_manifest(said, THIEF))
    unpacked = unpack(io.BytesIO(raw), tmp_path)
    assert unpacked.manifest.from_ == "ITA"
    assert not unpacked.is_signed_by(KEYS)


def test_signature_of_a_bundle_used_for_a_line() -> None:
    said = b'{"v":1}'
    jws = sign_manifest(said, key("ITA"))
    assert reason_of(jws + b" " + said) == "header"


def test_thief_of_a_line_gains_no_signature() -> None:
    world = Scenario("ITA", "AZE")
    _, protected, signature, payload = split_line(world.lines[1].raw)
    moved = payload.replace(b'"seq":0', b'"seq":1')
    with pytest.raises(LineError, match="signature"):
        read_line(protected + b".." + base64url(signature) + b" " + moved, world.facts.points)
