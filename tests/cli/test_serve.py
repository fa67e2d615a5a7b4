"""A new link for an administrator, printed by command where the first one is lost."""

import subprocess
import sys
from pathlib import Path

from foedus.office import first_link
from foedus.store.node import open_node
from tests.cli.office import Office


def test_new_link_is_printed_and_opens(tmp_path: Path) -> None:
    office = Office(tmp_path, "ITA").begin()
    told = subprocess.run(
        [str(Path(sys.executable).with_name("foedus")), "--home", str(office.home), "serve", "--new-administrator"],
        env={"PATH": "/usr/bin:/bin", "LANG": "C.UTF-8"},
        check=True,
        capture_output=True,
        text=True,
    )
    (link,) = [line for line in told.stdout.splitlines() if line.startswith("http")]
    token = link.removeprefix("http://127.0.0.1:8100/welcome/").removesuffix("/")
    assert first_link.opens(open_node(office.home, lambda: None), token)
