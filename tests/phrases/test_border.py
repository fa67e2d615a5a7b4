"""What the system refuses, by its number; a number without words shows what the system says."""

import errno

from foedus.phrases.border import PHRASES


def test_system_is_worded_by_its_number() -> None:
    phrase = PHRASES[OSError]
    told = [
        phrase.told(error, {}, str)["reason"]
        for error in (
            OSError(errno.ENOSPC, "No space left"),
            PermissionError(errno.EACCES, "Denied", "/x"),
            OSError(errno.EXDEV, "Strange"),
            OSError(),
        )
    ]
    assert told == ["the disk is full", "you may not read or write /x", "Strange", "OSError"]
