"""A home is served: the links it prints, several at once, a port that is taken, and how it ends."""

import os
import pty
import signal
import socket
import subprocess
import sys
from http.client import HTTPConnection
from pathlib import Path

from foedus.cli.demo import serving
from foedus.office import first_link
from foedus.store.node import open_node
from tests.cli.office import Office
from tests.databases import ON_FILE_ALONE, ON_SERVER_ALONE, name_in
from tests.postgres import children_of, shared
from tests.servers import free_port


def test_new_link_is_printed_and_opens(tmp_path: Path) -> None:
    office = Office(tmp_path, "ITA").begin()
    told = subprocess.run(
        [str(Path(sys.executable).with_name("foedus")), "--home", str(office.home), "serve", "--new-administrator"],
        env={"PATH": "/usr/bin:/bin", "LANG": "C.UTF-8", "FOEDUS_URL": "https://office.example/"},
        check=True,
        capture_output=True,
        text=True,
    )
    (link,) = [line for line in told.stdout.splitlines() if line.startswith("http")]
    token = link.removeprefix("https://office.example/welcome/").removesuffix("/")
    assert first_link.opens(open_node(office.home, lambda: None), token)


def start(office: Office, log: Path, port: int, *also: str) -> "subprocess.Popen[bytes]":
    """Serve an office's home."""
    program = str(Path(sys.executable).with_name("foedus"))
    with log.open("wb") as said:
        return subprocess.Popen(
            [program, "--home", str(office.home), "serve", "--port", str(port), *also],
            env={"PATH": "/usr/bin:/bin", "LANG": "C.UTF-8"}, stdout=said, stderr=said, start_new_session=True,
        )  # fmt: skip


def test_first_run_prints_a_link_and_two_homes_are_served_at_once(tmp_path: Path) -> None:
    served: list[tuple[subprocess.Popen[bytes], Path, int]] = []
    try:
        for code in ("ITA", "AZE"):
            office, log = Office(tmp_path, code).begin(), tmp_path / f"{code}.log"
            port = free_port()
            served.append((start(office, log, port), log, port))
        for process, log, port in served:
            one = serving.Served("", port, process, log)
            serving.wait_until_it_answers(one)
            connection = HTTPConnection(serving.HERE, port, timeout=60)
            connection.request("GET", "/login/")
            cookies = connection.getresponse().headers.get_all("Set-Cookie") or []
            connection.close()
            assert [name.partition("=")[0] for name in cookies] == [f"foedus_{port}_csrf"]
    finally:
        for process, _log, _port in served:
            process.send_signal(signal.SIGINT)
        ended = [process.wait(60) for process, _log, _port in served]
    for _process, log, port in served:
        lines = log.read_text(encoding="utf-8").splitlines()
        said = [line for line in lines if not line.startswith("{")]  # those of the log are JSON, on the error output
        assert [said[0], said[2].startswith(f"http://127.0.0.1:{port}/welcome/"), said[3:]] == [
            "Nobody can sign in yet.", True, [f"The workbench is at http://127.0.0.1:{port}/ (Ctrl-C ends it)."],
        ]  # fmt: skip
    assert ended == [0, 0]


@ON_SERVER_ALONE
def test_two_processes_answer_for_a_home_on_a_server(tmp_path: Path) -> None:
    office, log = Office(tmp_path, "ITA").begin(), tmp_path / "log"
    port = free_port()
    process = start(office, log, port, "--workers", "2", "--no-exchange")
    try:
        serving.wait_until_it_answers(serving.Served("", port, process, log))
        link = next(line for line in log.read_text(encoding="utf-8").splitlines() if line.startswith("http"))
        answers = set()
        for _ in range(12):
            connection = HTTPConnection(serving.HERE, port, timeout=60)
            connection.request("GET", link.partition(str(port))[2])
            answers.add(connection.getresponse().status)
            connection.close()
        others = "datname = current_database() AND pid <> pg_backend_pid()"
        asked = f"SELECT count(DISTINCT pid) FROM pg_stat_activity WHERE {others}"  # noqa: S608 - our own words
        processes = shared().ask(asked, name_in(office.database))[0][0]
    finally:
        process.send_signal(signal.SIGINT)
        ended = process.wait(60)
    assert (answers, processes >= 2, ended) == ({200}, True, 0)


def test_server_that_is_ended_while_it_loads_the_workbench_ends(tmp_path: Path) -> None:
    office, log = Office(tmp_path, "ITA").begin(), tmp_path / "log"
    process = start(office, log, free_port(), "--no-exchange")
    while not children_of(process.pid):  # with nothing beside it, the first is the one that will answer
        assert process.poll() is None
    process.send_signal(signal.SIGTERM)
    try:
        assert process.wait(60) == 0
    finally:
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGKILL)


@ON_FILE_ALONE
def test_server_of_databases_that_does_not_answer_is_told_at_once(tmp_path: Path) -> None:
    office, log = Office(tmp_path, "ITA").begin(), tmp_path / "log"
    (office.home / "database").write_text("postgresql://foedus@/foedus?host=/nowhere\n")
    assert start(office, log, free_port()).wait(60) == 1
    told = log.read_text(encoding="utf-8")
    assert f"The database server that keeps the copy in {office.home} does not answer" in told
    assert "See that the server runs" in told


def test_port_that_is_taken_is_told_in_words(tmp_path: Path) -> None:
    office = Office(tmp_path, "ITA").begin()
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        process = start(office, tmp_path / "log", port)
        assert process.wait(60) == 1
    told = (tmp_path / "log").read_text(encoding="utf-8")
    assert told == f"Error: Something listens on port {port} already: name another one with --port.\n"


def serve_at_a_terminal(office: Office, port: int, typed: str) -> tuple[int, str]:
    """Serve a home whose keys are protected, as a person does: what the terminal said until it ended or served."""
    program = str(Path(sys.executable).with_name("foedus"))
    ours, theirs = pty.openpty()
    process = subprocess.Popen(
        [program, "--home", str(office.home), "serve", "--port", str(port)],
        env={"PATH": "/usr/bin:/bin", "LANG": "C.UTF-8"}, stdin=theirs, stdout=theirs, stderr=theirs,
        start_new_session=True,
    )  # fmt: skip
    os.close(theirs)
    said = ""
    try:
        while "is at http" not in said:
            said += os.read(ours, 4096).decode()
            if said.endswith("Passphrase: "):
                os.write(ours, f"{typed}\n".encode())
    except OSError:  # the terminal's other end is closed: it has ended
        return process.wait(60), said
    finally:
        os.close(ours)
        if process.poll() is None:
            process.terminate()  # it may not serve yet, and who begins in the background of a shell hears no Ctrl-C
            process.wait(60)
    return 0, said


def test_passphrase_is_asked_for_at_a_terminal_and_tried_at_once(tmp_path: Path) -> None:
    office = Office(tmp_path, "ITA")
    words = tmp_path / "words"
    words.write_text("sample words\n")
    office.run("init", "ITA", "Sample ITA", "--passphrase-file", str(words))
    port = free_port()
    ended, said = serve_at_a_terminal(office, port, "other words")
    assert ended != 0
    assert "the passphrase does not open them" in " ".join(said.split())
    assert "is at http" in serve_at_a_terminal(office, port, "sample words")[1]
