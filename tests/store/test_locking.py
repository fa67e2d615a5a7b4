"""What is locked with a passphrase is age's own form: age's library opens it, and the work is the same always."""

import re
from pathlib import Path

import pyrage
import pytest

from foedus.office.errors import KeyringError
from foedus.store.locking import WORK, lock, unlock
from tests.databases import ON_FILE_ALONE

pytestmark = ON_FILE_ALONE
FILE = Path("sample")
CHEAP = 8
_WORK = re.compile(rb"(-> scrypt [A-Za-z0-9+/]{22}) (\d+)\n")


@pytest.mark.parametrize("size", [0, 1, 65_535, 65_536, 65_537, 131_072])
def test_library_of_age_opens_what_is_locked(size: int) -> None:
    data = bytes(number % 251 for number in range(size))
    assert pyrage.passphrase.decrypt(lock(data, "a sample passphrase ə", CHEAP), "a sample passphrase ə") == data


def test_work_is_the_same_always_and_no_two_files_are() -> None:
    first, second = (lock(b"sample", "passphrase") for _ in range(2))
    found = [_WORK.search(one) for one in (first, second)]
    assert [one and int(one[2]) for one in found] == [WORK, WORK]
    assert first != second
    assert unlock(first, "passphrase", FILE) == b"sample"


def test_other_passphrase_and_a_changed_file_open_nothing() -> None:
    locked = lock(b"sample", "passphrase", CHEAP)
    for data, passphrase in ((locked, "another"), (locked[:-1] + bytes([locked[-1] ^ 1]), "passphrase")):
        with pytest.raises(KeyringError) as caught:
            unlock(data, passphrase, FILE)
        assert (caught.value.reason, caught.value.facts) == ("passphrase-wrong", {"file": "sample"})


def test_file_that_asks_for_too_much_work_is_not_told_as_a_wrong_passphrase() -> None:
    locked = _WORK.sub(rb"\1 30\n", lock(b"sample", "passphrase", CHEAP))
    with pytest.raises(KeyringError) as caught:
        unlock(locked, "passphrase", FILE, tries=2)
    assert (caught.value.reason, caught.value.facts) == ("machine-too-slow", {"file": "sample"})
